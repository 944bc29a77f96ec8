//! Pages and their settings.

use sea_orm::{
    Value,
    sea_query::{Expr, ExprTrait, Order, Query, SelectStatement},
};

use super::{
    Conn, Found, PageRecord, Search, Slice, StoreError, Unreadable, Write,
    row::{self, Row},
    search::Sieve,
    sql,
};
use crate::{
    id::{AppId, PageId, UserId},
    protocol::Settings,
    time::{Seconds, Timestamp},
};

const TABLE: &str = "pages";
const COLUMNS: [&str; 8] =
    ["id", "name", "platform", "idle_timeout", "on_release", "enforce_messaging_window", "primary_receiver", "menu"];

/// # Errors
///
/// [`StoreError::Conflict`] if there is a page with this id.
pub async fn insert(tx: &Write, page: &PageRecord, now: Timestamp) -> Result<(), StoreError> {
    let mut columns = ["created_at"; COLUMNS.len() + 1];
    columns[..COLUMNS.len()].copy_from_slice(&COLUMNS);
    let [id, platform] = [page.id.get().into(), row::word(&page.platform)?];
    let [name, idle_timeout, on_release, window, primary, menu] = settings(page)?;
    let row = [id, name, platform, idle_timeout, on_release, window, primary, menu, now.millis().into()];
    tx.change(&sql::insert(TABLE, columns, [row])).await?;
    Ok(())
}

/// Writes all but the id and the platform; false if there is no such page.
pub async fn update(tx: &Write, page: &PageRecord) -> Result<bool, StoreError> {
    let [name, idle_timeout, on_release, window, primary, menu] = settings(page)?;
    let update = Query::update()
        .table(TABLE)
        .value("name", name)
        .value("idle_timeout", idle_timeout)
        .value("on_release", on_release)
        .value("enforce_messaging_window", window)
        .value("primary_receiver", primary)
        .value("menu", menu)
        .and_where(Expr::col("id").eq(page.id.get()))
        .take();
    Ok(tx.change(&update).await? > 0)
}

pub async fn find(c: &impl Conn, id: PageId) -> Result<Option<PageRecord>, StoreError> {
    Ok(find_many(c, &[id]).await?.pop())
}

/// Those that exist, in no order.
pub async fn find_many(c: &impl Conn, ids: &[PageId]) -> Result<Vec<PageRecord>, StoreError> {
    let select = select().and_where(sql::is_in("id", ids.iter().map(|it| it.get()))).take();
    c.rows(TABLE, &select, read).await
}

/// By id; with a member, only the pages that this person has tasks on.
pub async fn list(
    c: &impl Conn,
    member: Option<&UserId>,
    slice: &Slice<PageId>,
) -> Result<Found<PageRecord>, StoreError> {
    let mut select = select();
    if let Some(member) = member {
        let theirs = Query::select()
            .column("page_id")
            .from("page_members")
            .and_where(Expr::col("user_id").eq(member.as_str()))
            .take();
        select.and_where(Expr::col("id").in_subquery(theirs));
    }
    sql::cut(&mut select, ["id"], Order::Asc, slice, |id| [id.get().into()]);
    Ok(slice.found(c.rows(TABLE, &select, read).await?))
}

/// Those of them that a search finds by name or id.
pub async fn search(
    c: &impl Conn,
    member: Option<&UserId>,
    search: &Search,
    slice: &Slice<PageId>,
) -> Result<Found<PageRecord>, StoreError> {
    let mut sieve = Sieve::new(slice);
    while let Some(step) = sieve.step() {
        let read = list(c, member, step).await?;
        sieve.take(read, |it| it.id, |it| search.finds(&it.name, &[&it.id.to_string()]));
    }
    Ok(sieve.found())
}

fn select() -> SelectStatement {
    Query::select().columns(COLUMNS).from(TABLE).take()
}

fn settings(page: &PageRecord) -> Result<[Value; 6], StoreError> {
    Ok([
        page.name.as_str().into(),
        page.settings.idle_timeout.0.into(),
        row::word(&page.settings.on_release)?,
        page.settings.enforce_messaging_window.into(),
        page.primary_receiver.map(AppId::get).into(),
        page.menu.as_ref().map(row::json).transpose()?.into(),
    ])
}

fn read(row: &mut Row<'_>) -> Result<PageRecord, Unreadable> {
    Ok(PageRecord {
        id: row.id(PageId::new)?,
        name: row.get()?,
        platform: row.word()?,
        settings: Settings {
            idle_timeout: Seconds(row.get()?),
            on_release: row.word()?,
            enforce_messaging_window: row.get()?,
        },
        primary_receiver: row.maybe_id(AppId::new)?,
        menu: row.json()?,
    })
}
