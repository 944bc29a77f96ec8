//! What of a page the rules need: who takes part, in what role, under which settings.

use std::collections::{BTreeMap, HashSet};

use bitflags::bitflags;
use serde::{Deserialize, Serialize};

use super::{menu::Menu, participant::Participant};
use crate::{
    id::{AppId, CustomerId, PageId},
    time::Seconds,
};

/// Where a page lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Platform {
    Messenger,
    Instagram,
    Web,
}

impl Platform {
    /// The well-known app id that the page's own inbox has on the Graph API.
    pub const fn inbox_id(self) -> i64 {
        match self {
            Self::Messenger | Self::Web => 263_902_037_430_900,
            Self::Instagram => 1_217_981_644_879_628,
        }
    }

    /// Whether the id is an inbox's, which no app may have.
    pub fn is_inbox(app: AppId) -> bool {
        [Self::Messenger, Self::Instagram, Self::Web].iter().any(|it| it.inbox_id() == app.get())
    }
}

/// What becomes of a thread that its owner releases.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ReleasePolicy {
    /// It goes idle, as the protocol has it.
    #[default]
    Idle,
    /// Control goes to the longest waiting request, if there is one.
    NextRequest,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Time without activity after which a controlled thread goes idle.
    pub idle_timeout: Seconds,
    pub on_release: ReleasePolicy,
    /// Whether messages are held to the 24-hour window (7 days for human agents).
    pub enforce_messaging_window: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self { idle_timeout: Seconds::DAY, on_release: ReleasePolicy::Idle, enforce_messaging_window: false }
    }
}

bitflags! {
    /// What a person may do on a page (`protocol.md: tasks`).
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
    pub struct Tasks: u8 {
        const MODERATE = 1;
        const MESSAGING = 2;
        const MANAGE = 4;
        const ANALYZE = 8;
    }

    /// What a page access token lets its app reach.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
    pub struct Permissions: u8 {
        const PAGES_MESSAGING = 1;
        const PAGES_MANAGE_METADATA = 2;
    }

    /// The events that an app asked for (`protocol.md: by_field`).
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
    pub struct Fields: u16 {
        const MESSAGES = 1;
        const MESSAGING_POSTBACKS = 2;
        const MESSAGING_REFERRALS = 4;
        const MESSAGE_ECHOES = 8;
        const MESSAGING_HANDOVERS = 16;
        const STANDBY = 32;
        const MESSAGING_FEEDBACK = 64;
        const THREAD_CONTROL = 128;
    }
}

/// A subscribed app, as the rules see it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subscriber {
    pub fields: Fields,
    /// Granted by review: the app reaches every customer, not its testers alone.
    pub live: bool,
    /// Granted by review: the app may answer as a human agent.
    pub human_agent: bool,
    pub testers: HashSet<CustomerId>,
}

/// Where a conversation can begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum EntryPointSource {
    Ad,
    Link,
}

/// What a customer came through: an ad's id, or the ref parameter of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Referral {
    pub source: EntryPointSource,
    pub key: String,
}

/// A page as the rules see it: configuration only, no thread's state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    pub id: PageId,
    pub platform: Platform,
    pub settings: Settings,
    pub primary_receiver: Option<AppId>,
    pub subscribers: BTreeMap<AppId, Subscriber>,
    /// Which app a conversation that begins there goes to.
    pub entry_points: BTreeMap<(EntryPointSource, String), AppId>,
    /// The page-level persistent menu.
    pub menu: Option<Menu>,
}

impl Page {
    pub fn is_subscribed(&self, app: AppId) -> bool {
        self.subscribers.contains_key(&app)
    }

    /// Whether the app is subscribed and review lets it reach this customer (`review_live`).
    pub fn reaches(&self, app: AppId, customer: &CustomerId) -> bool {
        self.subscribers.get(&app).is_some_and(|it| it.live || it.testers.contains(customer))
    }

    /// The primary receiver, unless it may not reach this customer (`primary_must_reach`).
    pub fn primary_for(&self, customer: &CustomerId) -> Option<AppId> {
        self.primary_receiver.filter(|&app| self.reaches(app, customer))
    }

    /// The participant that an id names on this page, whether it is subscribed or not.
    pub fn participant(&self, id: i64) -> Option<Participant> {
        if id == self.platform.inbox_id() { Some(Participant::Inbox) } else { AppId::new(id).map(Participant::App) }
    }
}
