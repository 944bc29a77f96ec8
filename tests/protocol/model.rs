//! The rules once more, as plainly as they can be written: what the real machine is held against.
//!
//! Written from the protocol's description alone, and deliberately naive: it knows no events, keeps plain values and
//! asks every question anew. It shares the words of calls with the real machine and none of its workings.

// Named by its path, because another binary takes this file in from elsewhere.
#[path = "model/step.rs"]
mod step;

use baton::{
    id::{AppId, CustomerId, MessageId},
    protocol::{Caller, Command, EntryPointSource, Menu, Page, Participant, Permissions, Reason, Tasks},
    time::{Seconds, Timestamp},
};

use self::step::Step;
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
    /// When control last changed, or the thread began.
    pub since: Timestamp,
    pub active_at: Timestamp,
    pub written_at: Option<Timestamp>,
    /// When the customer last wrote, tapped or came by a link.
    pub customer_at: Option<Timestamp>,
    /// Since when the customer waits for an answer.
    pub waits_since: Option<Timestamp>,
    pub came_through: Option<(EntryPointSource, String)>,
}

/// What one command did that the state alone does not tell.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Effects {
    pub changes: Vec<Change>,
    /// Messages that reached the customer, in order.
    pub delivered: Vec<MessageId>,
    /// The only app that may see a payload, if there was a tap for it.
    pub payload_for: Option<AppId>,
    /// The only app that hears an answer to a survey, if there was one.
    pub answer_for: Option<AppId>,
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
    pub fn new(customer: CustomerId, now: Timestamp) -> Self {
        Self {
            customer,
            owner: None,
            epoch: 0,
            expires_at: None,
            queue: Vec::new(),
            held: Vec::new(),
            menu: None,
            done: false,
            since: now,
            active_at: now,
            written_at: None,
            customer_at: None,
            waits_since: None,
            came_through: None,
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
            (Caller::Channel, Command::Answer(answer)) => step.answer(answer)?,
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
        let customers = matches!(command, C::Receive { .. } | C::Tap(_) | C::Refer { .. } | C::Answer(_));
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
