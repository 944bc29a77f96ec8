//! Apps hear what concerns them: signed HTTP callbacks, in Meta's shapes, in order, at least once.
//!
//! # The log is the queue
//!
//! No row is written for an event that is to be sent. Each subscription has a *cursor* in the log; a
//! [worker](deliverer) reads on from it, asks `protocol::audience` what the app hears, posts it, and moves the
//! cursor. What became of each event is written down afterwards, for people to look at: losing that loses no
//! event, and a server that is killed at any line repeats a few deliveries under the `webhook-id`s that they had.
//!
//! # Order
//!
//! Events of one thread go one after the other, threads beside one another ([`lanes`]). A thread whose event
//! fails is *parked* with the retry schedule and a cursor of its own; the others go on.
//!
//! # Who sends
//!
//! Subscriptions are split into parts, and servers hold [leases](leases) on parts.
//!
//! Judgement is in pure neighbours: [`payload`], [`signature`], [`schedule`], [`attempt`], [`target`], `lanes`.

pub mod attempt;
mod backlog;
mod client;
mod deliverer;
mod inspection;
pub mod lanes;
mod leases;
mod letter;
pub mod payload;
mod reading;
mod recorder;
mod redelivery;
mod schedule;
mod sender;
mod setting;
pub mod signature;
mod target;
mod test_event;
mod verification;
mod worker;

use std::sync::Arc;

use quick_cache::sync::Cache;
use tokio::sync::{Notify, broadcast};

use crate::{
    clock::SharedClock,
    directory::Directory,
    entropy::{Ids, SharedEntropy},
    feed::Hint,
    id::AppId,
    store::{Position, Store},
    time::Timestamp,
};

pub use client::TIME_OUT;
pub use deliverer::Deliverer;
pub use inspection::{Delivery, DeliveryQuery};
pub use letter::Name;
pub use redelivery::Repeated;
pub use schedule::PATIENCE;
pub use setting::NotSet;
pub use target::Policy;
pub use test_event::Sample;
pub use verification::NotVerified;

use leases::Leases;
use reading::Reading;
use sender::Sender;

/// Recoveries that a busy worker may be late to hear of.
const RECOVERIES: usize = 64;

/// Minutes of which is kept where the log stood.
const MINUTES: usize = 16;

/// The use cases of webhooks. Cheap to clone.
#[derive(Clone)]
pub struct Webhooks(Arc<Inner>);

struct Inner {
    store: Store,
    directory: Directory,
    clock: SharedClock,
    entropy: SharedEntropy,
    ids: Arc<Ids>,
    hint: Hint,
    sender: Sender,
    reading: Reading,
    leases: Leases,
    backlog: backlog::Backlog,
    /// Apps whose endpoints were down and are back. A hint: losing one costs time.
    recoveries: broadcast::Sender<AppId>,
    /// Somebody may have asked for a redelivery.
    redelivering: Notify,
    /// Those that this server carries out.
    under_way: redelivery::UnderWay,
    /// Where the log stood at some minutes of the past, which stays as it was.
    minutes: Cache<Timestamp, Position>,
}

impl Webhooks {
    /// The use cases, and the tasks that send.
    pub fn new(
        store: Store,
        directory: Directory,
        clock: SharedClock,
        entropy: SharedEntropy,
        hint: Hint,
        policy: Policy,
    ) -> (Self, Deliverer) {
        let sender = Sender { client: client::Client::new(policy, clock.clone()), clock: clock.clone() };
        let inner = Inner {
            reading: Reading::new(store.clone()),
            ids: Arc::new(Ids::shared(entropy.clone())),
            leases: Leases::default(),
            backlog: backlog::Backlog::default(),
            recoveries: broadcast::Sender::new(RECOVERIES),
            redelivering: Notify::new(),
            under_way: redelivery::UnderWay::default(),
            minutes: Cache::new(MINUTES),
            store,
            directory,
            clock,
            entropy,
            hint,
            sender,
        };
        let webhooks = Self(Arc::new(inner));
        (webhooks.clone(), Deliverer::new(webhooks))
    }
}
