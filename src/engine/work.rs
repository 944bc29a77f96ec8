//! What a batch works on: the threads it loaded, moved on order by order, and what must be written.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet, HashMap},
    ops::Range,
};

use super::{Actor, EngineError, Order, Subject, audit::Deed, commit::Keyed};
use crate::{
    id::{AppId, CustomerId, ExternalId, MessageId, PageId, ThreadId},
    protocol::{Caller, Command, Event, Page, Participant, Tapped, Thread, decide},
    store::{MessageRecord, MessageStatus, NewEvent, ThreadRecord, batch::Batch},
    time::Timestamp,
};

pub(super) struct Work {
    now: Timestamp,
    threads: HashMap<ThreadId, ThreadRecord>,
    by_customer: HashMap<(PageId, CustomerId), ThreadId>,
    externals: HashMap<(PageId, ExternalId), ThreadId>,
    keyed: Keyed,
    /// Messages whose buttons were tapped, and surveys that were answered.
    tapped: HashMap<MessageId, MessageRecord>,
    pub(super) events: Vec<NewEvent>,
    pub(super) messages: Vec<MessageRecord>,
    /// What people did, for the audit log.
    pub(super) deeds: Vec<Deed>,
    statuses: HashMap<MessageId, MessageStatus>,
    /// Threads that changed; true where nothing did but control.
    changed: BTreeMap<ThreadId, bool>,
    requeued: BTreeSet<ThreadId>,
    named: BTreeSet<ThreadId>,
}

/// What an order came to, before it is committed.
pub(super) struct Decided {
    pub thread: ThreadRecord,
    /// Its events, by their place in [`Work::events`].
    pub events: Range<usize>,
    pub message: Option<MessageRecord>,
    pub is_duplicate: bool,
}

impl Work {
    pub(super) fn new(now: Timestamp) -> Self {
        Self {
            now,
            threads: HashMap::new(),
            by_customer: HashMap::new(),
            externals: HashMap::new(),
            keyed: HashMap::new(),
            tapped: HashMap::new(),
            events: Vec::new(),
            messages: Vec::new(),
            deeds: Vec::new(),
            statuses: HashMap::new(),
            changed: BTreeMap::new(),
            requeued: BTreeSet::new(),
            named: BTreeSet::new(),
        }
    }

    pub(super) fn know_threads(&mut self, records: Vec<ThreadRecord>) {
        self.threads.extend(records.into_iter().map(|it| (it.id, it)));
    }

    /// Threads that orders may name by their customers.
    pub(super) fn know_customers(&mut self, records: Vec<ThreadRecord>) {
        let named = records.iter().map(|it| ((it.page, it.state.customer.clone()), it.id));
        self.by_customer.extend(named);
        self.know_threads(records);
    }

    pub(super) fn know_externals(&mut self, known: Vec<(PageId, ExternalId, ThreadId)>) {
        self.externals.extend(known.into_iter().map(|(page, id, thread)| ((page, id), thread)));
    }

    /// Newest first, so that the last use of a key counts.
    pub(super) fn know_messages(&mut self, records: Vec<MessageRecord>) {
        for record in records {
            if let (Some(sender), Some(key)) = (record.sender, record.idempotency_key.clone()) {
                self.keyed.entry((record.thread, sender, key)).or_insert(record);
            }
        }
    }

    pub(super) fn know_tapped(&mut self, records: Vec<MessageRecord>) {
        self.tapped.extend(records.into_iter().map(|it| (it.id.clone(), it)));
    }

