//! Postgres's one writer: a connection of its own, and few journeys on it.
//!
//! What a batch costs on Postgres is the journeys, one after the other while nobody else can write. A transaction of the
//! pool's would take four before it knows its threads (BEGIN, the writers' turn, the configuration's revision, the threads), and
//! a ping when its connection goes back. Here it is one; and where the next batch waits already, its transaction begins on the
//! journey of the last one's COMMIT.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use futures_util::TryStreamExt;
use sea_orm::{QueryResult, SqlxError, Statement};
use sea_query_sqlx::SqlxValues;
use sqlx::{
    AssertSqlSafe, ConnectOptions, Connection, Decode, Either, Executor, IntoArguments, PgConnection, PgPool, Postgres,
    Row, SqlSafeStr, Type, postgres::PgRow, query_with, raw_sql,
};
use tokio::{
    runtime::Handle,
    sync::{Mutex, OwnedMutexGuard},
    time::{sleep, timeout},
};

use super::{StoreError, connect::STATEMENT_TIMEOUT};
use crate::clock::Stopwatch;

/// The advisory lock that makes writing transactions of all servers take turns. The number is ours by luck alone.
pub(super) const WRITERS_TURN: &str = "SELECT pg_advisory_xact_lock(6218390457212)";
/// The same, but only if nobody else has the turn or waits for it.
const TURN_IF_FREE: &str = "SELECT pg_try_advisory_xact_lock(6218390457212)";
/// It is read after the lock, by a statement of its own: it sees what whoever had the turn before has committed.
const REVISION: &str = "SELECT value FROM revision";
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
    /// How many of this process wait for it.
    waiting: Arc<AtomicUsize>,
    /// How long to wait for a connection. For a turn among this process's own writers it is as long as for that among all.
    patience: Duration,
}

type Slot = Arc<Mutex<Option<Kept>>>;

/// A connection, and how long ago it was made.
struct Kept {
    connection: PgConnection,
    age: Stopwatch,
}

/// A transaction that has the writers' turn, or is about to wait for it. It is rolled back unless committed.
pub(super) struct Transaction {
    /// Where the connection goes back to; nobody else of this process begins meanwhile.
    slot: Option<OwnedMutexGuard<Option<Kept>>>,
    /// `None` once it is committed, or has failed for anything but a row that was there before: whatever it was, the next
    /// transaction is not to meet it on the same connection.
    connection: Mutex<Option<Kept>>,
    /// The configuration's revision once it has the turn.
    pub(super) revision: i64,
    /// How many others of this process wait for the connection.
    waiting: Arc<AtomicUsize>,
}

/// A transaction that began when another was committed.
pub(super) struct Next {
    pub(super) transaction: Transaction,
    /// What it has read. `None` if it has no turn yet: another server's writer came first.
    pub(super) rows: Option<Vec<QueryResult>>,
}

/// Somebody who waits for the connection.
struct Waits(Arc<AtomicUsize>);

impl Waits {
    fn among(others: &Arc<AtomicUsize>) -> Self {
        others.fetch_add(1, Ordering::Relaxed);
        Self(others.clone())
    }
}

impl Drop for Waits {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Writer {
    pub(super) fn new(pool: PgPool, patience: Duration) -> Self {
        Self { pool, idle: Slot::default(), waiting: Arc::default(), patience }
    }

    /// Begins, and runs a query without parameters on the same journey.
    pub(super) async fn begin(&self, and: &str) -> Result<(Transaction, Vec<QueryResult>), StoreError> {
        let unavailable = |cause: &str| StoreError::Unavailable(cause.into());
        let waits = Waits::among(&self.waiting);
        let slot = timeout(STATEMENT_TIMEOUT, self.idle.clone().lock_owned()).await;
        drop(waits);
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
        let mut transaction = Transaction::new(slot, kept, self.waiting.clone());
        let rows = match transaction.begin("BEGIN; ", and).await {
            // Nothing was written: it was lost while nobody wrote, or while it waited for the lock.
            Err(error) if was_kept && is_lost(&error) => {
                *transaction.connection.get_mut() = Some(self.connect().await?);
                transaction.begin("BEGIN; ", and).await?
            }
            begun => begun?,
        };
        Ok((transaction, rows))
    }

