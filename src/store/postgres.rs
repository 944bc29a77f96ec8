//! Postgres's one writer: a connection of its own, and few journeys on it.
//!
//! What a batch costs on Postgres is the journeys, one after the other while nobody else can write. A transaction of the
//! pool's would take three before its first statement (BEGIN, the writers' turn, the configuration's revision), and a
//! ping when its connection goes back. Here it is one.

use std::{sync::Arc, time::Duration};

use sea_orm::{QueryResult, SqlxError, Statement};
use sea_query_sqlx::SqlxValues;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Executor, PgConnection, PgPool, Row, query_with, raw_sql};
use tokio::{
    runtime::Handle,
    sync::{Mutex, OwnedMutexGuard},
    time::{sleep, timeout},
};

use super::{StoreError, connect::STATEMENT_TIMEOUT};
use crate::clock::Stopwatch;

/// The advisory lock that makes writing transactions of all servers take turns. The number is ours by luck alone.
pub(super) const WRITERS_TURN: &str = "SELECT pg_advisory_xact_lock(6218390457212)";
/// How long an answer may take: a little longer than Postgres lets a statement run, so that it is Postgres that says so.
const SILENCE: Duration = STATEMENT_TIMEOUT.saturating_add(Duration::from_secs(2));

/// How long a connection is kept, as the readers' are: whatever is odd about one ends with it.
const LIFETIME: Duration = Duration::from_secs(30 * 60);
/// How long to wait before another attempt to connect.
const AGAIN: Duration = Duration::from_millis(100);

/// The connection that writes.
pub(super) struct Writer {
    /// The readers' pool: how to connect, and whether the store was closed.
    pool: PgPool,
    /// `None` until somebody writes, and after the connection broke.
    idle: Slot,
    /// How long to wait for a connection. For a turn among this process's own writers it is as long as for that among all.
    patience: Duration,
}

type Slot = Arc<Mutex<Option<Kept>>>;

/// A connection, and how long ago it was made.
struct Kept {
    connection: PgConnection,
    age: Stopwatch,
}

/// A transaction that has the writers' turn. It is rolled back unless committed.
pub(super) struct Transaction {
    /// Where the connection goes back to; nobody else of this process begins meanwhile.
    slot: Option<OwnedMutexGuard<Option<Kept>>>,
    /// `None` once it is committed, or has failed for anything but a row that was there before: whatever it was, the next
    /// transaction is not to meet it on the same connection.
    connection: Mutex<Option<Kept>>,
    /// The configuration's revision at its beginning.
    pub(super) revision: i64,
}

impl Writer {
    pub(super) fn new(pool: PgPool, patience: Duration) -> Self {
        Self { pool, idle: Slot::default(), patience }
    }

    pub(super) async fn begin(&self) -> Result<Transaction, StoreError> {
        let unavailable = |cause: &str| StoreError::Unavailable(cause.into());
        let slot = timeout(STATEMENT_TIMEOUT, self.idle.clone().lock_owned()).await;
        let mut slot = slot.map_err(|_| unavailable("the writers' turn did not come"))?;
        if self.pool.is_closed() {
            return Err(unavailable("the database was closed"));
        }
        let kept = slot.take().filter(|it| it.age.elapsed() < LIFETIME);
        let was_kept = kept.is_some();
        let kept = match kept {
            Some(kept) => kept,
            None => self.connect().await?,
        };
        // From here on it is rolled back, whenever whoever asked for it gives up.
        let mut transaction = Transaction { slot: Some(slot), connection: Mutex::new(Some(kept)), revision: 0 };
        match transaction.begin().await {
            // Nothing has begun: it was lost while nobody wrote, or while it waited for the lock.
            Err(error) if was_kept && is_lost(&error) => {
                *transaction.connection.get_mut() = Some(self.connect().await?);
                transaction.begin().await?;
            }
            begun => begun?,
        }
        Ok(transaction)
    }

    /// Closes the connection, once what runs on it has ended.
    pub(super) async fn close(&self) {
        let kept = self.idle.lock().await.take();
        if let Some(kept) = kept
            && let Err(error) = kept.connection.close().await
        {
            tracing::debug!(%error, "the writer's connection to the database did not close");
        }
    }

