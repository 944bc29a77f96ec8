//! Which node and edge a call is for. One edge a file.

mod app;
mod conversations;
mod custom_user_settings;
mod debug_token;
mod extend_thread_control;
mod messages;
mod messenger_profile;
mod page;
mod pass_thread_control;
mod pass_thread_metadata;
mod person;
mod profile;
mod release_thread_control;
mod request_thread_control;
mod secondary_receivers;
mod subscribed_apps;
mod subscriptions;
mod take_thread_control;
mod thread_owner;

use std::sync::Arc;

use super::{
    bearer::Bearer,
    call::{Answer, Call, OnPage},
    conversation,
    error::GraphError,
    fields,
};
use crate::{
    auth::{AppSession, Session, Sight},
    directory::PageView,
    id::{CustomerId, MessageId, PageId, ThreadId},
    store::{AppRecord, ThreadRecord},
};

/// Answers a call.
pub async fn answer(call: &Call<'_>) -> Answer {
    match (&call.bearer, call.address.node.as_str()) {
        (_, "debug_token") if call.method == "GET" && call.address.edge.is_none() => debug_token::get(call).await,
        (Bearer::App(_), "me") => Err(GraphError::nobody()),
        (Bearer::App(app), node) if node == app.id.to_string() => on_app(call, app).await,
        (Bearer::App(_), _) => Err(call.unsupported()),
        (Bearer::Session(session), _) => of_session(call, session).await,
    }
}

/// By the app's own token.
async fn on_app(call: &Call<'_>, app: &AppRecord) -> Answer {
    match (call.method.as_str(), call.address.edge.as_deref()) {
        ("GET", None) => app::get(app, &call.params),
        ("GET", Some("subscriptions")) => subscriptions::get(call.services, app).await,
        ("POST", Some("subscriptions")) => subscriptions::post(call, app).await,
        ("DELETE", Some("subscriptions")) => subscriptions::delete(call, app).await,
        _ => Err(call.unsupported()),
    }
}

async fn of_session(call: &Call<'_>, session: &Session) -> Answer {
    let node = call.address.node.as_str();
    match session.app() {
        Some(own) if node == own.app.to_string() => own_app(call, own).await,
        Some(own) if node == "me" || node == own.page.to_string() => own_page(call, session, own).await,
        Some(own) => {
            let on = seen(call, session, own.page).await?;
            within_page(&on, node).await
        }
        None => by_person(call, session).await,
    }
}

/// The app of a page token: what it is, and nothing that takes its secret.
async fn own_app(call: &Call<'_>, own: AppSession<'_>) -> Answer {
    let app = call.services.directory.app(own.app).await?.ok_or_else(|| call.unsupported())?;
    match (call.method.as_str(), call.address.edge.as_deref()) {
        ("GET", None) => app::get(&app, &call.params),
        (_, Some("subscriptions")) => Err(GraphError::needs_app_token()),
        _ => Err(call.unsupported()),
    }
}

/// The page of a page token.
async fn own_page(call: &Call<'_>, session: &Session, own: AppSession<'_>) -> Answer {
    if call.address.edge.as_deref() != Some("subscribed_apps") {
        return on_page(&seen(call, session, own.page).await?).await;
    }
    // An app that is not subscribed sees nothing of the page, but may begin to.
    let page = call.services.directory.page(own.page).await?.ok_or_else(|| call.unsupported())?;
    let on = with(call, session, page);
    match call.method.as_str() {
        "GET" => subscribed_apps::get(&on).await,
        "POST" => subscribed_apps::post(&on).await,
        "DELETE" => subscribed_apps::delete(&on).await,
        _ => Err(call.unsupported()),
    }
}

/// People have no page that `me` could be, and the rules say what they may do on any.
async fn by_person(call: &Call<'_>, session: &Session) -> Answer {
    let Some(user) = session.person() else { return Err(call.unsupported()) };
    if call.address.node == "me" {
        let user = call.services.directory.user(user).await?.ok_or_else(GraphError::unauthenticated)?;
        let asks_for_itself = call.method == "GET" && call.address.edge.is_none();
        return if asks_for_itself { person::get(&user, &call.params) } else { Err(call.unsupported()) };
    }
    let page = call.address.node.parse::<PageId>().map_err(|_| call.unsupported())?;
    on_page(&seen(call, session, page).await?).await
}

