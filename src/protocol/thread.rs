//! The state of one thread, and how events move it.

use serde::{Deserialize, Serialize};

use super::{
    event::{ControlChange, Event},
    menu::Menu,
    page::{Page, Referral},
    participant::Participant,
};
use crate::{
    id::{AppId, CustomerId, MessageId},
    time::Timestamp,
};

/// Who may answer the customer now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Control {
    Idle,
    Controlled { owner: Participant, expires_at: Timestamp },
}

/// An app that waits for control.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    pub app: AppId,
    pub requested_at: Timestamp,
    pub metadata: Option<String>,
}

/// A survey that waits for the thread to go idle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldSurvey {
    pub message: MessageId,
    pub app: AppId,
}

/// All that the rules know of a thread. Two threads with the same events are equal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thread {
    pub customer: CustomerId,
    pub control: Control,
    /// Counts changes of owner.
    pub epoch: i64,
    /// When control last changed, or the thread began.
    pub since: Timestamp,
    /// Longest wait first; an app stands in it at most once, and its owner never.
    pub queue: Vec<Waiting>,
    /// Oldest first.
    pub held_surveys: Vec<HeldSurvey>,
    /// The thread's own persistent menu.
    pub menu: Option<Menu>,
    pub is_done: bool,
    pub last_activity_at: Timestamp,
    pub last_customer_message_at: Option<Timestamp>,
    /// The customer's last message, postback or referral: what opens the messaging window.
    pub last_customer_action_at: Option<Timestamp>,
    /// The customer's first message or tap that nobody has answered.
    pub unanswered_since: Option<Timestamp>,
    /// What the customer came through last.
    pub referral: Option<Referral>,
    /// Number of the last event; the first has 1.
    pub sequence: i64,
}

impl Thread {
    /// A thread to which nothing has happened yet (`starts_idle`).
    pub const fn new(customer: CustomerId, now: Timestamp) -> Self {
        Self {
            customer,
            control: Control::Idle,
            epoch: 0,
            since: now,
            queue: Vec::new(),
            held_surveys: Vec::new(),
            menu: None,
            is_done: false,
            last_activity_at: now,
            last_customer_message_at: None,
            last_customer_action_at: None,
            unanswered_since: None,
            referral: None,
            sequence: 0,
        }
    }

    pub const fn owner(&self) -> Option<Participant> {
        match self.control {
            Control::Idle => None,
            Control::Controlled { owner, .. } => Some(owner),
        }
    }

    pub const fn is_idle(&self) -> bool {
        matches!(self.control, Control::Idle)
    }

    pub fn is_owned_by(&self, participant: impl Into<Participant>) -> bool {
        self.owner() == Some(participant.into())
    }

    /// The next deadline: when control ends unless something happens. `None` while idle.
    pub const fn expires_at(&self) -> Option<Timestamp> {
        match self.control {
            Control::Idle => None,
            Control::Controlled { expires_at, .. } => Some(expires_at),
        }
    }

    /// Whether the owner's time is up (`timeout_on_time`).
    pub fn is_due(&self, now: Timestamp) -> bool {
        self.expires_at().is_some_and(|at| at <= now)
    }

    /// Whether this is the same thread but for who controls it, since and until when, and who waits for control.
    pub fn is_but_for_control(&self, other: &Self) -> bool {
        let Self {
            customer,
            control: _,
            epoch: _,
            since: _,
            queue: _,
            held_surveys,
            menu,
            is_done,
            last_activity_at,
            last_customer_message_at,
            last_customer_action_at,
            unanswered_since,
            referral,
            sequence: _,
        } = self;
        *is_done == other.is_done
            && *last_activity_at == other.last_activity_at
            && *last_customer_message_at == other.last_customer_message_at
            && *last_customer_action_at == other.last_customer_action_at
            && *unanswered_since == other.unanswered_since
            && *customer == other.customer
            && *held_surveys == other.held_surveys
            && *menu == other.menu
            && *referral == other.referral
    }