    /// Connects; tries again for a while where Postgres is just starting, or has no connection to spare.
    #[expect(clippy::disallowed_methods, reason = "paces attempts to connect")]
    async fn connect(&self) -> Result<Kept, StoreError> {
        let options = self.pool.connect_options();
        let connect = async {
            loop {
                match options.connect().await {
                    Err(error) if is_passing(&error) => sleep(AGAIN).await,
                    connected => return connected,
                }
            }
        };
        let connection = timeout(self.patience, connect).await;
        let connection = connection.map_err(|_| StoreError::Unavailable("Postgres lets nobody in".into()))??;
        Ok(Kept { connection, age: Stopwatch::start() })
    }
}

async fn answered<T>(answer: impl Future<Output = Result<T, SqlxError>>) -> Result<T, SqlxError> {
    let silence = |_| SqlxError::Io(std::io::ErrorKind::TimedOut.into());
    timeout(SILENCE, answer).await.map_err(silence)?
}

/// Whether the connection broke, or an operator ended it.
fn is_lost(error: &SqlxError) -> bool {
    match error {
        SqlxError::Io(error) => error.kind() != std::io::ErrorKind::TimedOut,
        SqlxError::Database(error) => error.code().is_some_and(|code| code.starts_with("57P")),
        _ => false,
    }
}

/// Whether a connection may be had in a moment.
fn is_passing(error: &SqlxError) -> bool {
    match error {
        SqlxError::Io(error) => error.kind() == std::io::ErrorKind::ConnectionRefused,
        SqlxError::Database(error) => error.is_transient_in_connect_phase(),
        _ => false,
    }
}

impl Transaction {
    async fn begin(&mut self) -> Result<(), SqlxError> {
        let kept = self.connection.get_mut();
        // The revision is read after the lock, by a statement of its own: it sees what whoever had the turn before has committed.
        let begin = format!("BEGIN; {WRITERS_TURN}; SELECT value FROM revision");
        let rows = answered(connection(kept)?.fetch_all(raw_sql(AssertSqlSafe(begin)))).await;
        let rows = noting(kept, rows)?;
        // The lock's own row comes first.
        self.revision = rows.get(1).ok_or(SqlxError::RowNotFound)?.try_get(0)?;
        Ok(())
    }

    pub(super) async fn commit(mut self) -> Result<(), StoreError> {
        let Some(mut kept) = self.connection.get_mut().take() else { return Err(ended().into()) };
        answered(kept.connection.execute("COMMIT")).await?;
        if let Some(slot) = &mut self.slot {
            **slot = Some(kept);
        }
        Ok(())
    }

    pub(super) async fn rows(&self, statement: Statement) -> Result<Vec<QueryResult>, StoreError> {
        let (sql, values) = parts(statement);
        let mut kept = self.connection.lock().await;
        let rows = answered(connection(&mut kept)?.fetch_all(query_with(sql, values))).await;
        Ok(noting(&mut kept, rows)?.into_iter().map(QueryResult::from).collect())
    }

    /// Runs a statement that changes rows, and says how many.
    pub(super) async fn change(&self, statement: Statement) -> Result<u64, StoreError> {
        let (sql, values) = parts(statement);
        let mut kept = self.connection.lock().await;
        let done = answered(connection(&mut kept)?.execute(query_with(sql, values))).await;
        Ok(noting(&mut kept, done)?.rows_affected())
    }
}

fn connection(kept: &mut Option<Kept>) -> Result<&mut PgConnection, SqlxError> {
    kept.as_mut().map(|it| &mut it.connection).ok_or_else(ended)
}

fn ended() -> SqlxError {
    SqlxError::Io(std::io::ErrorKind::NotConnected.into())
}

/// Lets go of a connection on which something failed.
fn noting<T>(kept: &mut Option<Kept>, result: Result<T, SqlxError>) -> Result<T, SqlxError> {
    let is_conflict = |error: &SqlxError| error.as_database_error().is_some_and(|it| it.is_unique_violation());
    if result.as_ref().is_err_and(|error| !is_conflict(error)) {
        *kept = None;
    }
    result
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
        let (Some(mut kept), Some(mut slot)) = (self.connection.get_mut().take(), self.slot.take()) else { return };
        if let Ok(runtime) = Handle::try_current() {
            runtime.spawn(async move {
                if answered(kept.connection.execute("ROLLBACK")).await.is_ok() {
                    *slot = Some(kept);
                }
            });
        }
    }
}
