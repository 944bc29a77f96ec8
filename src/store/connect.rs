//! Opening a database, and bringing its schema up to date.

use std::{collections::HashSet, sync::Arc, time::Duration};

use migration::{IntoSchemaManagerConnection, Migrator, MigratorTrait, SchemaManager};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, SqliteTransactionMode,
    TransactionOptions, TransactionTrait, sea_query::Query,
};
use sqlx::{
    Connection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};

use super::{Reader, StoreError, Write};

/// Where the database is, and how many connections to it. The URL may hold a password, hence no `Debug`.
#[derive(Clone)]
pub struct Options {
    /// `sqlite://path/file.db` (made if missing; the folder must exist) or `postgres://…`.
    pub url: String,
    /// Connections that read. On Postgres the writer comes out of the same pool.
    pub max_connections: u32,
    /// How long to wait for a free connection before the database counts as unavailable.
    pub acquire_timeout: Duration,
}

impl Options {
    /// The defaults for a URL: 4 readers on SQLite, 16 connections to Postgres.
    pub fn new(url: impl Into<String>) -> Self {
        let url = url.into();
        let max_connections = if url.starts_with("sqlite:") { 4 } else { 16 };
        Self { url, max_connections, acquire_timeout: Duration::from_secs(5) }
    }

    fn backend(&self) -> Result<Backend, StoreError> {
        match self.url.split_once(':') {
            Some(("sqlite", _)) => Ok(Backend::Sqlite),
            Some(("postgres" | "postgresql", _)) => Ok(Backend::Postgres),
            _ => Err(StoreError::other("the database's URL begins with neither sqlite: nor postgres:")),
        }
    }

    fn pool(&self, connections: u32) -> ConnectOptions {
        let mut options = ConnectOptions::new(&self.url);
        options
            .max_connections(connections)
            .min_connections(1)
            .acquire_timeout(self.acquire_timeout)
            .test_before_acquire_if_idle_for(PING_IF_IDLE_FOR)
            .sqlx_logging(false)
            .record_stmt_in_spans(false);
        options
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backend {
    Sqlite,
    Postgres,
}

/// How the database's schema stands to the one that this binary is written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SchemaState {
    Current,
    /// So many migrations are missing; [`Store::migrate`] applies them.
    Behind(usize),
    /// It has migrations that this binary does not know.
    Newer,
}

/// The database. Clones share its connections.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    backend: Backend,
    reader: Reader,
    writer: DatabaseConnection,
}

/// A ping with every query would cost a tenth of Postgres's throughput; one that a proxy has dropped was idle first.
const PING_IF_IDLE_FOR: Duration = Duration::from_secs(30);
/// No statement of ours takes long: one that does is stuck, and holds the writers' turn.
const STATEMENT_TIMEOUT: Duration = Duration::from_secs(10);
/// A server that stalls in its transaction loses it, and with it the writers' turn.
const IDLE_IN_TRANSACTION_TIMEOUT: &str = "15s";
/// Statements differ by their numbers of rows, so there are more of them than the driver expects.
const CACHED_STATEMENTS: usize = 512;

/// The advisory lock that makes writing transactions on Postgres take turns. The number is ours by luck alone.
const WRITERS_TURN: &str = "SELECT pg_advisory_xact_lock(6218390457212)";

