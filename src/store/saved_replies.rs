//! Texts that the people of a page answer with again and again.

use sea_orm::{
    Value,
    sea_query::{Expr, ExprTrait, Func, Order, Query, SelectStatement},
};

use super::{Conn, Found, SavedReplyRecord, Slice, StoreError, Unreadable, Write, row::Row, sql};
use crate::id::{PageId, SavedReplyId};

const TABLE: &str = "saved_replies";
const COLUMNS: [&str; 6] = ["id", "page_id", "title", "body", "shortcut", "updated_at"];

/// # Errors
///
/// [`StoreError::Conflict`] if another of the page's has the shortcut.
pub async fn insert(tx: &Write, reply: &SavedReplyRecord) -> Result<(), StoreError> {
    tx.change(&sql::insert(TABLE, COLUMNS, [write(reply)])).await?;
    Ok(())
}

/// Everything of it but its id and page.
///
/// # Errors
///
/// [`StoreError::Conflict`] if another of the page's has the shortcut.
pub async fn update(tx: &Write, reply: &SavedReplyRecord) -> Result<(), StoreError> {
    let [id, page, title, body, shortcut, updated_at] = write(reply);
    let values = [("title", title), ("body", body), ("shortcut", shortcut), ("updated_at", updated_at)];
    let update = Query::update()
        .table(TABLE)
        .values(values.map(|(name, value)| (name, Expr::from(value))))
        .and_where(Expr::col("id").eq(Expr::from(id)))
        .and_where(Expr::col("page_id").eq(Expr::from(page)))
        .take();
    tx.change(&update).await?;
    Ok(())
}

/// False if the page had none of this id.
pub async fn delete(tx: &Write, page: PageId, id: SavedReplyId) -> Result<bool, StoreError> {
    let delete = Query::delete()
        .from_table(TABLE)
        .and_where(Expr::col("id").eq(id.get()))
        .and_where(Expr::col("page_id").eq(page.get()))
        .to_owned();
    Ok(tx.change(&delete).await? > 0)
}

/// For callers that then ask whether they may know of its page.
pub async fn find(c: &impl Conn, id: SavedReplyId) -> Result<Option<SavedReplyRecord>, StoreError> {
    let select = select().and_where(Expr::col("id").eq(id.get())).take();
    Ok(c.rows(TABLE, &select, read).await?.pop())
}

/// A page's, by id.
pub async fn list(
    c: &impl Conn,
    page: PageId,
    slice: &Slice<SavedReplyId>,
) -> Result<Found<SavedReplyRecord>, StoreError> {
    let mut select = select().and_where(Expr::col("page_id").eq(page.get())).take();
    sql::cut(&mut select, ["id"], Order::Asc, slice, |it| [it.get().into()]);
    Ok(slice.found(c.rows(TABLE, &select, read).await?))
}

/// How many a page has.
pub async fn count(c: &impl Conn, page: PageId) -> Result<i64, StoreError> {
    let select = Query::select()
        .expr(Func::count(Expr::col("id")))
        .from(TABLE)
        .and_where(Expr::col("page_id").eq(page.get()))
        .take();
    Ok(c.rows(TABLE, &select, |row| row.get()).await?.pop().unwrap_or_default())
}

fn select() -> SelectStatement {
    Query::select().columns(COLUMNS).from(TABLE).take()
}

fn write(reply: &SavedReplyRecord) -> [Value; COLUMNS.len()] {
    [
        reply.id.get().into(),
        reply.page.get().into(),
        reply.title.as_str().into(),
        reply.text.as_str().into(),
        reply.shortcut.as_deref().into(),
        reply.updated_at.millis().into(),
    ]
}

fn read(row: &mut Row<'_>) -> Result<SavedReplyRecord, Unreadable> {
    Ok(SavedReplyRecord {
        id: row.id(SavedReplyId::new)?,
        page: row.id(PageId::new)?,
        title: row.get()?,
        text: row.get()?,
        shortcut: row.get()?,
        updated_at: row.time()?,
    })
}
