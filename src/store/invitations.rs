//! Invitations that were handed out, by their digests.

use sea_orm::sea_query::{Expr, ExprTrait, Query};

use super::{Conn, StoreError, Write, sql};
use crate::{id::UserId, time::Timestamp};

const TABLE: &str = "invitations";
const COLUMNS: [&str; 4] = ["digest", "user_id", "issued_at", "expires_at"];

/// # Errors
///
/// [`StoreError::Conflict`] if there is an invitation with this digest.
pub async fn insert(
    tx: &Write,
    digest: &str,
    user: &UserId,
    issued_at: Timestamp,
    expires_at: Timestamp,
) -> Result<(), StoreError> {
    let row = [digest.into(), user.as_str().into(), issued_at.millis().into(), expires_at.millis().into()];
    tx.change(&sql::insert(TABLE, COLUMNS, [row])).await?;
    Ok(())
}

/// Whom the invitation with this digest is for, if it can still be used.
pub async fn find(c: &impl Conn, digest: &str, now: Timestamp) -> Result<Option<UserId>, StoreError> {
    let select = Query::select()
        .column("user_id")
        .from(TABLE)
        .and_where(Expr::col("digest").eq(digest))
        .and_where(Expr::col("expires_at").gt(now.millis()))
        .take();
    Ok(c.rows(TABLE, &select, |row| row.parse()).await?.pop())
}

/// Voids all of a person's invitations.
pub async fn remove_of(tx: &Write, user: &UserId) -> Result<(), StoreError> {
    tx.change(&Query::delete().from_table(TABLE).and_where(Expr::col("user_id").eq(user.as_str())).take()).await?;
    Ok(())
}
