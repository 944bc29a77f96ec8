//! Which apps take part on which pages, and what they asked to hear.

use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Order, Query, SelectStatement};

use super::{Conn, Found, Slice, StoreError, SubscriptionRecord, Unreadable, Write, row::Row, sql};
use crate::{
    id::{AppId, PageId},
    protocol::Fields,
    time::Timestamp,
};

const TABLE: &str = "subscriptions";

/// Subscribes the app, or replaces the fields of its subscription.
pub async fn upsert(tx: &Write, subscription: &SubscriptionRecord, now: Timestamp) -> Result<(), StoreError> {
    let row = [
        subscription.page.get().into(),
        subscription.app.get().into(),
        i32::from(subscription.fields.bits()).into(),
        now.millis().into(),
    ];
    let insert = sql::insert(TABLE, ["page_id", "app_id", "fields", "created_at"], [row])
        .on_conflict(OnConflict::columns(["page_id", "app_id"]).update_column("fields").to_owned())
        .to_owned();
    tx.change(&insert).await?;
    Ok(())
}

/// False if there was none.
pub async fn delete(tx: &Write, page: PageId, app: AppId) -> Result<bool, StoreError> {
    let delete = Query::delete()
        .from_table(TABLE)
        .and_where(Expr::col("page_id").eq(page.get()))
        .and_where(Expr::col("app_id").eq(app.get()))
        .to_owned();
    Ok(tx.change(&delete).await? > 0)
}

/// A page's, by app id.
pub async fn of_page(c: &impl Conn, page: PageId) -> Result<Vec<SubscriptionRecord>, StoreError> {
    of_pages(c, &[page]).await
}

/// Several pages', by page and app id.
pub async fn of_pages(c: &impl Conn, pages: &[PageId]) -> Result<Vec<SubscriptionRecord>, StoreError> {
    let select = select()
        .and_where(sql::is_in("page_id", pages.iter().map(|it| it.get())))
        .order_by_columns([("page_id", Order::Asc), ("app_id", Order::Asc)])
        .take();
    c.rows(TABLE, &select, read).await
}

/// An app's, by page id.
pub async fn of_app(c: &impl Conn, app: AppId) -> Result<Vec<SubscriptionRecord>, StoreError> {
    let select = select().and_where(Expr::col("app_id").eq(app.get())).order_by("page_id", Order::Asc).take();
    c.rows(TABLE, &select, read).await
}

/// A slice of a page's, by app id.
pub async fn list(c: &impl Conn, page: PageId, slice: &Slice<AppId>) -> Result<Found<SubscriptionRecord>, StoreError> {
    let mut select = select().and_where(Expr::col("page_id").eq(page.get())).take();
    sql::cut(&mut select, ["app_id"], Order::Asc, slice, |id| [id.get().into()]);
    Ok(slice.found(c.rows(TABLE, &select, read).await?))
}

fn select() -> SelectStatement {
    Query::select().columns(["page_id", "app_id", "fields"]).from(TABLE).take()
}

fn read(row: &mut Row<'_>) -> Result<SubscriptionRecord, Unreadable> {
    Ok(SubscriptionRecord {
        page: row.id(PageId::new)?,
        app: row.id(AppId::new)?,
        fields: row.bits(|bits| Fields::from_bits(bits.try_into().ok()?))?,
    })
}
