//! Postgres's one writer: a connection of its own, and few journeys on it.
//!
//! What a batch costs on Postgres is the journeys, one after the other while nobody else can write. A transaction of the
//! pool's would take three before its first statement (BEGIN, the writers' turn, the configuration's revision), and a
//! ping when its connection goes back. Here it is one.

use std::{sync::Arc, time::Duration};

use sea_orm::{QueryResult, SqlxError, Statement};
use sea_query_sqlx::SqlxValues;
use sqlx::{
    AssertSqlSafe, ConnectOptions, Connection, Executor, PgConnection, PgPool, Row, postgres::PgQueryResult,
    query_with, raw_sql,
};
use tokio::{
    runtime::Handle,
    sync::{Mutex, OwnedMutexGuard},
    time::timeout,
};

use super::{StoreError, connect::STATEMENT_TIMEOUT};

/// The advisory lock that makes writing transactions of all servers take turns. The number is ours by luck alone.
pub(super) const WRITERS_TURN: &str = "SELECT pg_advisory_xact_lock(6218390457212)";
/// How long an answer may take: a little longer than Postgres lets a statement run, so that it is Postgres that says so.
const SILENCE: Duration = STATEMENT_TIMEOUT.saturating_add(Duration::from_secs(2));

/// The connection that writes.
pub(super) struct Writer {
    /// The readers' pool: how to connect, and whether the store was closed.
    pool: PgPool,
    /// `None` until somebody writes, and after the connection broke.
    idle: Slot,
    /// How long to wait for a turn among this process's own writers, and for a connection.
    patience: Duration,
}

type Slot = Arc<Mutex<Option<PgConnection>>>;

/// A transaction that has the writers' turn. It is rolled back unless committed.
pub(super) struct Transaction {
    /// Where the connection goes back to; nobody else of this process begins meanwhile.
    slot: Option<OwnedMutexGuard<Option<PgConnection>>>,
    /// `None` once it is committed.
    connection: Mutex<Option<PgConnection>>,
    /// The configuration's revision at its beginning.
    pub(super) revision: i64,
}

impl Writer {
    pub(super) fn new(pool: PgPool, patience: Duration) -> Self {
        Self { pool, idle: Slot::default(), patience }
    }

    pub(super) async fn begin(&self) -> Result<Transaction, StoreError> {
        let unavailable = |cause: &str| StoreError::Unavailable(cause.into());
        let slot = timeout(self.patience, self.idle.clone().lock_owned()).await;
        let mut slot = slot.map_err(|_| unavailable("the writers' turn did not come"))?;
        if self.pool.is_closed() {
            return Err(unavailable("the database was closed"));
        }
        let (connection, revision) = match slot.take() {
            Some(kept) => match begin(kept).await {
                // It was lost while nobody wrote: nothing has begun.
                Err(error) if is_lost(&error) => begin(self.connect().await?).await?,
                begun => begun?,
            },
            None => begin(self.connect().await?).await?,
        };
        Ok(Transaction { slot: Some(slot), connection: Mutex::new(Some(connection)), revision })
    }

    /// Closes the connection, once what runs on it has ended.
    pub(super) async fn close(&self) {
        let connection = self.idle.lock().await.take();
        if let Some(connection) = connection
            && let Err(error) = connection.close().await
        {
            tracing::debug!(%error, "the writer's connection to the database did not close");
        }
    }

    async fn connect(&self) -> Result<PgConnection, StoreError> {
        let options = self.pool.connect_options();
        let connection = timeout(self.patience, options.connect()).await;
        Ok(connection.map_err(|_| StoreError::Unavailable("the database did not answer".into()))??)
    }
}

/// An error drops the connection, and with it whatever has begun there.
async fn begin(mut connection: PgConnection) -> Result<(PgConnection, i64), SqlxError> {
    // The revision is read after the lock, by a statement of its own: it sees what whoever had the turn before has committed.
    let begin = format!("BEGIN; {WRITERS_TURN}; SELECT value FROM revision");
    let rows = answered(connection.fetch_all(raw_sql(AssertSqlSafe(begin)))).await?;
    let revision = rows.last().ok_or(SqlxError::RowNotFound)?.try_get(0)?;
    Ok((connection, revision))
}

async fn answered<T>(answer: impl Future<Output = Result<T, SqlxError>>) -> Result<T, SqlxError> {
    let silence = |_| SqlxError::Io(std::io::ErrorKind::TimedOut.into());
    timeout(SILENCE, answer).await.map_err(silence)?
}

/// Whether the connection had ended before it was asked anything: it broke, or an operator ended it.
fn is_lost(error: &SqlxError) -> bool {
    match error {
        SqlxError::Io(error) => error.kind() != std::io::ErrorKind::TimedOut,
        SqlxError::Database(error) => error.code().is_some_and(|code| code.starts_with("57P")),
        _ => false,
    }
}

impl Transaction {
    pub(super) async fn commit(mut self) -> Result<(), StoreError> {
        let Some(mut connection) = self.connection.get_mut().take() else { return Ok(()) };
        answered(connection.execute("COMMIT")).await?;
        if let Some(slot) = &mut self.slot {
            **slot = Some(connection);
        }
        Ok(())
    }

    pub(super) async fn rows(&self, statement: Statement) -> Result<Vec<QueryResult>, StoreError> {
        let (sql, values) = parts(statement);
        let mut connection = self.connection.lock().await;
        let connection = connection.as_mut().ok_or_else(|| StoreError::other("the transaction has ended"))?;
        let rows = answered(connection.fetch_all(query_with(sql, values))).await?;
        Ok(rows.into_iter().map(QueryResult::from).collect())
    }

    /// Runs a statement that changes rows, and says how many.
    pub(super) async fn change(&self, statement: Statement) -> Result<u64, StoreError> {
        let (sql, values) = parts(statement);
        let mut connection = self.connection.lock().await;
        let connection = connection.as_mut().ok_or_else(|| StoreError::other("the transaction has ended"))?;
        let done: PgQueryResult = answered(connection.execute(query_with(sql, values))).await?;
        Ok(done.rows_affected())
    }
}

/// The builder's texts are made of our own names, and values are parameters.
fn parts(statement: Statement) -> (AssertSqlSafe<String>, SqlxValues) {
    let values = statement.values.unwrap_or_else(|| sea_orm::Values(Vec::new()));
    (AssertSqlSafe(statement.sql), SqlxValues(values))
}

/// Whoever lets go of a transaction waits for nothing, and the next writer waits until it is rolled back. Where that fails, or
/// nothing runs any more, the connection is dropped, which ends it too.
impl Drop for Transaction {
    fn drop(&mut self) {
        let (Some(mut connection), Some(mut slot)) = (self.connection.get_mut().take(), self.slot.take()) else {
            return;
        };
        if let Ok(runtime) = Handle::try_current() {
            runtime.spawn(async move {
                if answered(connection.execute("ROLLBACK")).await.is_ok() {
                    *slot = Some(connection);
                }
            });
        }
    }
}