    /// Closes the connection, once what runs on it has ended.
    pub(super) async fn close(&self) {
        let _waits = Waits::among(&self.waiting);
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
    answered_within(SILENCE, answer).await
}

async fn answered_within<T>(
    patience: Duration,
    answer: impl Future<Output = Result<T, SqlxError>>,
) -> Result<T, SqlxError> {
    let silence = |_| SqlxError::Io(std::io::ErrorKind::TimedOut.into());
    timeout(patience, answer).await.map_err(silence)?
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
    fn new(slot: OwnedMutexGuard<Option<Kept>>, kept: Kept, waiting: Arc<AtomicUsize>) -> Self {
        Self { slot: Some(slot), connection: Mutex::new(Some(kept)), revision: 0, waiting }
    }

    /// Waits for the turn, where the transaction has begun without it. `None` if the connection was lost meanwhile.
    pub(super) async fn take_turn(&mut self, and: &str) -> Result<Option<Vec<QueryResult>>, StoreError> {
        // Whoever waits holds no lock on what was read: who has the turn may want to change the table.
        match self.begin("ROLLBACK; BEGIN; ", and).await {
            Err(error) if is_lost(&error) => Ok(None),
            rows => Ok(Some(rows?)),
        }
    }

    async fn begin(&mut self, begin: &str, and: &str) -> Result<Vec<QueryResult>, SqlxError> {
        let kept = self.connection.get_mut();
        let sql = format!("{begin}{WRITERS_TURN}; {REVISION}; {and}");
        let rows = answered(connection(kept)?.fetch_all(raw_sql(AssertSqlSafe(sql)))).await;
        let mut rows = noting(kept, rows)?.into_iter();
        // The lock's own row comes first.
        rows.next();
        self.revision = first(&mut rows)?;
        Ok(rows.map(QueryResult::from).collect())
    }

    /// Whether the next transaction may begin on the same connection at once: nobody else of this process waits for it, and it
    /// is not old.
    pub(super) fn may_go_on(&mut self) -> bool {
        let is_young = |kept: &Kept| kept.age.elapsed() < LIFETIME;
        self.waiting.load(Ordering::Relaxed) == 0 && self.connection.get_mut().as_ref().is_some_and(is_young)
    }

    /// Commits, and on the same journey begins another and runs a query without parameters in it.
    ///
    /// Other servers' writers who wait come first, and whoever waits for this commit does not wait for them, but for the query. `None` if
    /// nothing has begun, whatever it was that failed: the next writer meets it again, or not.
    pub(super) async fn commit_and_begin(mut self, and: &str) -> Result<Option<Next>, StoreError> {
        let Some(mut kept) = self.connection.get_mut().take() else { return Err(ended().into()) };
        let sql = format!("COMMIT; BEGIN; {TURN_IF_FREE}; {REVISION}; {and}");
        let (mut is_committed, mut rows) = (false, Vec::new());
        let journey = async {
            let mut answers = kept.connection.fetch_many(raw_sql(AssertSqlSafe(sql)));
            while let Some(answer) = answers.try_next().await? {
                match answer {
                    Either::Left(_) => is_committed = true,
                    Either::Right(row) => rows.push(row),
                }
            }
            Ok(())
        };
        // Postgres may take its time for each of the two.
        let begun = match answered_within(SILENCE.saturating_mul(2), journey).await {
            Err(error) if !is_committed => return Err(error.into()),
            Err(error) => Err(error),
            Ok(()) => self.next(kept, rows),
        };
        Ok(begun.inspect_err(|error| tracing::debug!(%error, "no transaction began after a commit")).ok())
    }

    /// The transaction that began with these rows.
    fn next(&mut self, kept: Kept, rows: Vec<PgRow>) -> Result<Next, SqlxError> {
        let slot = self.slot.take().ok_or_else(ended)?;
        let mut transaction = Self::new(slot, kept, self.waiting.clone());
        let mut rows = rows.into_iter();
        let has_turn = first(&mut rows)?;
        transaction.revision = first(&mut rows)?;
        let rows = bool::then(has_turn, || rows.map(QueryResult::from).collect());
        Ok(Next { transaction, rows })
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
        self.rows_with(sql, values).await
    }

    /// The rows of a statement with these parameters.
    pub(super) async fn rows_with(
        &self,
        statement: impl SqlSafeStr,
        parameters: impl IntoArguments<Postgres>,
    ) -> Result<Vec<QueryResult>, StoreError> {
        let query = query_with(statement, parameters);
        let mut kept = self.connection.lock().await;
        let rows = answered(connection(&mut kept)?.fetch_all(query)).await;
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

/// The first column of the next row.
fn first<T: for<'r> Decode<'r, Postgres> + Type<Postgres>>(
    rows: &mut impl Iterator<Item = PgRow>,
) -> Result<T, SqlxError> {
    rows.next().ok_or(SqlxError::RowNotFound)?.try_get(0)
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
