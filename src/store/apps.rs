//! Apps and what review has granted them.

use sea_orm::sea_query::{Expr, ExprTrait, Order, Query, SelectStatement};

use super::{
    AppRecord, Conn, Found, Search, Slice, StoreError, Unreadable, WebhookRecord, Write, row::Row, search::Sieve, sql,
};
use crate::{
    id::{AppId, PageId},
    time::Timestamp,
};

const TABLE: &str = "apps";
const COLUMNS: [&str; 7] = ["id", "name", "secret", "previous_secret", "previous_secret_until", "live", "human_agent"];
const WEBHOOK: [&str; 4] = ["url", "verified_at", "disabled_at", "disabled_reason"];

/// # Errors
///
/// [`StoreError::Conflict`] if there is an app with this id.
pub async fn insert(tx: &Write, app: &AppRecord, now: Timestamp) -> Result<(), StoreError> {
    const WRITTEN: [&str; 6] = ["id", "name", "secret", "live", "human_agent", "created_at"];
    let row = [
        app.id.get().into(),
        app.name.as_str().into(),
        app.secret.as_str().into(),
        app.live.into(),
        app.human_agent.into(),
        now.millis().into(),
    ];
    tx.change(&sql::insert(TABLE, WRITTEN, [row])).await?;
    Ok(())
}

/// Writes what review grants; false if there is no such app.
pub async fn update_review(tx: &Write, id: AppId, live: bool, human_agent: bool) -> Result<bool, StoreError> {
    let update = Query::update()
        .table(TABLE)
        .value("live", live)
        .value("human_agent", human_agent)
        .and_where(Expr::col("id").eq(id.get()))
        .take();
    Ok(tx.change(&update).await? > 0)
}

/// Puts a new secret in the old one's place, which signs beside it until then; false if there is no such app.
pub async fn rotate_secret(tx: &Write, id: AppId, new: &str, until: Timestamp) -> Result<bool, StoreError> {
    let update = Query::update()
        .table(TABLE)
        .value("previous_secret", Expr::col("secret"))
        .value("previous_secret_until", until.millis())
        .value("secret", new)
        .and_where(Expr::col("id").eq(id.get()))
        .take();
    Ok(tx.change(&update).await? > 0)
}

pub async fn find(c: &impl Conn, id: AppId) -> Result<Option<AppRecord>, StoreError> {
    Ok(find_many(c, &[id]).await?.pop())
}

/// Those that exist, in no order.
pub async fn find_many(c: &impl Conn, ids: &[AppId]) -> Result<Vec<AppRecord>, StoreError> {
    let select = select().and_where(sql::is_in((TABLE, "id"), ids.iter().map(|it| it.get()))).take();
    c.rows(TABLE, &select, read).await
}

/// By id.
pub async fn list(c: &impl Conn, slice: &Slice<AppId>) -> Result<Found<AppRecord>, StoreError> {
    let mut select = select();
    sql::cut(&mut select, [(TABLE, "id")], Order::Asc, slice, |id| [id.get().into()]);
    Ok(slice.found(c.rows(TABLE, &select, read).await?))
}

/// Those that a search finds by name or id, by id.
pub async fn search(c: &impl Conn, search: &Search, slice: &Slice<AppId>) -> Result<Found<AppRecord>, StoreError> {
    let mut sieve = Sieve::new(slice);
    while let Some(step) = sieve.step() {
        let read = list(c, step).await?;
        sieve.take(read, |it| it.id, |it| search.finds(&it.name, &[&it.id.to_string()]));
    }
    Ok(sieve.found())
}

/// The apps subscribed to a page, by id.
pub async fn of_page(c: &impl Conn, page: PageId) -> Result<Vec<AppRecord>, StoreError> {
    let subscribed =
        Query::select().column("app_id").from("subscriptions").and_where(Expr::col("page_id").eq(page.get())).take();
    let select =
        select().and_where(Expr::col((TABLE, "id")).in_subquery(subscribed)).order_by((TABLE, "id"), Order::Asc).take();
    c.rows(TABLE, &select, read).await
}

fn select() -> SelectStatement {
    Query::select()
        .columns(COLUMNS.map(|it| (TABLE, it)))
        .columns(WEBHOOK.map(|it| ("webhooks", it)))
        .from(TABLE)
        .left_join("webhooks", Expr::col(("webhooks", "app_id")).equals((TABLE, "id")))
        .take()
}

fn read(row: &mut Row<'_>) -> Result<AppRecord, Unreadable> {
    Ok(AppRecord {
        id: row.id(AppId::new)?,
        name: row.get()?,
        secret: row.get()?,
        previous_secret: row.get::<Option<String>>()?.zip(row.maybe_time()?),
        live: row.get()?,
        human_agent: row.get()?,
        webhook: webhook(row)?,
    })
}

fn webhook(row: &mut Row<'_>) -> Result<Option<WebhookRecord>, Unreadable> {
    let (url, verified_at) = (row.get::<Option<String>>()?, row.maybe_time()?);
    let disabled = row.maybe_time()?.zip(row.maybe_word()?);
    Ok(url.zip(verified_at).map(|(url, verified_at)| WebhookRecord { url, verified_at, disabled }))
}
