//! What customers do (`protocol.md`: *Control*, *What customers tap*). Nothing that a customer does is
//! refused: the rules only say where it goes. An answer alone must be one to something.

use super::{Case, Decision, Refusal, moves::With};
use crate::{
    id::{AppId, MessageId},
    protocol::{
        command::{Answer, Tap, Tapped},
        event::{Event, Reason},
        menu::MenuLevel,
        page::EntryPointSource,
    },
    time::Timestamp,
};

impl Case<'_> {
    /// `starts_idle`, `idle_goes_to_primary`: the change of control first, then what caused it.
    pub(super) fn receive(&self, message: &MessageId) -> Vec<Event> {
        let change = self.idle_to_primary();
        let expires_at = self.expiry_after(change.as_ref());
        change.into_iter().chain([Event::MessageReceived { message: message.clone(), expires_at }]).collect()
    }

    /// `postback_to_creator`, `menu_to_creator`; or, `creator_gone`, a message like any other.
    pub(super) fn tap(&self, tap: &Tap) -> Vec<Event> {
        let Some(app) = self.creator(tap) else { return self.receive(&tap.message) };
        let from_menu = matches!(tap.on, Tapped::Menu(_));
        let reason = if from_menu { Reason::Menu } else { Reason::Postback };
        let change = (!self.thread.is_owned_by(app)).then(|| self.give(app, reason, With::NOTHING));
        let expires_at = self.expiry_after(change.as_ref());
        let (payload, title) = (tap.payload.clone(), tap.title.clone());
        change.into_iter().chain([Event::PostbackReceived { payload, title, app, from_menu, expires_at }]).collect()
    }

    /// `entry_point`.
    pub(super) fn refer(&self, source: EntryPointSource, key: &str) -> Vec<Event> {
        let change = match self.entry_point(source, key) {
            Some(app) if self.thread.is_idle() => Some(self.give(app, Reason::EntryPoint, With::NOTHING)),
            Some(_) => None,
            None => self.idle_to_primary(),
        };
        let expires_at = self.expiry_after(change.as_ref());
        change.into_iter().chain([Event::ReferralReceived { source, key: key.to_owned(), expires_at }]).collect()
    }

    /// The business of the app that asked: it moves no control, and keeps nobody's time from running out.
    pub(super) fn answer(&self, answer: &Answer) -> Decision {
        let Some(app) = answer.sender else {
            let problem = "names no survey that has reached this customer".to_owned();
            return Err(Refusal::Invalid { field: "messageId", problem });
        };
        let (survey, feedback) = (answer.survey.clone(), answer.feedback.clone());
        Ok(vec![Event::FeedbackReceived { survey, app, feedback }])
    }

    /// An idle thread goes to the primary receiver, if one may have it (`primary_must_reach`).
    fn idle_to_primary(&self) -> Option<Event> {
        let primary = self.page.primary_for(&self.thread.customer)?;
        self.thread.is_idle().then(|| self.give(primary, Reason::CustomerMessage, With::NOTHING))
    }

    fn entry_point(&self, source: EntryPointSource, key: &str) -> Option<AppId> {
        let app = *self.page.entry_points.get(&(source, key.to_owned()))?;
        self.page.reaches(app, &self.thread.customer).then_some(app)
    }

    /// Who made what was tapped, if it still takes part and may reach the customer.
    fn creator(&self, tap: &Tap) -> Option<AppId> {
        let app = match tap.on {
            Tapped::Button { sender } => sender?.app()?,
            Tapped::Menu(level) => {
                let menu = match level {
                    MenuLevel::Page => self.page.menu.as_ref()?,
                    MenuLevel::User => self.thread.menu.as_ref()?,
                };
                menu.has_payload(&tap.payload).then_some(menu.app)?
            }
        };
        self.page.reaches(app, &self.thread.customer).then_some(app)
    }

    /// A new owner's time starts anew; otherwise what the customer does is activity.
    fn expiry_after(&self, change: Option<&Event>) -> Option<Timestamp> {
        if change.is_some() { Some(self.fresh_expiry()) } else { self.expiry_after_activity() }
    }
}
