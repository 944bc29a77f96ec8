//! Who may see and do what, through this API. Each question is asked of the configuration as it is
//! now: tokens carry names, not power.

use std::sync::Arc;

use async_graphql::{Context, Error, ID, Result};

use super::{
    context::Reach,
    error::{self, forbidden, not_found, unauthenticated},
    user_error::UserError,
};
use crate::{
    auth::{Session, Sight, Unseen},
    directory::{Directory, PageView, Power},
    id::{AppId, CustomerId, EntryPointId, PageId, SavedReplyId, ThreadId, TokenId, UserId},
    protocol::{Caller, Forbidden, Permissions, Target, Tasks},
    store::TokenScope,
};

/// An id that cannot be one is an id of nothing.
pub fn page_id(id: &ID) -> Result<PageId> {
    id.parse().map_err(|_| not_found("the page"))
}

pub fn app_id(id: &ID) -> Result<AppId> {
    id.parse().map_err(|_| not_found("the app"))
}

pub fn thread_id(id: &ID) -> Result<ThreadId> {
    id.parse().map_err(|_| not_found("the thread"))
}

pub fn user_id(id: &ID) -> Result<UserId> {
    id.parse().map_err(|_| not_found("the person"))
}

/// What a person may do on this page.
pub async fn power(ctx: &Context<'_>, page: &PageView, user: &UserId) -> Result<Power> {
    ctx.directory().power(page, user).await.map_err(|it| error::store(&it))
}

/// The page, if the caller has anything to do with it (`token_page`); `None` as if it did not exist.
pub async fn visible_page(ctx: &Context<'_>, id: PageId) -> Result<Option<Arc<PageView>>> {
    page_for(ctx.directory(), ctx.session()?, id).await
}

/// The same, for a caller that outlives its request.
pub async fn page_for(directory: &Directory, session: &Session, id: PageId) -> Result<Option<Arc<PageView>>> {
    Sight { directory, session }.page(id).await.map_err(unseen)
}

fn sight<'a>(ctx: &'a Context<'_>) -> Result<Sight<'a>> {
    Ok(Sight { directory: ctx.directory(), session: ctx.session()? })
}

fn unseen(why: Unseen) -> Error {
    match why {
        Unseen::Store(it) => error::store(&it),
        why => forbidden(why),
    }
}

/// The page of the thread that a call is about, if the caller may know of it.
///
/// # Errors
///
/// NOT_FOUND for other pages' threads.
pub async fn page_of(ctx: &Context<'_>, thread: ThreadId) -> Result<PageId> {
    if let Some(page) = ctx.session()?.page() {
        // The engine looks for the thread on this page and on no other.
        return Ok(page);
    }
    let page = ctx.engine().page_of(thread).await.map_err(|it| error::store(&it))?;
    let page = page.ok_or_else(|| not_found("the thread"))?;
    visible_page(ctx, page).await?.map(|_| page).ok_or_else(|| not_found("the thread"))
}

/// `tasks`: a page that the calling person manages.
///
/// # Errors
///
/// NOT_FOUND for people without any task on it, FORBIDDEN for those who have others, and for apps and
/// channels.
pub async fn managed_page(ctx: &Context<'_>, id: &ID) -> Result<Arc<PageView>> {
    let Some(user) = ctx.session()?.person() else {
        return Err(forbidden("only people configure pages: use a person's access token"));
    };
    let page = visible_page(ctx, page_id(id)?).await?.ok_or_else(|| not_found("the page"))?;
    if power(ctx, &page, user).await?.tasks.contains(Tasks::MANAGE) {
        return Ok(page);
    }
    Err(forbidden("this needs the task MANAGE on the page; somebody who has it can give it to you"))
}

/// `tasks`: administrators alone make pages and apps, review apps and invite people.
pub async fn administrator<'a>(ctx: &'a Context<'_>) -> Result<&'a UserId> {
    let user = ctx.session()?.person();
    match user {
        Some(user) if is_administrator(ctx, user).await? => Ok(user),
        _ => Err(forbidden("only administrators do this: use an administrator's access token")),
    }
}

/// `tasks`: administrators, and people who manage some page, see who there is to give tasks to.
pub async fn manager(ctx: &Context<'_>) -> Result<()> {
    let user = person(ctx)?;
    let manages = ctx.directory().manages_any(user).await.map_err(|it| error::problem(&it))?;
    if manages || is_administrator(ctx, user).await? {
        return Ok(());
    }
    Err(forbidden("this needs the task MANAGE on some page"))
}

pub async fn is_administrator(ctx: &Context<'_>, user: &UserId) -> Result<bool> {
    let user = ctx.directory().user(user).await.map_err(|it| error::store(&it))?;
    Ok(user.is_some_and(|it| it.is_admin))
}

/// Whom the protocol takes the caller for, on this page, now.
pub async fn caller(ctx: &Context<'_>, page: &PageView) -> Result<Caller> {
    sight(ctx)?.caller(page).await.map_err(|it| error::store(&it))
}

