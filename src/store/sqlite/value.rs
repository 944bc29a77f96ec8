//! Parameters of a statement, as SQLite takes them.

use rusqlite::{
    Error,
    types::{ToSql, ToSqlOutput, ValueRef},
};
use sea_orm::{Statement, Value};

/// A parameter. Texts are lent, not copied.
pub(super) struct Bound<'a>(pub(super) &'a Value);

impl<'a> Bound<'a> {
    pub(super) fn all(statement: &'a Statement) -> impl Iterator<Item = Self> {
        statement.values.iter().flat_map(|it| &it.0).map(Self)
    }
}

impl ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let integer = match self.0 {
            Value::String(text) => {
                let text = text.as_ref().map_or(ValueRef::Null, |it| ValueRef::Text(it.as_bytes()));
                return Ok(ToSqlOutput::Borrowed(text));
            }
            Value::Bool(it) => it.map(i64::from),
            Value::Int(it) => it.map(i64::from),
            Value::Unsigned(it) => it.map(i64::from),
            Value::BigInt(it) => *it,
            Value::BigUnsigned(it) => it.map(i64::try_from).transpose().map_err(refused)?,
            _ => return Err(refused("no column takes a value of that type")),
        };
        Ok(ToSqlOutput::Borrowed(integer.map_or(ValueRef::Null, ValueRef::Integer)))
    }
}

fn refused(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    Error::ToSqlConversionFailure(cause.into())
}
