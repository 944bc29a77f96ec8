//! Many rows for a table, by a statement that the database knows already.
//!
//! An INSERT with a VALUES list is another statement for each number of rows, which would have to be parsed and planned, a
//! thousand parameters at a time. For Postgres each column is one parameter, an array. SQLite is no journey away: it gets the
//! same short statement for each row.

mod arrays;

use sea_orm::{
    DbBackend, Statement, StatementBuilder, Value,
    sea_query::{Expr, Func, InsertStatement, OnConflict, Query},
};
use sqlx::{AssertSqlSafe, postgres::PgArguments};

use super::{StoreError, sql};

/// An INSERT of some rows, however many.
pub(super) struct Bulk<const N: usize> {
    table: &'static str,
    columns: [&'static str; N],
    rows: Vec<[Value; N]>,
    on_conflict: Option<OnConflict>,
    returning: Option<&'static str>,
}

impl<const N: usize> Bulk<N> {
    pub(super) const fn new(table: &'static str, columns: [&'static str; N], rows: Vec<[Value; N]>) -> Self {
        Self { table, columns, rows, on_conflict: None, returning: None }
    }

    pub(super) fn on_conflict(self, action: OnConflict) -> Self {
        Self { on_conflict: Some(action), ..self }
    }

    pub(super) fn returning(self, column: &'static str) -> Self {
        Self { returning: Some(column), ..self }
    }

    /// The rows, with the columns in their order.
    pub(super) fn rows(&self) -> &[[Value; N]] {
        &self.rows
    }

    /// The statement: for Postgres of all rows, whose [`parameters`](Self::parameters) are its columns; for SQLite of the first.
    pub(super) fn insert(&self, backend: DbBackend) -> InsertStatement {
        let mut insert = match backend {
            DbBackend::Postgres => self.insert_from_arrays(),
            _ => sql::insert(self.table, self.columns, self.rows.first().cloned()),
        };
        if let Some(action) = &self.on_conflict {
            insert.on_conflict(action.clone());
        }
        if let Some(column) = self.returning {
            insert.returning_col(column);
        }
        insert
    }

    fn insert_from_arrays(&self) -> InsertStatement {
        // Several of them beside one another advance together.
        let columns = self.columns.map(|_| Func::cust("unnest").arg(Expr::value(Option::<i64>::None)));
        let mut insert = Query::insert();
        insert.into_table(self.table).columns(self.columns);
        // It fails on another number of columns than were named, and these are as many.
        let _ = insert.select_from(Query::select().exprs(columns).take());
        insert
    }

    /// The statement for Postgres.
    pub(super) fn text(&self) -> AssertSqlSafe<String> {
        AssertSqlSafe(DbBackend::Postgres.build(self).sql)
    }

    /// The columns, in their order.
    pub(super) fn parameters(&self) -> Result<PgArguments, StoreError> {
        let mut arguments = PgArguments::default();
        self.add_parameters(&mut arguments)?;
        Ok(arguments)
    }

    /// Adds the columns to the parameters of a statement that this one's is part of.
    pub(super) fn add_parameters(&self, arguments: &mut PgArguments) -> Result<(), StoreError> {
        let column = |at| arrays::add(arguments, self.rows.iter().map(move |row: &[Value; N]| &row[at]));
        (0..N).try_for_each(column).map_err(StoreError::other)
    }
}

/// For SQLite, of the first row, and so of each. For Postgres the text alone counts: NULLs stand where the columns belong.
impl<const N: usize> StatementBuilder for Bulk<N> {
    fn build(&self, backend: &DbBackend) -> Statement {
        backend.build(&self.insert(*backend))
    }
}

#[cfg(test)]
mod tests {
    use sqlx::Arguments;

    use super::*;

    fn built(dialect: DbBackend, rows: Vec<[Value; 3]>) -> Statement {
        dialect.build(&Bulk::new("messages", ["id", "text", "is_survey"], rows).returning("id"))
    }

    #[test]
    fn on_postgres_the_text_does_not_grow_with_the_rows() {
        let row = || [1_i64.into(), Value::String(None), true.into()];
        let (one, two) = (built(DbBackend::Postgres, vec![row()]), built(DbBackend::Postgres, vec![row(), row()]));
        assert_eq!(one.sql, two.sql);
        assert_eq!(
            one.sql,
            r#"INSERT INTO "messages" ("id", "text", "is_survey") SELECT unnest($1), unnest($2), unnest($3) RETURNING "id""#
        );
    }

    #[test]
    fn a_column_has_values_of_one_kind() {
        let added = |rows: Vec<[Value; 3]>| {
            Bulk::new("messages", ["id", "text", "is_survey"], rows).parameters().map(|it| it.len())
        };
        let row = |text: Value| [1_i64.into(), text, true.into()];
        assert_eq!(added(vec![row(Value::String(None)), row("hello".into())]).unwrap(), 3);
        assert!(added(vec![row("hello".into()), row(7.into())]).is_err());
        assert!(added(vec![row(0.5.into())]).is_err());
    }

    #[test]
    fn on_sqlite_it_is_the_same_for_each_row() {
        let row = |id: i64| [id.into(), Value::String(None), true.into()];
        let statement = built(DbBackend::Sqlite, vec![row(1), row(2)]);
        assert_eq!(
            statement.sql,
            r#"INSERT INTO "messages" ("id", "text", "is_survey") VALUES (?, ?, ?) RETURNING "id""#
        );
        assert_eq!(statement.values.unwrap().0, row(1));
    }
}
