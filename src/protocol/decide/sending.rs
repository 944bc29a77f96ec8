//! *Sending* and the thread's own menu (`protocol.md`), by apps.

use super::{Case, Decision, Refusal, limits};
use crate::{
    id::AppId,
    protocol::{
        command::{Send, SendSurvey},
        event::{Event, MessageTag},
        menu::{Menu, MenuItem},
    },
    time::{Seconds, Timestamp},
};

/// How long an idempotency key is remembered (`same_key_once`).
pub const IDEMPOTENCY_SPAN: Seconds = Seconds::DAY;
/// How long after the customer's last action one may write (`window`).
pub const MESSAGING_WINDOW: Seconds = Seconds::DAY;
/// The same for human agents.
pub const HUMAN_AGENT_WINDOW: Seconds = Seconds::days(7);

impl Case<'_> {
    /// `same_key_once`: asked first, so that a retry learns of its success even after control moved on.
    pub(super) fn is_repeated(&self, key_used_at: Option<Timestamp>) -> bool {
        key_used_at.is_some_and(|at| self.now < at + IDEMPOTENCY_SPAN)
    }

    /// `send_by_owner`, `human_agent_exception`.
    pub(super) fn send(&self, app: AppId, send: &Send) -> Decision {
        limits::content(&send.content)?;
        if send.tag == Some(MessageTag::HumanAgent) {
            self.must_be_human_agent(app)?;
        } else {
            self.must_own(app)?;
        }
        self.must_be_open(send.tag)?;
        let owned = self.thread.is_owned_by(app);
        Ok(vec![Event::MessageSent {
            message: send.message.clone(),
            sender: app.into(),
            tag: send.tag,
            expires_at: if owned { self.expiry_after_activity() } else { self.thread.expires_at() },
            by: None,
        }])
    }

    /// `survey_waits`.
    pub(super) fn send_survey(&self, app: AppId, survey: &SendSurvey) -> Decision {
        if self.is_repeated(survey.key_used_at) {
            return Ok(Vec::new());
        }
        limits::content(&survey.content)?;
        self.must_be_open(None)?;
        let message = survey.message.clone();
        if self.thread.is_idle() || self.thread.is_owned_by(app) {
            let expires_at = self.expiry_after_activity();
            Ok(vec![Event::MessageSent { message, sender: app.into(), tag: None, expires_at, by: None }])
        } else {
            Ok(vec![Event::SurveyHeld { message, app }])
        }
    }

    /// `user_menu`.
    pub(super) fn set_user_menu(&self, app: AppId, items: &[MenuItem]) -> Decision {
        limits::menu(items)?;
        self.may_change_user_menu(app)?;
        let menu = Menu { app, items: items.to_vec(), updated_at: self.now };
        Ok(vec![Event::UserMenuChanged { app, menu: Some(menu) }])
    }

    /// `user_menu`.
    pub(super) fn delete_user_menu(&self, app: AppId) -> Decision {
        self.may_change_user_menu(app)?;
        Ok(self.thread.menu.iter().map(|_| Event::UserMenuChanged { app, menu: None }).collect())
    }

    pub(super) fn expiry_after_activity(&self) -> Option<Timestamp> {
        self.thread.expires_after_activity(self.page, self.now)
    }

    /// `review_human_agent`.
    fn must_be_human_agent(&self, app: AppId) -> Result<(), Refusal> {
        let granted = self.page.subscribers.get(&app).is_some_and(|it| it.human_agent);
        if granted { Ok(()) } else { Err(Refusal::HumanAgentNotApproved) }
    }

    /// `window`: off unless set; a customer who never wrote has opened none.
    pub(super) fn must_be_open(&self, tag: Option<MessageTag>) -> Result<(), Refusal> {
        if !self.page.settings.enforce_messaging_window {
            return Ok(());
        }
        let span = if tag == Some(MessageTag::HumanAgent) { HUMAN_AGENT_WINDOW } else { MESSAGING_WINDOW };
        let opened_at = self.thread.last_customer_action_at.unwrap_or_default();
        let closed_at = opened_at + span;
        if self.now <= closed_at { Ok(()) } else { Err(Refusal::OutsideMessagingWindow { closed_at }) }
    }

    fn may_change_user_menu(&self, app: AppId) -> Result<(), Refusal> {
        if self.thread.is_idle() { Ok(()) } else { self.must_own(app) }
    }
}
