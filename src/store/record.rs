//! What the store hands out and takes in: the domain's shapes, free of rows and columns.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::{
    id::{AppId, CustomerId, EntryPointId, ExternalId, MessageId, PageId, SavedReplyId, ThreadId, TokenId, UserId},
    protocol::{
        Content, EntryPointSource, Event, Fields, Menu, MessageTag, PageEvent, Participant, Permissions, Platform,
        Settings, Tasks, Thread, audience::Heard,
    },
    time::Timestamp,
};

/// A place in the log of all events: positions rise in the order in which events were committed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Position(pub i64);

/// A thread with its names. `state.customer` is the customer's id.
#[derive(Clone, Debug, PartialEq)]
pub struct ThreadRecord {
    pub id: ThreadId,
    pub page: PageId,
    pub customer_name: Option<String>,
    pub customer_locale: Option<String>,
    pub state: Thread,
}

/// One row of the log.
#[derive(Clone, Debug, PartialEq)]
pub struct EventRecord {
    pub position: Position,
    pub page: PageId,
    pub thread: ThreadId,
    pub customer: CustomerId,
    pub sequence: i64,
    pub occurred_at: Timestamp,
    /// Who controlled the thread once the event had happened.
    pub owner: Option<Participant>,
    pub event: Event,
}

/// One row of the log that is about a page, and none of its threads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageEventRecord {
    pub position: Position,
    pub page: PageId,
    pub occurred_at: Timestamp,
    pub event: PageEvent,
}

/// A row of the log, of either kind.
#[derive(Clone, Debug, PartialEq)]
pub enum Logged {
    Thread(EventRecord),
    Page(PageEventRecord),
}

impl Logged {
    pub const fn position(&self) -> Position {
        match self {
            Self::Thread(it) => it.position,
            Self::Page(it) => it.position,
        }
    }
}

/// An event on its way into the log; the database gives it its position.
#[derive(Clone, Debug, PartialEq)]
pub struct NewEvent {
    pub page: PageId,
    pub thread: ThreadId,
    pub sequence: i64,
    pub occurred_at: Timestamp,
    pub owner: Option<Participant>,
    pub event: Event,
    /// The channel's own id of what caused it; a page takes each in once.
    pub external_id: Option<ExternalId>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MessageStatus {
    Held,
    Sent,
    Dropped,
}

#[derive(Clone, Debug, PartialEq)]
pub struct MessageRecord {
    pub id: MessageId,
    pub page: PageId,
    pub thread: ThreadId,
    /// The event that brought it into the thread.
    pub sequence: i64,
    /// `None` when the customer wrote it.
    pub sender: Option<Participant>,
    pub content: Content,
    pub tag: Option<MessageTag>,
    pub is_survey: bool,
    pub status: MessageStatus,
    pub sent_at: Timestamp,
    pub idempotency_key: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct PageRecord {
    pub id: PageId,
    pub name: String,
    pub platform: Platform,
    pub settings: Settings,
    pub primary_receiver: Option<AppId>,
    /// The page-level persistent menu.
    pub menu: Option<Menu>,
}

#[derive(Clone, PartialEq)]
pub struct AppRecord {
    pub id: AppId,
    pub name: String,
    /// Signs the app's webhooks. Never logged: the type has no `Debug`.
    pub secret: String,
    /// The one before, and until when it signs beside it.
    pub previous_secret: Option<(String, Timestamp)>,
    pub live: bool,
    pub human_agent: bool,
    pub webhook: Option<WebhookRecord>,
}

/// Where an app hears of events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookRecord {
    pub url: String,
    /// When it answered the challenge.
    pub verified_at: Timestamp,
    /// Since when nothing is sent to it, and why.
    pub disabled: Option<(Timestamp, DisabledReason)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum DisabledReason {
    /// It answered 410.
    Gone,
    /// It has only failed, for days.
    OnlyFailed,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SubscriptionRecord {
    pub page: PageId,
    pub app: AppId,
    pub fields: Fields,
}

/// A thread whose delivery to an app has failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParkedRecord {
    /// `None` for the page's own events, which are delivered in order like a thread's.
    pub thread: Option<ThreadId>,
    /// What lies at or before this position in the thread is done.
    pub position: Position,
    /// When the next event happened.
    pub since: Timestamp,
    /// How often it was tried, by the schedule.
    pub failed: u32,
    pub next_at: Timestamp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum DeliveryStatus {
    Delivered,
    /// It failed, and will be tried again.
    Waiting,
    /// It has used up its tries.
    Failed,
}

/// What became of an event that was sent to an app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeliveryRecord {
    pub app: AppId,
    pub position: Position,
    pub page: PageId,
    /// `None` for an event of the page.
    pub thread: Option<ThreadId>,
    /// The event's name in the log.
    pub kind: Cow<'static, str>,
    pub heard: Heard,
    pub occurred_at: Timestamp,
    pub status: DeliveryStatus,
    /// When it is tried again.
    pub next_at: Option<Timestamp>,
    /// What the last try failed for, in a word; `None` once it is delivered.
    pub cause: Option<String>,
    /// Oldest first, as JSON.
    pub attempts: String,
}

/// Many events that are sent to an app again, because somebody asked for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RedeliveryRecord {
    pub id: String,
    pub app: AppId,
    /// Those alone whose tries were used up.
    pub only_failed: bool,
    /// Of those, the ones whose last try failed for this.
    pub cause: Option<String>,
    /// It began after this position,
    pub first: Position,
    /// is here,
    pub position: Position,
    /// and ends with this one.
    pub last: Position,
    pub delivered: i64,
    pub failed: i64,
    pub created_at: Timestamp,
    pub finished_at: Option<Timestamp>,
    /// When somebody called it off.
    pub cancelled_at: Option<Timestamp>,
}

/// An app's deliveries that failed for the same cause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailureRecord {
    /// The status that was answered, or why there was no answer.
    pub cause: String,
    pub count: i64,
    /// The last of them.
    pub position: Position,
    /// When the first of their events happened, and the last.
    pub first_at: Timestamp,
    pub last_at: Timestamp,
}

