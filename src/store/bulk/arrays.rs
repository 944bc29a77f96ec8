//! Columns as Postgres takes them: one array for each, as a parameter.

use sea_orm::Value;
use sqlx::{Arguments, error::BoxDynError, postgres::PgArguments};

/// Adds one column of some rows, all of whose values are of the same kind, if they are not NULL.
pub(super) fn add<'a>(
    arguments: &mut PgArguments,
    column: impl Iterator<Item = &'a Value> + Clone,
) -> Result<(), BoxDynError> {
    macro_rules! array {
        ($kind:ident, $value:ident => $lent:expr) => {{
            let values = column.map(|it| match it {
                Value::$kind($value) => Ok::<_, BoxDynError>($lent),
                _ => Err(UNLIKE.into()),
            });
            arguments.add(values.collect::<Result<Vec<_>, _>>()?)
        }};
    }
    match column.clone().next() {
        Some(Value::BigInt(_)) => array!(BigInt, it => *it),
        Some(Value::Int(_)) => array!(Int, it => *it),
        Some(Value::Bool(_)) => array!(Bool, it => *it),
        Some(Value::String(_)) => array!(String, it => it.as_deref()),
        _ => Err(UNLIKE.into()),
    }
}

/// The value itself may be somebody's text.
const UNLIKE: &str = "a column has numbers, flags or texts, one kind of them, and at least one row";
