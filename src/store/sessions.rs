//! Browsers that people are signed in with. Each is a token's row and a row here.

use sea_orm::sea_query::{Expr, ExprTrait, Func, Order, Query, SelectStatement};

use super::{Conn, SessionRecord, StoreError, Write, sql};
use crate::{
    id::{TokenId, UserId},
    time::Timestamp,
};

const TABLE: &str = "sessions";
const TOKENS: &str = "tokens";
const COLUMNS: [&str; 3] = ["token_id", "user_id", "user_agent"];

/// # Errors
///
/// [`StoreError::Conflict`] if the token is a session already.
pub async fn insert(tx: &Write, token: &TokenId, user: &UserId, user_agent: &str) -> Result<(), StoreError> {
    tx.change(&sql::insert(TABLE, COLUMNS, [[token.as_str().into(), user.as_str().into(), user_agent.into()]])).await?;
    Ok(())
}

/// The person's sessions that have not expired, newest first.
pub async fn of_user(c: &impl Conn, user: &UserId, now: Timestamp) -> Result<Vec<SessionRecord>, StoreError> {
    let select = Query::select()
        .columns([(TABLE, "token_id"), (TABLE, "user_agent")])
        .columns([(TOKENS, "issued_at"), (TOKENS, "expires_at")])
        .from(TABLE)
        .inner_join(TOKENS, Expr::col((TOKENS, "id")).equals((TABLE, "token_id")))
        .and_where(Expr::col((TABLE, "user_id")).eq(user.as_str()))
        .and_where(Expr::col((TOKENS, "expires_at")).gt(now.millis()))
        .order_by((TOKENS, "issued_at"), Order::Desc)
        .take();
    c.rows(TABLE, &select, |row| {
        Ok(SessionRecord {
            token: row.parse()?,
            user_agent: row.get()?,
            issued_at: row.time()?,
            expires_at: row.maybe_time()?,
        })
    })
    .await
}

/// Ends the person's sessions, but for one if `kept` names it: their tokens lose their power. How many it were.
pub async fn end(tx: &Write, user: &UserId, kept: Option<&TokenId>, now: Timestamp) -> Result<u64, StoreError> {
    let theirs = || {
        let kept = kept.map_or("", TokenId::as_str);
        Expr::col("user_id").eq(user.as_str()).and(Expr::col("token_id").ne(kept))
    };
    let ids: SelectStatement = Query::select().column("token_id").from(TABLE).and_where(theirs()).take();
    let revoke = Query::update()
        .table(TOKENS)
        .value("revoked_at", Func::coalesce([Expr::col("revoked_at"), Expr::val(now.millis())]))
        .and_where(Expr::col("id").in_subquery(ids))
        .take();
    tx.change(&revoke).await?;
    let forget = Query::delete().from_table(TABLE).and_where(theirs()).take();
    tx.change(&forget).await
}

/// Forgets one session; its token is revoked apart from this.
pub async fn remove(tx: &Write, token: &TokenId) -> Result<(), StoreError> {
    let forget = Query::delete().from_table(TABLE).and_where(Expr::col("token_id").eq(token.as_str())).take();
    tx.change(&forget).await?;
    Ok(())
}
