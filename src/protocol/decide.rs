//! The one function that decides. Every arm asks in the same order: *may this caller act here? is it
//! talking about the thread as it is? does the thread allow it? is it already so?*
//!
//! An empty list of events means "already so" and is success. Nothing here changes anything: whoever
//! calls applies the events, or forgets them.

mod control;
mod customer;
mod inbox;
mod limits;
mod moves;
mod page_menu;
mod primary_receiver;
mod sending;
mod who;

use super::{
    command::{Caller, Command},
    event::Event,
    page::Page,
    refusal::{Forbidden, Refusal},
    thread::Thread,
};
use crate::{
    id::{AppId, UserId},
    time::Timestamp,
};

pub use limits::*;
pub use page_menu::page_menu;
pub use primary_receiver::may_be_primary;
pub use sending::{HUMAN_AGENT_WINDOW, IDEMPOTENCY_SPAN, MESSAGING_WINDOW};

pub type Decision = Result<Vec<Event>, Refusal>;

/// What follows from the command, for this thread on this page at this moment.
///
/// The thread's owner must not be overdue: whoever calls settles [`Command::Timeout`] first.
///
/// # Errors
///
/// The rule that stands against it, as a [`Refusal`].
pub fn decide(thread: &Thread, page: &Page, caller: &Caller, command: &Command, now: Timestamp) -> Decision {
    let case = Case { thread, page, now };
    match command {
        Command::Pass { target, metadata, .. } => {
            let app = case.moderating_app(caller)?;
            case.fenced(command)?;
            case.pass(app, *target, metadata.as_deref())
        }
        Command::Take { metadata, .. } => {
            let app = case.moderating_app(caller)?;
            case.fenced(command)?;
            case.take(app, metadata.as_deref())
        }
        Command::Request { metadata } => case.request(case.moderating_app(caller)?, metadata.as_deref()),
        Command::Withdraw => case.withdraw(case.moderating_app(caller)?),
        Command::Release { .. } => {
            let app = case.moderating_app(caller)?;
            case.fenced(command)?;
            case.release(app)
        }
        Command::Extend { duration, .. } => {
            let app = case.moderating_app(caller)?;
            case.fenced(command)?;
            case.extend(app, *duration)
        }
        Command::PassMetadata { target, metadata } => {
            case.pass_metadata(case.moderating_app(caller)?, *target, metadata)
        }

        Command::Send(send) => {
            let app = case.messaging_app(caller)?;
            if case.is_repeated(send.key_used_at) {
                return Ok(Vec::new());
            }
            case.fenced(command)?;
            case.send(app, send)
        }
        Command::SendSurvey(survey) => case.send_survey(case.messaging_app(caller)?, survey),
        Command::SetUserMenu { items } => case.set_user_menu(case.acting_app(caller)?, items),
        Command::DeleteUserMenu => case.delete_user_menu(case.acting_app(caller)?),

        Command::InboxReply(reply) => case.inbox_reply(case.answering_person(caller)?, reply),
        Command::InboxMoveToMain => case.inbox_move_to_main(case.answering_person(caller)?),
        Command::InboxMarkDone => case.inbox_mark_done(case.answering_person(caller)?),
        Command::InboxPass { target, metadata } => {
            case.inbox_pass(case.moderating_person(caller)?, *target, metadata.as_deref())
        }

        Command::Receive { message } => {
            case.channel(caller)?;
            Ok(case.receive(message))
        }
        Command::Tap(tap) => {
            case.channel(caller)?;
            Ok(case.tap(tap))
        }
        Command::Refer { source, key } => {
            case.channel(caller)?;
            Ok(case.refer(*source, key))
        }
        Command::Answer(answer) => {
            case.channel(caller)?;
            case.answer(answer)
        }

        Command::Timeout => {
            case.baton(caller)?;
            Ok(case.time_out())
        }
        Command::Leave { app } => {
            case.baton(caller)?;
            Ok(case.leave(*app))
        }
    }
}

/// One thread on one page at one moment: what every rule looks at.
#[derive(Clone, Copy)]
struct Case<'a> {
    thread: &'a Thread,
    page: &'a Page,
    now: Timestamp,
}

impl Case<'_> {
    /// `fenced`: before any other rule of control.
    fn fenced(&self, command: &Command) -> Result<(), Refusal> {
        match command.expected_epoch() {
            Some(expected) if expected != self.thread.epoch => {
                Err(Refusal::StaleEpoch { expected, current: self.thread.epoch })
            }
            _ => Ok(()),
        }
    }

    fn must_own(&self, app: AppId) -> Result<(), Refusal> {
        if self.thread.is_owned_by(app) { Ok(()) } else { Err(Refusal::NotThreadOwner { owner: self.thread.owner() }) }
    }

    fn is_primary(&self, app: AppId) -> bool {
        self.page.primary_receiver == Some(app)
    }
}

/// A person who acts in the inbox.
struct Actor<'a>(&'a UserId);
