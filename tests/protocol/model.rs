//! The rules once more, as plainly as they can be written: what the real machine is held against.
//!
//! Written from the protocol's description alone and deliberately naive: no events, no shared helpers, every
//! rule where it is used. It knows the same inputs as the real machine and none of its workings.

use baton::{
    id::{AppId, CustomerId, MessageId},
    protocol::{
        Caller, Command, Menu, MenuLevel, MessageTag, Page, Participant, Permissions, Reason, ReleasePolicy, Tapped,
        Target, Tasks,
    },
    time::{Seconds, Timestamp},
};

use crate::{code::Code, values};

/// A thread, as anybody may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Model {
    pub customer: CustomerId,
    pub owner: Option<Participant>,
    pub epoch: i64,
    pub expires_at: Option<Timestamp>,
    pub queue: Vec<(AppId, Option<String>)>,
    pub held: Vec<(MessageId, AppId)>,
    pub menu: Option<Menu>,
    pub done: bool,
    /// When the customer last wrote, tapped or came by a link.
    pub customer_at: Option<Timestamp>,
}

/// What one command did that the state alone does not tell.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Effects {
    pub changes: Vec<Change>,
    /// Messages that reached the customer, in order.
    pub delivered: Vec<MessageId>,
    /// The only app that may see a payload, if there was a tap for it.
    pub payload_for: Option<AppId>,
    /// Messages that came from the customer.
    pub received: Option<MessageId>,
}

/// A change of owner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub from: Option<Participant>,
    pub to: Option<Participant>,
    pub reason: Reason,
    pub metadata: Option<String>,
}

type Answer = Result<Effects, Code>;

impl Model {
    pub fn new(customer: CustomerId) -> Self {
        Self {
            customer,
            owner: None,
            epoch: 0,
            expires_at: None,
            queue: Vec::new(),
            held: Vec::new(),
            menu: None,
            done: false,
            customer_at: None,
        }
    }

    /// Whether the owner's time is up, so that nobody may see it as owner any more.
    pub fn is_due(&self, now: Timestamp) -> bool {
        self.expires_at.is_some_and(|at| at <= now)
    }

    /// Answers a command and moves on; a refusal leaves the model as it was.
    pub fn answer(&mut self, page: &Page, caller: &Caller, command: &Command, now: Timestamp) -> Answer {
        self.may(page, caller, command)?;
        if self.repeated(command, now) {
            return Ok(Effects::default());
        }
        self.fence(command)?;
        values::check(command)?;
        let mut step = Step { thread: self, page, now, effects: Effects::default() };
        match (caller, command) {
            (Caller::App { app, .. }, _) => step.app(*app, command)?,
            (Caller::Person { .. }, _) => step.person(command)?,
            (Caller::Channel, _) => step.customer(command),
            (Caller::Baton, Command::Leave { app }) => step.leave(*app),
            (Caller::Baton, _) => step.timeout(),
        }
        Ok(step.effects)
    }

    /// *Who may*.
    fn may(&self, page: &Page, caller: &Caller, command: &Command) -> Result<(), Code> {
        use Command as C;
        let control = matches!(
            command,
            C::Pass { .. } | C::Take { .. } | C::Request { .. } | C::Withdraw | C::Release { .. } | C::Extend { .. }
        ) || matches!(command, C::PassMetadata { .. } | C::InboxPass { .. });
        let people = matches!(command, C::InboxReply(_) | C::InboxMoveToMain | C::InboxMarkDone | C::InboxPass { .. });
        let customers = matches!(command, C::Receive { .. } | C::Tap(_) | C::Refer { .. });
        let batons = matches!(command, C::Timeout | C::Leave { .. });
        let sends = matches!(command, C::Send(_) | C::SendSurvey(_));
        let allowed = match caller {
            Caller::App { app, tasks, permissions } => {
                !(people || customers || batons)
                    && page.subscribers.contains_key(app)
                    && (!control || tasks.contains(Tasks::MODERATE))
                    && (!sends || permissions.contains(Permissions::PAGES_MESSAGING))
            }
            Caller::Person { tasks, .. } => {
                people
                    && (tasks.contains(Tasks::MODERATE)
                        || (!matches!(command, C::InboxPass { .. }) && tasks.contains(Tasks::MESSAGING)))
            }
            Caller::Channel => customers,
            Caller::Baton => batons,
        };
        if !allowed {
            return Err(Code::Forbidden);
        }
        if let Caller::App { app, .. } = caller
            && !self.reached_by(page, *app)
        {
            return Err(Code::AppNotReviewed);
        }
        Ok(())
    }

    /// `same_key_once`: the first message comes back, and nothing else is asked.
    fn repeated(&self, command: &Command, now: Timestamp) -> bool {
        let key_used_at = match command {
            Command::Send(send) => send.key_used_at,
            Command::SendSurvey(survey) => survey.key_used_at,
            Command::InboxReply(reply) => reply.key_used_at,
            _ => None,
        };
        key_used_at.is_some_and(|at| now < at + Seconds::days(1))
    }

    fn fence(&self, command: &Command) -> Result<(), Code> {
        match command.expected_epoch() {
            Some(expected) if expected != self.epoch => Err(Code::StaleEpoch),
            _ => Ok(()),
        }
    }

    fn reached_by(&self, page: &Page, app: AppId) -> bool {
        match page.subscribers.get(&app) {
            Some(subscriber) => subscriber.live || subscriber.testers.contains(&self.customer),
            None => false,
        }
    }

    fn primary(&self, page: &Page) -> Option<AppId> {
        page.primary_receiver.filter(|app| self.reached_by(page, *app))
    }
}

struct Step<'a> {
    thread: &'a mut Model,
    page: &'a Page,
    now: Timestamp,
    effects: Effects,
}

impl Step<'_> {
    fn app(&mut self, app: AppId, command: &Command) -> Result<(), Code> {
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
            }
            Command::SendSurvey(survey) => {
                self.window(Seconds::days(1))?;
                if mine || owner.is_none() {
                    self.deliver(&survey.message, mine);
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

    fn person(&mut self, command: &Command) -> Result<(), Code> {
        let inbox = Some(Participant::Inbox);
        let mine = self.thread.owner == inbox;
        match command {
            Command::InboxReply(reply) => {
                self.window(Seconds::days(1))?;
                if !mine && !self.thread.done {
                    self.control(inbox, Reason::InboxReply, None);
                }
                self.deliver(&reply.message, true);
            }
            Command::InboxMoveToMain => {
                if !mine {
                    self.control(inbox, Reason::InboxMove, None);
                }
            }
            Command::InboxMarkDone => {
                self.thread.done = true;
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

    fn customer(&mut self, command: &Command) {
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
        self.activity();
    }

    fn timeout(&mut self) {
        if self.thread.is_due(self.now) {
            self.let_go(Reason::IdleTimeout);
        }
    }

    fn leave(&mut self, app: AppId) {
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
        if let Some(at) = self.thread.expires_at {
            self.thread.expires_at = Some(at.max(self.now + self.page.settings.idle_timeout));
        }
    }

    fn window(&self, span: Seconds) -> Result<(), Code> {
        let open = self.thread.customer_at.is_some_and(|at| self.now <= at + span);
        if open || !self.page.settings.enforce_messaging_window { Ok(()) } else { Err(Code::OutsideMessagingWindow) }
    }
}
