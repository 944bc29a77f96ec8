//! SQLite without a go-between: a statement runs on the thread that asks for it.
//!
//! The driver below sea-orm keeps a thread for each connection, and hands over each row by itself: that costs
//! three times what SQLite does (docs/adr/0009). Statements are built as for Postgres, and run here.

mod slow;
mod value;

use std::{
    borrow::Borrow,
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use rusqlite::{Connection, OpenFlags, config::DbConfig, params_from_iter};
use sea_orm::{Statement, Value};
use tokio::{
    runtime::{Handle, RuntimeFlavor},
    sync::{OwnedSemaphorePermit, Semaphore},
    task,
};

use self::{slow::Slow, value::Bound};
use super::{StoreError, Unreadable, row::Row};
use crate::clock::Stopwatch;

/// How long a transaction waits for one of another process.
const BUSY: Duration = Duration::from_secs(5);
/// Statements differ by their numbers of rows, so there are more of them than one would think.
const CACHED_STATEMENTS: usize = 256;
/// Write-ahead log, so that readers and the writer do not wait for each other; FULL, so that what was answered
/// survives a power cut. It is copied into the file after 16 MiB, four times SQLite's default: pages that change again and
/// again are then copied once, and a slow disk is waited for less often. 16 MiB of cache a connection; the file is not
/// mapped, for SQLite would map it anew, page by page, for each reader that comes after a write.
/// Foreign keys are off because there are none (crate `migration` says why).
const PRAGMAS: &str = "
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA wal_autocheckpoint = 4000;
    PRAGMA foreign_keys = OFF;
    PRAGMA cache_size = -16384;
    PRAGMA temp_store = MEMORY;
";

/// What the connections of a pool are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Makes the file if it is missing.
    Write,
    Read,
}

/// Connections to one file.
pub(super) struct Pool {
    path: PathBuf,
    role: Role,
    free: Mutex<Vec<Shared>>,
    turns: Arc<Semaphore>,
    patience: Duration,
    slow: Slow,
}

type Shared = Arc<Mutex<Connection>>;

/// A connection that is nobody else's, until it is dropped.
pub(super) struct Lease {
    pool: Arc<Pool>,
    connection: Shared,
    _turn: OwnedSemaphorePermit,
}

/// A transaction that has the file's one writing turn. It is rolled back unless committed.
pub(super) struct Transaction(Lease);

impl Pool {
    /// Opens the first of at most so many connections; `patience` is how long to wait for a free one.
    pub(super) fn open(path: PathBuf, role: Role, most: u32, patience: Duration) -> Result<Arc<Self>, StoreError> {
        let turns = Arc::new(Semaphore::new(most as usize));
        let pool = Self { path, role, free: Mutex::default(), turns, patience, slow: Slow::default() };
        let first = blocking(|| pool.connect())?;
        lock(&pool.free).push(first);
        Ok(Arc::new(pool))
    }

    pub(super) async fn acquire(self: &Arc<Self>) -> Result<Lease, StoreError> {
        let unavailable = |cause: &str| StoreError::Unavailable(cause.into());
        let turn = tokio::time::timeout(self.patience, self.turns.clone().acquire_owned()).await;
        let turn = turn.map_err(|_| unavailable("no connection became free"))?;
        let turn = turn.map_err(|_| unavailable("the database was closed"))?;
        let free = lock(&self.free).pop();
        let connection = match free {
            Some(connection) => connection,
            None => blocking(|| self.connect())?,
        };
        Ok(Lease { pool: self.clone(), connection, _turn: turn })
    }

    /// Begins a transaction that writes. IMMEDIATE, because one that reads first and writes later can fail at once when
    /// it is no longer alone (other processes may have the file open), however long it would wait.
    pub(super) async fn begin(self: &Arc<Self>) -> Result<Transaction, StoreError> {
        let lease = self.acquire().await?;
        lease.run("BEGIN IMMEDIATE")?;
        Ok(Transaction(lease))
    }

    /// Lets nobody in any more; what runs ends by itself.
    pub(super) fn close(&self) {
        self.turns.close();
        let free = std::mem::take(&mut *lock(&self.free));
        blocking(|| drop(free));
    }

    fn connect(&self) -> Result<Shared, StoreError> {
        let may_create = if self.role == Role::Write { OpenFlags::SQLITE_OPEN_CREATE } else { OpenFlags::empty() };
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX | may_create;
        let connection = Connection::open_with_flags(&self.path, flags)?;
        connection.busy_timeout(BUSY)?;
        connection.execute_batch(PRAGMAS)?;
        // Plans do not depend on the values bound; else each binding would have the statement compiled anew.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        if self.role == Role::Read {
            connection.execute_batch("PRAGMA query_only = ON")?;
        }
        connection.set_prepared_statement_cache_capacity(CACHED_STATEMENTS);
        Ok(Arc::new(Mutex::new(connection)))
    }
}

