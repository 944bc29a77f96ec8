//! Why the protocol says no. The only way in which it fails; a refusal changes nothing.

use std::fmt;

use super::participant::Participant;
use crate::{id::AppId, time::Timestamp};

/// Each says what is so, what the rule is, and what to do instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    Forbidden(Forbidden),
    NotThreadOwner { owner: Option<Participant> },
    ThreadControlled { owner: Participant },
    StaleEpoch { expected: i64, current: i64 },
    TargetNotSubscribed,
    AlreadyOwner,
    NoRequest,
    AppNotReviewed { app: AppId },
    HumanAgentNotApproved,
    OutsideMessagingWindow { closed_at: Timestamp },
    MenuNotAllowed { primary: AppId },
    InboxCannotBePrimary,
    Invalid { field: &'static str, problem: String },
}

/// What the caller lacks, whatever the thread's state.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Forbidden {
    #[error("the app is not subscribed to the page; a person with the MANAGE task subscribes it")]
    NotSubscribed,
    #[error("this needs the task MODERATE on the page, which the person who asked for the token does not have")]
    NeedsModerate,
    #[error("this needs the task MESSAGING or MODERATE on the page")]
    NeedsMessagingTask,
    #[error("this needs a task on the page")]
    NeedsAnyTask,
    #[error("this needs the permission PAGES_MESSAGING, which the token does not carry; ask for a token with it")]
    NeedsPagesMessaging,
    #[error("only an app can do this: use a page access token")]
    AppsOnly,
    #[error("only a person can do this, in the inbox: use a person's access token")]
    PeopleOnly,
    #[error("only the channel can do this: use a channel token")]
    ChannelsOnly,
    #[error("this happens by itself, when its time comes")]
    BatonOnly,
}

impl Refusal {
    /// The app that the words name by its id, for whoever can look up what people call it.
    pub const fn app(&self) -> Option<AppId> {
        match self {
            Self::NotThreadOwner { owner: Some(owner) } | Self::ThreadControlled { owner } => owner.app(),
            Self::AppNotReviewed { app } | Self::MenuNotAllowed { primary: app } => Some(*app),
            _ => None,
        }
    }

    /// The refusal in plain words; with the app's name in them, if there is one.
    pub fn in_words(&self, name: Option<&str>) -> String {
        let app = |app: AppId| name.map_or_else(|| format!("app {app}"), |name| format!("{name} (app {app})"));
        let who = |owner: Participant| owner.app().map_or_else(|| "the inbox".to_owned(), app);
        match self {
            Self::Forbidden(what) => what.to_string(),
            Self::NotThreadOwner { owner: Some(owner) } => format!(
                "{} controls the thread, and only its owner does this; \
                 request control and wait until it passes or releases",
                who(*owner)
            ),
            Self::NotThreadOwner { owner: None } => {
                "nobody controls the thread, and only its owner does this; take or request control first".to_owned()
            }
            Self::ThreadControlled { owner } => format!(
                "{} controls the thread, and only the primary receiver may take it; request control instead",
                who(*owner)
            ),
            Self::StaleEpoch { expected, current } => format!(
                "the thread is at epoch {current}, not {expected}: its control has changed; \
                 read the thread again and decide anew"
            ),
            Self::TargetNotSubscribed => {
                "the target is not subscribed to the page; subscribe it first, or pass to the inbox".to_owned()
            }
            Self::AlreadyOwner => {
                "the target controls the thread already; to keep control for longer, extend it".to_owned()
            }
            Self::NoRequest => "the app has no waiting request in this thread, so there is none to withdraw".to_owned(),
            Self::AppNotReviewed { app: id } => format!(
                "{} has not been reviewed and the customer has no role on it; \
                 an administrator can review the app or add the customer as a tester",
                app(*id)
            ),
            Self::HumanAgentNotApproved => "the human-agent feature has not been granted to the app; \
                 an administrator grants it in the app's review"
                .to_owned(),
            Self::OutsideMessagingWindow { closed_at } => format!(
                "the messaging window closed at {closed_at}: it is open for 24 hours after the customer last wrote or \
                 tapped, and for 7 days to human agents; wait for the customer to write"
            ),
            Self::MenuNotAllowed { primary } => format!(
                "{} is the primary receiver, and while there is one only it sets or deletes the page-level menu; \
                 set a menu on a thread that you control instead",
                app(*primary)
            ),
            Self::InboxCannotBePrimary => {
                "the inbox cannot be the primary receiver; choose a subscribed app, or none".to_owned()
            }
            Self::Invalid { field, problem } => format!("{field}: {problem}"),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_words(None))
    }
}

impl std::error::Error for Refusal {}

impl From<Forbidden> for Refusal {
    fn from(what: Forbidden) -> Self {
        Self::Forbidden(what)
    }
}
