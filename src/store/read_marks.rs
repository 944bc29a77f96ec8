//! How far each person has read each thread.

use std::collections::HashMap;

use sea_orm::sea_query::{Asterisk, Expr, ExprTrait, Func, OnConflict, Order, Query, SelectStatement};

use super::{Conn, StoreError, Write, row::NOBODY, sql};
use crate::id::{ThreadId, UserId};

const TABLE: &str = "read_marks";
const MESSAGES: &str = "messages";
const COLUMNS: [&str; 3] = ["user_id", "thread_id", "sequence"];

/// The threads.
const EACH: &str = "each";
/// Their messages that are new.
const FEW: &str = "few";
/// A number that no thread has.
const NO_THREAD: i64 = 0;

/// Unread messages are counted up to this many.
pub const MOST: u64 = 100;

/// Writes the mark down, in place of the one before.
pub async fn set(tx: &Write, user: &UserId, thread: ThreadId, sequence: i64) -> Result<(), StoreError> {
    let insert = sql::insert(TABLE, COLUMNS, [[user.as_str().into(), thread.get().into(), sequence.into()]])
        .on_conflict(OnConflict::columns(["user_id", "thread_id"]).update_column("sequence").to_owned())
        .to_owned();
    tx.change(&insert).await?;
    Ok(())
}

/// The sequence of the last event that the person has seen; `None` if they have never opened the thread.
pub async fn find(c: &impl Conn, user: &UserId, thread: ThreadId) -> Result<Option<i64>, StoreError> {
    let select = Query::select()
        .column("sequence")
        .from(TABLE)
        .and_where(Expr::col("user_id").eq(user.as_str()))
        .and_where(Expr::col("thread_id").eq(thread.get()))
        .take();
    Ok(c.rows(TABLE, &select, |row| row.get()).await?.pop())
}

/// How many messages of the customer the person has not seen, of each of these threads; at most [`MOST`].
pub async fn unread(c: &impl Conn, user: &UserId, threads: &[ThreadId]) -> Result<HashMap<ThreadId, i64>, StoreError> {
    let mut counts = HashMap::new();
    for chunk in threads.chunks(sql::rows_per_statement(1) / 2) {
        let select = Query::select()
            .column((EACH, "column1"))
            .expr(Expr::SubQuery(None, Box::new(count(user).into())))
            .from_values(sql::filled_up(chunk.iter().map(|it| it.get()), NO_THREAD), EACH)
            .take();
        let rows = c.rows(MESSAGES, &select, |row| Ok((row.get::<i64>()?, row.get::<i64>()?))).await?;
        counts.extend(rows.into_iter().filter_map(|(id, count)| Some((ThreadId::new(id)?, count))));
    }
    Ok(counts)
}

/// Of the thread of a row of [`EACH`].
fn count(user: &UserId) -> SelectStatement {
    let thread = || Expr::col((EACH, "column1"));
    let mark = Query::select()
        .column((TABLE, "sequence"))
        .from(TABLE)
        .and_where(Expr::col((TABLE, "user_id")).eq(user.as_str()))
        .and_where(Expr::col((TABLE, "thread_id")).eq(thread()))
        .take();
    let mark = Expr::SubQuery(None, Box::new(mark.into()));
    let few = Query::select()
        .column((MESSAGES, "sequence"))
        .from(MESSAGES)
        .and_where(Expr::col((MESSAGES, "thread_id")).eq(thread()))
        .and_where(Expr::col((MESSAGES, "sequence")).gt(Func::coalesce([mark, Expr::val(0_i64)])))
        .and_where(Expr::col((MESSAGES, "sender")).eq(NOBODY))
        .order_by((MESSAGES, "sequence"), Order::Asc)
        .limit(MOST)
        .take();
    Query::select().expr(Func::count(Expr::col(Asterisk))).from_subquery(few, FEW).take()
}
