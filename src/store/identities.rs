//! Which account at which OpenID provider is whose.

use sea_orm::sea_query::{Expr, ExprTrait, Query};

use super::{Conn, StoreError, Write, sql};
use crate::{id::UserId, time::Timestamp};

const TABLE: &str = "identities";

/// # Errors
///
/// [`StoreError::Conflict`] if the account is somebody's already.
pub async fn insert(tx: &Write, issuer: &str, subject: &str, user: &UserId, now: Timestamp) -> Result<(), StoreError> {
    let row = [issuer.into(), subject.into(), user.as_str().into(), now.millis().into()];
    tx.change(&sql::insert(TABLE, ["issuer", "subject", "user_id", "linked_at"], [row])).await?;
    Ok(())
}

/// Whose the account is.
pub async fn find(c: &impl Conn, issuer: &str, subject: &str) -> Result<Option<UserId>, StoreError> {
    let select = Query::select()
        .column("user_id")
        .from(TABLE)
        .and_where(Expr::col("issuer").eq(issuer))
        .and_where(Expr::col("subject").eq(subject))
        .take();
    Ok(c.rows(TABLE, &select, |row| row.parse()).await?.pop())
}
