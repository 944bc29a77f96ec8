//! What queries run on: a reader, or the one writing transaction.

use std::{
    iter,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement, StatementBuilder, Value, Values};
use sqlx::{SqlSafeStr, postgres::PgArguments};

use super::{StoreError, Unreadable, bulk::Bulk, postgres, row::Row, sqlite};

/// A [`Reader`] or a [`Write`]. Only the store's own queries can do anything with one.
pub trait Conn: Sealed {}

/// Connections that see what is committed, and change nothing.
pub struct Reader(pub(super) Pool);

/// Connections to either database.
pub(super) enum Pool {
    Sqlite(Arc<sqlite::Pool>),
    Postgres(DatabaseConnection),
}

/// A writing transaction. Dropped without [`Write::commit`], it leaves nothing behind.
pub struct Write {
    pub(super) transaction: Transaction,
    /// Postgres answers COMMIT after a failed statement with a silent rollback, and SQLite commits what
    /// went before: neither is what anybody wants, so the transaction remembers.
    failed: AtomicBool,
}

pub(super) enum Transaction {
    Sqlite(sqlite::Transaction),
    Postgres(postgres::Transaction),
}

impl Pool {
    pub(super) const fn dialect(&self) -> DbBackend {
        match self {
            Self::Sqlite(_) => DbBackend::Sqlite,
            Self::Postgres(_) => DbBackend::Postgres,
        }
    }

    pub(super) async fn rows<T>(
        &self,
        table: &'static str,
        statement: Statement,
        read: impl Fn(&mut Row<'_>) -> Result<T, Unreadable>,
    ) -> Result<Vec<T>, StoreError> {
        match self {
            Self::Sqlite(pool) => pool.acquire().await?.rows(table, &statement, read),
            Self::Postgres(pool) => {
                let rows = pool.query_all_raw(statement).await?;
                rows.iter().map(|row| Row::of_postgres(row).read(table, &read)).collect()
            }
        }
    }
}

impl Transaction {
    const fn dialect(&self) -> DbBackend {
        match self {
            Self::Sqlite(_) => DbBackend::Sqlite,
            Self::Postgres(_) => DbBackend::Postgres,
        }
    }
}

impl Write {
    pub(super) const fn new(transaction: Transaction) -> Self {
        Self { transaction, failed: AtomicBool::new(false) }
    }

    /// Makes it durable; readers that begin afterwards see it.
    ///
    /// # Errors
    ///
    /// [`StoreError::UnknownOutcome`] if the connection to Postgres broke meanwhile. After any other error,
    /// or if one of the transaction's statements had failed, nothing was written.
    pub async fn commit(self) -> Result<(), StoreError> {
        if self.has_failed() {
            return Err(StoreError::other("commit after a failed statement"));
        }
        match self.transaction {
            Transaction::Sqlite(transaction) => transaction.commit(),
            Transaction::Postgres(transaction) => outcome(transaction.commit().await),
        }
    }

    pub(super) fn has_failed(&self) -> bool {
        self.failed.load(Ordering::Relaxed)
    }

    pub(super) const fn dialect(&self) -> DbBackend {
        self.transaction.dialect()
    }

    /// The configuration's revision when it got its turn, where that is known.
    pub(super) const fn revision(&self) -> Option<i64> {
        match &self.transaction {
            Transaction::Sqlite(_) => None,
            Transaction::Postgres(transaction) => Some(transaction.revision),
        }
    }

    /// Runs a statement that changes rows, and says how many.
    pub(super) async fn change(&self, statement: &impl StatementBuilder) -> Result<u64, StoreError> {
        count_statement();
        let statement = self.dialect().build(statement);
        self.noting(match &self.transaction {
            Transaction::Sqlite(transaction) => transaction.change(&statement),
            Transaction::Postgres(transaction) => transaction.change(statement).await,
        })
    }

    /// Writes rows down, if there are any.
    pub(super) async fn put<const N: usize>(&self, bulk: &Bulk<N>) -> Result<(), StoreError> {
        match &self.transaction {
            _ if bulk.rows().is_empty() => Ok(()),
            Transaction::Sqlite(transaction) => self.each(transaction, bulk).map(drop),
            Transaction::Postgres(_) => self.put_columns("", bulk.text(), bulk.parameters()?).await.map(drop),
        }
    }

    /// Writes many rows down, if there are any. SQLite takes them one by one, and each is made when its turn comes; `bulk` makes the
    /// bulk of all or, for SQLite's statement, of the first.
    pub(super) async fn put_many<const N: usize>(
        &self,
        bulk: impl FnOnce(Vec<[Value; N]>) -> Bulk<N> + Send,
        mut rows: impl Iterator<Item = Result<[Value; N], StoreError>> + Send,
    ) -> Result<(), StoreError> {
        let transaction = match &self.transaction {
            Transaction::Sqlite(transaction) => transaction,
            Transaction::Postgres(_) => return self.put(&bulk(rows.collect::<Result<_, _>>()?)).await,
        };
        let Some(first) = rows.next().transpose()? else { return Ok(()) };
        count_statement();
        let statement = DbBackend::Sqlite.build(&bulk(vec![first.clone()]));
        self.noting(transaction.each(&statement.sql, iter::once(Ok(first)).chain(rows))).map(drop)
    }

