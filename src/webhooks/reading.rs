//! Reading the log for many subscriptions at once: those of one page stand at the same places.

use std::sync::Arc;

use quick_cache::sync::Cache;

use super::letter::{Entry, entries};
use crate::{
    id::{PageId, ThreadId},
    protocol::Content,
    store::{Logged, Position, Store, StoreError, events, threads::Customers},
};

/// Events read at a time.
const READ: u32 = 256;
/// Reads that are kept for the next subscription.
const KEPT: usize = 64;

/// What comes after some places in the log. The log is only appended to: what was read once holds for ever,
/// though more may have come since.
pub struct Reading {
    store: Store,
    read: Cache<(PageId, Position), Arc<[Entry]>>,
    customers: Customers,
}

enum Nothing {
    There,
    Read(StoreError),
}

impl Reading {
    pub fn new(store: Store) -> Self {
        Self { store, read: Cache::new(KEPT), customers: Customers::default() }
    }

    /// The next events of a page; none if there are none yet.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn after(&self, page: PageId, position: Position) -> Result<Arc<[Entry]>, StoreError> {
        let read = async {
            let reader = self.store.reader();
            let records = self.logged_after(page, position, READ).await.map_err(Nothing::Read)?;
            if records.is_empty() {
                return Err(Nothing::There);
            }
            Ok(entries(reader, records).await.map_err(Nothing::Read)?.into())
        };
        match self.read.get_or_insert_async(&(page, position), read).await {
            Ok(found) => Ok(found),
            Err(Nothing::There) => Ok(Arc::new([])),
            Err(Nothing::Read(error)) => Err(error),
        }
    }

    /// So many of a page's next events, which are kept for nobody.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn logged_after(
        &self,
        page: PageId,
        position: Position,
        limit: u32,
    ) -> Result<Vec<(Logged, Option<Content>)>, StoreError> {
        events::logged_after(self.store.reader(), page, position, limit, &self.customers).await
    }

    /// The next events of one thread, or of the page itself, up to a place, and whether there may be more.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn in_thread(
        &self,
        page: PageId,
        thread: Option<ThreadId>,
        after: Position,
        until: Position,
    ) -> Result<(Vec<Entry>, bool), StoreError> {
        let reader = self.store.reader();
        let mut records: Vec<Logged> = match thread {
            None => events::of_page_after(reader, page, after, READ).await?,
            Some(thread) => {
                let of_thread = events::after_in_thread(reader, page, thread, after, READ).await?;
                of_thread.into_iter().map(Logged::Thread).collect()
            }
        };
        let is_full = records.len() == READ as usize;
        let read = records.len();
        records.retain(|it| it.position() <= until);
        let may_go_on = is_full && records.len() == read;
        let records = records.into_iter().map(|it| (it, None)).collect();
        Ok((entries(reader, records).await?, may_go_on))
    }
}
