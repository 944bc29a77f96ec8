//! Setting and disabling endpoints.

use std::sync::Arc;

use super::{
    Webhooks,
    verification::{NotVerified, verify},
};
use crate::{
    directory::{Editor, Problem},
    id::AppId,
    store::{AppRecord, Author, DisabledReason},
};

/// Why an endpoint was not set.
#[derive(Debug, thiserror::Error)]
pub enum NotSet {
    /// It is none for webhooks.
    #[error(transparent)]
    NotVerified(#[from] NotVerified),
    #[error(transparent)]
    Problem(#[from] Problem),
}

impl Webhooks {
    /// Sets where the app hears of events, once whoever is there has answered a challenge.
    ///
    /// # Errors
    ///
    /// The address is none for webhooks, or does not answer the challenge; the app does not exist.
    pub async fn set(
        &self,
        editor: &Editor,
        app: AppId,
        url: &str,
        verify_token: Option<&str>,
    ) -> Result<Arc<AppRecord>, NotSet> {
        editor.app(app).await.map_err(Problem::Store)?.ok_or(Problem::NotFound("the app"))?;
        let url = verify(&self.0.sender.client, url, verify_token, &self.challenge()).await?;
        Ok(editor.set_webhook(app, url.as_str(), self.0.clock.now()).await?)
    }

    pub(super) async fn disable(&self, app: AppId, reason: DisabledReason) {
        match self.0.directory.by(Author::baton()).disable_webhook(app, reason).await {
            Ok(true) => {
                metrics::counter!("baton_webhook_endpoints_disabled_total").increment(1);
                tracing::warn!(%app, ?reason, "a webhook was disabled; `enableWebhook` sends to it again");
            }
            Ok(false) => {}
            Err(error) => tracing::error!(%error, %app, "could not disable a webhook"),
        }
    }

    fn challenge(&self) -> String {
        let mut bytes = [0; 8];
        self.0.entropy.fill(&mut bytes);
        u64::from_le_bytes(bytes).to_string()
    }

    /// A number that nobody can foretell.
    pub(super) fn chance(&self) -> u16 {
        let mut bytes = [0; 2];
        self.0.entropy.fill(&mut bytes);
        u16::from_le_bytes(bytes)
    }
}