    /// Decides one order on the state that the ones before it left.
    pub(super) fn decide(
        &mut self,
        order: &Order,
        page: &Page,
        caller: &Caller,
        new_id: impl FnOnce() -> ThreadId,
    ) -> Result<Decided, EngineError> {
        if let Some(mut thread) = self.taken_in_before(order) {
            self.settle(&mut thread, page)?;
            return Ok(Decided { thread, events: 0..0, message: None, is_duplicate: true });
        }
        let mut record = self.subject(order, new_id)?;
        self.settle(&mut record, page)?;
        let first = self.events.len();
        let earlier = self.earlier(order, caller, record.id);
        let command = self.informed(order, &record, earlier.as_ref().map(|it| it.sent_at));
        let events = decide(&record.state, page, caller, &command, self.now)?;
        let is_repeated = events.is_empty();
        let is_deed = !is_repeated && matches!(order.actor, Actor::Person { .. });
        let before = is_deed.then(|| record.state.clone());
        self.take(&mut record, events, Some(order));
        self.deeds.extend(before.and_then(|before| Deed::of(order, &before, &record)));
        if let Subject::Customer { name: Some(name), .. } = &order.subject {
            self.rename(&mut record, name);
        }
        let message = if is_repeated { earlier } else { self.message_of(order, first) };
        Ok(Decided { thread: record, events: first..self.events.len(), message, is_duplicate: false })
    }

    /// `timeout_on_time`: an owner whose time is up has lost the thread before anybody asks for it.
    fn settle(&mut self, record: &mut ThreadRecord, page: &Page) -> Result<(), EngineError> {
        if record.state.is_due(self.now) {
            let events = decide(&record.state, page, &Caller::Baton, &Command::Timeout, self.now)?;
            self.take(record, events, None);
        }
        Ok(())
    }

    /// Applies the events to a thread and notes what must be written. A thread that has a row is known before, as it is.
    pub(super) fn take(&mut self, record: &mut ThreadRecord, events: Vec<Event>, order: Option<&Order>) {
        if events.is_empty() {
            return;
        }
        let is_new = record.state.sequence == 0;
        for event in events {
            record.state.apply(&event, self.now);
            self.note_message(record, &event, order);
            self.events.push(NewEvent {
                page: record.page,
                thread: record.id,
                sequence: record.state.sequence,
                occurred_at: self.now,
                owner: record.state.owner(),
                event,
                external_id: None,
            });
        }
        if let (Some(external), Some(last)) = (order.and_then(|it| it.external_id.clone()), self.events.last_mut()) {
            // The event itself carries it, not the change of control before it.
            self.externals.insert((record.page, external.clone()), record.id);
            last.external_id = Some(external);
        }
        let is_control = match self.threads.get(&record.id) {
            Some(ThreadRecord { state: before, .. }) => {
                if waiting_apps(before).ne(waiting_apps(&record.state)) {
                    self.requeued.insert(record.id);
                }
                record.state.is_but_for_control(before)
            }
            // What is new has no row yet.
            None => {
                debug_assert!(is_new, "a thread that has a row is known");
                self.by_customer.insert((record.page, record.state.customer.clone()), record.id);
                if waiting_apps(&record.state).next().is_some() {
                    self.requeued.insert(record.id);
                }
                false
            }
        };
        *self.changed.entry(record.id).or_insert(true) &= is_control;
        self.threads.insert(record.id, record.clone());
    }

    fn note_message(&mut self, record: &ThreadRecord, event: &Event, order: Option<&Order>) {
        let (id, sender, status) = match event {
            Event::MessageReceived { message, .. } => (message, None, MessageStatus::Sent),
            Event::MessageSent { message, sender, .. } => (message, Some(*sender), MessageStatus::Sent),
            Event::SurveyHeld { message, app } => (message, Some(Participant::App(*app)), MessageStatus::Held),
            Event::SurveyDropped { message, app } => (message, Some(Participant::App(*app)), MessageStatus::Dropped),
            _ => return,
        };
        let brought = order.filter(|it| message_id(&it.command) == Some(id));
        match (brought, self.messages.iter_mut().find(|it| it.id == *id)) {
            (_, Some(held)) => held.status = status,
            (None, None) => {
                self.statuses.insert(id.clone(), status);
            }
            (Some(order), None) => {
                let written = self.message(record, id, sender, status, order);
                if let (Some(sender), Some(key)) = (sender, &order.idempotency_key) {
                    self.keyed.insert((record.id, sender, key.clone()), written.clone());
                }
                self.messages.push(written);
            }
        }
    }