/// How many of some deliveries there are in each state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DeliveryTally {
    pub delivered: i64,
    pub waiting: i64,
    pub failed: i64,
}

/// Which app the threads that begin at an ad or a link go to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryPointRecord {
    pub id: EntryPointId,
    pub page: PageId,
    pub source: EntryPointSource,
    /// The ad's id, or the link's `ref`.
    pub key: String,
    pub app: AppId,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserRecord {
    pub id: UserId,
    pub name: String,
    pub email: String,
    pub is_admin: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberRecord {
    pub page: PageId,
    pub user: UserId,
    pub tasks: Tasks,
}

/// For whom a token speaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TokenScope {
    /// An app on a page, by the asking of a person.
    Page { page: PageId, app: AppId, asked_by: UserId, permissions: Permissions },
    /// Whatever brings customers' messages to a page.
    Channel { page: PageId },
    /// A person.
    User { user: UserId },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenRecord {
    pub id: TokenId,
    pub scope: TokenScope,
    pub issued_at: Timestamp,
    pub expires_at: Option<Timestamp>,
    pub revoked_at: Option<Timestamp>,
}

/// A browser that a person is signed in with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionRecord {
    pub token: TokenId,
    /// What the browser called itself.
    pub user_agent: String,
    pub issued_at: Timestamp,
    pub expires_at: Option<Timestamp>,
}

/// A text that the people of a page answer with again and again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedReplyRecord {
    pub id: SavedReplyId,
    pub page: PageId,
    pub title: String,
    pub text: String,
    /// What people type to find it; one of the page has it.
    pub shortcut: Option<String>,
    pub updated_at: Timestamp,
}

/// A person's time-based one-time passwords.
#[derive(Clone, PartialEq, Eq)]
pub struct SecondFactorRecord {
    /// In base 32. Never logged: the type has no `Debug`.
    pub secret: String,
    /// Since when it is asked for at sign-in.
    pub confirmed_at: Option<Timestamp>,
    /// The last time step whose code was used.
    pub last_step: i64,
}