impl Store {
    /// Connects. The schema is left as it is: see [`Store::schema_state`] and [`Store::migrate`].
    pub async fn open(options: &Options) -> Result<Self, StoreError> {
        let inner = match options.backend()? {
            Backend::Sqlite => Inner::sqlite(options).await?,
            Backend::Postgres => Inner::postgres(options).await?,
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Applies the migrations that are missing, all or none. Servers that start at once take turns.
    ///
    /// # Errors
    ///
    /// [`StoreError::Newer`] if the database has migrations that this binary does not know.
    pub async fn migrate(&self) -> Result<(), StoreError> {
        let transaction = self.begin().await?;
        if self.backend() == Backend::Postgres {
            transaction.execute_unprepared("SET LOCAL statement_timeout = 0").await?;
            transaction.execute_unprepared(WRITERS_TURN).await?;
        }
        match state_of(&transaction).await? {
            SchemaState::Current => Ok(()),
            SchemaState::Newer => Err(StoreError::Newer),
            SchemaState::Behind(_) => {
                Migrator::up(&transaction, None).await?;
                Ok(transaction.commit().await?)
            }
        }
    }

    /// Whether [`Store::migrate`] is due. Changes nothing.
    pub async fn schema_state(&self) -> Result<SchemaState, StoreError> {
        state_of(&self.inner.reader.pool).await
    }

    pub fn backend(&self) -> Backend {
        self.inner.backend
    }

    pub fn reader(&self) -> &Reader {
        &self.inner.reader
    }

    /// Begins the one writing transaction there can be; waits for its turn.
    ///
    /// # Errors
    ///
    /// [`StoreError::Unavailable`] if its turn does not come in time.
    pub async fn write(&self) -> Result<Write, StoreError> {
        let transaction = self.begin().await?;
        if self.backend() == Backend::Postgres {
            transaction.execute_unprepared(WRITERS_TURN).await?;
        }
        Ok(Write::new(transaction, self.backend()))
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<(), StoreError> {
        Ok(self.inner.reader.pool.ping().await?)
    }

    /// Closes the connections, once what runs on them has ended. Other clones' queries fail from then on.
    pub async fn close(self) {
        for pool in [&self.inner.reader.pool, &self.inner.writer] {
            if let Err(error) = pool.close_by_ref().await {
                tracing::debug!(%error, "a database connection did not close");
            }
        }
    }

    /// IMMEDIATE, because a SQLite transaction that reads first and writes later can fail at once when it is
    /// no longer alone (other processes may have the file open), whatever the busy time-out.
    async fn begin(&self) -> Result<DatabaseTransaction, StoreError> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        Ok(self.inner.writer.begin_with_options(options).await?)
    }
}

impl Inner {
    /// A writer whose last transaction did not end is closed, and another one opened. After a failed write (no
    /// space, an I/O error) SQLite rolls back by itself; the driver, whose own ROLLBACK then fails, believes the
    /// transaction to go on, nests the next ones in it, and reports them as committed while nothing is.
    async fn sqlite(options: &Options) -> Result<Self, StoreError> {
        // The writer comes first: it makes the file.
        let mut writer = options.pool(1);
        writer.map_sqlx_sqlite_opts(|it| sqlite(it).create_if_missing(true));
        writer.map_sqlx_sqlite_before_acquire(|connection, _| Box::pin(async { Ok(!connection.is_in_transaction()) }));
        let writer = Database::connect(writer).await?;
        let mut reader = options.pool(options.max_connections);
        reader.map_sqlx_sqlite_opts(|it| sqlite(it).create_if_missing(false).pragma("query_only", "ON"));
        let reader = Reader { pool: Database::connect(reader).await? };
        Ok(Self { backend: Backend::Sqlite, reader, writer })
    }

    async fn postgres(options: &Options) -> Result<Self, StoreError> {
        let mut pool = options.pool(options.max_connections);
        pool.set_application_name("baton").statement_timeout(STATEMENT_TIMEOUT).map_sqlx_postgres_opts(|it| {
            it.options([("idle_in_transaction_session_timeout", IDLE_IN_TRANSACTION_TIMEOUT)])
                .statement_cache_capacity(CACHED_STATEMENTS)
        });
        let pool = Database::connect(pool).await?;
        Ok(Self { backend: Backend::Postgres, reader: Reader { pool: pool.clone() }, writer: pool })
    }
}

/// Write-ahead log, so that readers and the writer do not wait for each other; FULL, so that what was answered
/// survives a power cut. 16 MiB of cache a connection, and 256 MiB of the file mapped, which they share.
/// Foreign keys are off because there are none (crate `migration` says why).
fn sqlite(options: SqliteConnectOptions) -> SqliteConnectOptions {
    options
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(Duration::from_secs(5))
        .foreign_keys(false)
        .pragma("cache_size", "-16384")
        .pragma("mmap_size", "268435456")
        .pragma("temp_store", "MEMORY")
        .statement_cache_capacity(CACHED_STATEMENTS)
}

async fn state_of<'c, C>(conn: &'c C) -> Result<SchemaState, StoreError>
where
    C: ConnectionTrait,
    &'c C: IntoSchemaManagerConnection<'c>,
{
    const APPLIED: &str = "seaql_migrations";
    let known: Vec<String> = Migrator::migrations().iter().map(|it| it.name().to_owned()).collect();
    if !SchemaManager::new(conn).has_table(APPLIED).await? {
        return Ok(SchemaState::Behind(known.len()));
    }
    let rows = conn.query_all(&Query::select().column("version").from(APPLIED).take()).await?;
    let applied = rows.iter().map(|row| row.try_get_by_index::<String>(0)).collect::<Result<HashSet<_>, _>>()?;
    if applied.iter().any(|it| !known.contains(it)) {
        return Ok(SchemaState::Newer);
    }
    match known.len() - applied.len() {
        0 => Ok(SchemaState::Current),
        missing => Ok(SchemaState::Behind(missing)),
    }
}

#[cfg(test)]
mod tests {
    use sea_orm::Statement;

