//! How far each subscription's webhook is in the log.

use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Order, Query, UpdateStatement};

use crate::{
    id::{AppId, PageId},
    store::{Conn, Position, StoreError, Write, sql},
};

const TABLE: &str = "webhook_cursors";

/// A new subscription hears what comes after this position. One that is there stays where it is.
pub async fn begin(tx: &Write, page: PageId, app: AppId, position: Position) -> Result<(), StoreError> {
    let row = [page.get().into(), app.get().into(), position.0.into()];
    let insert = sql::insert(TABLE, ["page_id", "app_id", "position"], [row])
        .on_conflict(OnConflict::columns(["page_id", "app_id"]).do_nothing().to_owned())
        .to_owned();
    tx.change(&insert).await?;
    Ok(())
}

pub async fn delete(tx: &Write, page: PageId, app: AppId) -> Result<(), StoreError> {
    let delete = Query::delete()
        .from_table(TABLE)
        .and_where(Expr::col("page_id").eq(page.get()))
        .and_where(Expr::col("app_id").eq(app.get()))
        .to_owned();
    tx.change(&delete).await?;
    Ok(())
}

/// Moves a subscription on, and never back.
pub async fn advance(tx: &Write, page: PageId, app: AppId, position: Position) -> Result<(), StoreError> {
    let update = moved(position)
        .and_where(Expr::col("page_id").eq(page.get()))
        .and_where(Expr::col("app_id").eq(app.get()))
        .and_where(Expr::col("position").lt(position.0))
        .take();
    tx.change(&update).await?;
    Ok(())
}

/// Lets all of an app's subscriptions go on from here.
pub async fn restart(tx: &Write, app: AppId, position: Position) -> Result<(), StoreError> {
    let update = moved(position).and_where(Expr::col("app_id").eq(app.get())).take();
    tx.change(&update).await?;
    Ok(())
}

fn moved(position: Position) -> UpdateStatement {
    Query::update().table(TABLE).value("position", position.0).take()
}

/// `None` if there is no such subscription.
pub async fn find(c: &impl Conn, page: PageId, app: AppId) -> Result<Option<Position>, StoreError> {
    let select = Query::select()
        .column("position")
        .from(TABLE)
        .and_where(Expr::col("page_id").eq(page.get()))
        .and_where(Expr::col("app_id").eq(app.get()))
        .take();
    Ok(c.rows(TABLE, &select, |row| row.get().map(Position)).await?.pop())
}

/// The pages of an app, each with how far its webhook is.
pub async fn of_app(c: &impl Conn, app: AppId) -> Result<Vec<(PageId, Position)>, StoreError> {
    let select = Query::select()
        .columns(["page_id", "position"])
        .from(TABLE)
        .and_where(Expr::col("app_id").eq(app.get()))
        .order_by("page_id", Order::Asc)
        .take();
    c.rows(TABLE, &select, |row| Ok((row.id(PageId::new)?, row.get().map(Position)?))).await
}
