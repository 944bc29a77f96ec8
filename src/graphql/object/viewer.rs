use async_graphql::{Context, Object, Result};
use chrono::{DateTime, Utc};

use super::{
    app::App,
    enums::{PageTask, Permission},
    page::Page,
    participant::load_app,
    person::{User, load_user},
    session::Session as BrowserSession,
};
use crate::{
    auth::Session,
    graphql::{access, context::Reach, error},
};

/// Whose token this is. Exactly one of user, app and channel is set.
pub struct Viewer(pub Session);

/// Whose token this is. Exactly one of user, app and channel is set.
#[Object]
impl Viewer {
    /// The person, if it is a person's token.
    async fn user(&self, ctx: &Context<'_>) -> Result<Option<User>> {
        match self.0.person() {
            Some(user) => load_user(ctx, user).await,
            None => Ok(None),
        }
    }

    /// The app, if it is a page access token.
    async fn app(&self, ctx: &Context<'_>) -> Result<Option<App>> {
        match self.0.app() {
            Some(it) => load_app(ctx, it.app).await.map(Some),
            None => Ok(None),
        }
    }

    /// The page that the token is for. FORBIDDEN to an app that is not subscribed to it.
    async fn page(&self, ctx: &Context<'_>) -> Result<Option<Page>> {
        let Some(id) = self.0.page() else { return Ok(None) };
        Ok(access::visible_page(ctx, id).await?.map(Page))
    }

    /// The browsers that the person is signed in with, the latest first.
    async fn sessions(&self, ctx: &Context<'_>) -> Result<Vec<BrowserSession>> {
        let Some(user) = self.0.person() else { return Ok(Vec::new()) };
        let found = ctx.directory().sessions(user).await.map_err(|it| error::problem(&it))?;
        let current = self.0.token().map(|it| &it.id);
        Ok(found.into_iter().map(|it| BrowserSession::of(it, current)).collect())
    }

    /// Apps whose webhooks were disabled, of those that the caller sees: the one that has waited longest for
    /// `enableWebhook` first, at most 100.
    async fn disabled_webhooks(&self, ctx: &Context<'_>) -> Result<Vec<App>> {
        let among = access::visible_apps(ctx).await?;
        let found = ctx.directory().disabled_webhooks(among.as_deref()).await.map_err(|it| error::problem(&it))?;
        Ok(found.into_iter().map(App).collect())
    }

    /// How many recovery codes of the person's second factor are left; null without one.
    async fn recovery_codes_left(&self, ctx: &Context<'_>) -> Result<Option<i64>> {
        let Some(user) = self.0.person() else { return Ok(None) };
        let found = ctx.directory().second_factor(user).await.map_err(|it| error::problem(&it))?;
        Ok(found.is_confirmed.then_some(found.recovery_codes_left))
    }

    /// True when the token brings customers' messages in.
    async fn is_channel(&self) -> bool {
        self.0.channel().is_some()
    }

    /// What the person, or the person who asked for the app's token, may do on the token's page now.
    async fn tasks(&self, ctx: &Context<'_>) -> Result<Vec<PageTask>> {
        let (Some(id), Some(it)) = (self.0.page(), self.0.app()) else { return Ok(Vec::new()) };
        let Some(page) = ctx.directory().page(id).await.map_err(|it| error::store(&it))? else { return Ok(Vec::new()) };
        Ok(PageTask::list(access::power(ctx, &page, it.asked_by).await?.tasks))
    }

    /// What a page access token allows its app to reach.
    async fn permissions(&self) -> Vec<Permission> {
        self.0.app().map(|it| Permission::list(it.permissions)).unwrap_or_default()
    }

    /// When the token ends by itself; null if it does not.
    async fn expires_at(&self) -> Option<DateTime<Utc>> {
        self.0.token().and_then(|it| it.expires_at).map(|it| it.to_datetime())
    }
}
