//! What can happen to a thread. One event is one row of its log; folding the log gives its state.

use serde::{Deserialize, Serialize};

use super::{feedback::Feedback, menu::Menu, page::EntryPointSource, participant::Participant};
use crate::{
    id::{AppId, MessageId, UserId},
    time::Timestamp,
};

/// Why control moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Reason {
    Pass,
    Take,
    Request,
    Release,
    NextRequest,
    IdleTimeout,
    CustomerMessage,
    Postback,
    Menu,
    EntryPoint,
    InboxReply,
    InboxMove,
    InboxDone,
    AppRemoved,
    /// A name that the contract keeps: no rule lets an administrator move control, so no event has it.
    Admin,
}

/// A label that lets a message be sent where the usual rules would not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum MessageTag {
    HumanAgent,
}

/// A change of owner: the only event that moves the epoch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ControlChange {
    pub previous: Option<Participant>,
    pub new: Option<Participant>,
    pub reason: Reason,
    pub metadata: Option<String>,
    pub epoch: i64,
    /// When the new owner's time is up; `None` when the thread went idle.
    pub expires_at: Option<Timestamp>,
    /// The person who did it, when it was one.
    pub by: Option<UserId>,
}

/// `expires_at` in an event of activity is the thread's after it; `None` on an idle thread.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Event {
    ControlChanged(ControlChange),
    ControlRequested {
        app: AppId,
        metadata: Option<String>,
        /// 1 for the head of the queue.
        position: u32,
        /// The primary receiver at that moment, which hears of it beside the owner.
        primary: Option<AppId>,
    },
    RequestWithdrawn {
        app: AppId,
    },
    ControlExtended {
        owner: Participant,
        expires_at: Timestamp,
    },
    MetadataPassed {
        from: Participant,
        to: AppId,
        metadata: String,
    },
    MessageReceived {
        message: MessageId,
        expires_at: Option<Timestamp>,
    },
    MessageSent {
        message: MessageId,
        sender: Participant,
        tag: Option<MessageTag>,
        expires_at: Option<Timestamp>,
        by: Option<UserId>,
    },
    SurveyHeld {
        message: MessageId,
        app: AppId,
    },
    SurveyDropped {
        message: MessageId,
        app: AppId,
    },
    PostbackReceived {
        payload: String,
        title: Option<String>,
        /// Who created what was tapped: it alone gets the payload.
        app: AppId,
        from_menu: bool,
        expires_at: Option<Timestamp>,
    },
    ReferralReceived {
        source: EntryPointSource,
        key: String,
        expires_at: Option<Timestamp>,
    },
    FeedbackReceived {
        survey: MessageId,
        /// Who sent the survey: it alone gets the answer.
        app: AppId,
        feedback: Feedback,
    },
    UserMenuChanged {
        app: AppId,
        menu: Option<Menu>,
    },
    /// A person marked the thread done.
    MarkedDone {
        by: UserId,
    },
}

impl Event {
    /// Its name in the log, by which readers select.
    pub const fn kind(&self) -> EventKind {
        match self {
            Self::ControlChanged(_) => EventKind::ControlChanged,
            Self::ControlRequested { .. } => EventKind::ControlRequested,
            Self::RequestWithdrawn { .. } => EventKind::RequestWithdrawn,
            Self::ControlExtended { .. } => EventKind::ControlExtended,
            Self::MetadataPassed { .. } => EventKind::MetadataPassed,
            Self::MessageReceived { .. } => EventKind::MessageReceived,
            Self::MessageSent { .. } => EventKind::MessageSent,
            Self::SurveyHeld { .. } => EventKind::SurveyHeld,
            Self::SurveyDropped { .. } => EventKind::SurveyDropped,
            Self::PostbackReceived { .. } => EventKind::PostbackReceived,
            Self::ReferralReceived { .. } => EventKind::ReferralReceived,
            Self::FeedbackReceived { .. } => EventKind::FeedbackReceived,
            Self::UserMenuChanged { .. } => EventKind::UserMenuChanged,
            Self::MarkedDone { .. } => EventKind::FolderChanged,
        }
    }

    /// The message that it brings into the thread, or whose fate it tells.
    pub const fn message(&self) -> Option<&MessageId> {
        match self {
            Self::MessageReceived { message, .. }
            | Self::MessageSent { message, .. }
            | Self::SurveyHeld { message, .. }
            | Self::SurveyDropped { message, .. } => Some(message),
            _ => None,
        }
    }
}

/// The kinds of events, under the names of their GraphQL types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EventKind {
    ControlChanged,
    ControlRequested,
    RequestWithdrawn,
    ControlExtended,
    MetadataPassed,
    MessageReceived,
    MessageSent,
    SurveyHeld,
    SurveyDropped,
    PostbackReceived,
    ReferralReceived,
    FeedbackReceived,
    UserMenuChanged,
    FolderChanged,
}

impl EventKind {
    pub const fn name(self) -> &'static str {
        match self {
            Self::ControlChanged => "ControlChanged",
            Self::ControlRequested => "ControlRequested",
            Self::RequestWithdrawn => "RequestWithdrawn",
            Self::ControlExtended => "ControlExtended",
            Self::MetadataPassed => "MetadataPassed",
            Self::MessageReceived => "MessageReceived",
            Self::MessageSent => "MessageSent",
            Self::SurveyHeld => "SurveyHeld",
            Self::SurveyDropped => "SurveyDropped",
            Self::PostbackReceived => "PostbackReceived",
            Self::ReferralReceived => "ReferralReceived",
            Self::FeedbackReceived => "FeedbackReceived",
            Self::UserMenuChanged => "UserMenuChanged",
            Self::FolderChanged => "FolderChanged",
        }
    }
}
