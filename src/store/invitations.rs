//! Invitations that were handed out, by their digests.

use super::{StoreError, Write, sql};
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
