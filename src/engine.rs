//! The engine turns what callers ask for into committed events.
//!
//! Orders wait in one queue. A single task takes all that wait, loads their threads in one query,
//! decides each purely, and writes all new states, events and messages in one transaction of a few
//! multi-row statements; then it answers. One durable commit serves many callers, and a caller that
//! comes alone waits for nobody: a batch is whatever arrived while the last one was being committed or,
//! where its transaction begins with that commit, being written.
//!
//! A refusal never touches its neighbours. A transaction that fails is tried again order by order.
//! Orders for the same thread are decided one after the other on the state that the last one left.

mod audit;
mod batcher;
mod caller;
mod commit;
mod leaving;
mod line;
mod order;
mod read;
mod sweeper;
mod touch;
mod work;

use std::sync::Arc;

use tokio::sync::{mpsc, oneshot};

use crate::{
    clock::SharedClock,
    directory::Directory,
    entropy::Ids,
    feed::Hint,
    id::{CustomerId, ExternalId, PageId, ThreadId},
    protocol::{Command, Content},
    store::Store,
    time::Timestamp,
};

pub use order::{Actor, EngineError, Order, Outcome, Subject};
pub use read::ThreadQuery;
pub use touch::{Tapped, Touch, referral_key};

/// Orders that may wait; beyond, callers wait to be let in.
const QUEUE: usize = 4_096;

/// The way in for everything that changes threads. Cheap to clone.
#[derive(Clone)]
pub struct Engine(Arc<Inner>);

struct Inner {
    store: Store,
    directory: Directory,
    clock: SharedClock,
    ids: Arc<Ids>,
    orders: mpsc::Sender<Waiting>,
    deadlines: sweeper::Deadlines,
    committed: Hint,
}

/// An order and whoever waits for its outcome.
struct Waiting {
    order: Box<Order>,
    reply: oneshot::Sender<Answer>,
}

/// What an order comes to. It passes through many hands, and so does the order: hence the boxes.
type Answer = Result<Box<Outcome>, EngineError>;

/// The engine's tasks, to be run until they end.
pub struct Tasks {
    engine: Engine,
    orders: mpsc::Receiver<Waiting>,
}

/// A customer's message, as the channel brings it.
#[derive(Clone, Debug)]
pub struct Arrival {
    pub page: PageId,
    pub customer: CustomerId,
    pub customer_name: Option<String>,
    pub content: Content,
    pub external_id: ExternalId,
    pub sent_at: Option<Timestamp>,
}

impl Engine {
    /// The engine and its tasks. Until the tasks run, orders wait.
    pub fn new(
        store: Store,
        directory: Directory,
        clock: SharedClock,
        ids: Arc<Ids>,
        committed: Hint,
    ) -> (Self, Tasks) {
        let (sender, orders) = mpsc::channel(QUEUE);
        let deadlines = sweeper::Deadlines::default();
        let engine = Self(Arc::new(Inner { store, directory, clock, ids, orders: sender, deadlines, committed }));
        (engine.clone(), Tasks { engine, orders })
    }

    /// Carries out a command on one thread of a page.
    ///
    /// # Errors
    ///
    /// The protocol refuses; the thread does not exist on this page; the database failed.
    pub async fn command(
        &self,
        page: PageId,
        thread: ThreadId,
        actor: Actor,
        command: Command,
        idempotency_key: Option<String>,
    ) -> Result<Outcome, EngineError> {
        self.submit(Order {
            page,
            subject: Subject::Thread(thread),
            actor,
            command,
            content: None,
            idempotency_key,
            tapped: None,
            external_id: None,
            sent_at: None,
        })
        .await
    }

    /// Takes a customer's message in, once. Makes the thread if it is the customer's first.
    ///
    /// # Errors
    ///
    /// The page does not exist; the message breaks a limit; the database failed.
    pub async fn receive(&self, arrival: Arrival) -> Result<Outcome, EngineError> {
        crate::protocol::content(&arrival.content)?;
        let message = self.0.ids.message_id(self.0.clock.now());
        self.submit(Order {
            page: arrival.page,
            subject: Subject::Customer { id: arrival.customer, name: arrival.customer_name },
            actor: Actor::Channel,
            command: Command::Receive { message },
            content: Some(arrival.content),
            idempotency_key: None,
            tapped: None,
            external_id: Some(arrival.external_id),
            sent_at: arrival.sent_at,
        })
        .await
    }

    /// A fresh id for a message that a command will send.
    pub fn message_id(&self) -> crate::id::MessageId {
        self.0.ids.message_id(self.0.clock.now())
    }

    async fn submit(&self, order: Order) -> Result<Outcome, EngineError> {
        let (reply, outcome) = oneshot::channel();
        let waiting = Waiting { order: Box::new(order), reply };
        self.0.orders.send(waiting).await.map_err(|_| EngineError::Stopped)?;
        outcome.await.map_err(|_| EngineError::Stopped)?.map(|it| *it)
    }
}
