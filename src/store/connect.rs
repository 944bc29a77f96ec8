//! Opening a database, and bringing its schema up to date.

use std::{collections::HashSet, sync::Arc, time::Duration};

use migration::{IntoSchemaManagerConnection, Migrator, MigratorTrait, SchemaManager};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, SqliteTransactionMode, TransactionOptions,
    TransactionTrait,
    sea_query::{Expr, Query},
};
use sqlx::sqlite::SqliteConnectOptions;

use super::{
    Reader, StoreError, Write,
    conn::{Pool, Sealed, Transaction},
    postgres::{self, WRITERS_TURN},
    sqlite::{self, Role},
};

/// Where the database is, and how many connections to it. The URL may hold a password, hence no `Debug`.
#[derive(Clone)]
pub struct Options {
    /// `sqlite://path/file.db` (made if missing; the folder must exist) or `postgres://…`.
    pub url: String,
    /// Connections that read; one more writes.
    pub max_connections: u32,
    /// How long to wait for a free connection before the database counts as unavailable.
    pub acquire_timeout: Duration,
}

impl Options {
    /// The defaults for a URL: 4 readers on SQLite, 15 on Postgres.
    pub fn new(url: impl Into<String>) -> Self {
        let url = url.into();
        let max_connections = if url.starts_with("sqlite:") { 4 } else { 15 };
        Self { url, max_connections, acquire_timeout: Duration::from_secs(5) }
    }

    /// Which of the two the URL names.
    pub fn backend(&self) -> Result<Backend, StoreError> {
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
    pub(super) inner: Arc<Inner>,
}

pub(super) struct Inner {
    reader: Reader,
    pub(super) writer: Writer,
    /// For migrations. On SQLite it has no connection while there is nothing to migrate.
    schema: DatabaseConnection,
}

/// Where writing transactions begin.
pub(super) enum Writer {
    Sqlite(Arc<sqlite::Pool>),
    Postgres(postgres::Writer),
}

/// A ping with every query would cost a tenth of Postgres's throughput; one that a proxy has dropped was idle first.
const PING_IF_IDLE_FOR: Duration = Duration::from_secs(30);
/// No statement of ours takes long: one that does is stuck, and holds the writers' turn.
pub(super) const STATEMENT_TIMEOUT: Duration = Duration::from_secs(10);
/// A server that stalls in its transaction loses it, and with it the writers' turn.
const IDLE_IN_TRANSACTION_TIMEOUT: &str = "15s";
/// How long the connection for migrations is kept.
const MIGRATED_FOR: Duration = Duration::from_secs(1);
/// Statements differ by their numbers of rows, so there are more of them than the driver expects.
const CACHED_STATEMENTS: usize = 512;

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
        let immediate = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let transaction = self.inner.schema.begin_with_options(immediate).await?;
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
        state_of(&self.inner.schema).await
    }

    pub fn backend(&self) -> Backend {
        match self.inner.writer {
            Writer::Sqlite(_) => Backend::Sqlite,
            Writer::Postgres(_) => Backend::Postgres,
        }
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
        Ok(Write::new(match &self.inner.writer {
            Writer::Sqlite(pool) => Transaction::Sqlite(pool.begin().await?),
            Writer::Postgres(writer) => Transaction::Postgres(writer.begin("").await?.0),
        }))
    }

    /// Drives a future of many statements and little else. SQLite's statements block; so they block the thread once.
    pub async fn in_one_go<F: Future>(&self, work: F) -> F::Output {
        match self.backend() {
            Backend::Sqlite => sqlite::in_one_go(work).await,
            Backend::Postgres => work.await,
        }
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<(), StoreError> {
        let one = Query::select().expr(Expr::val(1)).take();
        self.reader().rows("ping", &one, |row| row.get::<i32>()).await.map(|_| ())
    }

    /// Closes the connections, once what runs on them has ended. Other clones' queries fail from then on.
    pub async fn close(self) {
        if let Err(error) = self.inner.schema.close_by_ref().await {
            tracing::debug!(%error, "a database connection did not close");
        }
        if let Pool::Sqlite(readers) = &self.inner.reader.0 {
            readers.close();
        }
        match &self.inner.writer {
            Writer::Sqlite(pool) => pool.close(),
            Writer::Postgres(writer) => writer.close().await,
        }
    }
}