/// `review_live`: an app that is not reviewed looks into its testers' threads alone.
pub async fn may_look_into(
    ctx: &Context<'_>,
    page: PageId,
    customers: impl IntoIterator<Item = &CustomerId> + Send,
) -> Result<Arc<PageView>> {
    let view = visible_page(ctx, page).await?.ok_or_else(|| not_found("the page"))?;
    let sight = sight(ctx)?;
    customers.into_iter().try_for_each(|it| sight.may_look_into(&view, it)).map_err(unseen)?;
    Ok(view)
}

/// `token_messaging`, `tasks`, `review_live`: who may read what was written in these customers' threads.
pub async fn may_read_messages(
    ctx: &Context<'_>,
    page: PageId,
    customers: impl IntoIterator<Item = &CustomerId> + Send,
) -> Result<()> {
    let view = may_look_into(ctx, page, customers).await?;
    sight(ctx)?.may_read_messages(&view).await.map_err(unseen)
}

/// The customers whose threads the caller may list: all (`None`), or its testers (`review_live`).
pub fn visible_customers(ctx: &Context<'_>, page: &PageView) -> Result<Option<Vec<CustomerId>>> {
    Ok(sight(ctx)?.customers(page))
}

/// `review_live`: whether the caller may know of this customer's thread on a page that it sees.
pub fn knows_of(ctx: &Context<'_>, page: &PageView, customer: &CustomerId) -> Result<bool> {
    Ok(sight(ctx)?.knows_of(page, customer))
}

/// The page, as something the caller must be able to see.
pub async fn must_see(ctx: &Context<'_>, id: &ID) -> Result<Arc<PageView>> {
    if matches!(ctx.caller(), Session::Anonymous) {
        return Err(unauthenticated());
    }
    visible_page(ctx, page_id(id)?).await?.ok_or_else(|| not_found("the page"))
}

/// The caller, as an app.
///
/// # Errors
///
/// FORBIDDEN for everybody else.
pub fn as_app<'a>(ctx: &'a Context<'_>) -> Result<crate::auth::AppSession<'a>, Error> {
    ctx.session()?.app().ok_or_else(|| forbidden(Forbidden::AppsOnly))
}

/// The apps that the caller may see: all (`None`), or these. Apps and channels see those of their
/// page; people who have to do with any page see all, so that they can subscribe one.
pub async fn visible_apps(ctx: &Context<'_>) -> Result<Option<Vec<AppId>>> {
    let session = ctx.session()?;
    if let Some(page) = session.page() {
        let subscribed = visible_page(ctx, page).await?.map(|it| it.rules.subscribers.keys().copied().collect());
        return Ok(Some(subscribed.unwrap_or_default()));
    }
    let user = session.person().ok_or_else(unauthenticated)?;
    let has_pages = ctx.directory().has_pages(user).await.map_err(|it| error::problem(&it))?;
    Ok(if has_pages || is_administrator(ctx, user).await? { None } else { Some(Vec::new()) })
}

pub async fn sees_app(ctx: &Context<'_>, app: AppId) -> Result<bool> {
    Ok(visible_apps(ctx).await?.is_none_or(|it| it.contains(&app)))
}

/// The calling person.
///
/// # Errors
///
/// FORBIDDEN for apps and channels.
pub fn person<'a>(ctx: &'a Context<'_>) -> Result<&'a UserId> {
    ctx.session()?.person().ok_or_else(|| forbidden("only people do this: use a person's access token"))
}

/// The page that the calling channel brings customers' words to.
pub fn channel_page(ctx: &Context<'_>, id: &ID) -> Result<PageId> {
    let page = ctx.session()?.channel().ok_or_else(|| forbidden(Forbidden::ChannelsOnly))?;
    if id.parse() == Ok(page) {
        return Ok(page);
    }
    Err(forbidden(format!("the token is for page {page}: ask for one for this page")))
}

/// Whom a call names: a participant of the thread's page, or nobody that could be one.
pub async fn target(ctx: &Context<'_>, thread: &ID, target: &ID) -> Result<Target> {
    ctx.session()?;
    let page = page_of(ctx, thread_id(thread)?).await?;
    let view = ctx.directory().page(page).await.map_err(|it| error::store(&it))?;
    let id = target.parse::<AppId>().ok();
    Ok(view.zip(id).and_then(|(view, id)| view.rules.participant(id.get())))
}