    /// Writes rows down, and tells the numbers that the database gave them in this column, their primary key.
    pub(super) async fn put_numbered<const N: usize>(
        &self,
        table: &'static str,
        bulk: Bulk<N>,
        column: &'static str,
    ) -> Result<Vec<i64>, StoreError> {
        match &self.transaction {
            _ if bulk.rows().is_empty() => Ok(Vec::new()),
            // SQLite tells the number unasked. A statement that returns it would cost a journal of its own, in case that it
            // had to be undone.
            Transaction::Sqlite(transaction) => self.each(transaction, &bulk),
            Transaction::Postgres(_) => {
                let bulk = bulk.returning(column);
                self.put_columns(table, bulk.text(), bulk.parameters()?).await
            }
        }
    }

    /// Writes rows down on Postgres by a statement whose parameters are columns, and tells the numbers that it returns.
    pub(super) async fn put_columns(
        &self,
        table: &'static str,
        statement: impl SqlSafeStr + Send,
        columns: PgArguments,
    ) -> Result<Vec<i64>, StoreError> {
        let Transaction::Postgres(transaction) = &self.transaction else {
            return Err(StoreError::other("SQLite takes no columns"));
        };
        count_statement();
        let rows = self.noting(transaction.rows_with(statement, columns).await)?;
        rows.iter().map(|row| Row::of_postgres(row).read(table, |row| row.get())).collect()
    }

    fn each<const N: usize>(&self, transaction: &sqlite::Transaction, bulk: &Bulk<N>) -> Result<Vec<i64>, StoreError> {
        count_statement();
        let statement = DbBackend::Sqlite.build(bulk);
        self.noting(transaction.each(&statement.sql, bulk.rows().iter().map(Ok)))
    }

    /// Changes rows one by one: `statement`, again and again, each time with a list of parameters in the place of its own.
    pub(super) async fn change_each<const N: usize>(
        &self,
        statement: &impl StatementBuilder,
        parameters: Vec<[Value; N]>,
    ) -> Result<(), StoreError> {
        count_statement();
        let mut statement = self.dialect().build(statement);
        match &self.transaction {
            Transaction::Sqlite(transaction) => {
                self.noting(transaction.each(&statement.sql, parameters.into_iter().map(Ok))).map(drop)
            }
            Transaction::Postgres(transaction) => {
                for parameters in parameters {
                    statement.values = Some(Values(parameters.into()));
                    self.noting(transaction.change(statement.clone()).await)?;
                }
                Ok(())
            }
        }
    }

    fn noting<T>(&self, result: Result<T, StoreError>) -> Result<T, StoreError> {
        if result.is_err() {
            self.failed.store(true, Ordering::Relaxed);
        }
        result
    }
}

/// A connection that broke while it committed left nobody knowing whether it did.
pub(super) fn outcome<T>(committed: Result<T, StoreError>) -> Result<T, StoreError> {
    match committed {
        Err(StoreError::Unavailable(cause)) => Err(StoreError::UnknownOutcome(cause)),
        committed => committed,
    }
}

impl Conn for Reader {}
impl Conn for Write {}

pub(super) use sealed::Sealed;

mod sealed {
    use std::future::Future;

    use super::{Row, StatementBuilder, StoreError};

    pub trait Sealed: Sync {
        /// All rows of a statement, each read by `read`, which takes the columns in order.
        fn rows<T: Send>(
            &self,
            table: &'static str,
            statement: &impl StatementBuilder,
            read: impl Fn(&mut Row<'_>) -> Result<T, super::Unreadable> + Send,
        ) -> impl Future<Output = Result<Vec<T>, StoreError>> + Send;
    }
}

impl Sealed for Reader {
    async fn rows<T: Send>(
        &self,
        table: &'static str,
        statement: &impl StatementBuilder,
        read: impl Fn(&mut Row<'_>) -> Result<T, Unreadable> + Send,
    ) -> Result<Vec<T>, StoreError> {
        count_statement();
        self.0.rows(table, self.0.dialect().build(statement), read).await
    }
}

impl Sealed for Write {
    async fn rows<T: Send>(
        &self,
        table: &'static str,
        statement: &impl StatementBuilder,
        read: impl Fn(&mut Row<'_>) -> Result<T, Unreadable> + Send,
    ) -> Result<Vec<T>, StoreError> {
        count_statement();
        let statement = self.dialect().build(statement);
        match &self.transaction {
            Transaction::Sqlite(transaction) => self.noting(transaction.rows(table, &statement, read)),
            Transaction::Postgres(transaction) => {
                let rows = transaction.rows(statement).await;
                self.noting(rows)?.iter().map(|row| Row::of_postgres(row).read(table, &read)).collect()
            }
        }
    }
}

/// What a list costs is how many statements it takes: see it in the metrics, and count it in tests.
pub(super) fn count_statement() {
    metrics::counter!("baton_store_statements_total").increment(1);
}
