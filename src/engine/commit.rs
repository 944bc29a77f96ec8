//! One batch, one transaction: load, decide, write, commit.

use std::collections::{BTreeSet, HashMap};

use super::{
    Answer, Engine, EngineError, Order, Outcome, Subject, audit,
    line::Line,
    work::{Decided, Work},
};
use crate::{
    id::{ExternalId, MessageId, PageId, ThreadId},
    protocol::Participant,
    store::{
        EventRecord, MessageRecord, NewEvent, Position, StoreError, ThreadRecord, Write, batch, events, messages,
        threads,
    },
    time::Timestamp,
};

/// What became of a batch.
pub(super) struct Committed {
    pub outcomes: Vec<Answer>,
    /// `None` if nothing changed.
    pub news: Option<News>,
}

/// What others are to be told of a commit.
pub(super) struct News {
    /// When the first of the changed threads goes idle.
    pub soonest: Option<Timestamp>,
}

impl Engine {
    /// Decides the orders and commits what follows, which is then to be announced. An error is the whole transaction's:
    /// nothing of it happened.
    ///
    /// With a line, the transaction is the one that began with the last commit, if any, and the next batch's begins with this one.
    pub(super) async fn commit(&self, orders: &[&Order], mut line: Option<&mut Line>) -> Result<Committed, StoreError> {
        let begun = match line.as_mut().and_then(|it| it.begun.take()) {
            Some(begun) => begun.turn().await?,
            None => None,
        };
        let (tx, threads) = match begun {
            Some(begun) => begun,
            None => self.0.store.write_to(&threads_of(orders.iter().copied())).await?,
        };
        let generation = self.0.directory.within(&tx).await?;
        let mut work = Work::new(self.0.clock.now());
        work.know_threads(threads);
        self.load(&tx, orders, &mut work).await?;
        let mut decided = Vec::with_capacity(orders.len());
        for order in orders {
            let Some(page) = generation.page(&tx, order.page).await? else {
                decided.push(Err(EngineError::NotFound("the page")));
                continue;
            };
            let caller = self.caller(&tx, &generation, &page, &order.actor).await?;
            decided.push(work.decide(order, &page.rules, &caller, || self.0.ids.thread_id(self.0.clock.now())));
        }
        let (positions, news) = match work.is_empty() {
            true => (Vec::new(), None),
            false => {
                let soonest = next_deadline(work.changed());
                (write(tx, &work, line).await?, Some(News { soonest }))
            }
        };
        let outcomes = decided.into_iter().map(|it| it.map(|it| Box::new(outcome(it, &work, &positions)))).collect();
        Ok(Committed { outcomes, news })
    }

    /// Loads what the orders need beside the threads that they name.
    async fn load(&self, tx: &Write, orders: &[&Order], work: &mut Work) -> Result<(), StoreError> {
        let mut customers = Vec::new();
        let mut externals: Vec<(PageId, ExternalId)> = Vec::new();
        for order in orders {
            if let Subject::Customer { id, .. } = &order.subject {
                customers.push((order.page, id.clone()));
            }
            externals.extend(order.external_id.iter().map(|it| (order.page, it.clone())));
        }
        if !externals.is_empty() {
            let known = events::by_external_ids(tx, &externals).await?;
            // The thread of a repeated event may be another customer's: load it to answer with it.
            let threads: BTreeSet<_> = known.iter().map(|(_, _, thread)| *thread).collect();
            work.know_externals(known);
            work.know_threads(threads::find_many(tx, &Vec::from_iter(threads)).await?);
        }
        if !customers.is_empty() {
            customers.sort_unstable();
            customers.dedup();
            work.know_customers(threads::by_customers(tx, &customers).await?);
        }
        let tapped: Vec<MessageId> = orders.iter().filter_map(|it| it.tapped.clone()).collect();
        if !tapped.is_empty() {
            work.know_tapped(messages::find_many(tx, &tapped).await?);
        }
        let keys: Vec<(ThreadId, Participant, String)> = orders.iter().filter_map(|it| it.key()).collect();
        if !keys.is_empty() {
            work.know_messages(messages::by_keys(tx, &keys).await?);
        }
        Ok(())
    }

    /// Hints for those who follow: new events, and the soonest new deadline.
    pub(super) fn announce(&self, news: News) {
        self.0.committed.ring();
        if let Some(soonest) = news.soonest {
            self.0.deadlines.arm(soonest);
        }
    }
}

async fn write(tx: Write, work: &Work, line: Option<&mut Line>) -> Result<Vec<Position>, StoreError> {
    let queues = work.changed_queues();
    if !queues.is_empty() {
        threads::sync_waiting(&tx, &queues).await?;
    }
    let named: Vec<ThreadRecord> = work.newly_named().cloned().collect();
    if !named.is_empty() {
        threads::add_terms(&tx, &named).await?;
    }
    for (status, ids) in work.statuses() {
        messages::set_status(&tx, &ids, status).await?;
    }
    audit::write(&tx, &work.deeds, work.now()).await?;
    let positions = batch::write(&tx, &work.batch()).await?;
    match line {
        Some(line) => line.begun = tx.commit_and_begin(|| line.take_ahead()).await?,
        None => tx.commit().await?,
    }
    Ok(positions)
}

/// The threads that orders name, each once.
pub(super) fn threads_of<'a>(orders: impl Iterator<Item = &'a Order>) -> Vec<ThreadId> {
    let named = orders.filter_map(|it| match it.subject {
        Subject::Thread(id) => Some(id),
        Subject::Customer { .. } => None,
    });
    Vec::from_iter(BTreeSet::from_iter(named))
}

/// When the first of these threads goes idle.
pub(super) fn next_deadline<'a>(threads: impl Iterator<Item = &'a ThreadRecord>) -> Option<Timestamp> {
    threads.filter_map(|it| it.state.expires_at()).min()
}

fn outcome(decided: Decided, work: &Work, positions: &[Position]) -> Outcome {
    let events = work.events[decided.events.clone()]
        .iter()
        .zip(&positions[decided.events])
        .map(|(event, position)| recorded(event, *position, &decided.thread))
        .collect();
    Outcome { thread: decided.thread, events, message: decided.message, is_duplicate: decided.is_duplicate }
}

fn recorded(new: &NewEvent, position: Position, thread: &ThreadRecord) -> EventRecord {
    EventRecord {
        position,
        page: new.page,
        thread: new.thread,
        customer: thread.state.customer.clone(),
        sequence: new.sequence,
        occurred_at: new.occurred_at,
        owner: new.owner,
        event: new.event.clone(),
    }
}

impl Order {
    /// Under which name an earlier message of the same sender with the same key is found.
    fn key(&self) -> Option<(ThreadId, Participant, String)> {
        let Subject::Thread(thread) = self.subject else { return None };
        let sender = match &self.actor {
            super::Actor::App { app, .. } => Participant::App(*app),
            super::Actor::Person { .. } => Participant::Inbox,
            _ => return None,
        };
        Some((thread, sender, self.idempotency_key.clone()?))
    }
}

/// Earlier messages by thread, sender and key.
pub(super) type Keyed = HashMap<(ThreadId, Participant, String), MessageRecord>;
