//! Pages, apps, subscriptions, people and tokens: the configuration, and a cache of it.
//!
//! Every transaction that changes configuration raises one number, the *revision*. What is cached
//! belongs to a revision and is dropped with it. Readers look for a new revision once a second; the
//! engine looks inside its own transaction, so that control is never given by a configuration that
//! another server has already replaced.

mod apps;
mod audit;
mod cache;
mod change;
mod entry_points;
mod identities;
mod lists;
mod members;
mod pages;
mod properties;
mod refusal;
mod saved_replies;
mod second_factors;
mod sessions;
mod sign_in;
mod subscriptions;
mod tokens;
mod told;
mod view;
mod webhooks;

use std::sync::Arc;

use crate::{
    clock::SharedClock,
    entropy::Ids,
    feed::Hint,
    store::{Store, StoreError},
    time::Timestamp,
};

pub use apps::{NewApp, ReviewChange};
pub use cache::{Generation, is_past};
pub use change::{Change, Editor};
pub use identities::Account;
pub use members::NewUser;
pub use pages::{NewPage, SettingsChange};
pub use properties::{ProfileChange, menu_as_written};
pub use refusal::{Problem, Refused};
pub use saved_replies::{NewReply, ReplyChange};
pub use second_factors::{CodeUsed, SecondFactor};
pub use sessions::{SESSION_LIFE, SignedInBy};
pub use view::{PageView, Power};
pub use webhooks::GoOn;

/// Limits of the configuration, each in the unit its name says.
pub mod limits {
    use std::ops::RangeInclusive;

    /// Characters of a page's, app's or person's name.
    pub const NAME: RangeInclusive<usize> = 1..=200;
    /// Characters of an e-mail address.
    pub const EMAIL: RangeInclusive<usize> = 3..=254;
    /// Seconds of a page's idle time-out.
    pub const IDLE_TIMEOUT: RangeInclusive<i64> = 1..=604_800;
    /// Apps subscribed to one page.
    pub const SUBSCRIPTIONS: usize = 100;
    /// Customers with a role on one app.
    pub const TESTERS: usize = 1_000;
    /// People with tasks on one page.
    pub const MEMBERS: usize = 1_000;
    /// Characters of an entry point's key.
    pub const ENTRY_POINT_KEY: RangeInclusive<usize> = 1..=500;
    /// Entry points of one page.
    pub const ENTRY_POINTS: usize = 1_000;
    /// Apps with disabled webhooks that are told of at once.
    pub const DISABLED: u32 = 100;
    /// Characters of a saved reply; what the inbox can send.
    pub const SAVED_REPLY_TEXT: RangeInclusive<usize> = 1..=2_000;
    /// Characters of a saved reply's shortcut.
    pub const SHORTCUT: RangeInclusive<usize> = 1..=40;
    /// Saved replies of one page.
    pub const SAVED_REPLIES: usize = 500;
    /// Bytes of a property that a client of the Graph API sets, as JSON.
    pub const PROPERTY: usize = 65_536;
    /// Seconds for which an app's previous secret signs beside its new one.
    pub const SECRET_OVERLAP: RangeInclusive<i64> = 0..=604_800;
    /// Seconds until a token expires.
    pub const TOKEN_LIFE: RangeInclusive<i64> = 1..=315_360_000;
}

/// The configuration's use cases. Cheap to clone.
#[derive(Clone)]
pub struct Directory(Arc<Inner>);

struct Inner {
    store: Store,
    clock: SharedClock,
    ids: Arc<Ids>,
    /// Rung after a change: it may have made an event, or given somebody something to do.
    changed: Hint,
    cache: cache::Cache,
}

impl Directory {
    pub fn new(store: Store, clock: SharedClock, ids: Arc<Ids>, changed: Hint) -> Self {
        Self(Arc::new(Inner { store, clock, ids, changed, cache: cache::Cache::default() }))
    }

    fn store(&self) -> &Store {
        &self.0.store
    }

    fn now(&self) -> Timestamp {
        self.0.clock.now()
    }

    fn ids(&self) -> &Ids {
        &self.0.ids
    }
}

/// What a use case answers: the database failed, or the configuration's rules refuse.
pub type Answer<T> = Result<T, Problem>;

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}
