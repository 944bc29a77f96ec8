//! What can go wrong with a database, told apart by what the caller can do about it.

use std::error::Error;

use sea_orm::{DbErr, RuntimeErr, SqlxError};

/// What lies beneath, for the log. Its text names tables and values: it must not reach a client.
pub type Cause = Box<dyn Error + Send + Sync>;

/// Its `Display` is safe to show; the text of the database stays in the source.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A row like it exists already. Nothing was written.
    #[error("{0} exists already")]
    Conflict(Conflict),
    /// The database cannot be reached or is too busy. Nothing was written; trying again may help.
    #[error("the database is unavailable")]
    Unavailable(#[source] Cause),
    /// No space is left. Nothing was written.
    #[error("the database has no space left")]
    Full(#[source] Cause),
    /// A row says something that this binary cannot read.
    #[error("a row of {table} cannot be read")]
    Corrupt {
        table: &'static str,
        #[source]
        cause: Cause,
    },
    /// The database was migrated by a newer binary, whose rows this one would misread.
    #[error("the database belongs to a newer version of Baton")]
    Newer,
    /// The connection broke while Postgres was committing: the transaction may stand or not.
    #[error("the database did not say whether it committed")]
    UnknownOutcome(#[source] Cause),
    #[error("the database failed")]
    Other(#[source] Cause),
}

/// What a new row would have been the second of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Conflict {
    /// Somebody else has written the thread's next event: load the thread and decide again.
    #[error("the thread's next event")]
    Fence,
    /// The page has taken in an event with this external id.
    #[error("an event with this external id")]
    ExternalId,
    /// The customer has a thread on the page, under another thread id.
    #[error("a thread of this customer")]
    Customer,
    #[error("a row with this key")]
    Other,
}

impl StoreError {
    pub(super) fn other(cause: impl Into<Cause>) -> Self {
        Self::Other(cause.into())
    }

    fn of(class: Class, cause: impl Into<Cause>) -> Self {
        match class {
            Class::Conflict(conflict) => Self::Conflict(conflict),
            Class::Unavailable => Self::Unavailable(cause.into()),
            Class::Full => Self::Full(cause.into()),
            Class::Other => Self::Other(cause.into()),
        }
    }
}

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        match &error {
            DbErr::ConnectionAcquire(_) => Self::Unavailable(error.into()),
            DbErr::Conn(RuntimeErr::SqlxError(cause))
            | DbErr::Exec(RuntimeErr::SqlxError(cause))
            | DbErr::Query(RuntimeErr::SqlxError(cause)) => Self::of(Class::of(cause), error),
            _ => Self::Other(error.into()),
        }
    }
}

/// The driver's own errors, from `src/store/postgres.rs`.
impl From<SqlxError> for StoreError {
    fn from(error: SqlxError) -> Self {
        Self::of(Class::of(&error), error)
    }
}

/// SQLite's own errors, from `src/store/sqlite.rs`.
impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ffi::{SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_UNIQUE};
        let rusqlite::Error::SqliteFailure(failure, message) = &error else { return Self::Other(error.into()) };
        let class = match failure.extended_code {
            SQLITE_CONSTRAINT_PRIMARYKEY | SQLITE_CONSTRAINT_UNIQUE => {
                Class::Conflict(conflict(message.as_deref().unwrap_or_default()))
            }
            code => Class::of_sqlite(code),
        };
        Self::of(class, error)
    }
}

enum Class {
    Conflict(Conflict),
    Unavailable,
    Full,
    Other,
}

impl Class {
    fn of(error: &SqlxError) -> Self {
        match error {
            SqlxError::Database(error) if error.is_unique_violation() => {
                Self::Conflict(conflict(error.constraint().unwrap_or_else(|| error.message())))
            }
            SqlxError::Database(error) => {
                let code = error.code().unwrap_or_default();
                match error.try_downcast_ref::<sqlx::sqlite::SqliteError>() {
                    Some(_) => Self::of_sqlite(code.parse().unwrap_or_default()),
                    None => Self::of_postgres(&code),
                }
            }
            SqlxError::Io(_)
            | SqlxError::Tls(_)
            | SqlxError::Protocol(_)
            | SqlxError::PoolTimedOut
            | SqlxError::PoolClosed
            | SqlxError::WorkerCrashed => Self::Unavailable,
            _ => Self::Other,
        }
    }

    /// By primary result code, the low byte of the extended one.
    const fn of_sqlite(code: i32) -> Self {
        const BUSY: i32 = 5;
        const LOCKED: i32 = 6;
        const IO: i32 = 10;
        const FULL: i32 = 13;
        const CANNOT_OPEN: i32 = 14;
        match code & 0xff {
            BUSY | LOCKED | IO | CANNOT_OPEN => Self::Unavailable,
            FULL => Self::Full,
            _ => Self::Other,
        }
    }

    /// By SQLSTATE.
    fn of_postgres(code: &str) -> Self {
        const DISK_FULL: &str = "53100";
        // A standby that has not been promoted yet, and a session that idled too long in a transaction.
        const READ_ONLY: &str = "25006";
        const IDLE_IN_TRANSACTION: &str = "25P03";
        match code {
            DISK_FULL => Self::Full,
            READ_ONLY | IDLE_IN_TRANSACTION => Self::Unavailable,
            // Connections, resources, cancelled or shut down by an operator, serialisation, locks.
            _ if ["08", "53", "57", "40", "55"].iter().any(|class| code.starts_with(class)) => Self::Unavailable,
            _ => Self::Other,
        }
    }
}

/// Postgres names the constraint, SQLite the columns.
fn conflict(name: &str) -> Conflict {
    let is = |constraint: &str, columns: &str| name.contains(constraint) || name.contains(columns);
    if is("events_thread_sequence", "events.thread_id, events.sequence") {
        Conflict::Fence
    } else if is("events_external_id", "events.page_id, events.external_id") {
        Conflict::ExternalId
    } else if is("threads_customer", "threads.page_id, threads.customer_id") {
        Conflict::Customer
    } else {
        Conflict::Other
    }
}
