//! The machine and the model side by side: what the engine will do with the one, and the same with the other.

use baton::{
    id::CustomerId,
    protocol::{Caller, Command, Event, Page, Refusal, Thread, decide},
    time::Timestamp,
};

use crate::{
    code::Code,
    model::{Change, Effects, Model},
};

/// One decision and everything that it was made of: what properties look at.
pub struct Step<'a> {
    pub page: &'a Page,
    pub caller: &'a Caller,
    pub command: &'a Command,
    pub now: Timestamp,
    pub before: &'a Thread,
    pub after: &'a Thread,
    pub answer: Result<&'a [Event], &'a Refusal>,
}

#[derive(Clone, Debug)]
pub struct Duel {
    pub thread: Thread,
    pub model: Model,
}

/// One call: who asks for what, and when.
pub struct Call<'a> {
    pub page: &'a Page,
    pub caller: &'a Caller,
    pub command: &'a Command,
    pub now: Timestamp,
}

impl Duel {
    pub fn new(customer: CustomerId, now: Timestamp) -> Self {
        Self { thread: Thread::new(customer.clone(), now), model: Model::new(customer, now) }
    }

    /// Settles an owner whose time is up, then answers the call; each as a step of its own.
    pub fn call(&mut self, call: &Call<'_>, mut watch: impl FnMut(&Step<'_>)) -> Result<Vec<Event>, Refusal> {
        assert_eq!(self.thread.is_due(call.now), self.model.is_due(call.now), "whose time is up");
        if self.thread.is_due(call.now) {
            let timeout = Call { caller: &Caller::Baton, command: &Command::Timeout, ..*call };
            self.step(&timeout, &mut watch).expect("a timeout is never refused");
        }
        self.step(call, &mut watch)
    }

    fn step(&mut self, call: &Call<'_>, watch: &mut impl FnMut(&Step<'_>)) -> Result<Vec<Event>, Refusal> {
        let &Call { page, caller, command, now } = call;
        let before = self.thread.clone();
        let answer = decide(&self.thread, page, caller, command, now);
        for event in answer.iter().flatten() {
            self.thread.apply(event, now);
        }
        let expected = self.model.answer(page, caller, command, now);
        let actual = answer.as_ref().map(|events| effects(events)).map_err(Code::from);
        assert_eq!(actual, expected, "{command:?} by {caller:?}, on {before:?}, page {page:?}");
        self.agree(command);
        let step = Step { page, caller, command, now, before: &before, after: &self.thread, answer: answer.as_deref() };
        watch(&step);
        answer
    }

    /// All that anybody can see of the thread is the same in both.
    fn agree(&self, command: &Command) {
        let Self { thread, model } = self;
        assert_eq!(thread.owner(), model.owner, "owner after {command:?}");
        assert_eq!(thread.epoch, model.epoch, "epoch after {command:?}");
        assert_eq!(thread.expires_at(), model.expires_at, "expiry after {command:?}");
        assert_eq!(thread.is_done, model.done, "done mark after {command:?}");
        assert_eq!(thread.menu, model.menu, "menu after {command:?}");
        assert_eq!(thread.since, model.since, "since after {command:?}");
        assert_eq!(thread.last_activity_at, model.active_at, "activity after {command:?}");
        assert_eq!(thread.last_customer_message_at, model.written_at, "customer's message after {command:?}");
        assert_eq!(thread.last_customer_action_at, model.customer_at, "window after {command:?}");
        assert_eq!(thread.unanswered_since, model.waits_since, "wait after {command:?}");
        let referral = thread.referral.as_ref().map(|it| (it.source, it.key.clone()));
        assert_eq!(referral, model.came_through, "referral after {command:?}");
        let queue = thread.queue.iter().map(|it| (it.app, &it.metadata));
        assert!(queue.eq(model.queue.iter().map(|it| (it.0, &it.1))), "queue after {command:?}: {self:?}");
        let held = thread.held_surveys.iter().map(|it| (&it.message, it.app));
        assert!(held.eq(model.held.iter().map(|it| (&it.0, it.1))), "held surveys after {command:?}: {self:?}");
    }
}

/// What the events did, in the model's words.
fn effects(events: &[Event]) -> Effects {
    let mut effects = Effects::default();
    for event in events {
        match event {
            Event::ControlChanged(change) => effects.changes.push(Change {
                from: change.previous,
                to: change.new,
                reason: change.reason,
                metadata: change.metadata.clone(),
            }),
            Event::MessageSent { message, .. } => effects.delivered.push(message.clone()),
            Event::MessageReceived { message, .. } => effects.received = Some(message.clone()),
            Event::PostbackReceived { app, .. } => effects.payload_for = Some(*app),
            Event::FeedbackReceived { app, .. } => effects.answer_for = Some(*app),
            _ => {}
        }
    }
    effects
}