    fn message(
        &self,
        record: &ThreadRecord,
        id: &MessageId,
        sender: Option<Participant>,
        status: MessageStatus,
        order: &Order,
    ) -> MessageRecord {
        let tag = match &order.command {
            Command::Send(send) => send.tag,
            _ => None,
        };
        MessageRecord {
            id: id.clone(),
            page: record.page,
            thread: record.id,
            sequence: record.state.sequence,
            sender,
            content: order.message_content().cloned().unwrap_or_default(),
            tag,
            is_survey: matches!(order.command, Command::SendSurvey(_)),
            status,
            // A customer's clock may be wrong, but not ahead of ours.
            sent_at: order.sent_at.map_or(self.now, |at| at.min(self.now)),
            idempotency_key: order.idempotency_key.clone(),
        }
    }

    /// The command, told what was found: when its idempotency key was last used, and who sent the button
    /// that was tapped.
    fn informed<'a>(&self, order: &'a Order, record: &ThreadRecord, used_at: Option<Timestamp>) -> Cow<'a, Command> {
        let sender = self.sender_of_button(order, record);
        let asker = self.sender_of_survey(order, record);
        if used_at.is_none() && sender.is_none() && asker.is_none() {
            return Cow::Borrowed(&order.command);
        }
        let mut command = order.command.clone();
        match &mut command {
            Command::Send(it) => it.key_used_at = used_at,
            Command::SendSurvey(it) => it.key_used_at = used_at,
            Command::InboxReply(it) => it.key_used_at = used_at,
            Command::Tap(it) => it.on = Tapped::Button { sender },
            Command::Answer(it) => it.sender = asker,
            _ => {}
        }
        Cow::Owned(command)
    }

    /// Who sent the button, if this thread has such a message with such a button.
    fn sender_of_button(&self, order: &Order, record: &ThreadRecord) -> Option<Participant> {
        let Command::Tap(tap) = &order.command else { return None };
        let message = self.touched(order, record)?;
        message.sender.filter(|_| message.content.has_button(&tap.payload))
    }

    /// Who sent the survey, if this thread has it and it is held no more.
    fn sender_of_survey(&self, order: &Order, record: &ThreadRecord) -> Option<AppId> {
        let Command::Answer(_) = &order.command else { return None };
        let message = self.touched(order, record).filter(|it| it.is_survey)?;
        let status = self.statuses.get(&message.id).copied().unwrap_or(message.status);
        message.sender?.app().filter(|_| status == MessageStatus::Sent)
    }

    /// The message of this thread that the customer touched.
    fn touched(&self, order: &Order, record: &ThreadRecord) -> Option<&MessageRecord> {
        let id = order.tapped.as_ref()?;
        let just_sent = self.messages.iter().find(|it| it.id == *id);
        just_sent.or_else(|| self.tapped.get(id)).filter(|it| it.thread == record.id)
    }

    fn taken_in_before(&self, order: &Order) -> Option<ThreadRecord> {
        let external = order.external_id.clone()?;
        let thread = self.externals.get(&(order.page, external))?;
        self.threads.get(thread).cloned()
    }

    fn subject(&self, order: &Order, new_id: impl FnOnce() -> ThreadId) -> Result<ThreadRecord, EngineError> {
        match &order.subject {
            Subject::Thread(id) => {
                let found = self.threads.get(id).filter(|it| it.page == order.page);
                found.cloned().ok_or(EngineError::NotFound("the thread"))
            }
            Subject::Customer { id, .. } => {
                let known = self.by_customer.get(&(order.page, id.clone())).and_then(|id| self.threads.get(id));
                Ok(known.cloned().unwrap_or_else(|| ThreadRecord {
                    id: new_id(),
                    page: order.page,
                    customer_name: None,
                    customer_locale: None,
                    state: Thread::new(id.clone(), self.now),
                }))
            }
        }
    }

    /// The message that the key was used for, as the orders before this one left it.
    fn earlier(&self, order: &Order, caller: &Caller, thread: ThreadId) -> Option<MessageRecord> {
        let sender = match caller {
            Caller::App { app, .. } => Participant::App(*app),
            Caller::Person { .. } => Participant::Inbox,
            Caller::Channel | Caller::Baton => return None,
        };
        let known = self.keyed.get(&(thread, sender, order.idempotency_key.clone()?))?;
        let new = self.messages.iter().find(|it| it.id == known.id).map(|it| it.status);
        let status = new.or_else(|| self.statuses.get(&known.id).copied()).unwrap_or(known.status);
        Some(MessageRecord { status, ..known.clone() })
    }

    fn message_of(&self, order: &Order, first: usize) -> Option<MessageRecord> {
        let id = message_id(&order.command)?;
        let is_new = self.events[first..].iter().any(|it| it.event.message() == Some(id));
        self.messages.iter().rev().find(|it| is_new && it.id == *id).cloned()
    }

    fn rename(&mut self, record: &mut ThreadRecord, name: &str) {
        if record.customer_name.as_deref() != Some(name) {
            record.customer_name = Some(name.to_owned());
            self.named.insert(record.id);
            self.changed.insert(record.id, false);
            self.threads.insert(record.id, record.clone());
        }
    }
}

