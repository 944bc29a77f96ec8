//! The audit log, read from its end; and how long it is kept.

use super::{Answer, Directory};
use crate::store::{AuditFilter, AuditRecord, Found, Slice, audit};
use crate::time::{Seconds, Timestamp};

/// Entries forgotten in one transaction: others want to write too.
const CHUNK: u32 = 500;

impl Directory {
    /// A slice of the log, newest first.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn audit(&self, filter: &AuditFilter, slice: &Slice<i64>) -> Answer<Found<AuditRecord>> {
        Ok(audit::list(self.store().reader(), filter, slice).await?)
    }

    /// Forgets entries that are older than this; tells how many it was.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn prune_audit(&self, kept: Seconds) -> Answer<u64> {
        let before = Timestamp::from_millis(self.now().millis().saturating_sub(kept.0.saturating_mul(1_000)));
        let mut pruned = 0;
        loop {
            let tx = self.store().write().await?;
            let count = audit::prune(&tx, before, CHUNK).await?;
            tx.commit().await?;
            pruned += count;
            if count < u64::from(CHUNK) {
                return Ok(pruned);
            }
        }
    }
}
