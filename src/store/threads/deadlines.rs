//! When control ends: what the sweeper asks.

use sea_orm::sea_query::{Expr, ExprTrait, Order, Query, SelectStatement};

use super::TABLE;
use crate::{
    id::{PageId, ThreadId},
    store::{Conn, StoreError, row::NOBODY, sql},
    time::Timestamp,
};

/// Threads whose owner's time is up, longest overdue first.
pub async fn due(c: &impl Conn, now: Timestamp, limit: u32) -> Result<Vec<(PageId, ThreadId)>, StoreError> {
    let select = controlled(now, limit).columns(["page_id", "id"]).take();
    c.rows(TABLE, &select, |row| Ok((row.id(PageId::new)?, row.id(ThreadId::new)?))).await
}

/// The same of one page.
pub async fn due_on_page(c: &impl Conn, page: PageId, now: Timestamp, limit: u32) -> Result<Vec<ThreadId>, StoreError> {
    let select = controlled(now, limit).column("id").and_where(Expr::col("page_id").eq(page.get())).take();
    c.rows(TABLE, &select, |row| row.id(ThreadId::new)).await
}

/// When the next owner's time is up; `None` while all threads are idle.
pub async fn next_deadline(c: &impl Conn) -> Result<Option<Timestamp>, StoreError> {
    let select = controlled(Timestamp::from_millis(i64::MAX), 1).column("expires_at").take();
    Ok(c.rows(TABLE, &select, |row| row.time()).await?.pop())
}

fn controlled(until: Timestamp, limit: u32) -> SelectStatement {
    Query::select()
        .from(TABLE)
        .and_where(Expr::col("owner").ne(sql::literal(NOBODY)))
        .and_where(Expr::col("expires_at").lte(until.millis()))
        .order_by_columns([("expires_at", Order::Asc), ("id", Order::Asc)])
        .limit(limit.into())
        .take()
}
