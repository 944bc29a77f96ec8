//! How many threads a page has, by who controls them.

use sea_orm::sea_query::{Expr, ExprTrait, Func, Query};

use super::TABLE;
use crate::{
    id::PageId,
    protocol::Participant,
    store::{Conn, StoreError, row::Row},
    time::Timestamp,
};

/// A page's threads, counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Those that nobody controls.
    pub idle: i64,
    /// By owner, most first.
    pub controlled: Vec<(Participant, i64)>,
    /// Those where an app waits for control.
    pub waiting: i64,
}

/// Counts a page's threads. It reads one index from end to end: ten milliseconds or so for 100,000 threads.
pub async fn count(c: &impl Conn, page: PageId) -> Result<Counts, StoreError> {
    let select = Query::select()
        .column("owner")
        .expr(Expr::col("id").count())
        .from(TABLE)
        .and_where(Expr::col("page_id").eq(page.get()))
        .group_by_col("owner")
        .take();
    let read = |row: &mut Row<'_>| Ok((row.participant()?, row.get::<i64>()?));
    let mut counts = Counts::default();
    for (owner, count) in c.rows(TABLE, &select, read).await? {
        match owner {
            None => counts.idle = count,
            Some(owner) => counts.controlled.push((owner, count)),
        }
    }
    counts.controlled.sort_by_key(|(_, count)| -count);
    let threads = Func::count_distinct(Expr::col("thread_id"));
    let waiting =
        Query::select().expr(threads).from("waiting_apps").and_where(Expr::col("page_id").eq(page.get())).take();
    counts.waiting = c.rows("waiting_apps", &waiting, |row| row.get()).await?.pop().unwrap_or_default();
    Ok(counts)
}

/// How many of a page's threads something has happened in since then.
pub async fn count_active(c: &impl Conn, page: PageId, since: Timestamp) -> Result<i64, StoreError> {
    let select = Query::select()
        .expr(Expr::col("id").count())
        .from(TABLE)
        .and_where(Expr::col("page_id").eq(page.get()))
        .and_where(Expr::col("last_activity_at").gte(since.millis()))
        .take();
    Ok(c.rows(TABLE, &select, |row| row.get()).await?.pop().unwrap_or_default())
}
