//! A writing transaction that reads its threads while it begins.
//!
//! SQLite is no journey away, and reads them when it has begun. On Postgres it is the same journey.

use std::sync::LazyLock;

use sea_orm::{QueryResult, sea_query::PostgresQueryBuilder};

use super::{
    Store, StoreError, ThreadRecord, Write,
    conn::{Transaction, count_statement, outcome},
    connect::Writer,
    postgres, threads,
};
use crate::id::ThreadId;

/// A transaction that began when another was committed. Whoever holds it keeps all other writers of this process waiting; dropped,
/// it leaves nothing behind.
pub struct Begun {
    tx: postgres::Transaction,
    threads: Vec<ThreadId>,
    rows: Option<Vec<QueryResult>>,
}

impl Store {
    /// Begins the one writing transaction there can be, and reads these threads, whichever exist; waits for its turn.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unavailable`] if its turn does not come in time.
    pub async fn write_to(&self, threads: &[ThreadId]) -> Result<(Write, Vec<ThreadRecord>), StoreError> {
        match &self.inner.writer {
            Writer::Sqlite(_) => {
                let tx = self.write().await?;
                let threads = threads::find_many(&tx, threads).await?;
                Ok((tx, threads))
            }
            Writer::Postgres(writer) => {
                let (tx, rows) = writer.begin(&reading(threads)).await?;
                Ok((Write::new(Transaction::Postgres(tx)), threads::of_rows(&rows)?))
            }
        }
    }
}

impl Write {
    /// Makes it durable, as [`Write::commit`] does. Where that spares a journey and keeps nobody waiting, the next transaction begins
    /// with it, and reads the threads that `next` names; it asks only then, and nothing begins if there are none.
    ///
    /// # Errors
    ///
    /// As [`Write::commit`]. What fails after the commit is nobody's error.
    pub async fn commit_and_begin(
        mut self,
        next: impl FnOnce() -> Vec<ThreadId> + Send,
    ) -> Result<Option<Begun>, StoreError> {
        let may_go_on = match &mut self.transaction {
            Transaction::Postgres(transaction) => transaction.may_go_on(),
            Transaction::Sqlite(_) => false,
        };
        let threads = if may_go_on && !self.has_failed() { next() } else { Vec::new() };
        match self.transaction {
            Transaction::Postgres(transaction) if !threads.is_empty() => {
                let next = outcome(transaction.commit_and_begin(&reading(&threads)).await)?;
                Ok(next.map(|next| Begun { tx: next.transaction, threads, rows: next.rows }))
            }
            _ => self.commit().await.map(|()| None),
        }
    }
}

impl Begun {
    /// Waits for its turn, where others came first. `None` if it was lost meanwhile: then another is to be begun.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unavailable`] if its turn does not come in time.
    pub async fn turn(mut self) -> Result<Option<(Write, Vec<ThreadRecord>)>, StoreError> {
        let rows = match self.rows {
            Some(rows) => Some(rows),
            None => self.tx.take_turn(&reading(&self.threads)).await?,
        };
        let Some(rows) = rows else { return Ok(None) };
        Ok(Some((Write::new(Transaction::Postgres(self.tx)), threads::of_rows(&rows)?)))
    }
}

/// The query without parameters: numbers stand in its text. All but them is built once.
fn reading(threads: &[ThreadId]) -> String {
    static SELECT: LazyLock<String> = LazyLock::new(|| threads::select().to_string(PostgresQueryBuilder));
    if threads.is_empty() {
        return String::new();
    }
    count_statement();
    let ids: Vec<_> = threads.iter().map(|it| it.get().to_string()).collect();
    format!("{} WHERE id = ANY('{{{}}}'::bigint[])", *SELECT, ids.join(","))
}
