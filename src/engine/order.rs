//! What is asked of the engine, and what it answers.

use crate::{
    client::Client,
    id::{AppId, CustomerId, ExternalId, MessageId, PageId, ThreadId, TokenId, UserId},
    protocol::{Command, Content, Permissions, Refusal},
    store::{EventRecord, MessageRecord, StoreError, ThreadRecord},
    time::Timestamp,
};

/// Who asks. What they may do is looked up when the order is decided, not before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    App {
        app: AppId,
        asked_by: UserId,
        permissions: Permissions,
    },
    /// Somebody who works in the inbox; the audit log tells from where.
    Person {
        user: UserId,
        token: Option<TokenId>,
        client: Client,
    },
    Channel,
    Baton,
}

/// Which thread an order is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    Thread(ThreadId),
    /// The customer's thread on the page, made if there is none.
    Customer {
        id: CustomerId,
        name: Option<String>,
    },
}

/// One thing asked of the engine.
#[derive(Clone, Debug)]
pub struct Order {
    pub page: PageId,
    pub subject: Subject,
    pub actor: Actor,
    pub command: Command,
    /// What the customer wrote; what apps and people write stands in the command.
    pub content: Option<Content>,
    pub idempotency_key: Option<String>,
    /// The message whose button the customer tapped, or the survey that they answered.
    pub tapped: Option<MessageId>,
    /// The channel's own id of the event: the page takes it in once.
    pub external_id: Option<ExternalId>,
    /// When the customer wrote, by the channel's clock. No rule depends on it.
    pub sent_at: Option<Timestamp>,
}

/// What came of an order: all of it committed.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The thread after it.
    pub thread: ThreadRecord,
    /// What it caused, in order; empty when it was already so.
    pub events: Vec<EventRecord>,
    /// The message sent or received; the earlier one if the idempotency key was used before.
    pub message: Option<MessageRecord>,
    /// The channel had sent it before.
    pub is_duplicate: bool,
}

/// How an order fails.
#[derive(Clone, Debug, thiserror::Error)]
pub enum EngineError {
    #[error(transparent)]
    Refused(#[from] Refusal),
    #[error("{0} does not exist")]
    NotFound(&'static str),
    #[error("the server is stopping; try again")]
    Stopped,
    #[error(transparent)]
    Store(#[from] std::sync::Arc<StoreError>),
}

impl From<StoreError> for EngineError {
    fn from(error: StoreError) -> Self {
        Self::Store(std::sync::Arc::new(error))
    }
}

impl Order {
    /// Baton's own look at a thread whose owner's time may be up.
    pub(super) const fn timeout(page: PageId, thread: ThreadId) -> Self {
        Self {
            page,
            subject: Subject::Thread(thread),
            actor: Actor::Baton,
            command: Command::Timeout,
            content: None,
            idempotency_key: None,
            tapped: None,
            external_id: None,
            sent_at: None,
        }
    }

    /// The text and attachments of the message that the order would bring into the thread.
    pub(super) fn message_content(&self) -> Option<&Content> {
        match &self.command {
            Command::Send(it) => Some(&it.content),
            Command::SendSurvey(it) => Some(&it.content),
            Command::InboxReply(it) => Some(&it.content),
            _ => self.content.as_ref(),
        }
    }
}