/// A token that the caller may revoke: its own, one of a page that they manage, any for administrators.
///
/// # Errors
///
/// FORBIDDEN for apps and channels, but for their own; NOT_FOUND for people whom it is no business of.
pub async fn revocable_token(ctx: &Context<'_>, id: &ID) -> Result<TokenId> {
    let session = ctx.session()?;
    let found = match id.parse() {
        Ok(id) => ctx.directory().token(&id).await.map_err(|it| error::store(&it))?,
        Err(_) => None,
    };
    if let (Some(own), Some(found)) = (session.token(), &found)
        && own.id == found.id
    {
        return Ok(found.id.clone());
    }
    let user = person(ctx)?;
    let is_admin = is_administrator(ctx, user).await?;
    let found = found.ok_or_else(|| not_found("the token"))?;
    let managed = match &found.scope {
        TokenScope::User { user: bearer } => bearer == user,
        TokenScope::Page { page, .. } | TokenScope::Channel { page } => {
            managed_page(ctx, &page.to_string().into()).await.is_ok()
        }
    };
    if is_admin || managed { Ok(found.id.clone()) } else { Err(not_found("the token")) }
}

/// What a channel calls a customer.
pub fn customer_name(name: &str) -> std::result::Result<(), UserError> {
    if name.chars().count() <= 200 && !name.chars().any(char::is_control) {
        return Ok(());
    }
    Err(UserError::invalid("customerName", "at most 200 characters, none of them a control character"))
}

/// The calling app, as the protocol takes it, on a page that must be its own.
pub async fn calling_app(ctx: &Context<'_>, page: &ID) -> Result<(PageId, Caller)> {
    as_app(ctx)?;
    let view = must_see(ctx, page).await?;
    Ok((view.record.id, caller(ctx, &view).await?))
}

/// An entry point of a page that the calling person manages.
pub async fn managed_entry_point(ctx: &Context<'_>, id: &ID) -> Result<(PageId, EntryPointId)> {
    person(ctx)?;
    let id = id.parse().map_err(|_| not_found("the entry point"))?;
    let page = ctx.directory().entry_point_page(id).await.map_err(|it| error::problem(&it))?;
    let page = page.ok_or_else(|| not_found("the entry point"))?;
    managed_page(ctx, &page.to_string().into()).await?;
    Ok((page, id))
}

/// What administrators and the app itself may know.
pub async fn own_app(ctx: &Context<'_>, app: AppId) -> Result<()> {
    if ctx.session()?.app().is_none_or(|it| it.app != app) {
        administrator(ctx).await?;
    }
    Ok(())
}

/// The app whose deliveries the caller may look at, and the page that they must be of: none for administrators.
///
/// # Errors
///
/// FORBIDDEN for everybody but administrators and the app itself, which needs PAGES_MESSAGING: bodies hold
/// what customers wrote.
pub async fn deliveries(ctx: &Context<'_>, id: &ID) -> Result<(AppId, Option<PageId>)> {
    let id = app_id(id)?;
    let Some(app) = ctx.session()?.app().filter(|it| it.app == id) else {
        administrator(ctx).await?;
        return Ok((id, None));
    };
    visible_page(ctx, app.page).await?;
    if !app.permissions.contains(Permissions::PAGES_MESSAGING) {
        return Err(forbidden(Forbidden::NeedsPagesMessaging));
    }
    Ok((id, Some(app.page)))
}

/// `tasks`: administrators read the whole audit log, people with the MANAGE task what is about their page.
pub async fn auditor(ctx: &Context<'_>, page: Option<&ID>) -> Result<()> {
    let user = person(ctx)?;
    if is_administrator(ctx, user).await? {
        return Ok(());
    }
    match page {
        Some(page) => managed_page(ctx, page).await.map(|_| ()),
        None => Err(forbidden("only administrators see the whole log: name a page that you manage in `filter.pageId`")),
    }
}

/// `tasks`: a page whose saved replies the calling person may use and change.
pub async fn page_of_replies(ctx: &Context<'_>, id: &ID) -> Result<Arc<PageView>> {
    person(ctx)?;
    let page = must_see(ctx, id).await?;
    may_reply(ctx, &page).await.map(|()| page)
}

/// `tasks`: who answers customers on this page, or manages it.
pub async fn may_reply(ctx: &Context<'_>, page: &PageView) -> Result<()> {
    let tasks = power(ctx, page, person(ctx)?).await?.tasks;
    if tasks.intersects(Tasks::MESSAGING | Tasks::MODERATE | Tasks::MANAGE) {
        return Ok(());
    }
    Err(forbidden("this needs the task MESSAGING, MODERATE or MANAGE on the page"))
}

/// A saved reply that the calling person may change, and its page.
pub async fn saved_reply(ctx: &Context<'_>, id: &ID) -> Result<(PageId, SavedReplyId)> {
    person(ctx)?;
    let id: SavedReplyId = id.parse().map_err(|_| not_found("the saved reply"))?;
    let found = ctx.directory().saved_reply(id).await.map_err(|it| error::problem(&it))?;
    let found = found.ok_or_else(|| not_found("the saved reply"))?;
    let page = visible_page(ctx, found.page).await?.ok_or_else(|| not_found("the saved reply"))?;
    may_reply(ctx, &page).await.map(|()| (found.page, id))
}
