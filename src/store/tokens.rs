//! Issued tokens: a token is good while its row says so.

use super::{Conn, StoreError, TokenRecord, Write};
use crate::{id::TokenId, time::Timestamp};

pub async fn insert(tx: &Write, token: &TokenRecord) -> Result<(), StoreError> {
    todo!()
}

pub async fn find(c: &impl Conn, id: &TokenId) -> Result<Option<TokenRecord>, StoreError> {
    todo!()
}

/// False if there is no such token. A token that was revoked keeps its first moment.
pub async fn revoke(tx: &Write, id: &TokenId, now: Timestamp) -> Result<bool, StoreError> {
    todo!()
}
