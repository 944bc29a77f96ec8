//! What has to be done now and then.

use tokio_util::sync::CancellationToken;

use crate::{graphql::Services, time::Seconds};

/// How often old entries of the audit log are looked for.
const EVERY: Seconds = Seconds::HOUR;

/// Forgets entries of the audit log that are older than this, until `stop`. Two servers that do it do it once.
pub(super) async fn forget_old_entries(services: Services, kept: Seconds, stop: CancellationToken) {
    loop {
        match services.directory.prune_audit(kept).await {
            Ok(0) => {}
            Ok(entries) => tracing::info!(entries, "old entries of the audit log were forgotten"),
            Err(error) => {
                tracing::warn!(%error, "could not forget old entries of the audit log; trying again in an hour");
            }
        }
        let next = services.clock.sleep_until(services.clock.now() + EVERY);
        if stop.run_until_cancelled(next).await.is_none() {
            return;
        }
    }
}
