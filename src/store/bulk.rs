//! Many rows for a table, by a statement that the database knows already.
//!
//! An INSERT with a VALUES list is another statement for each number of rows, which would have to be parsed and planned, a
//! thousand parameters at a time. For Postgres the rows are one parameter, a JSON text that it takes apart by the table's own
//! types. SQLite is no journey away: it gets the same short statement for each row.

use sea_orm::{
    DbBackend, Statement, StatementBuilder, Value,
    sea_query::{Expr, ExprTrait, Func, InsertStatement, Keyword, OnConflict, Query},
};
use serde::{Serialize, Serializer, ser};

use super::sql;

/// An INSERT of some rows, however many.
pub(super) struct Bulk<const N: usize> {
    table: &'static str,
    columns: [&'static str; N],
    rows: Vec<[Value; N]>,
    on_conflict: Option<OnConflict>,
    returning: Option<&'static str>,
}

/// One row, as JSON with its columns' names.
struct Named<'a, const N: usize>(&'a [&'static str; N], &'a [Value; N]);

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

    /// The statement: for Postgres of all rows, for SQLite of the first.
    pub(super) fn insert(&self, backend: DbBackend) -> InsertStatement {
        let mut insert = match backend {
            DbBackend::Postgres => self.insert_from_json(),
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

    fn insert_from_json(&self) -> InsertStatement {
        let named: Vec<_> = self.rows.iter().map(|row| Named(&self.columns, row)).collect();
        // Numbers, texts and flags do not fail to be JSON. If they did, Postgres would refuse the empty text.
        let rows = serde_json::to_string(&named).unwrap_or_default();
        let of_table = Expr::from(Keyword::Null).cast_as(self.table);
        let taken_apart = Func::cust("json_populate_recordset").arg(of_table).arg(Expr::value(rows).cast_as("json"));
        let select = Query::select().columns(self.columns).from_function(taken_apart, "rows").take();
        let mut insert = Query::insert();
        insert.into_table(self.table).columns(self.columns);
        // It fails on another number of columns than were named, and these are the same ones.
        let _ = insert.select_from(select);
        insert
    }
}

/// For Postgres, of all rows; for SQLite, of the first, and so of each.
impl<const N: usize> StatementBuilder for Bulk<N> {
    fn build(&self, backend: &DbBackend) -> Statement {
        backend.build(&self.insert(*backend))
    }
}

impl<const N: usize> Serialize for Named<'_, N> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().zip(self.1.iter().map(Plain)))
    }
}

/// A value of the kinds that our tables have.
struct Plain<'a>(&'a Value);

impl Serialize for Plain<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Bool(it) => it.serialize(serializer),
            Value::Int(it) => it.serialize(serializer),
            Value::BigInt(it) => it.serialize(serializer),
            Value::String(it) => it.serialize(serializer),
            other => Err(ser::Error::custom(format_args!("no column of ours holds {other:?}"))),
        }
    }
}

#[cfg(test)]
mod tests {
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
            r#"INSERT INTO "messages" ("id", "text", "is_survey") SELECT "id", "text", "is_survey" FROM json_populate_recordset(CAST(NULL AS messages), CAST($1 AS json)) AS "rows" RETURNING "id""#
        );
        assert_eq!(one.values.unwrap().0, [Value::from(r#"[{"id":1,"text":null,"is_survey":true}]"#)]);
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

    #[test]
    fn text_is_what_it_was() {
        let text = "\"a\\ \n ü 漢 \u{1F600} \u{7f}";
        let bulk = built(DbBackend::Postgres, vec![[1_i64.into(), text.into(), false.into()]]);
        let Value::String(Some(json)) = &bulk.values.unwrap().0[0] else { panic!("one text") };
        let rows: serde_json::Value = serde_json::from_str(json).unwrap();
        assert_eq!(rows[0]["text"], text);
    }
}
