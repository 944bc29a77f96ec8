//! People who sign in.

use sea_orm::sea_query::{Expr, ExprTrait, Order, Query, SelectStatement};

use super::{Conn, Found, Search, Slice, StoreError, Unreadable, UserRecord, Write, row::Row, search::Sieve, sql};
use crate::{id::UserId, time::Timestamp};

const TABLE: &str = "users";
const COLUMNS: [&str; 4] = ["id", "name", "email", "is_admin"];

/// The email is stored in lower case.
///
/// # Errors
///
/// [`StoreError::Conflict`] if the id or the email is taken.
pub async fn insert(
    tx: &Write,
    user: &UserRecord,
    password_hash: Option<&str>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let [id, name, email, is_admin] = COLUMNS;
    let row = [
        user.id.as_str().into(),
        user.name.as_str().into(),
        user.email.to_lowercase().into(),
        user.is_admin.into(),
        password_hash.into(),
        now.millis().into(),
    ];
    tx.change(&sql::insert(TABLE, [id, name, email, is_admin, "password_hash", "created_at"], [row])).await?;
    Ok(())
}

pub async fn find(c: &impl Conn, id: &UserId) -> Result<Option<UserRecord>, StoreError> {
    Ok(find_many(c, std::slice::from_ref(id)).await?.pop())
}

/// The person, whatever the email's case, and the hash of the password, if one is set.
pub async fn find_by_email(c: &impl Conn, email: &str) -> Result<Option<(UserRecord, Option<String>)>, StoreError> {
    let select = select().column("password_hash").and_where(Expr::col("email").eq(email.to_lowercase())).take();
    Ok(c.rows(TABLE, &select, |row| Ok((read(row)?, row.get()?))).await?.pop())
}

/// Those that exist, in no order.
pub async fn find_many(c: &impl Conn, ids: &[UserId]) -> Result<Vec<UserRecord>, StoreError> {
    let select = select().and_where(sql::is_in("id", ids.iter().map(UserId::as_str))).take();
    c.rows(TABLE, &select, read).await
}

/// The administrators, by id.
pub async fn admins(c: &impl Conn) -> Result<Vec<UserRecord>, StoreError> {
    let select = select().and_where(Expr::col("is_admin")).order_by("id", Order::Asc).take();
    c.rows(TABLE, &select, read).await
}

/// Whether an administrator has a password, and can sign in.
pub async fn has_admin_with_password(c: &impl Conn) -> Result<bool, StoreError> {
    let has_password = Expr::col("password_hash").is_not_null();
    let select = select().and_where(Expr::col("is_admin")).and_where(has_password).limit(1).take();
    Ok(!c.rows(TABLE, &select, read).await?.is_empty())
}

/// By id.
pub async fn list(c: &impl Conn, slice: &Slice<UserId>) -> Result<Found<UserRecord>, StoreError> {
    let mut select = select();
    sql::cut(&mut select, ["id"], Order::Asc, slice, |id| [id.as_str().into()]);
    Ok(slice.found(c.rows(TABLE, &select, read).await?))
}

/// Those that a search finds by name, id or email, by id.
pub async fn search(c: &impl Conn, search: &Search, slice: &Slice<UserId>) -> Result<Found<UserRecord>, StoreError> {
    let mut sieve = Sieve::new(slice);
    while let Some(step) = sieve.step() {
        let read = list(c, step).await?;
        sieve.take(read, |it| it.id.clone(), |it| search.finds(&it.name, &[it.id.as_str(), &it.email]));
    }
    Ok(sieve.found())
}

/// False if there is no such person.
pub async fn set_password_hash(tx: &Write, id: &UserId, password_hash: &str) -> Result<bool, StoreError> {
    let update = Query::update()
        .table(TABLE)
        .value("password_hash", password_hash)
        .and_where(Expr::col("id").eq(id.as_str()))
        .take();
    Ok(tx.change(&update).await? > 0)
}

fn select() -> SelectStatement {
    Query::select().columns(COLUMNS).from(TABLE).take()
}

fn read(row: &mut Row<'_>) -> Result<UserRecord, Unreadable> {
    Ok(UserRecord { id: row.parse()?, name: row.get()?, email: row.get()?, is_admin: row.get()? })
}
