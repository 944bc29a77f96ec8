//! What queries run on: a reader, or the one writing transaction.

use std::sync::atomic::{AtomicBool, Ordering};

use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction, StatementBuilder};

use super::{Backend, StoreError, Unreadable, row::Row};

/// A [`Reader`] or a [`Write`]. Only the store's own queries can do anything with one.
pub trait Conn: Sealed {}

/// A pool of connections that see what is committed, and change nothing.
pub struct Reader {
    pub(super) pool: DatabaseConnection,
}

/// A writing transaction. Dropped without [`Write::commit`], it leaves nothing behind.
pub struct Write {
    transaction: DatabaseTransaction,
    backend: Backend,
    /// Postgres answers COMMIT after a failed statement with a silent rollback, and SQLite commits what
    /// went before: neither is what anybody wants, so the transaction remembers.
    failed: AtomicBool,
}

impl Write {
    pub(super) const fn new(transaction: DatabaseTransaction, backend: Backend) -> Self {
        Self { transaction, backend, failed: AtomicBool::new(false) }
    }

    /// Makes it durable; readers that begin afterwards see it.
    ///
    /// # Errors
    ///
    /// [`StoreError::UnknownOutcome`] if the connection to Postgres broke meanwhile. After any other error,
    /// or if one of the transaction's statements had failed, nothing was written.
    pub async fn commit(self) -> Result<(), StoreError> {
        if self.failed.load(Ordering::Relaxed) {
            return Err(StoreError::other("commit after a failed statement"));
        }
        let error = match self.transaction.commit().await {
            Ok(()) => return Ok(()),
            Err(error) => StoreError::from(error),
        };
        Err(match (self.backend, error) {
            (Backend::Postgres, StoreError::Unavailable(cause)) => StoreError::UnknownOutcome(cause),
            (_, error) => error,
        })
    }

    fn noting<T, E: Into<StoreError>>(&self, result: Result<T, E>) -> Result<T, StoreError> {
        result.map_err(|error| {
            self.failed.store(true, Ordering::Relaxed);
            error.into()
        })
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
        Row::read_all(table, &self.pool.query_all(statement).await?, read)
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
        let rows = self.noting(self.transaction.query_all(statement).await)?;
        Row::read_all(table, &rows, read)
    }
}

impl Write {
    /// Runs a statement that changes rows, and says how many.
    pub(super) async fn change(&self, statement: &impl StatementBuilder) -> Result<u64, StoreError> {
        count_statement();
        self.noting(self.transaction.execute(statement).await).map(|done| done.rows_affected())
    }
}

/// What a list costs is how many statements it takes: see it in the metrics, and count it in tests.
fn count_statement() {
    metrics::counter!("baton_store_statements_total").increment(1);
}
