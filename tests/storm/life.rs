//! One thread, lived through again.

use std::collections::HashMap;

use baton::{
    id::MessageId,
    protocol::{Caller, Command, Event, Page, Participant, decide},
    store::EventRecord,
    time::Timestamp,
};

use crate::{
    client::{Answered, Call},
    duel::{self, Duel},
    weather::Span,
};

pub struct Life {
    /// The rules and the reference model, as far as the log has been read.
    duel: Duel,
    /// What the thread was after each decision.
    versions: Vec<Version>,
    /// Which messages were sent under a key, in order.
    keys: HashMap<(Participant, String), Vec<Used>>,
}

/// What the thread was from one decision to the next.
pub struct Version {
    position: i64,
    /// When it became so.
    at: Timestamp,
    pub duel: Duel,
}

/// One use of an idempotency key.
struct Used {
    position: i64,
    at: Timestamp,
    message: MessageId,
}

impl Life {
    pub fn begin(first: &EventRecord) -> Self {
        let duel = Duel::new(first.customer.clone(), first.occurred_at);
        Self { duel, versions: Vec::new(), keys: HashMap::new() }
    }

    pub fn now(&self) -> &Duel {
        &self.duel
    }

    /// How many of the next events are what this command comes to; `None` if they are something else.
    pub fn explains(&self, page: &Page, caller: &Caller, command: &Command, rest: &[EventRecord]) -> Option<usize> {
        let (thread, now) = (&self.duel.thread, rest[0].occurred_at);
        if thread.is_due(now) && *command != Command::Timeout {
            return None;
        }
        let events = decide(thread, page, caller, command, now).ok()?;
        let logged = rest.get(..events.len())?;
        let is_same = |(event, record): (&Event, &EventRecord)| {
            *event == record.event && record.thread == rest[0].thread && record.occurred_at == now
        };
        (!events.is_empty() && events.iter().zip(logged).all(is_same)).then_some(events.len())
    }

    /// Goes on by these events; the model must agree.
    pub fn live(&mut self, page: &Page, caller: &Caller, command: &Command, events: &[EventRecord]) {
        let now = events[0].occurred_at;
        self.duel.call(&duel::Call { page, caller, command, now }, |_| {}).expect("it was decided so before");
        let last = events.last().unwrap();
        assert_eq!(self.duel.thread.sequence, last.sequence);
        assert_eq!(self.duel.thread.owner(), last.owner);
        self.versions.push(Version { position: last.position.0, at: now, duel: self.duel.clone() });
    }

    /// Remembers that the call sent this message, if it had a key.
    pub fn remember(&mut self, call: &Call, message: &MessageId) {
        if let Some(key) = call.key() {
            let last = self.versions.last().unwrap();
            let used = Used { position: last.position, at: last.at, message: message.clone() };
            self.keys.entry(key).or_default().push(used);
        }
    }

    /// What the thread was at any time during the span.
    pub fn during(&self, span: Span) -> impl Iterator<Item = &Version> {
        let began = self.versions.partition_point(|it| it.position <= span.from.position);
        let ended = self.versions.partition_point(|it| it.position <= span.to.position);
        self.versions[began.saturating_sub(1)..ended].iter()
    }

    /// The call's command with what the server found out itself: the message's id, and when its key was used.
    pub fn informed(&self, call: &Call, position: i64, received: Option<&MessageId>) -> Command {
        let mut command = call.asked.command.clone();
        let used_at = self.used(call, position).map(|it| it.at);
        let id = match &call.answer {
            Answered::Message { id, .. } => Some(id),
            _ => received,
        };
        let (message, key_used_at) = match &mut command {
            Command::Send(it) => (&mut it.message, Some(&mut it.key_used_at)),
            Command::SendSurvey(it) => (&mut it.message, Some(&mut it.key_used_at)),
            Command::InboxReply(it) => (&mut it.message, Some(&mut it.key_used_at)),
            Command::Tap(it) => (&mut it.message, None),
            Command::Receive { message } => (message, None),
            _ => return command,
        };
        if let Some(id) = id {
            message.clone_from(id);
        }
        if let Some(key_used_at) = key_used_at {
            *key_used_at = used_at;
        }
        command
    }

    /// Whether this version is one in which the call could have had its answer.
    pub fn answers(&self, version: &Version, page: &Page, call: &Call, now: Timestamp) -> bool {
        if now < version.at || version.duel.thread.is_due(now) {
            return false;
        }
        let command = self.informed(call, version.position, None);
        let caller = &call.asked.caller;
        let answer = version.duel.clone().call(&duel::Call { page, caller, command: &command, now }, |_| {});
        match (&call.answer, answer) {
            (Answered::Refused(code), Err(refusal)) => *code == (&refusal).into(),
            (Answered::Message { id, is_held }, Ok(events)) => {
                let is_same = self.used(call, version.position).is_some_and(|it| it.message == *id);
                let held = &version.duel.thread.held_surveys;
                events.is_empty() && is_same && *is_held == held.iter().any(|it| it.message == *id)
            }
            (Answered::Nothing | Answered::Menu, Ok(events)) => events.is_empty(),
            _ => false,
        }
    }

    fn used(&self, call: &Call, position: i64) -> Option<&Used> {
        self.keys.get(&call.key()?)?.iter().rev().find(|it| it.position <= position)
    }
}

impl Version {
    /// Whether the thread could be shown as this at that time.
    pub fn shows(&self, owner: Option<Participant>, epoch: i64, now: Timestamp) -> bool {
        let thread = &self.duel.thread;
        now >= self.at && !thread.is_due(now) && (thread.owner(), thread.epoch) == (owner, epoch)
    }
}

impl Call {
    /// Under which name another message of the same sender is the same.
    fn key(&self) -> Option<(Participant, String)> {
        let sender = match self.asked.caller {
            Caller::App { app, .. } => Participant::App(app),
            _ => Participant::Inbox,
        };
        Some((sender, self.asked.key.clone()?))
    }
}
