//! What a caller may see. Each question is asked of the configuration as it is now: tokens carry names, not power.

use std::sync::Arc;

use super::Session;
use crate::{
    directory::{Directory, PageView},
    id::{AppId, CustomerId, PageId},
    protocol::{Caller, Forbidden, Permissions, Tasks},
    store::StoreError,
};

/// A caller's eyes.
#[derive(Clone, Copy)]
pub struct Sight<'a> {
    pub directory: &'a Directory,
    pub session: &'a Session,
}

/// Why a caller does not see something that is there.
#[derive(Debug, thiserror::Error)]
pub enum Unseen {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// `review_live`
    #[error("the app has not been reviewed and the customer has no role on it")]
    NotReviewed(AppId),
    #[error("this needs the task MANAGE on the page, which the person who asked for the token does not have")]
    NeedsManage,
    #[error("this needs the permission PAGES_MANAGE_METADATA, which the token does not carry; ask for a token with it")]
    NeedsPagesManageMetadata,
    #[error("a channel token brings messages in and reads none")]
    IsChannel,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Sight<'_> {
    /// The page, if the caller has anything to do with it (`token_page`); `None` as if it did not exist.
    ///
    /// # Errors
    ///
    /// The caller is an app of the page that is not subscribed to it.
    pub async fn page(&self, id: PageId) -> Result<Option<Arc<PageView>>, Unseen> {
        if self.session.page().is_some_and(|it| it != id) {
            return Ok(None);
        }
        let Some(page) = self.directory.page(id).await? else { return Ok(None) };
        if let Some(app) = self.session.app()
            && !page.rules.is_subscribed(app.app)
        {
            return Err(Forbidden::NotSubscribed.into());
        }
        if let Some(user) = self.session.person()
            && self.directory.power(&page, user).await?.tasks.is_empty()
        {
            return Ok(None);
        }
        Ok(Some(page))
    }

    /// Whom the protocol takes the caller for, on this page, now.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn caller(&self, page: &PageView) -> Result<Caller, StoreError> {
        if let Some(it) = self.session.app() {
            let tasks = self.directory.power(page, it.asked_by).await?.tasks;
            return Ok(Caller::App { app: it.app, tasks, permissions: it.permissions });
        }
        match self.session.person() {
            Some(user) => {
                let tasks = self.directory.power(page, user).await?.tasks;
                Ok(Caller::Person { user: user.clone(), tasks })
            }
            None => Ok(Caller::Channel),
        }
    }

    /// The customers whose threads the caller may list: all (`None`), or its testers (`review_live`).
    pub fn customers(&self, page: &PageView) -> Option<Vec<CustomerId>> {
        let subscriber = page.rules.subscribers.get(&self.session.app()?.app)?;
        (!subscriber.live).then(|| subscriber.testers.iter().cloned().collect())
    }

    /// `review_live`: whether the caller may know of this customer's thread on a page that it sees.
    pub fn knows_of(&self, page: &PageView, customer: &CustomerId) -> bool {
        self.session.app().is_none_or(|it| page.rules.reaches(it.app, customer))
    }

    /// `review_live`: an app that is not reviewed looks into its testers' threads alone.
    ///
    /// # Errors
    ///
    /// The customer is none of them.
    pub fn may_look_into(&self, page: &PageView, customer: &CustomerId) -> Result<(), Unseen> {
        match self.session.app() {
            Some(it) if !page.rules.reaches(it.app, customer) => Err(Unseen::NotReviewed(it.app)),
            _ => Ok(()),
        }
    }

    /// `token_messaging`, `tasks`: who may read what was written on a page that they see.
    ///
    /// # Errors
    ///
    /// What the caller lacks.
    pub async fn may_read_messages(&self, page: &PageView) -> Result<(), Unseen> {
        if let Some(app) = self.session.app() {
            let permitted = app.permissions.contains(Permissions::PAGES_MESSAGING);
            return if permitted { Ok(()) } else { Err(Forbidden::NeedsPagesMessaging.into()) };
        }
        let Some(user) = self.session.person() else { return Err(Unseen::IsChannel) };
        let tasks = self.directory.power(page, user).await?.tasks;
        let may = tasks.intersects(Tasks::MESSAGING | Tasks::MODERATE);
        if may { Ok(()) } else { Err(Forbidden::NeedsMessagingTask.into()) }
    }

    /// `tasks`: whether the calling app may begin, change or end its own subscription to the page. The person who asked for
    /// the token stands behind it, so the app need not be subscribed.
    ///
    /// # Errors
    ///
    /// What the caller lacks.
    pub async fn may_subscribe(&self, page: &PageView) -> Result<AppId, Unseen> {
        let app = self.session.app().ok_or(Forbidden::AppsOnly)?;
        if !app.permissions.contains(Permissions::PAGES_MANAGE_METADATA) {
            return Err(Unseen::NeedsPagesManageMetadata);
        }
        let tasks = self.directory.power(page, app.asked_by).await?.tasks;
        if tasks.contains(Tasks::MANAGE) { Ok(app.app) } else { Err(Unseen::NeedsManage) }
    }
}