    /// When control would end if something happened now (`idle_timeout`): never earlier than it was.
    pub fn expires_after_activity(&self, page: &Page, now: Timestamp) -> Option<Timestamp> {
        self.expires_at().map(|at| at.max(now + page.settings.idle_timeout))
    }

    /// Where an app stands in the queue, counted from 1.
    pub fn position_of(&self, app: AppId) -> Option<u32> {
        let index = self.queue.iter().position(|it| it.app == app)?;
        u32::try_from(index + 1).ok()
    }

    /// Takes the event in. The state is nothing but the sum of these.
    pub fn apply(&mut self, event: &Event, at: Timestamp) {
        self.sequence += 1;
        match event {
            Event::ControlChanged(change) => self.apply_change(change, at),
            Event::ControlRequested { app, metadata, .. } => self.enqueue(*app, metadata.clone(), at),
            Event::RequestWithdrawn { app } => self.queue.retain(|it| it.app != *app),
            Event::ControlExtended { expires_at, .. } => self.expire_at(Some(*expires_at)),
            Event::MetadataPassed { .. } | Event::FeedbackReceived { .. } => {}
            Event::MessageReceived { expires_at, .. } => {
                self.last_customer_message_at = Some(at);
                self.unanswered_since.get_or_insert(at);
                self.apply_customer_action(*expires_at, at);
            }
            Event::PostbackReceived { expires_at, .. } => {
                self.unanswered_since.get_or_insert(at);
                self.apply_customer_action(*expires_at, at);
            }
            Event::ReferralReceived { source, key, expires_at } => {
                self.referral = Some(Referral { source: *source, key: key.clone() });
                self.apply_customer_action(*expires_at, at);
            }
            Event::MessageSent { message, sender, tag, expires_at, .. } => {
                self.held_surveys.retain(|it| it.message != *message);
                let is_activity = *sender == Participant::Inbox || self.is_owned_by(*sender);
                if is_activity {
                    self.last_activity_at = at;
                    self.expire_at(*expires_at);
                }
                // What is left is a survey by somebody who has no control: it asks, and answers nothing.
                if is_activity || tag.is_some() {
                    self.unanswered_since = None;
                }
            }
            Event::SurveyHeld { message, app } => {
                self.held_surveys.push(HeldSurvey { message: message.clone(), app: *app });
            }
            Event::SurveyDropped { message, .. } => self.held_surveys.retain(|it| it.message != *message),
            Event::UserMenuChanged { menu, .. } => self.menu.clone_from(menu),
            Event::MarkedDone { .. } => {
                self.is_done = true;
                self.unanswered_since = None;
            }
        }
    }

    fn apply_change(&mut self, change: &ControlChange, at: Timestamp) {
        self.epoch = change.epoch;
        self.since = at;
        self.control = match (change.new, change.expires_at) {
            (Some(owner), Some(expires_at)) => Control::Controlled { owner, expires_at },
            _ => Control::Idle,
        };
        match change.new {
            Some(Participant::App(app)) => self.queue.retain(|it| it.app != app),
            Some(Participant::Inbox) => self.is_done = false,
            None => {}
        }
    }

    fn apply_customer_action(&mut self, expires_at: Option<Timestamp>, at: Timestamp) {
        self.last_activity_at = at;
        self.last_customer_action_at = Some(at);
        self.is_done = false;
        self.expire_at(expires_at);
    }

    fn expire_at(&mut self, at: Option<Timestamp>) {
        if let (Control::Controlled { expires_at, .. }, Some(at)) = (&mut self.control, at) {
            *expires_at = at;
        }
    }

    fn enqueue(&mut self, app: AppId, metadata: Option<String>, at: Timestamp) {
        match self.queue.iter_mut().find(|it| it.app == app) {
            Some(waiting) => waiting.metadata = metadata,
            None => self.queue.push(Waiting { app, requested_at: at, metadata }),
        }
    }
}
