//! Pages and their settings.

use std::sync::Arc;

use serde_json::json;

use super::{Answer, Editor, PageView, Problem, Refused, limits, refusal, told};
use crate::{
    id::{AppId, PageId},
    protocol::{self, PageEvent, Platform, ReleasePolicy, Settings},
    store::{AuditKind, Entry, PageRecord, StoreError, events, pages},
    time::Seconds,
};

/// A page to be made. With an id if it exists elsewhere already.
#[derive(Clone, Debug)]
pub struct NewPage {
    pub id: Option<PageId>,
    pub name: String,
    pub platform: Platform,
}

/// What of a page's settings changes; `None` stays.
#[derive(Clone, Debug, Default)]
pub struct SettingsChange {
    pub name: Option<String>,
    /// Seconds.
    pub idle_timeout: Option<i64>,
    pub on_release: Option<ReleasePolicy>,
    pub enforce_messaging_window: Option<bool>,
}

impl Editor {
    /// # Errors
    ///
    /// INVALID name; CONFLICT if the id is taken.
    pub async fn create_page(&self, new: NewPage) -> Answer<Arc<PageView>> {
        let now = self.now();
        let record = PageRecord {
            id: new.id.unwrap_or_else(|| self.ids().page_id(now)),
            name: refusal::text("name", &new.name, limits::NAME)?,
            platform: new.platform,
            settings: Settings::default(),
            primary_receiver: None,
            menu: None,
        };
        let change = self.change().await?;
        pages::insert(&change, &record, now).await.map_err(|error| taken(error, "id", "a page with this id"))?;
        change.commit(Entry::new(AuditKind::PageCreated, &record.id).after(told::page(&record))).await?;
        self.existing_page(record.id).await
    }

    /// # Errors
    ///
    /// INVALID values; the page does not exist.
    pub async fn update_page(&self, id: PageId, settings: SettingsChange) -> Answer<Arc<PageView>> {
        let change = self.change().await?;
        let mut record = pages::find(&*change, id).await?.ok_or(Problem::NotFound("the page"))?;
        let before = told::page(&record);
        if let Some(name) = settings.name {
            record.name = refusal::text("name", &name, limits::NAME)?;
        }
        if let Some(seconds) = settings.idle_timeout {
            let seconds = refusal::within("idleTimeout", seconds, limits::IDLE_TIMEOUT)?;
            record.settings.idle_timeout = Seconds(seconds);
        }
        if let Some(policy) = settings.on_release {
            record.settings.on_release = policy;
        }
        if let Some(enforce) = settings.enforce_messaging_window {
            record.settings.enforce_messaging_window = enforce;
        }
        pages::update(&change, &record).await?;
        let entry = Entry::new(AuditKind::PageSettingsUpdated, &id).before(before).after(told::page(&record));
        change.commit(entry).await?;
        self.existing_page(id).await
    }

    /// Names the app that idle threads go to, or nobody. Control of threads does not change.
    ///
    /// # Errors
    ///
    /// `inbox_never_primary`; an app that is not subscribed; the page does not exist.
    pub async fn set_primary_receiver(&self, id: PageId, app: Option<AppId>) -> Answer<Arc<PageView>> {
        let change = self.change().await?;
        let view = self.within(&change).await?.page(&*change, id).await?.ok_or(Problem::NotFound("the page"))?;
        let mut record = view.record.clone();
        record.primary_receiver = match app {
            None => None,
            Some(app) => {
                protocol::may_be_primary(&view.rules, app)?;
                if !view.rules.is_subscribed(app) {
                    return Err(Refused::NotSubscribed(app).into());
                }
                Some(app)
            }
        };
        pages::update(&change, &record).await?;
        let roles = PageEvent::of_roles(view.record.primary_receiver, record.primary_receiver);
        events::append_to_page(&change, id, self.now(), &roles).await?;
        let [before, after] =
            [view.record.primary_receiver, record.primary_receiver].map(|app| json!({ "primaryReceiver": app }));
        change.commit(Entry::new(AuditKind::PrimaryReceiverSet, &id).before(before).after(after)).await?;
        self.existing_page(id).await
    }
}

/// Turns "there is such a row already" into the refusal that says so.
pub(super) fn taken(error: StoreError, field: &'static str, what: &'static str) -> Problem {
    if matches!(error, StoreError::Conflict(_)) { Refused::Conflict { field, what }.into() } else { error.into() }
}
