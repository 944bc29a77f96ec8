//! What can be asked.

use std::{cmp::Reverse, sync::Arc};

use async_graphql::{Context, ID, Object, Result, connection::Connection};

use super::{
    access,
    at_hand::Lean,
    connection::{Arguments, connection},
    context::Reach,
    cursor::{AuditKey, Cursor, DeliveryKey, FailureKey, RedeliveryKey},
    error,
    input::{self, WebhookDeliveryFilter},
    object::{
        app::App,
        audit::{AuditEntry, AuditLogFilter},
        page::Page,
        person::User,
        thread::Thread,
        viewer::Viewer,
        webhook::{WebhookDelivery, WebhookFailure, WebhookRedelivery},
    },
};
use crate::{
    directory::{PageView, Problem},
    id::{AppId, PageId, UserId},
    store::{AppRecord, Found, Limit, Slice, UserRecord},
};

/// The root of queries.
pub struct Query;

/// What can be asked.
#[Object]
impl Query {
    /// Whose token this is.
    async fn viewer(&self, ctx: &Context<'_>) -> Result<Viewer> {
        ctx.session().cloned().map(Viewer)
    }

    /// Null if it does not exist, or the caller has nothing to do with it.
    async fn page(&self, ctx: &Context<'_>, id: ID) -> Result<Option<Page>> {
        ctx.session()?;
        let Ok(id) = id.parse() else { return Ok(None) };
        Ok(access::visible_page(ctx, id).await?.map(Page))
    }

    /// The pages that the caller has to do with.
    async fn pages(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        #[graphql(desc = "Matches the beginnings of words in the name, or of the id.")] search: Option<String>,
    ) -> Result<Connection<Cursor<PageId>, Page>> {
        let session = ctx.session()?;
        let slice = Arguments { first, after, ..Arguments::default() }.slice::<PageId>()?;
        let search = input::search(search.as_deref())?;
        if let Some(id) = session.page() {
            let beyond = slice.after.is_some_and(|it| it >= id) || slice.limit == Limit::First(0);
            let page = if beyond { None } else { access::visible_page(ctx, id).await? };
            let is_found = |it: &Arc<PageView>| {
                search.as_ref().is_none_or(|search| search.finds(&it.record.name, &[&id.to_string()]))
            };
            let found = Found { rows: page.filter(is_found).into_iter().collect(), ..Found::default() };
            return Ok(connection(found, |it| (it.record.id, Page(it))));
        }
        let user = session.person().ok_or_else(error::unauthenticated)?;
        let everything = access::is_administrator(ctx, user).await?;
        let found = ctx.directory().pages((!everything).then_some(user), search.as_ref(), &slice).await;
        Ok(connection(found.map_err(|it| error::problem(&it))?, |it| (it.record.id, Page(it))))
    }

    /// Null if it does not exist, or the caller has nothing to do with it.
    async fn app(&self, ctx: &Context<'_>, id: ID) -> Result<Option<App>> {
        ctx.session()?;
        let Ok(id) = id.parse() else { return Ok(None) };
        if !access::sees_app(ctx, id).await? {
            return Ok(None);
        }
        Ok(ctx.directory().app(id).await.map_err(|it| error::store(&it))?.map(App))
    }

    /// Apps: all of them for people who configure pages, those of the token's page for apps.
    async fn apps(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        #[graphql(desc = "Matches the beginnings of words in the name, or of the id.")] search: Option<String>,
    ) -> Result<Connection<Cursor<AppId>, App>> {
        ctx.session()?;
        let slice = Arguments { first, after, ..Arguments::default() }.slice::<AppId>()?;
        let search = input::search(search.as_deref())?;
        let among = access::visible_apps(ctx).await?;
        let found = ctx.directory().apps(among.as_deref(), search.as_ref(), &slice).await;
        let found = found.map_err(|it| error::problem(&it))?;
        Ok(connection(found, |it: Arc<AppRecord>| (it.id, App(it))))
    }

    /// Everybody who signs in. For administrators and for people with the MANAGE task on some page.
    async fn users(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        #[graphql(desc = "Matches the beginnings of words in the name, or of the id or the email address.")]
        search: Option<String>,
    ) -> Result<Connection<Cursor<UserId>, User>> {
        access::manager(ctx).await?;
        let slice = Arguments { first, after, ..Arguments::default() }.slice::<UserId>()?;
        let search = input::search(search.as_deref())?;
        let found = ctx.directory().users(search.as_ref(), &slice).await.map_err(|it| error::problem(&it))?;
        Ok(connection(found, |it: Arc<UserRecord>| (it.id.clone(), User(it))))
    }

