//! Threads whose delivery to an app has failed, and which wait for their next try.

use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query, SelectStatement};

use crate::{
    id::{AppId, PageId, ThreadId},
    store::{Conn, ParkedRecord, Position, StoreError, Write, sql},
    time::Timestamp,
};

const TABLE: &str = "webhook_parked";
const COLUMNS: [&str; 7] = ["page_id", "app_id", "thread_id", "position", "since", "failed", "next_at"];

/// Parks threads of a subscription, or moves those that are.
pub async fn put(tx: &Write, page: PageId, app: AppId, threads: &[ParkedRecord]) -> Result<(), StoreError> {
    for chunk in threads.chunks(sql::rows_per_statement(COLUMNS.len())) {
        let rows = chunk.iter().map(|it| {
            [
                page.get().into(),
                app.get().into(),
                it.thread.map_or(0, ThreadId::get).into(),
                it.position.0.into(),
                it.since.millis().into(),
                i64::from(it.failed).into(),
                it.next_at.millis().into(),
            ]
        });
        let insert = sql::insert(TABLE, COLUMNS, rows)
            .on_conflict(
                OnConflict::columns(["page_id", "app_id", "thread_id"])
                    .update_columns(["position", "since", "failed", "next_at"])
                    .to_owned(),
            )
            .to_owned();
        tx.change(&insert).await?;
    }
    Ok(())
}

/// These threads have caught up.
pub async fn delete(tx: &Write, page: PageId, app: AppId, threads: &[Option<ThreadId>]) -> Result<(), StoreError> {
    if threads.is_empty() {
        return Ok(());
    }
    let delete = Query::delete()
        .from_table(TABLE)
        .and_where(Expr::col("page_id").eq(page.get()))
        .and_where(Expr::col("app_id").eq(app.get()))
        .and_where(sql::is_in("thread_id", threads.iter().map(|it| it.map_or(0, ThreadId::get))))
        .to_owned();
    tx.change(&delete).await?;
    Ok(())
}

/// Forgets all that is parked of a subscription.
pub async fn clear(tx: &Write, page: PageId, app: AppId) -> Result<(), StoreError> {
    let delete = Query::delete()
        .from_table(TABLE)
        .and_where(Expr::col("page_id").eq(page.get()))
        .and_where(Expr::col("app_id").eq(app.get()))
        .to_owned();
    tx.change(&delete).await?;
    Ok(())
}

/// Lets all that is parked of a subscription be tried at once.
pub async fn hasten(tx: &Write, page: PageId, app: AppId, now: Timestamp) -> Result<(), StoreError> {
    let update = Query::update()
        .table(TABLE)
        .value("next_at", now.millis())
        .and_where(Expr::col("page_id").eq(page.get()))
        .and_where(Expr::col("app_id").eq(app.get()))
        .take();
    tx.change(&update).await?;
    Ok(())
}

pub async fn of_subscription(c: &impl Conn, page: PageId, app: AppId) -> Result<Vec<ParkedRecord>, StoreError> {
    c.rows(TABLE, &select(page, app), |row| {
        Ok(ParkedRecord {
            thread: ThreadId::new(row.get()?),
            position: row.get().map(Position)?,
            since: row.time()?,
            failed: row.get::<i32>()?.try_into()?,
            next_at: row.time()?,
        })
    })
    .await
}

fn select(page: PageId, app: AppId) -> SelectStatement {
    Query::select()
        .columns(["thread_id", "position", "since", "failed", "next_at"])
        .from(TABLE)
        .and_where(Expr::col("page_id").eq(page.get()))
        .and_where(Expr::col("app_id").eq(app.get()))
        .take()
}