/// What must be written.
impl Work {
    pub(super) const fn now(&self) -> Timestamp {
        self.now
    }

    pub(super) fn is_empty(&self) -> bool {
        self.changed.is_empty()
    }

    pub(super) fn changed(&self) -> impl Iterator<Item = &ThreadRecord> {
        self.changed.keys().filter_map(|id| self.threads.get(id))
    }

    /// What is written of threads, messages and events.
    pub(super) fn batch(&self) -> Batch<'_> {
        let (controlled, threads) = self.changed().partition(|it| self.changed.get(&it.id) == Some(&true));
        Batch { threads, controlled, messages: &self.messages, events: &self.events }
    }

    pub(super) fn changed_queues(&self) -> Vec<(PageId, ThreadId, Vec<AppId>)> {
        let records = self.requeued.iter().filter_map(|id| self.threads.get(id));
        records.map(|it| (it.page, it.id, waiting_apps(&it.state).collect())).collect()
    }

    /// Threads that a search must find under a new name: the new ones too, by their customer's id.
    pub(super) fn newly_named(&self) -> impl Iterator<Item = &ThreadRecord> {
        self.changed().filter(|it| self.named.contains(&it.id) || self.began(it.id))
    }

    pub(super) fn statuses(&self) -> Vec<(MessageStatus, Vec<MessageId>)> {
        let mut grouped: HashMap<MessageStatus, Vec<MessageId>> = HashMap::new();
        for (id, status) in &self.statuses {
            grouped.entry(*status).or_default().push(id.clone());
        }
        grouped.into_iter().collect()
    }

    fn began(&self, thread: ThreadId) -> bool {
        self.events.iter().any(|it| it.thread == thread && it.sequence == 1)
    }
}

fn waiting_apps(thread: &Thread) -> impl Iterator<Item = AppId> {
    thread.queue.iter().map(|it| it.app)
}

/// The id of the message that the command would bring into the thread.
const fn message_id(command: &Command) -> Option<&MessageId> {
    match command {
        Command::Send(it) => Some(&it.message),
        Command::SendSurvey(it) => Some(&it.message),
        Command::InboxReply(it) => Some(&it.message),
        Command::Receive { message } => Some(message),
        Command::Tap(it) => Some(&it.message),
        _ => None,
    }
}
