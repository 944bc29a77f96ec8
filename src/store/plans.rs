//! How the database would run our queries.

use std::sync::{Mutex, PoisonError};

use sea_orm::{DbBackend, StatementBuilder};

use super::{Conn, Reader, StoreError, Unreadable, conn::Sealed, row::Row};

/// A connection that explains queries instead of running them: every query finds nothing, and its plan is
/// kept. The tests read from it that no list walks a whole table.
pub struct Plans<'a> {
    reader: &'a Reader,
    plans: Mutex<Vec<String>>,
}

impl<'a> Plans<'a> {
    pub const fn new(reader: &'a Reader) -> Self {
        Self { reader, plans: Mutex::new(Vec::new()) }
    }

    /// The statements since the last call, each with its plan in the database's own words.
    pub fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.plans.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Conn for Plans<'_> {}

impl Sealed for Plans<'_> {
    async fn rows<T: Send>(
        &self,
        _: &'static str,
        statement: &impl StatementBuilder,
        _: impl Fn(&mut Row<'_>) -> Result<T, Unreadable> + Send,
    ) -> Result<Vec<T>, StoreError> {
        let pool = &self.reader.0;
        let mut statement = pool.dialect().build(statement);
        let (explain, column) = match statement.db_backend {
            DbBackend::Postgres => ("EXPLAIN", 0),
            _ => ("EXPLAIN QUERY PLAN", 3),
        };
        let mut plan = statement.sql.clone();
        statement.sql = format!("{explain} {}", statement.sql);
        let line = |row: &mut Row<'_>| {
            (0..column).for_each(|_| row.skip());
            row.get::<String>()
        };
        for line in pool.rows("plan", statement, line).await? {
            plan.push('\n');
            plan.push_str(&line);
        }
        self.plans.lock().unwrap_or_else(PoisonError::into_inner).push(plan);
        Ok(Vec::new())
    }
}
