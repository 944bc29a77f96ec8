//! Whether a caller could do something now, and if not, why: a decision that nobody acts on.

use super::{
    command::{Caller, Command, Content, Send},
    decide::decide,
    event::MessageTag,
    menu::{MenuAction, MenuItem},
    page::Page,
    participant::Participant,
    refusal::{Forbidden, Refusal},
    thread::Thread,
};
use crate::{
    id::{AppId, MessageId},
    time::Timestamp,
};

/// What a caller may ask about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    Pass,
    Take,
    Request,
    Release,
    Extend,
    PassMetadata,
    Send,
    SendAsHumanAgent,
    SetUserMenu,
}

/// Decides an example of the action: one whose own values no rule objects to.
///
/// # Errors
///
/// What would refuse it.
pub fn permit(thread: &Thread, page: &Page, caller: &Caller, action: Action, now: Timestamp) -> Result<(), Refusal> {
    decide(thread, page, caller, &example(caller, action), now).map(|_| ())
}

/// The rule by which the action was refused, under the name that it has on the protocol's page.
pub const fn rule(action: Action, refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::NotThreadOwner { .. } => match action {
            Action::Pass => "pass_by_owner",
            Action::Release => "release_by_owner",
            Action::Extend => "extend_by_owner",
            Action::PassMetadata => "metadata_without_control",
            Action::SetUserMenu => "user_menu",
            Action::Take | Action::Request | Action::Send | Action::SendAsHumanAgent => "send_by_owner",
        },
        Refusal::ThreadControlled { .. } => "take_by_primary",
        Refusal::StaleEpoch { .. } => "fenced",
        Refusal::TargetNotSubscribed | Refusal::AlreadyOwner => "pass_by_owner",
        Refusal::NoRequest => "request_ends",
        Refusal::AppNotReviewed { .. } => "review_live",
        Refusal::HumanAgentNotApproved => "review_human_agent",
        Refusal::OutsideMessagingWindow { .. } => "window",
        Refusal::MenuNotAllowed { .. } => "page_menu",
        Refusal::InboxCannotBePrimary => "inbox_never_primary",
        Refusal::Invalid { .. } => "menu_limits",
        Refusal::Forbidden(what) => match what {
            Forbidden::NotSubscribed => "must_be_subscribed",
            Forbidden::NeedsModerate => "token_moderate",
            Forbidden::NeedsPagesMessaging => "token_messaging",
            _ => "tasks",
        },
    }
}

fn example(caller: &Caller, action: Action) -> Command {
    match action {
        Action::Pass => Command::Pass { target: Some(Participant::Inbox), metadata: None, expected_epoch: None },
        Action::Take => Command::Take { metadata: None, expected_epoch: None },
        Action::Request => Command::Request { metadata: None },
        Action::Release => Command::Release { expected_epoch: None },
        Action::Extend => Command::Extend { duration: 1, expected_epoch: None },
        Action::PassMetadata => {
            let target = app(caller).map(Participant::App);
            Command::PassMetadata { target, metadata: "…".to_owned() }
        }
        Action::Send => send(None),
        Action::SendAsHumanAgent => send(Some(MessageTag::HumanAgent)),
        Action::SetUserMenu => {
            let action = MenuAction::Payload("…".to_owned());
            Command::SetUserMenu { items: vec![MenuItem { title: "…".to_owned(), action }] }
        }
    }
}

fn send(tag: Option<MessageTag>) -> Command {
    let content = Content { text: Some("…".to_owned()), ..Content::default() };
    Command::Send(Send { message: MessageId::example(), content, tag, expected_epoch: None, key_used_at: None })
}

const fn app(caller: &Caller) -> Option<AppId> {
    match caller {
        Caller::App { app, .. } => Some(*app),
        _ => None,
    }
}
