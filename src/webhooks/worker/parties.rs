//! Who a worker sends to: it may change while it sends.

use std::sync::Arc;

use super::Worker;
use crate::{
    directory::PageView,
    store::{AppRecord, StoreError},
    webhooks::{Webhooks, signature::SigningKeys},
};

/// Who is sent to, as of now.
pub struct Parties {
    pub page: Arc<PageView>,
    pub app: Arc<AppRecord>,
    pub url: Arc<str>,
    pub keys: Arc<SigningKeys>,
}

impl Worker<'_> {
    /// `None` when the app is to be sent nothing, or not by this server.
    pub(super) async fn parties(&self, before: Option<Parties>) -> Result<Option<Parties>, StoreError> {
        let Webhooks(inner) = &self.webhooks;
        if self.bells.end.is_cancelled() || !inner.leases.holds(self.page, self.app, self.now()) {
            return Ok(None);
        }
        let (page, app) = (inner.directory.page(self.page).await?, inner.directory.app(self.app).await?);
        let Some((page, app)) = page.zip(app).filter(|(page, _)| page.rules.is_subscribed(self.app)) else {
            return Ok(None);
        };
        if let Some(before) = before.filter(|it| Arc::ptr_eq(&it.app, &app)) {
            return Ok(Some(Parties { page, ..before }));
        }
        let webhook = app.webhook.as_ref().filter(|it| it.disabled.is_none());
        let url = webhook.map(|it| it.url.as_str().into());
        Ok(url.map(|url| Parties { page, url, keys: Arc::new(SigningKeys::of(&app)), app }))
    }
}
