//! Counts changes of configuration, so that every server can tell whether its cache is stale.

use super::{Conn, StoreError, Write};

/// One more; in the same transaction as the change.
pub async fn bump(tx: &Write) -> Result<(), StoreError> {
    todo!()
}

pub async fn read(c: &impl Conn) -> Result<i64, StoreError> {
    todo!()
}
