//! Why the protocol says no. The only way in which it fails; a refusal changes nothing.

use super::participant::Participant;
use crate::{id::AppId, time::Timestamp};

/// Each says what is so and what to do instead.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("{0}")]
    Forbidden(Forbidden),
    #[error("{}", not_owner(*.owner))]
    NotThreadOwner { owner: Option<Participant> },
    #[error("{} controls the thread, and only the primary receiver may take it; request control instead", name(*.owner))]
    ThreadControlled { owner: Participant },
    #[error(
        "the thread is at epoch {current}, not {expected}: its control has changed; read the thread again and decide anew"
    )]
    StaleEpoch { expected: i64, current: i64 },
    #[error("the target is not subscribed to the page; subscribe it first, or pass to the inbox")]
    TargetNotSubscribed,
    #[error("the target controls the thread already")]
    AlreadyOwner,
    #[error("the app has no waiting request in this thread")]
    NoRequest,
    #[error(
        "app {app} has not been reviewed and the customer has no role on it; an administrator can review the app or add the customer as a tester"
    )]
    AppNotReviewed { app: AppId },
    #[error("the human-agent feature has not been granted to the app; an administrator grants it in its review")]
    HumanAgentNotApproved,
    #[error("the messaging window closed at {closed_at}; wait for the customer to write")]
    OutsideMessagingWindow { closed_at: Timestamp },
    #[error("{field}: {problem}")]
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
    #[error("this needs the permission PAGES_MESSAGING, which the token does not carry")]
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

impl From<Forbidden> for Refusal {
    fn from(what: Forbidden) -> Self {
        Self::Forbidden(what)
    }
}

fn name(participant: Participant) -> String {
    match participant {
        Participant::App(app) => format!("app {app}"),
        Participant::Inbox => "the inbox".to_owned(),
    }
}

fn not_owner(owner: Option<Participant>) -> String {
    match owner {
        Some(owner) => {
            format!("{} controls the thread; request control and wait until it passes or releases", name(owner))
        }
        None => "nobody controls the thread; take or request control first".to_owned(),
    }
}
