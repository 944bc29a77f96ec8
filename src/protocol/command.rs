//! What can be asked of a thread, and by whom.

use serde_json::Value;

use super::{
    event::MessageTag,
    feedback::Feedback,
    menu::{Button, MenuItem, MenuLevel},
    page::{EntryPointSource, Permissions, Tasks},
    participant::Participant,
    template::postbacks,
};
use crate::{
    id::{AppId, MessageId, UserId},
    time::Timestamp,
};

/// Who asks. The tasks are those that the person has at this moment, not when a token was issued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Caller {
    /// An app, by a token that a person asked for.
    App { app: AppId, tasks: Tasks, permissions: Permissions },
    /// A person, by name.
    Person { user: UserId, tasks: Tasks },
    /// The channel that carries the customer's words.
    Channel,
    /// Baton itself: timers, and the configuration's consequences.
    Baton,
}

/// One call. `expected_epoch` fences it (`fenced`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    Pass {
        target: Target,
        metadata: Option<String>,
        expected_epoch: Option<i64>,
    },
    Take {
        metadata: Option<String>,
        expected_epoch: Option<i64>,
    },
    Request {
        metadata: Option<String>,
    },
    Withdraw,
    Release {
        expected_epoch: Option<i64>,
    },
    /// Seconds from now.
    Extend {
        duration: i64,
        expected_epoch: Option<i64>,
    },
    PassMetadata {
        target: Target,
        metadata: String,
    },

    Send(Send),
    SendSurvey(SendSurvey),
    SetUserMenu {
        items: Vec<MenuItem>,
    },
    DeleteUserMenu,

    InboxReply(InboxReply),
    InboxMoveToMain,
    InboxMarkDone,
    InboxPass {
        target: Target,
        metadata: Option<String>,
    },

    Receive {
        message: MessageId,
    },
    Tap(Tap),
    Refer {
        source: EntryPointSource,
        key: String,
    },
    Answer(Answer),

    /// The owner's time may be up.
    Timeout,
    /// The app has left the page.
    Leave {
        app: AppId,
    },
}

/// Whom a call names: a participant, or an id that cannot be one on this page.
pub type Target = Option<Participant>;

/// What a message says, before anything has checked it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Content {
    pub text: Option<String>,
    pub attachments: Vec<Value>,
    pub buttons: Vec<Button>,
}

impl Content {
    /// Whether a tap can have sent this back: on one of the buttons, or on one in a template, which may hold more of them.
    pub fn has_button(&self, payload: &str) -> bool {
        self.buttons.iter().any(|it| it.payload == payload)
            || self.attachments.iter().flat_map(postbacks).any(|it| it.payload == payload)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Send {
    /// The id that the message will have.
    pub message: MessageId,
    pub content: Content,
    pub tag: Option<MessageTag>,
    pub expected_epoch: Option<i64>,
    /// When this app last used the call's idempotency key in this thread (`same_key_once`).
    pub key_used_at: Option<Timestamp>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SendSurvey {
    pub message: MessageId,
    pub content: Content,
    pub key_used_at: Option<Timestamp>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InboxReply {
    pub message: MessageId,
    pub content: Content,
    pub key_used_at: Option<Timestamp>,
}

/// The customer tapped a button or a menu item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tap {
    /// The message as which the tap counts if nobody is there to get it (`creator_gone`).
    pub message: MessageId,
    pub payload: String,
    pub title: Option<String>,
    pub on: Tapped,
}

/// The customer answered a survey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub survey: MessageId,
    /// Who sent the survey, if it has reached the customer in this thread.
    pub sender: Option<AppId>,
    pub feedback: Feedback,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tapped {
    /// A button; its sender, if the message and the button exist.
    Button {
        sender: Option<Participant>,
    },
    Menu(MenuLevel),
}

impl Command {
    /// The epoch that the caller believes the thread to be in.
    pub const fn expected_epoch(&self) -> Option<i64> {
        match self {
            Self::Pass { expected_epoch, .. }
            | Self::Take { expected_epoch, .. }
            | Self::Release { expected_epoch }
            | Self::Extend { expected_epoch, .. }
            | Self::Send(Send { expected_epoch, .. }) => *expected_epoch,
            _ => None,
        }
    }
}
