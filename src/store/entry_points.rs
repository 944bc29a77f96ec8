//! Which app the threads that begin at an ad or a link go to.

use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Order, Query, SelectStatement};

use super::{
    Conn, EntryPointRecord, StoreError, Unreadable, Write,
    conn::Sealed,
    row::{self, Row},
    sql,
};
use crate::id::{AppId, EntryPointId, PageId};

const TABLE: &str = "entry_points";
const COLUMNS: [&str; 5] = ["id", "page_id", "source", "key", "app_id"];

/// There is one per page, source and key: an existing one keeps its id and gets the app. The answer is what
/// stands now.
pub async fn upsert(tx: &Write, entry_point: &EntryPointRecord) -> Result<EntryPointRecord, StoreError> {
    let source = row::word(&entry_point.source)?;
    let row = [
        entry_point.id.get().into(),
        entry_point.page.get().into(),
        source.clone(),
        entry_point.key.as_str().into(),
        entry_point.app.get().into(),
    ];
    let insert = sql::insert(TABLE, COLUMNS, [row])
        .on_conflict(OnConflict::columns(["page_id", "source", "key"]).update_column("app_id").to_owned())
        .to_owned();
    tx.change(&insert).await?;
    let select = select()
        .and_where(Expr::col("page_id").eq(entry_point.page.get()))
        .and_where(Expr::col("source").eq(Expr::val(source)))
        .and_where(Expr::col("key").eq(entry_point.key.as_str()))
        .take();
    let row = tx.rows(TABLE, &select, read).await?.pop();
    row.ok_or_else(|| StoreError::other("an entry point that was just written is not there"))
}

/// False if the page had none of this id.
pub async fn delete(tx: &Write, page: PageId, id: EntryPointId) -> Result<bool, StoreError> {
    let delete = Query::delete()
        .from_table(TABLE)
        .and_where(Expr::col("id").eq(id.get()))
        .and_where(Expr::col("page_id").eq(page.get()))
        .to_owned();
    Ok(tx.change(&delete).await? > 0)
}

/// Deletes those of a page that lead to the app (`protocol.md: leaving`), and says how many they were.
pub async fn delete_of_app(tx: &Write, page: PageId, app: AppId) -> Result<u64, StoreError> {
    let delete = Query::delete()
        .from_table(TABLE)
        .and_where(Expr::col("page_id").eq(page.get()))
        .and_where(Expr::col("app_id").eq(app.get()))
        .to_owned();
    tx.change(&delete).await
}

/// Whose it is, for the door that then asks whether the caller may know.
pub async fn page_of(c: &impl Conn, id: EntryPointId) -> Result<Option<PageId>, StoreError> {
    let select = Query::select().column("page_id").from(TABLE).and_where(Expr::col("id").eq(id.get())).take();
    Ok(c.rows(TABLE, &select, |row| row.id(PageId::new)).await?.pop())
}

/// A page's, by source and key.
pub async fn of_page(c: &impl Conn, page: PageId) -> Result<Vec<EntryPointRecord>, StoreError> {
    of_pages(c, &[page]).await
}

/// Several pages', by page, source and key.
pub async fn of_pages(c: &impl Conn, pages: &[PageId]) -> Result<Vec<EntryPointRecord>, StoreError> {
    let select = select()
        .and_where(sql::is_in("page_id", pages.iter().map(|it| it.get())))
        .order_by_columns([("page_id", Order::Asc), ("source", Order::Asc), ("key", Order::Asc)])
        .take();
    c.rows(TABLE, &select, read).await
}

fn select() -> SelectStatement {
    Query::select().columns(COLUMNS).from(TABLE).take()
}

fn read(row: &mut Row<'_>) -> Result<EntryPointRecord, Unreadable> {
    Ok(EntryPointRecord {
        id: row.id(EntryPointId::new)?,
        page: row.id(PageId::new)?,
        source: row.word()?,
        key: row.get()?,
        app: row.id(AppId::new)?,
    })
}
