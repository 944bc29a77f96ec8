//! Apps, their review and their testers.

use std::sync::Arc;

use serde_json::json;

use super::{Answer, Directory, Editor, Problem, limits, pages::taken, refusal, told};
use crate::{
    id::{AppId, CustomerId},
    store::{AppRecord, AuditKind, Entry, apps, testers},
};

/// An app to be made. With an id if it exists elsewhere already.
#[derive(Clone, Debug)]
pub struct NewApp {
    pub id: Option<AppId>,
    pub name: String,
}

/// What App Review grants; `None` stays.
#[derive(Clone, Copy, Debug, Default)]
pub struct ReviewChange {
    pub live: Option<bool>,
    pub human_agent: Option<bool>,
}

impl Editor {
    /// # Errors
    ///
    /// INVALID name; CONFLICT if the id is taken.
    pub async fn create_app(&self, new: NewApp) -> Answer<Arc<AppRecord>> {
        let now = self.now();
        let record = AppRecord {
            id: new.id.unwrap_or_else(|| self.ids().app_id(now)),
            name: refusal::text("name", &new.name, limits::NAME)?,
            secret: self.ids().secret(),
            previous_secret: None,
            live: false,
            human_agent: false,
            webhook: None,
        };
        let change = self.change().await?;
        apps::insert(&change, &record, now).await.map_err(|error| taken(error, "id", "an app with this id"))?;
        change.commit(Entry::new(AuditKind::AppCreated, &record.id).after(told::app(&record))).await?;
        self.existing_app(record.id).await
    }

    /// # Errors
    ///
    /// The app does not exist.
    pub async fn review_app(&self, id: AppId, review: ReviewChange) -> Answer<Arc<AppRecord>> {
        let change = self.change().await?;
        let record = apps::find(&*change, id).await?.ok_or(Problem::NotFound("the app"))?;
        let live = review.live.unwrap_or(record.live);
        let human_agent = review.human_agent.unwrap_or(record.human_agent);
        apps::update_review(&change, id, live, human_agent).await?;
        let review = |live: bool, human_agent: bool| json!({ "live": live, "humanAgent": human_agent });
        let entry = Entry::new(AuditKind::AppReviewed, &id).before(review(record.live, record.human_agent));
        change.commit(entry.after(review(live, human_agent))).await?;
        self.existing_app(id).await
    }

    /// Gives a customer a role on the app; once is enough.
    ///
    /// # Errors
    ///
    /// Too many testers; the app does not exist.
    pub async fn add_tester(&self, id: AppId, customer: &CustomerId) -> Answer<Arc<AppRecord>> {
        let change = self.change().await?;
        apps::find(&*change, id).await?.ok_or(Problem::NotFound("the app"))?;
        let there = usize::try_from(testers::count(&*change, id).await?).unwrap_or(usize::MAX);
        refusal::room("customerId", there, limits::TESTERS, "testers an app")?;
        testers::add(&change, id, customer).await?;
        change.commit(Entry::new(AuditKind::AppTesterAdded, &id).after(json!({ "customerId": customer }))).await?;
        self.existing_app(id).await
    }

    /// # Errors
    ///
    /// The app does not exist, or the customer has no role on it.
    pub async fn remove_tester(&self, id: AppId, customer: &CustomerId) -> Answer<Arc<AppRecord>> {
        let change = self.change().await?;
        apps::find(&*change, id).await?.ok_or(Problem::NotFound("the app"))?;
        if !testers::remove(&change, id, customer).await? {
            return Err(Problem::NotFound("the tester"));
        }
        change.commit(Entry::new(AuditKind::AppTesterRemoved, &id).before(json!({ "customerId": customer }))).await?;
        self.existing_app(id).await
    }
}

impl Directory {
    /// Who has a role on the app.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn testers(&self, id: AppId) -> Answer<Vec<CustomerId>> {
        let rows = testers::of_apps(self.store().reader(), &[id]).await?;
        Ok(rows.into_iter().map(|(_, customer)| customer).collect())
    }

    pub(super) async fn existing_app(&self, id: AppId) -> Answer<Arc<AppRecord>> {
        self.app(id).await?.ok_or(Problem::NotFound("the app"))
    }
}
