//! Apps' endpoints and the secrets that sign what is sent there. Whether an endpoint is one is for the room
//! `webhooks` to find out first.

use std::sync::Arc;

use serde_json::json;

use super::{Answer, Directory, Editor, Problem, change::Change, limits, refusal, told};
use crate::{
    id::AppId,
    store::{
        AppRecord, AuditKind, DisabledReason, Entry, apps, events,
        webhooks::{cursors, endpoints, parked},
    },
    time::{Seconds, Timestamp},
};

/// From where an endpoint that was disabled hears again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GoOn {
    /// All that it has missed first.
    WhereItStopped,
    /// What comes from now on, and nothing of what it has missed.
    Now,
}

impl Editor {
    /// Sets an app's endpoint, which has answered the challenge. An app that had none hears what comes from
    /// now on; one that had another goes on there.
    ///
    /// # Errors
    ///
    /// The app does not exist.
    pub async fn set_webhook(&self, id: AppId, url: &str, verified_at: Timestamp) -> Answer<Arc<AppRecord>> {
        let change = self.change().await?;
        let record = apps::find(&*change, id).await?.ok_or(Problem::NotFound("the app"))?;
        if record.webhook.is_none() {
            begin_anew(&change, id).await?;
        } else {
            hasten(&change, id, self.now()).await?;
        }
        endpoints::set(&change, id, url, verified_at).await?;
        let after = json!({ "url": url, "enabled": true });
        change.commit(Entry::new(AuditKind::WebhookSet, &id).before(told::webhook(&record)).after(after)).await?;
        self.existing_app(id).await
    }

    /// # Errors
    ///
    /// The app does not exist.
    pub async fn remove_webhook(&self, id: AppId) -> Answer<Arc<AppRecord>> {
        let change = self.change().await?;
        let record = apps::find(&*change, id).await?.ok_or(Problem::NotFound("the app"))?;
        endpoints::remove(&change, id).await?;
        change.commit(Entry::new(AuditKind::WebhookRemoved, &id).before(told::webhook(&record))).await?;
        self.existing_app(id).await
    }

    /// Sends again to an endpoint that was disabled.
    ///
    /// # Errors
    ///
    /// The app does not exist, or has no endpoint.
    pub async fn enable_webhook(&self, id: AppId, from: GoOn) -> Answer<Arc<AppRecord>> {
        let change = self.change().await?;
        let record = apps::find(&*change, id).await?.ok_or(Problem::NotFound("the app"))?;
        let webhook = record.webhook.as_ref().ok_or(Problem::NotFound("the app's webhook"))?;
        match from {
            GoOn::Now => begin_anew(&change, id).await?,
            GoOn::WhereItStopped => hasten(&change, id, self.now()).await?,
        }
        endpoints::set(&change, id, &webhook.url, webhook.verified_at).await?;
        let after = json!({ "url": webhook.url, "enabled": true });
        change.commit(Entry::new(AuditKind::WebhookEnabled, &id).before(told::webhook(&record)).after(after)).await?;
        self.existing_app(id).await
    }

    /// Sends nothing to an endpoint any more; control of threads does not change. False if it was so.
    ///
    /// # Errors
    ///
    /// When the database failed.
    pub async fn disable_webhook(&self, id: AppId, reason: DisabledReason) -> Answer<bool> {
        let change = self.change().await?;
        let is_news = endpoints::disable(&change, id, self.now(), reason).await?;
        if is_news {
            let after = json!({ "enabled": false, "reason": reason });
            change.commit(Entry::new(AuditKind::WebhookDisabled, &id).after(after)).await?;
        }
        Ok(is_news)
    }

    /// Gives the app a new secret; the old one signs beside it for so many seconds.
    ///
    /// # Errors
    ///
    /// INVALID overlap; the app does not exist.
    pub async fn rotate_secret(&self, id: AppId, overlap: i64) -> Answer<Arc<AppRecord>> {
        let overlap = Seconds(refusal::within("overlap", overlap, limits::SECRET_OVERLAP)?);
        let change = self.change().await?;
        if !apps::rotate_secret(&change, id, &self.ids().secret(), self.now() + overlap).await? {
            return Err(Problem::NotFound("the app"));
        }
        let after = json!({ "overlap": overlap.0 });
        change.commit(Entry::new(AuditKind::AppSecretRotated, &id).after(after)).await?;
        self.existing_app(id).await
    }
}

impl Directory {
    /// Apps whose endpoints are disabled, of all or of these, the longest first, at most 100.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn disabled_webhooks(&self, among: Option<&[AppId]>) -> Answer<Vec<Arc<AppRecord>>> {
        let reader = self.store().reader();
        let ids = endpoints::disabled(reader, among, limits::DISABLED).await?;
        let mut found = apps::find_many(reader, &ids).await?;
        found.sort_by_key(|it| ids.iter().position(|id| *id == it.id));
        Ok(found.into_iter().map(Arc::new).collect())
    }
}

async fn begin_anew(change: &Change<'_>, app: AppId) -> Answer<()> {
    for (page, _) in cursors::of_app(&**change, app).await? {
        parked::clear(change, page, app).await?;
    }
    cursors::restart(change, app, events::last_position(&**change).await?).await?;
    Ok(())
}

/// What waits for a next try need wait no longer.
async fn hasten(change: &Change<'_>, app: AppId, now: Timestamp) -> Answer<()> {
    for (page, _) in cursors::of_app(&**change, app).await? {
        parked::hasten(change, page, app, now).await?;
    }
    Ok(())
}
