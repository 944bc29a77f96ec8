//! Reading threads, so that no read shows an owner whose time is up (`timeout_on_time`).
//!
//! Whatever is due among the threads read is released first, by the same engine, and read again.

use std::collections::HashMap;

use super::{Engine, EngineError};
use crate::{
    id::{CustomerId, MessageId, PageId, ThreadId},
    store::{
        EventRecord, Found, MessageRecord, Position, Slice, StoreError, ThreadRecord, events, messages,
        threads::{self, Counts, ThreadCursor, ThreadFilter, ThreadOrder},
    },
    time::Timestamp,
};

/// Threads on one page that are released before a list is read.
const SETTLE: u32 = 256;

/// Which threads of a page, in which order, and which part of them.
#[derive(Clone, Debug)]
pub struct ThreadQuery {
    /// The customers that an app without review may see; `None` for everybody else.
    pub visible_to: Option<Vec<CustomerId>>,
    pub filter: ThreadFilter,
    pub order: ThreadOrder,
    pub slice: Slice<ThreadCursor>,
}

impl Engine {
    /// Whose thread it is, for the door.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn page_of(&self, thread: ThreadId) -> Result<Option<PageId>, StoreError> {
        threads::page_of(self.0.store.reader(), thread).await
    }

    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn thread(&self, page: PageId, thread: ThreadId) -> Result<Option<ThreadRecord>, EngineError> {
        let found = threads::find(self.0.store.reader(), page, thread).await?;
        Ok(self.settled(found.into_iter().collect()).await?.pop())
    }

    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn thread_of(&self, page: PageId, customer: &CustomerId) -> Result<Option<ThreadRecord>, EngineError> {
        let found = threads::by_customer(self.0.store.reader(), page, customer).await?;
        Ok(self.settled(found.into_iter().collect()).await?.pop())
    }

    /// The threads with these ids, whichever exist, in no order.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn threads_by_id(&self, ids: &[ThreadId]) -> Result<Vec<ThreadRecord>, EngineError> {
        let found = threads::find_many(self.0.store.reader(), ids).await?;
        self.settled(found).await
    }

    /// A page's threads. All that is due on the page is released first: filters select by control.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn threads(&self, page: PageId, query: &ThreadQuery) -> Result<Found<ThreadRecord>, EngineError> {
        self.settle(page).await?;
        let ThreadQuery { visible_to, filter, order, slice } = query;
        let reader = self.0.store.reader();
        Ok(threads::list(reader, page, visible_to.as_deref(), filter, *order, slice).await?)
    }

    /// How many threads a page has, by owner; what is due is released first.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn thread_counts(&self, page: PageId) -> Result<Counts, EngineError> {
        self.settle(page).await?;
        Ok(threads::count(self.0.store.reader(), page).await?)
    }

    /// How many of a page's threads something has happened in since then.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn active_threads(&self, page: PageId, since: Timestamp) -> Result<i64, StoreError> {
        threads::count_active(self.0.store.reader(), page, since).await
    }

    /// A slice of all that happened on a page.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn events_on(&self, page: PageId, slice: &Slice<Position>) -> Result<Found<EventRecord>, StoreError> {
        events::of_page(self.0.store.reader(), page, slice).await
    }

    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn messages_of(
        &self,
        page: PageId,
        of: &[ThreadId],
        slice: &Slice<i64>,
        and_more: bool,
    ) -> Result<HashMap<ThreadId, Found<MessageRecord>>, StoreError> {
        messages::of_threads(self.0.store.reader(), page, of, slice, and_more).await
    }

    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn events_of(
        &self,
        page: PageId,
        of: &[ThreadId],
        slice: &Slice<i64>,
        and_more: bool,
    ) -> Result<HashMap<ThreadId, Found<EventRecord>>, StoreError> {
        events::of_threads(self.0.store.reader(), page, of, slice, and_more).await
    }

    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn messages(&self, ids: &[MessageId]) -> Result<Vec<MessageRecord>, StoreError> {
        messages::find_many(self.0.store.reader(), ids).await
    }

    /// Releases all that is due on the page.
    async fn settle(&self, page: PageId) -> Result<(), EngineError> {
        loop {
            let due = threads::due_on_page(self.0.store.reader(), page, self.0.clock.now(), SETTLE).await?;
            if due.is_empty() {
                return Ok(());
            }
            self.time_out(due.into_iter().map(|thread| (page, thread)).collect()).await?;
        }
    }

    async fn settled(&self, found: Vec<ThreadRecord>) -> Result<Vec<ThreadRecord>, EngineError> {
        let now = self.0.clock.now();
        let due: Vec<_> = found.iter().filter(|it| it.state.is_due(now)).map(|it| (it.page, it.id)).collect();
        if due.is_empty() {
            return Ok(found);
        }
        self.time_out(due).await?;
        let ids: Vec<ThreadId> = found.iter().map(|it| it.id).collect();
        Ok(threads::find_many(self.0.store.reader(), &ids).await?)
    }
}