    /// Null if it does not exist, or the caller has nothing to do with its page or, as an app that is not
    /// reviewed, with its customer.
    async fn thread(&self, ctx: &Context<'_>, id: ID) -> Result<Option<Lean<Thread>>> {
        let session = ctx.session()?;
        let Ok(id) = id.parse() else { return Ok(None) };
        let page = match session.page() {
            Some(page) => Some(page),
            None => ctx.engine().page_of(id).await.map_err(|it| error::store(&it))?,
        };
        let Some(page) = page else { return Ok(None) };
        let Some(view) = access::visible_page(ctx, page).await? else { return Ok(None) };
        match ctx.engine().thread(page, id).await.map_err(|it| error::engine(&it))? {
            Some(it) if access::knows_of(ctx, &view, &it.state.customer)? => Ok(Some(Lean(Thread::of(it)))),
            _ => Ok(None),
        }
    }

    /// What became of the events that were sent to an app's webhook, newest first. Administrators see all of
    /// them; an app that may read messages sees its own, on the page of its token.
    async fn webhook_deliveries(
        &self,
        ctx: &Context<'_>,
        app_id: ID,
        filter: Option<WebhookDeliveryFilter>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Connection<Cursor<DeliveryKey>, WebhookDelivery>> {
        let (app, page) = access::deliveries(ctx, &app_id).await?;
        let slice = Arguments { first, after, ..Arguments::default() }.slice::<DeliveryKey>()?;
        let slice = Slice { after: slice.after.map(|it| it.0), before: None, limit: slice.limit };
        let Some(mut query) = filter.unwrap_or_default().parse() else { return Ok(Connection::new(false, false)) };
        if let Some(page) = page {
            if query.page.is_some_and(|it| it != page) {
                return Ok(Connection::new(false, false));
            }
            query.page = Some(page);
        }
        let found = ctx.webhooks().deliveries(app, query, &slice).await.map_err(|it| error::problem(&it))?;
        Ok(connection(found, |it| (DeliveryKey(it.record.position), WebhookDelivery(it))))
    }

    /// Who changed the configuration or acted in an inbox, newest first. Administrators see all of it; people with the
    /// MANAGE task see what is about a page of theirs, which they name in the filter.
    async fn audit_log(
        &self,
        ctx: &Context<'_>,
        filter: Option<AuditLogFilter>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Connection<Cursor<AuditKey>, AuditEntry>> {
        let filter = filter.unwrap_or_default();
        access::auditor(ctx, filter.page_id.as_ref()).await?;
        let slice = Arguments { first, after, ..Arguments::default() }.slice::<AuditKey>()?;
        let slice = Slice { after: slice.after.map(|it| it.0), before: None, limit: slice.limit };
        let Some(filter) = filter.parse() else { return Ok(Connection::new(false, false)) };
        let found = ctx.directory().audit(&filter, &slice).await.map_err(|it| error::problem(&it))?;
        Ok(connection(found, |it| (AuditKey(it.id), it.into())))
    }

    /// One event that was sent to an app's webhook, for administrators.
    async fn webhook_delivery(&self, ctx: &Context<'_>, id: ID) -> Result<Option<WebhookDelivery>> {
        access::administrator(ctx).await?;
        let Ok(name) = id.parse() else { return Ok(None) };
        match ctx.webhooks().delivery(name).await {
            Ok(found) => Ok(Some(WebhookDelivery(found))),
            Err(Problem::NotFound(_)) => Ok(None),
            Err(problem) => Err(error::problem(&problem)),
        }
    }

    /// What an app's newest 10,000 failed events failed for, the latest first. For administrators.
    async fn webhook_failures(
        &self,
        ctx: &Context<'_>,
        app_id: ID,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Connection<Cursor<FailureKey>, WebhookFailure>> {
        access::administrator(ctx).await?;
        let app = access::app_id(&app_id)?;
        let slice = Arguments { first, after, ..Arguments::default() }.slice::<FailureKey>()?;
        let slice = Slice { after: slice.after.map(|it| Reverse(it.0)), before: None, limit: slice.limit };
        let found = ctx.webhooks().failures(app, &slice).await.map_err(|it| error::problem(&it))?;
        Ok(connection(found, |record| (FailureKey(record.position), WebhookFailure { app, record })))
    }

    /// How far a redelivery is, for administrators.
    async fn webhook_redelivery(&self, ctx: &Context<'_>, id: ID) -> Result<Option<WebhookRedelivery>> {
        access::administrator(ctx).await?;
        let found = ctx.webhooks().redelivery(&id).await.map_err(|it| error::problem(&it))?;
        Ok(found.map(WebhookRedelivery))
    }

    /// An app's redeliveries, those that run and those that have ended, newest first. For administrators.
    async fn webhook_redeliveries(
        &self,
        ctx: &Context<'_>,
        app_id: ID,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Connection<Cursor<RedeliveryKey>, WebhookRedelivery>> {
        access::administrator(ctx).await?;
        let app = access::app_id(&app_id)?;
        let slice = Arguments { first, after, ..Arguments::default() }.slice::<RedeliveryKey>()?;
        let slice = Slice { after: slice.after.map(|it| it.id()), before: None, limit: slice.limit };
        let found = ctx.webhooks().redeliveries(app, &slice).await.map_err(|it| error::problem(&it))?;
        Ok(connection(found, |record| (RedeliveryKey::of(&record.id), WebhookRedelivery(record))))
    }
}
