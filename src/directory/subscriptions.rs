//! Which apps take part in a page. Leaving is the engine's business: threads change with it.

use std::sync::Arc;

use super::{Answer, Editor, PageView, Problem, limits, refusal, told};
use crate::{
    id::{AppId, PageId},
    protocol::Fields,
    store::{AuditKind, Entry, SubscriptionRecord, apps, events, subscriptions, webhooks::cursors},
};

impl Editor {
    /// Subscribes the app to the page, or replaces the fields of its subscription.
    ///
    /// # Errors
    ///
    /// INVALID fields; too many apps; page or app do not exist.
    pub async fn subscribe(&self, page: PageId, app: AppId, fields: Fields) -> Answer<Arc<PageView>> {
        if fields.is_empty() {
            let problem = "name at least one field".to_owned();
            return Err(super::Refused::Invalid { field: "fields", problem }.into());
        }
        let change = self.change().await?;
        let view = self.within(&change).await?.page(&*change, page).await?.ok_or(Problem::NotFound("the page"))?;
        apps::find(&*change, app).await?.ok_or(Problem::NotFound("the app"))?;
        if !view.rules.is_subscribed(app) {
            refusal::room("appId", view.rules.subscribers.len(), limits::SUBSCRIPTIONS, "apps a page")?;
            // Its webhook hears what comes from here on.
            cursors::begin(&change, page, app, events::last_position(&*change).await?).await?;
        }
        subscriptions::upsert(&change, &SubscriptionRecord { page, app, fields }, self.now()).await?;
        let before = view.rules.subscribers.get(&app).map(|it| told::fields(it.fields));
        let entry = Entry::new(AuditKind::AppSubscribed, &app).on(page).after(told::fields(fields));
        change.commit(Entry { before, ..entry }).await?;
        self.existing_page(page).await
    }
}
