//! Issued tokens: a token is good while its row says so.

use sea_orm::{
    Value,
    sea_query::{Expr, ExprTrait, Func, Query},
};

use super::{Conn, StoreError, TokenRecord, TokenScope, Unreadable, Write, row::Row, sql};
use crate::{
    id::{AppId, PageId, TokenId, UserId},
    protocol::Permissions,
    time::Timestamp,
};

const TABLE: &str = "tokens";
const COLUMNS: [&str; 9] =
    ["id", "kind", "page_id", "app_id", "user_id", "permissions", "issued_at", "expires_at", "revoked_at"];

const PAGE: &str = "PAGE";
const CHANNEL: &str = "CHANNEL";
const USER: &str = "USER";

/// # Errors
///
/// [`StoreError::Conflict`] if there is a token with this id.
pub async fn insert(tx: &Write, token: &TokenRecord) -> Result<(), StoreError> {
    let (kind, page, app, user, permissions) = match &token.scope {
        TokenScope::Page { page, app, asked_by, permissions } => {
            (PAGE, Some(*page), Some(*app), Some(asked_by), *permissions)
        }
        TokenScope::Channel { page } => (CHANNEL, Some(*page), None, None, Permissions::empty()),
        TokenScope::User { user } => (USER, None, None, Some(user), Permissions::empty()),
    };
    let row: [Value; 9] = [
        token.id.as_str().into(),
        kind.into(),
        page.map(PageId::get).into(),
        app.map(AppId::get).into(),
        user.map(UserId::as_str).into(),
        i32::from(permissions.bits()).into(),
        token.issued_at.millis().into(),
        token.expires_at.map(Timestamp::millis).into(),
        token.revoked_at.map(Timestamp::millis).into(),
    ];
    tx.change(&sql::insert(TABLE, COLUMNS, [row])).await?;
    Ok(())
}

pub async fn find(c: &impl Conn, id: &TokenId) -> Result<Option<TokenRecord>, StoreError> {
    let select = Query::select().columns(COLUMNS).from(TABLE).and_where(Expr::col("id").eq(id.as_str())).take();
    Ok(c.rows(TABLE, &select, read).await?.pop())
}

/// False if there is no such token. One that was revoked before keeps its first moment.
pub async fn revoke(tx: &Write, id: &TokenId, now: Timestamp) -> Result<bool, StoreError> {
    let update = Query::update()
        .table(TABLE)
        .value("revoked_at", Func::coalesce([Expr::col("revoked_at"), Expr::val(now.millis())]))
        .and_where(Expr::col("id").eq(id.as_str()))
        .take();
    Ok(tx.change(&update).await? > 0)
}

fn read(row: &mut Row<'_>) -> Result<TokenRecord, Unreadable> {
    let id = row.parse()?;
    let kind = row.text()?;
    let (page, app, user) = (row.maybe_id(PageId::new)?, row.maybe_id(AppId::new)?, row.maybe_parse()?);
    let permissions = row.bits(|bits| Permissions::from_bits(bits.try_into().ok()?))?;
    let scope = match (kind.as_ref(), page, app, user) {
        (PAGE, Some(page), Some(app), Some(asked_by)) => TokenScope::Page { page, app, asked_by, permissions },
        (CHANNEL, Some(page), None, None) => TokenScope::Channel { page },
        (USER, None, None, Some(user)) => TokenScope::User { user },
        _ => return Err("kind and scope of the token disagree".into()),
    };
    Ok(TokenRecord { id, scope, issued_at: row.time()?, expires_at: row.maybe_time()?, revoked_at: row.maybe_time()? })
}
