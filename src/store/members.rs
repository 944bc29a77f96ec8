//! People's tasks on pages.

use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Order, Query, SelectStatement};

use super::{Conn, MemberRecord, StoreError, Unreadable, Write, row::Row, sql};
use crate::{
    id::{PageId, UserId},
    protocol::Tasks,
};

const TABLE: &str = "page_members";
const COLUMNS: [&str; 3] = ["page_id", "user_id", "tasks"];

/// Gives the person these tasks and no others.
pub async fn set(tx: &Write, member: &MemberRecord) -> Result<(), StoreError> {
    let row = [member.page.get().into(), member.user.as_str().into(), i32::from(member.tasks.bits()).into()];
    let insert = sql::insert(TABLE, COLUMNS, [row])
        .on_conflict(OnConflict::columns(["page_id", "user_id"]).update_column("tasks").to_owned())
        .to_owned();
    tx.change(&insert).await?;
    Ok(())
}

/// False if the person was no member.
pub async fn remove(tx: &Write, page: PageId, user: &UserId) -> Result<bool, StoreError> {
    let delete = Query::delete()
        .from_table(TABLE)
        .and_where(Expr::col("page_id").eq(page.get()))
        .and_where(Expr::col("user_id").eq(user.as_str()))
        .to_owned();
    Ok(tx.change(&delete).await? > 0)
}

/// A page's, by user id.
pub async fn of_page(c: &impl Conn, page: PageId) -> Result<Vec<MemberRecord>, StoreError> {
    of_pages(c, &[page]).await
}

/// Several pages', by page and user id.
pub async fn of_pages(c: &impl Conn, pages: &[PageId]) -> Result<Vec<MemberRecord>, StoreError> {
    let select = select()
        .and_where(sql::is_in("page_id", pages.iter().map(|it| it.get())))
        .order_by_columns([("page_id", Order::Asc), ("user_id", Order::Asc)])
        .take();
    c.rows(TABLE, &select, read).await
}

/// A person's, by page id.
pub async fn of_user(c: &impl Conn, user: &UserId) -> Result<Vec<MemberRecord>, StoreError> {
    let select = select().and_where(Expr::col("user_id").eq(user.as_str())).order_by("page_id", Order::Asc).take();
    c.rows(TABLE, &select, read).await
}

fn select() -> SelectStatement {
    Query::select().columns(COLUMNS).from(TABLE).take()
}

fn read(row: &mut Row<'_>) -> Result<MemberRecord, Unreadable> {
    Ok(MemberRecord {
        page: row.id(PageId::new)?,
        user: row.parse()?,
        tasks: row.bits(|bits| Tasks::from_bits(bits.try_into().ok()?))?,
    })
}