impl Lease {
    /// All rows of a statement, each read by `read`. A reader waits for nobody, and is mostly done at once.
    pub(super) fn rows<T>(
        &self,
        table: &'static str,
        statement: &Statement,
        read: impl Fn(&mut Row<'_>) -> Result<T, Unreadable>,
    ) -> Result<Vec<T>, StoreError> {
        let work = || {
            let connection = lock(&self.connection);
            let mut prepared = connection.prepare_cached(&statement.sql)?;
            let mut rows = prepared.query(params_from_iter(Bound::all(statement)))?;
            let mut found = Vec::new();
            while let Some(row) = rows.next()? {
                found.push(Row::of_sqlite(row).read(table, &read)?);
            }
            Ok(found)
        };
        if self.pool.role == Role::Write {
            return blocking(work);
        }
        let (slow, watch) = (&self.pool.slow, Stopwatch::start());
        let found = if slow.has(&statement.sql) { blocking(work) } else { work() };
        slow.note(&statement.sql, watch.elapsed());
        found
    }

    fn run(&self, sql: &'static str) -> Result<(), StoreError> {
        blocking(|| Ok(lock(&self.connection).prepare_cached(sql)?.execute(()).map(|_| ())?))
    }

    /// Ends whatever transaction there still is; false if that fails.
    fn is_clean(&self) -> bool {
        let connection = lock(&self.connection);
        connection.is_autocommit() || blocking(|| connection.execute_batch("ROLLBACK")).is_ok()
    }
}

/// What goes back to the pool is outside of any transaction; what cannot be is closed, which ends it. SQLite itself
/// rolls back after a failed write (no space, an I/O error), so there may be nothing left to end.
impl Drop for Lease {
    fn drop(&mut self) {
        if self.is_clean() && !self.pool.turns.is_closed() {
            lock(&self.pool.free).push(self.connection.clone());
        }
    }
}

impl Transaction {
    pub(super) fn commit(self) -> Result<(), StoreError> {
        self.0.run("COMMIT")
    }

    pub(super) fn rows<T>(
        &self,
        table: &'static str,
        statement: &Statement,
        read: impl Fn(&mut Row<'_>) -> Result<T, Unreadable>,
    ) -> Result<Vec<T>, StoreError> {
        self.0.rows(table, statement, read)
    }

    /// Runs a statement for each of these lists of parameters; if it is an INSERT, tells the numbers of the rows that it made.
    pub(super) fn each<R: Borrow<[Value; N]>, const N: usize>(
        &self,
        sql: &str,
        all: impl IntoIterator<Item = Result<R, StoreError>>,
    ) -> Result<Vec<i64>, StoreError> {
        blocking(|| {
            let connection = lock(&self.0.connection);
            let mut prepared = connection.prepare_cached(sql)?;
            all.into_iter()
                .map(|parameters| {
                    prepared.execute(params_from_iter(parameters?.borrow().iter().map(Bound)))?;
                    Ok(connection.last_insert_rowid())
                })
                .collect()
        })
    }

    /// Runs a statement that changes rows, and says how many.
    pub(super) fn change(&self, statement: &Statement) -> Result<u64, StoreError> {
        blocking(|| {
            let connection = lock(&self.0.connection);
            let changed =
                connection.prepare_cached(&statement.sql)?.execute(params_from_iter(Bound::all(statement)))?;
            Ok(changed as u64)
        })
    }
}

/// Runs what may wait for the disk; the runtime's other tasks go on elsewhere meanwhile.
fn blocking<T>(work: impl FnOnce() -> T) -> T {
    match Handle::try_current() {
        Ok(runtime) if runtime.runtime_flavor() == RuntimeFlavor::MultiThread => task::block_in_place(work),
        _ => work(),
    }
}

/// Drives a future that seldom waits for anything but SQLite: its statements then hand this thread's other tasks over
/// once, and not each for itself.
pub(super) async fn in_one_go<F: Future>(work: F) -> F::Output {
    let runtime = Handle::current();
    match runtime.runtime_flavor() {
        RuntimeFlavor::MultiThread => task::block_in_place(|| runtime.block_on(work)),
        _ => work.await,
    }
}

/// A panic in between leaves a connection as it is, and [`Lease`] makes it clean.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