    use super::*;
    use crate::{
        id::AppId,
        store::{AppRecord, apps},
        time::Timestamp,
    };

    async fn open(folder: &tempfile::TempDir) -> Store {
        let url = format!("sqlite://{}/baton.db", folder.path().display());
        Store::open(&Options::new(url)).await.expect("open")
    }

    /// An app that takes more than a few pages.
    fn large_app() -> AppRecord {
        AppRecord {
            id: AppId::new(1).expect("an id"),
            name: "x".repeat(1 << 20),
            secret: String::new(),
            live: false,
            human_agent: false,
        }
    }

    #[tokio::test]
    async fn a_full_disk_has_an_error_of_its_own() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = open(&folder).await;
        store.migrate().await.expect("migrate");
        store.inner.writer.execute_unprepared("PRAGMA max_page_count = 1").await.expect("pragma");
        let tx = store.write().await.expect("begin");
        let error = apps::insert(&tx, &large_app(), Timestamp::from_millis(0)).await;
        assert!(matches!(error, Err(StoreError::Full(_))), "{error:?}");
    }

    #[tokio::test]
    async fn no_transaction_begins_inside_one_that_failed() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = open(&folder).await;
        store.migrate().await.expect("migrate");
        store.inner.writer.execute_unprepared("PRAGMA max_page_count = 1").await.expect("pragma");
        let tx = store.write().await.expect("begin");
        let failed = apps::insert(&tx, &large_app(), Timestamp::from_millis(0)).await;
        assert!(matches!(failed, Err(StoreError::Full(_))), "{failed:?}");
        drop(tx);
        let writer = store.inner.writer.get_sqlite_connection_pool().acquire().await.expect("a writer");
        assert!(!writer.is_in_transaction());
    }

    /// What was answered survives a power cut.
    #[tokio::test]
    async fn sqlite_syncs_every_commit() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = open(&folder).await;
        for (pragma, expected) in [("journal_mode", "wal"), ("synchronous", "2"), ("busy_timeout", "5000")] {
            let select = format!("SELECT CAST({pragma} AS TEXT) FROM pragma_{pragma}");
            let writer = &store.inner.writer;
            let select = Statement::from_string(writer.get_database_backend(), select.replace("(busy_", "("));
            let row = writer.query_one_raw(select).await.expect("query").expect("row");
            assert_eq!(row.try_get_by_index::<String>(0).expect("text"), expected, "{pragma}");
        }
        let readers = store.reader().pool.execute_unprepared("CREATE TABLE t (x)").await;
        assert!(readers.is_err(), "readers write nothing");
    }
}