impl Inner {
    async fn sqlite(options: &Options) -> Result<Self, StoreError> {
        let file: SqliteConnectOptions = options.url.parse().map_err(StoreError::other)?;
        let open = |role, most| sqlite::Pool::open(file.get_filename().to_owned(), role, most, options.acquire_timeout);
        // The writer comes first: it makes the file.
        let writer = Writer::Sqlite(open(Role::Write, 1)?);
        let reader = Reader(Pool::Sqlite(open(Role::Read, options.max_connections)?));
        let mut schema = options.pool(1);
        schema.min_connections(0).idle_timeout(MIGRATED_FOR);
        Ok(Self { reader, writer, schema: Database::connect(schema).await? })
    }

    async fn postgres(options: &Options) -> Result<Self, StoreError> {
        let mut pool = options.pool(options.max_connections);
        pool.set_application_name("baton").statement_timeout(STATEMENT_TIMEOUT).map_sqlx_postgres_opts(|it| {
            it.options([("idle_in_transaction_session_timeout", IDLE_IN_TRANSACTION_TIMEOUT)])
                .statement_cache_capacity(CACHED_STATEMENTS)
        });
        let schema = Database::connect(pool).await?;
        let readers = schema.get_postgres_connection_pool().clone();
        let writer = Writer::Postgres(postgres::Writer::new(readers, options.acquire_timeout));
        Ok(Self { reader: Reader(Pool::Postgres(schema.clone())), writer, schema })
    }
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
    use sea_orm::{DbBackend, Statement};

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
            previous_secret: None,
            live: false,
            human_agent: false,
            webhook: None,
        }
    }

    fn writer(store: &Store) -> &Arc<sqlite::Pool> {
        let Writer::Sqlite(pool) = &store.inner.writer else { panic!("it is SQLite") };
        pool
    }

    /// From here on the file cannot grow.
    async fn fill(store: &Store) {
        let pragma = Statement::from_string(DbBackend::Sqlite, "PRAGMA max_page_count = 1");
        writer(store).acquire().await.expect("the writer").rows("pragma", &pragma, |_| Ok(())).expect("pragma");
    }

    #[tokio::test]
    async fn a_full_disk_has_an_error_of_its_own() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = open(&folder).await;
        store.migrate().await.expect("migrate");
        fill(&store).await;
        let tx = store.write().await.expect("begin");
        let error = apps::insert(&tx, &large_app(), Timestamp::from_millis(0)).await;
        assert!(matches!(error, Err(StoreError::Full(_))), "{error:?}");
    }

    #[tokio::test]
    async fn no_transaction_begins_inside_one_that_did_not_end() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = open(&folder).await;
        store.migrate().await.expect("migrate");
        let tx = store.write().await.expect("begin");
        let small = AppRecord { name: "small".to_owned(), ..large_app() };
        apps::insert(&tx, &small, Timestamp::from_millis(0)).await.expect("written");
        drop(tx);
        fill(&store).await;
        let tx = store.write().await.expect("the one before was rolled back");
        let failed = apps::insert(&tx, &large_app(), Timestamp::from_millis(0)).await;
        assert!(matches!(failed, Err(StoreError::Full(_))), "{failed:?}");
        drop(tx);
        let tx = store.write().await.expect("so was the one that failed");
        assert!(apps::find(&tx, small.id).await.expect("found").is_none());
    }

    /// What was answered survives a power cut.
    #[tokio::test]
    async fn sqlite_syncs_every_commit() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = open(&folder).await;
        for (pragma, expected) in [("journal_mode", "wal"), ("synchronous", "2"), ("busy_timeout", "5000")] {
            let select = format!("SELECT CAST({pragma} AS TEXT) FROM pragma_{pragma}").replace("(busy_", "(");
            let select = Statement::from_string(DbBackend::Sqlite, select);
            let lease = writer(&store).acquire().await.expect("the writer");
            let value = lease.rows("pragma", &select, |row| row.get::<String>()).expect("query");
            assert_eq!(value, [expected], "{pragma}");
        }
        let table = Statement::from_string(DbBackend::Sqlite, "CREATE TABLE t (x)");
        let Pool::Sqlite(readers) = &store.reader().0 else { panic!("it is SQLite") };
        let made = readers.acquire().await.expect("a reader").rows("t", &table, |_| Ok(()));
        assert!(made.is_err(), "readers write nothing");
    }
}
