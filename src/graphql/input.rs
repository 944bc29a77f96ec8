//! Inputs that several operations share, and their way into the protocol's types.

use async_graphql::{ID, InputObject, Result};
use chrono::{DateTime, Utc};
use serde_json::Value;

use super::{
    error::bad_input,
    object::enums::{ControlState, InboxFolder, ThreadEventType, WebhookDeliveryStatus},
    user_error::UserError,
};
use crate::{
    directory::PageView,
    protocol::{self, Content},
    store::{Search, threads::ThreadFilter as Filter},
    webhooks::DeliveryQuery,
};

/// Which of a page's threads; what is left out does not matter.
#[derive(InputObject, Clone, Debug, Default)]
pub struct ThreadFilter {
    /// Idle or controlled threads.
    state: Option<ControlState>,
    /// Threads that this app, or the inbox, controls.
    owner_id: Option<ID>,
    /// Threads where this app waits for control.
    requested_by_id: Option<ID>,
    /// Threads in this folder of the page's inbox.
    folder: Option<InboxFolder>,
    /// Threads that are marked done, or are not.
    is_done: Option<bool>,
    /// Threads where the customer waits for an answer, or does not: see `unansweredSince`.
    is_unanswered: Option<bool>,
    /// Threads whose customer came through this entry point's ad or link last, whoever controls them now.
    entry_point_id: Option<ID>,
    /// The channel's own id of the customer.
    customer_id: Option<ID>,
    /// Matches the beginnings of words in the customer's name, or of the customer's id.
    search: Option<String>,
}

/// Characters of a search.
const SEARCH: usize = 100;

/// What is sought; `None` if that is nothing.
pub fn search(text: Option<&str>) -> Result<Option<Search>> {
    let Some(text) = text else { return Ok(None) };
    if text.chars().count() > SEARCH || text.contains('\0') {
        return Err(bad_input(format!("`search` is at most {SEARCH} characters, none of them U+0000")));
    }
    Ok(Search::new(text))
}

impl ThreadFilter {
    /// `None` if it names somebody who cannot exist: then nothing matches.
    pub fn parse(self, page: &PageView) -> Result<Option<Filter>> {
        let search = search(self.search.as_deref())?;
        let owner = self.owner_id.map(|it| it.parse::<i64>().ok().and_then(|id| page.rules.participant(id)));
        let requested_by = self.requested_by_id.map(|it| it.parse().ok());
        let customer = self.customer_id.map(|it| it.parse().ok());
        let referral = self.entry_point_id.map(|it| page.referral(it.parse().ok()?));
        if owner == Some(None) || requested_by == Some(None) || customer == Some(None) || referral == Some(None) {
            return Ok(None);
        }
        Ok(Some(Filter {
            controlled: self.state.map(|it| it == ControlState::Controlled),
            owner: owner.flatten(),
            requested_by: requested_by.flatten(),
            in_main: self.folder.map(|it| it == InboxFolder::Main),
            is_done: self.is_done,
            is_unanswered: self.is_unanswered,
            referral: referral.flatten(),
            customer: customer.flatten(),
            search,
        }))
    }
}

/// Which of an app's deliveries; what is left out does not matter.
#[derive(InputObject, Clone, Debug, Default)]
pub struct WebhookDeliveryFilter {
    /// Events of this page.
    page_id: Option<ID>,
    /// Events of this thread.
    thread_id: Option<ID>,
    /// What has become of them.
    status: Option<WebhookDeliveryStatus>,
    /// What happened.
    event_type: Option<ThreadEventType>,
    /// Events that happened then or later.
    since: Option<DateTime<Utc>>,
    /// Events that happened before then.
    until: Option<DateTime<Utc>>,
}

impl WebhookDeliveryFilter {
    /// `None` if it names something that cannot exist: then nothing matches.
    pub fn parse(self) -> Option<DeliveryQuery> {
        let kind = self.event_type.map(|it| it.name().to_owned());
        Some(DeliveryQuery {
            page: self.page_id.map(|it| it.parse()).transpose().ok()?,
            thread: self.thread_id.map(|it| it.parse()).transpose().ok()?,
            status: self.status.map(Into::into),
            kind,
            since: self.since.map(Into::into),
            until: self.until.map(Into::into),
        })
    }
}

/// A button or quick reply to send along.
#[derive(InputObject, Clone, Debug)]
pub struct ButtonInput {
    /// 1 to 20 characters.
    pub title: String,
    /// What a tap sends back: 1 to 1,000 characters.
    pub payload: String,
}

/// One line of a menu: it sends a payload back, or opens a URL.
#[derive(InputObject, Clone, Debug)]
pub struct MenuItemInput {
    /// 1 to 30 characters.
    title: String,
    /// 1 to 1,000 characters.
    payload: Option<String>,
    /// Begins with https:// or http://.
    url: Option<String>,
}

/// The items, each with one action.
pub fn menu_items(items: Vec<MenuItemInput>) -> std::result::Result<Vec<protocol::MenuItem>, UserError> {
    let item = |it: MenuItemInput| {
        let action = match (it.payload, it.url) {
            (Some(payload), None) => protocol::MenuAction::Payload(payload),
            (None, Some(url)) => protocol::MenuAction::Url(url),
            _ => return Err(UserError::invalid("items", "each has either a payload or a URL")),
        };
        Ok(protocol::MenuItem { title: it.title, action })
    };
    items.into_iter().map(item).collect()
}

/// What a message says, for the protocol to check.
pub fn content(text: Option<String>, attachments: Option<Vec<Value>>, buttons: Option<Vec<ButtonInput>>) -> Content {
    let button = |it: ButtonInput| protocol::Button { title: it.title, payload: it.payload };
    Content {
        text,
        attachments: attachments.unwrap_or_default(),
        buttons: buttons.unwrap_or_default().into_iter().map(button).collect(),
    }
}
