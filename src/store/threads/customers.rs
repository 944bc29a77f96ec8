//! Whose threads they are.

use std::collections::{BTreeSet, HashMap};

use quick_cache::sync::Cache;
use sea_orm::sea_query::Query;

use super::TABLE;
use crate::{
    id::{CustomerId, ThreadId},
    store::{Conn, StoreError, sql},
};

/// Threads whose customers are kept in mind; an id has 512 bytes at most, and mostly a few.
const KNOWN: usize = 16_384;

/// Whose threads they are, of those that were asked for lately: a thread never becomes somebody else's.
pub struct Customers(Cache<ThreadId, CustomerId>);

impl Default for Customers {
    fn default() -> Self {
        Self(Cache::new(KNOWN))
    }
}

impl Customers {
    /// The customer of each of these threads, in their order; `None` where there is no such thread. Asked of a transaction, it
    /// would keep in mind what may be rolled back: ask a reader.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn of(&self, c: &impl Conn, threads: &[Option<ThreadId>]) -> Result<Vec<Option<CustomerId>>, StoreError> {
        let mut customers: Vec<_> = threads.iter().map(|it| self.0.get(&(*it)?)).collect();
        let strangers = threads.iter().zip(&customers).filter(|(_, customer)| customer.is_none());
        let strangers: BTreeSet<ThreadId> = strangers.filter_map(|(thread, _)| *thread).collect();
        if strangers.is_empty() {
            return Ok(customers);
        }
        let found = read(c, &strangers).await?;
        for (thread, customer) in &found {
            self.0.insert(*thread, customer.clone());
        }
        for (thread, customer) in threads.iter().zip(&mut customers).filter(|(_, customer)| customer.is_none()) {
            *customer = thread.and_then(|it| found.get(&it)).cloned();
        }
        Ok(customers)
    }
}

async fn read(c: &impl Conn, threads: &BTreeSet<ThreadId>) -> Result<HashMap<ThreadId, CustomerId>, StoreError> {
    let select = Query::select()
        .columns(["id", "customer_id"])
        .from(TABLE)
        .and_where(sql::is_in("id", threads.iter().map(|it| it.get())))
        .take();
    let rows = c.rows(TABLE, &select, |row| Ok((row.id(ThreadId::new)?, row.parse()?))).await?;
    Ok(rows.into_iter().collect())
}