/// The call about a page that the caller must see.
async fn seen<'a>(call: &'a Call<'a>, session: &'a Session, page: PageId) -> Result<OnPage<'a>, GraphError> {
    let sight = Sight { directory: &call.services.directory, session };
    let page = sight.page(page).await?.ok_or_else(|| call.unsupported())?;
    Ok(with(call, session, page))
}

const fn with<'a>(call: &'a Call<'a>, session: &'a Session, page: Arc<PageView>) -> OnPage<'a> {
    OnPage { call, services: call.services, session, page, params: &call.params }
}

async fn on_page(on: &OnPage<'_>) -> Answer {
    on.call.rates.count(on).await?;
    match (on.call.method.as_str(), on.call.address.edge.as_deref()) {
        ("GET", None) => page::get(on).await,
        ("POST", Some("pass_thread_control")) => pass_thread_control::post(on).await,
        ("POST", Some("take_thread_control")) => take_thread_control::post(on).await,
        ("POST", Some("request_thread_control")) => request_thread_control::post(on).await,
        ("POST", Some("release_thread_control")) => release_thread_control::post(on).await,
        ("POST", Some("extend_thread_control")) => extend_thread_control::post(on).await,
        ("POST", Some("pass_thread_metadata")) => pass_thread_metadata::post(on).await,
        ("GET", Some("thread_owner")) => thread_owner::get(on).await,
        ("GET", Some("secondary_receivers")) => secondary_receivers::get(on).await,
        ("POST", Some("messages")) => messages::post(on).await,
        ("GET", Some("messenger_profile")) => messenger_profile::get(on).await,
        ("POST", Some("messenger_profile")) => messenger_profile::post(on).await,
        ("DELETE", Some("messenger_profile")) => messenger_profile::delete(on).await,
        ("GET", Some("custom_user_settings")) => custom_user_settings::get(on).await,
        ("POST", Some("custom_user_settings")) => custom_user_settings::post(on).await,
        ("DELETE", Some("custom_user_settings")) => custom_user_settings::delete(on).await,
        ("GET", Some("subscribed_apps")) => subscribed_apps::get(on).await,
        ("GET", Some("conversations")) => conversations::get(on).await,
        _ => Err(on.call.unsupported()),
    }
}

/// A conversation, a message or a customer of the token's page.
async fn within_page(on: &OnPage<'_>, node: &str) -> Answer {
    let call = on.call;
    if call.method != "GET" {
        return Err(call.unsupported());
    }
    let edge = call.address.edge.as_deref();
    if let Some(id) = conversation::thread_of(node) {
        let thread = conversation_of(on, id).await?;
        return match edge {
            None => one(on, &thread).await,
            Some("messages") => conversation::messages(on, &thread).await,
            Some(_) => Err(call.unsupported()),
        };
    }
    if edge.is_some() {
        return Err(call.unsupported());
    }
    if let (true, Ok(id)) = (node.starts_with("m_"), node.parse::<MessageId>()) {
        return message(on, id).await;
    }
    let customer = node.parse::<CustomerId>().map_err(|_| call.unsupported())?;
    let thread = on.services.engine.thread_of(on.page.record.id, &customer).await?;
    profile::get(on, &thread.ok_or_else(|| call.unsupported())?)
}

/// A thread that the caller may read.
async fn conversation_of(on: &OnPage<'_>, id: ThreadId) -> Result<ThreadRecord, GraphError> {
    let thread = on.services.engine.thread(on.page.record.id, id).await?.ok_or_else(|| on.call.unsupported())?;
    on.sight().may_look_into(&on.page, &thread.state.customer)?;
    on.sight().may_read_messages(&on.page).await?;
    Ok(thread)
}

async fn one(on: &OnPage<'_>, thread: &ThreadRecord) -> Answer {
    let wanted = conversation::wanted(fields::read(&on.params.text("fields")?.unwrap_or_default())?);
    let shown = conversation::show(on, std::slice::from_ref(thread), &wanted).await?.pop();
    shown.ok_or_else(|| on.call.unsupported())
}

async fn message(on: &OnPage<'_>, id: MessageId) -> Answer {
    let found = on.services.engine.messages(&[id]).await?.pop().filter(|it| it.page == on.page.record.id);
    let message = found.ok_or_else(|| on.call.unsupported())?;
    let thread = conversation_of(on, message.thread).await?;
    let wanted = fields::read(&on.params.text("fields")?.unwrap_or_default())?;
    conversation::message(on, &thread, &message, &wanted)
}
