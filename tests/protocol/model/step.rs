//! What each command does, once its caller may ask for it and its values are fine.

use baton::{
    id::{AppId, MessageId},
    protocol::{
        Answer, Command, Menu, MenuLevel, MessageTag, Page, Participant, Reason, ReleasePolicy, Tapped, Target,
    },
    time::{Seconds, Timestamp},
};

use super::{Change, Effects, Model};
use crate::{code::Code, values};

/// A thread in the middle of a command.
pub struct Step<'a> {
    pub thread: &'a mut Model,
    pub page: &'a Page,
    pub now: Timestamp,
    pub effects: Effects,
}

impl Step<'_> {
    #[expect(clippy::too_many_lines, reason = "naive on purpose: one rule after the other, as the protocol tells them")]
    pub fn app(&mut self, app: AppId, command: &Command) -> Result<(), Code> {
        let me = Some(Participant::App(app));
        let owner = self.thread.owner;
        let mine = owner == me;
        match command {
            Command::Pass { target, metadata, .. } => {
                if !mine {
                    return Err(Code::NotThreadOwner);
                }
                self.pass(*target, metadata)?;
            }
            Command::Take { metadata, .. } => {
                if mine {
                    return Ok(());
                }
                if owner.is_some() && self.page.primary_receiver != Some(app) {
                    return Err(Code::ThreadControlled);
                }
                self.control(me, Reason::Take, metadata.clone());
            }
            Command::Request { metadata } => {
                if mine {
                } else if owner.is_none() {
                    self.control(me, Reason::Request, metadata.clone());
                } else if let Some(place) = self.thread.queue.iter_mut().find(|it| it.0 == app) {
                    place.1.clone_from(metadata);
                } else {
                    self.thread.queue.push((app, metadata.clone()));
                }
            }
            Command::Withdraw => {
                let before = self.thread.queue.len();
                self.thread.queue.retain(|it| it.0 != app);
                if self.thread.queue.len() == before {
                    return Err(Code::NoRequest);
                }
            }
            Command::Release { .. } => {
                if !mine {
                    return Err(Code::NotThreadOwner);
                }
                self.let_go(Reason::Release);
            }
            Command::Extend { duration, .. } => {
                if !mine {
                    return Err(Code::NotThreadOwner);
                }
                let asked = self.now + Seconds(*duration);
                self.thread.expires_at = self.thread.expires_at.max(Some(asked));
            }
            Command::PassMetadata { target, .. } => {
                if !mine {
                    return Err(Code::NotThreadOwner);
                }
                match target {
                    Some(Participant::App(to)) if self.page.subscribers.contains_key(to) => {
                        if !self.thread.reached_by(self.page, *to) {
                            return Err(Code::AppNotReviewed);
                        }
                    }
                    _ => return Err(Code::TargetNotSubscribed),
                }
            }
            Command::Send(send) => {
                let human = send.tag == Some(MessageTag::HumanAgent);
                if human && !self.page.subscribers[&app].human_agent {
                    return Err(Code::HumanAgentNotApproved);
                }
                if !human && !mine {
                    return Err(Code::NotThreadOwner);
                }
                self.window(if human { Seconds::days(7) } else { Seconds::days(1) })?;
                self.deliver(&send.message, mine);
                self.thread.waits_since = None;
            }
            Command::SendSurvey(survey) => {
                self.window(Seconds::days(1))?;
                if mine || owner.is_none() {
                    self.deliver(&survey.message, mine);
                    if mine {
                        self.thread.waits_since = None;
                    }
                } else {
                    self.thread.held.push((survey.message.clone(), app));
                }
            }
            Command::SetUserMenu { items } => {
                if !mine && owner.is_some() {
                    return Err(Code::NotThreadOwner);
                }
                self.thread.menu = Some(Menu { app, items: items.clone(), updated_at: self.now });
            }
            Command::DeleteUserMenu => {
                if !mine && owner.is_some() {
                    return Err(Code::NotThreadOwner);
                }
                self.thread.menu = None;
            }
            _ => unreachable!("not an app's command"),
        }
        Ok(())
    }

    pub fn person(&mut self, command: &Command) -> Result<(), Code> {
        let inbox = Some(Participant::Inbox);
        let mine = self.thread.owner == inbox;
        match command {
            Command::InboxReply(reply) => {
                self.window(Seconds::days(1))?;
                if !mine && !self.thread.done {
                    self.control(inbox, Reason::InboxReply, None);
                }
                self.deliver(&reply.message, true);
                self.thread.waits_since = None;
            }
            Command::InboxMoveToMain => {
                if !mine {
                    self.control(inbox, Reason::InboxMove, None);
                }
            }
            Command::InboxMarkDone => {
                self.thread.done = true;
                self.thread.waits_since = None;
                if mine {
                    match self.thread.primary(self.page) {
                        Some(primary) => self.control(Some(primary.into()), Reason::InboxDone, None),
                        None => self.let_go(Reason::InboxDone),
                    }
                }
            }
            Command::InboxPass { target, metadata } => {
                if !mine {
                    return Err(Code::NotThreadOwner);
                }
                self.pass(*target, metadata)?;
            }
            _ => unreachable!("not a person's command"),
        }
        Ok(())
    }

    pub fn customer(&mut self, command: &Command) {
        let idle = self.thread.owner.is_none();
        match command {
            Command::Receive { message } => {
                self.wakes_primary();
                self.effects.received = Some(message.clone());
            }
            Command::Tap(tap) => {
                let creator = match &tap.on {
                    Tapped::Button { sender } => sender.and_then(Participant::app),
                    Tapped::Menu(level) => {
                        let menu = match level {
                            MenuLevel::Page => &self.page.menu,
                            MenuLevel::User => &self.thread.menu,
                        };
                        menu.as_ref().filter(|it| values::offers(it, &tap.payload)).map(|it| it.app)
                    }
                };
                match creator.filter(|app| self.thread.reached_by(self.page, *app)) {
                    Some(app) => {
                        let reason = if matches!(tap.on, Tapped::Menu(_)) { Reason::Menu } else { Reason::Postback };
                        if self.thread.owner != Some(app.into()) {
                            self.control(Some(app.into()), reason, None);
                        }
                        self.effects.payload_for = Some(app);
                    }
                    None => {
                        self.wakes_primary();
                        self.effects.received = Some(tap.message.clone());
                    }
                }
            }
            Command::Refer { source, key } => {
                self.thread.came_through = Some((*source, key.clone()));
                let app = self.page.entry_points.get(&(*source, key.clone())).copied();
                match app.filter(|app| self.thread.reached_by(self.page, *app)) {
                    Some(app) if idle => self.control(Some(app.into()), Reason::EntryPoint, None),
                    _ => self.wakes_primary(),
                }
            }
            _ => unreachable!("not a customer's command"),
        }
        self.thread.done = false;
        self.thread.customer_at = Some(self.now);
        if !matches!(command, Command::Refer { .. }) && self.thread.waits_since.is_none() {
            self.thread.waits_since = Some(self.now);
        }
        if self.effects.received.is_some() {
            self.thread.written_at = Some(self.now);
        }
        self.activity();
    }

    /// Heard by whoever asked, and otherwise as if it had not been.
    pub fn answer(&mut self, answer: &Answer) -> Result<(), Code> {
        self.effects.answer_for = Some(answer.sender.ok_or(Code::Invalid)?);
        Ok(())
    }

    pub fn timeout(&mut self) {
        if self.thread.is_due(self.now) {
            self.let_go(Reason::IdleTimeout);
        }
    }

    pub fn leave(&mut self, app: AppId) {
        self.thread.queue.retain(|it| it.0 != app);
        self.thread.held.retain(|it| it.1 != app);
        if self.thread.menu.as_ref().is_some_and(|it| it.app == app) {
            self.thread.menu = None;
        }
        if self.thread.owner == Some(app.into()) {
            self.control(None, Reason::AppRemoved, None);
        }
    }

    fn pass(&mut self, target: Target, metadata: &Option<String>) -> Result<(), Code> {
        if target.is_some() && target == self.thread.owner {
            return Err(Code::AlreadyOwner);
        }
        match target {
            Some(Participant::Inbox) => {}
            Some(Participant::App(app)) if self.thread.reached_by(self.page, app) => {}
            Some(Participant::App(app)) if self.page.subscribers.contains_key(&app) => {
                return Err(Code::AppNotReviewed);
            }
            _ => return Err(Code::TargetNotSubscribed),
        }
        self.control(target, Reason::Pass, metadata.clone());
        Ok(())
    }

    fn wakes_primary(&mut self) {
        if self.thread.owner.is_none()
            && let Some(primary) = self.thread.primary(self.page)
        {
            self.control(Some(primary.into()), Reason::CustomerMessage, None);
        }
    }

    /// Idle, or the first request that may have it.
    fn let_go(&mut self, reason: Reason) {
        let waiting = self.thread.queue.iter().map(|it| it.0).find(|app| self.thread.reached_by(self.page, *app));
        match waiting {
            Some(app) if self.page.settings.on_release == ReleasePolicy::NextRequest => {
                self.control(Some(app.into()), Reason::NextRequest, None);
            }
            _ => self.control(None, reason, None),
        }
    }

    fn control(&mut self, to: Option<Participant>, reason: Reason, metadata: Option<String>) {
        let thread = &mut self.thread;
        assert_ne!(thread.owner, to, "the model changed control to nobody new");
        self.effects.changes.push(Change { from: thread.owner, to, reason, metadata });
        thread.owner = to;
        thread.epoch += 1;
        thread.since = self.now;
        thread.expires_at = to.map(|_| self.now + self.page.settings.idle_timeout);
        thread.queue.retain(|it| Some(Participant::App(it.0)) != to);
        if to == Some(Participant::Inbox) {
            thread.done = false;
        }
        if to.is_none() {
            for (survey, _) in thread.held.drain(..) {
                self.effects.delivered.push(survey);
            }
        }
    }

    fn deliver(&mut self, message: &MessageId, is_activity: bool) {
        self.effects.delivered.push(message.clone());
        if is_activity {
            self.activity();
        }
    }

    fn activity(&mut self) {
        self.thread.active_at = self.now;
        if let Some(at) = self.thread.expires_at {
            self.thread.expires_at = Some(at.max(self.now + self.page.settings.idle_timeout));
        }
    }

    fn window(&self, span: Seconds) -> Result<(), Code> {
        let open = self.thread.customer_at.is_some_and(|at| self.now <= at + span);
        if open || !self.page.settings.enforce_messaging_window { Ok(()) } else { Err(Code::OutsideMessagingWindow) }
    }
}
