//! The shapes that our statements share.

use sea_orm::{
    Value,
    sea_query::{
        Asterisk, Expr, ExprTrait, InsertStatement, IntoColumnRef, Order, Query, SelectStatement, UnionType, ValueTuple,
    },
};

use super::Slice;

/// SQLite's limit of parameters in a statement, the lower of the two databases'.
const MOST_PARAMETERS: usize = 32_766;

/// How many rows, or keys, of so many columns go into one statement.
pub(super) const fn rows_per_statement(columns: usize) -> usize {
    MOST_PARAMETERS / columns
}

/// An INSERT of some rows. There must be one at least.
pub(super) fn insert<const N: usize>(
    table: &'static str,
    columns: [&'static str; N],
    rows: impl IntoIterator<Item = [Value; N]>,
) -> InsertStatement {
    let mut insert = Query::insert();
    insert.into_table(table).columns(columns);
    for row in rows {
        // It panics on rows of another length than the columns', which the types rule out.
        insert.values_panic(row.map(Expr::from));
    }
    insert
}

/// A value that stands in the statement's text. A partial index serves only a query that repeats its
/// condition, and a planner that sees a parameter cannot tell that it does.
pub(super) fn literal(value: impl Into<Value>) -> Expr {
    Expr::Constant(value.into())
}

/// `column IN (values)`. The list is filled up to a power of two by repeating its last value, so that few
/// different statements have to be prepared.
pub(super) fn is_in(column: impl IntoColumnRef, values: impl IntoIterator<Item = impl Into<Value>>) -> Expr {
    let mut values: Vec<Value> = values.into_iter().map(Into::into).collect();
    fill_up(&mut values);
    Expr::col(column).is_in(values)
}

/// `(columns) IN (rows)`, as a subquery of VALUES: SQLite knows no lists of row values, and this way both
/// databases look up each row in an index.
pub(super) fn rows_in<const N: usize>(columns: [&'static str; N], rows: impl IntoIterator<Item = [Value; N]>) -> Expr {
    let mut rows: Vec<_> = rows.into_iter().map(|row| ValueTuple::Many(row.into())).collect();
    fill_up(&mut rows);
    let rows = Query::select().column(Asterisk).from_values(rows, "keys").take();
    Expr::tuple(columns.map(Expr::col)).in_subquery(rows)
}

/// The values, and so many times the last argument that their number is a power of two.
pub(super) fn filled_up<T: Clone>(values: impl Iterator<Item = T>, with: T) -> Vec<T> {
    let mut values: Vec<T> = values.collect();
    values.resize(values.len().next_power_of_two(), with);
    values
}

fn fill_up<T: Clone>(values: &mut Vec<T>) {
    if let Some(last) = values.last().cloned() {
        values.resize(values.len().next_power_of_two(), last);
    }
}

/// Restricts and orders a SELECT to a slice of the list that a unique key orders.
///
/// Cursors are compared as row values: that is the form for which both databases go straight to the place
/// in the index.
pub(super) fn cut<C, K: IntoColumnRef + Copy, const N: usize>(
    select: &mut SelectStatement,
    key: [K; N],
    order: Order,
    slice: &Slice<C>,
    place: impl Fn(&C) -> [Value; N],
) {
    cut_along(select, key, key, order, slice, place);
}

/// The same where other columns rise with the key, and have the index that gives the order.
pub(super) fn cut_along<C, K: IntoColumnRef + Copy, const N: usize>(
    select: &mut SelectStatement,
    key: [K; N],
    along: [K; N],
    order: Order,
    slice: &Slice<C>,
    place: impl Fn(&C) -> [Value; N],
) {
    let descends = order == Order::Desc;
    let beyond = |cursor: &C, upwards: bool| {
        let (key, cursor) = (Expr::tuple(key.map(Expr::col)), Expr::tuple(place(cursor).map(Expr::from)));
        if upwards { key.gt(cursor) } else { key.lt(cursor) }
    };
    select.and_where_option(slice.after.as_ref().map(|it| beyond(it, !descends)));
    select.and_where_option(slice.before.as_ref().map(|it| beyond(it, descends)));
    let order = if slice.is_backwards() == descends { Order::Asc } else { Order::Desc };
    for column in along {
        select.order_by(column, order.clone());
    }
    select.limit(slice.fetch());
}

/// Several SELECTs as one statement, each with an order and a limit of its own.
pub(super) fn union_all(arms: impl IntoIterator<Item = SelectStatement>) -> SelectStatement {
    let whole = |arm| Query::select().column(Asterisk).from_subquery(arm, "arm").take();
    let mut arms = arms.into_iter().map(whole);
    let mut first = arms.next().unwrap_or_default();
    first.unions(arms.map(|arm| (UnionType::All, arm)));
    first
}
