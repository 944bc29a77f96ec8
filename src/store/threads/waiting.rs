//! Which threads an app has to do with.

use sea_orm::sea_query::{Expr, ExprTrait, Order, Query, SelectStatement, UnionType};

use super::TABLE;
use crate::{
    id::{AppId, PageId, ThreadId},
    store::{Conn, StoreError, Write, sql},
};

const WAITING: &str = "waiting_apps";

/// Replaces what is written about who waits in these threads; other threads keep theirs.
pub async fn sync_waiting(tx: &Write, threads: &[(PageId, ThreadId, Vec<AppId>)]) -> Result<(), StoreError> {
    if threads.is_empty() {
        return Ok(());
    }
    let ids = sql::is_in("thread_id", threads.iter().map(|(_, thread, _)| thread.get()));
    tx.change(&Query::delete().from_table(WAITING).and_where(ids).to_owned()).await?;
    let rows: Vec<_> = threads
        .iter()
        .flat_map(|(page, thread, apps)| {
            apps.iter().map(|app| [page.get().into(), app.get().into(), thread.get().into()])
        })
        .collect();
    for chunk in rows.chunks(sql::rows_per_statement(3)) {
        tx.change(&sql::insert(WAITING, ["page_id", "app_id", "thread_id"], chunk.iter().cloned())).await?;
    }
    Ok(())
}

/// Threads that the app owns, waits in, or has a menu or a held survey in (`protocol.md: leaving`), by id.
pub async fn touched_by(
    c: &impl Conn,
    page: PageId,
    app: AppId,
    after: Option<ThreadId>,
    limit: u32,
) -> Result<Vec<ThreadId>, StoreError> {
    let arm = |table: &'static str, thread: &'static str, role: &'static str| {
        Query::select()
            .distinct()
            .expr_as(Expr::col(thread), "id")
            .from(table)
            .and_where(Expr::col("page_id").eq(page.get()))
            .and_where(Expr::col(role).eq(app.get()))
            .and_where(Expr::col(thread).gt(after.map_or(0, ThreadId::get)))
            .order_by(thread, Order::Asc)
            .limit(limit.into())
            .take()
    };
    let held = arm("messages", "thread_id", "sender").and_where(Expr::col("status").eq(sql::literal("HELD"))).take();
    let whole = |arm: SelectStatement| Query::select().column("id").from_subquery(arm, "arm").take();
    let select = whole(arm(TABLE, "id", "owner"))
        .union(UnionType::Distinct, whole(arm(WAITING, "thread_id", "app_id")))
        .union(UnionType::Distinct, whole(arm(TABLE, "id", "menu_app")))
        .union(UnionType::Distinct, whole(held))
        .order_by("id", Order::Asc)
        .limit(limit.into())
        .take();
    c.rows(TABLE, &select, |row| row.id(ThreadId::new)).await
}

/// The threads that the app waits in, as a column of that name.
pub(super) fn waiting(page: PageId, app: AppId, name: &'static str) -> SelectStatement {
    Query::select()
        .expr_as(Expr::col("thread_id"), name)
        .from(WAITING)
        .and_where(Expr::col("page_id").eq(page.get()))
        .and_where(Expr::col("app_id").eq(app.get()))
        .take()
}
