//! What stands in the audit log.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    client::Client,
    id::{AppId, EntryPointId, PageId, SavedReplyId, ThreadId, TokenId, UserId},
    time::Timestamp,
};

/// Who does something, and from where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Author {
    pub who: Who,
    /// What they showed; `None` for whoever needs none.
    pub token: Option<TokenId>,
    pub client: Client,
}

/// Who it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    Person(UserId),
    /// An app, with a token that a person asked for.
    App {
        app: AppId,
        /// Nobody asked for an app's own token, which is its secret.
        asked_by: Option<UserId>,
    },
    /// Whatever brings customers' messages in.
    Channel,
    /// Whoever runs the server, on its command line.
    Operator,
    /// Somebody who is not signed in yet.
    Visitor,
    /// Baton itself.
    Baton,
}

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum AuditKind {
    PageCreated,
    PageSettingsUpdated,
    PrimaryReceiverSet,
    EntryPointSet,
    EntryPointDeleted,
    PageMenuSet,
    PageMenuDeleted,
    PageMemberSet,
    AppSubscribed,
    AppUnsubscribed,
    SavedReplyCreated,
    SavedReplyUpdated,
    SavedReplyDeleted,
    AppCreated,
    AppReviewed,
    AppTesterAdded,
    AppTesterRemoved,
    AppSecretRotated,
    WebhookSet,
    WebhookRemoved,
    WebhookEnabled,
    WebhookDisabled,
    RedeliveryStarted,
    RedeliveryCancelled,
    UserCreated,
    UserInvited,
    InvitationAccepted,
    IdentityLinked,
    SignedIn,
    SignedOut,
    SignedOutEverywhere,
    PasswordChanged,
    SecondFactorBegun,
    SecondFactorEnabled,
    SecondFactorDisabled,
    SecondFactorReset,
    RecoveryCodesRenewed,
    RecoveryCodeUsed,
    TokenIssued,
    TokenRevoked,
    InboxReplied,
    ThreadMovedToMain,
    ThreadMarkedDone,
    ThreadPassedFromInbox,
}

/// What kind of thing it was done to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ObjectKind {
    Page,
    App,
    User,
    Token,
    Thread,
    EntryPoint,
    SavedReply,
}

/// What it was done to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditObject {
    pub kind: ObjectKind,
    pub id: String,
}

/// One thing that was done, on its way into the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub kind: AuditKind,
    pub object: AuditObject,
    /// The page that it is about, if it is about one.
    pub page: Option<PageId>,
    /// How it was, and how it is now, as far as it changed; never a secret, nor what customers wrote.
    pub before: Option<Value>,
    pub after: Option<Value>,
}

/// A row of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditRecord {
    pub id: i64,
    pub occurred_at: Timestamp,
    pub kind: AuditKind,
    pub who: Who,
    pub token: Option<TokenId>,
    pub address: Option<IpAddr>,
    pub user_agent: String,
    pub request_id: String,
    pub object: AuditObject,
    pub page: Option<PageId>,
    pub before: Option<Value>,
    pub after: Option<Value>,
}

impl Author {
    /// Whoever runs the server.
    pub fn operator() -> Self {
        Self { who: Who::Operator, token: None, client: Client::default() }
    }

    /// Baton itself, by its own rules.
    pub fn baton() -> Self {
        Self { who: Who::Baton, token: None, client: Client::default() }
    }

    /// Somebody who is not signed in yet.
    pub const fn visitor(client: Client) -> Self {
        Self { who: Who::Visitor, token: None, client }
    }

    /// A person who has just shown who they are, and has no token yet.
    pub const fn person(user: UserId, client: Client) -> Self {
        Self { who: Who::Person(user), token: None, client }
    }
}

impl Entry {
    /// Something done to `object`, of which there is nothing else to tell yet.
    pub fn new(kind: AuditKind, object: impl Into<AuditObject>) -> Self {
        let object = object.into();
        Self { kind, page: object.page(), object, before: None, after: None }
    }

    /// On this page.
    #[must_use]
    pub fn on(self, page: PageId) -> Self {
        Self { page: Some(page), ..self }
    }

    #[must_use]
    pub fn before(self, before: Value) -> Self {
        Self { before: Some(before), ..self }
    }

    #[must_use]
    pub fn after(self, after: Value) -> Self {
        Self { after: Some(after), ..self }
    }
}

impl AuditObject {
    fn page(&self) -> Option<PageId> {
        if self.kind == ObjectKind::Page { self.id.parse().ok() } else { None }
    }
}

macro_rules! object {
    ($($id:ty => $kind:ident),+) => {
        $(impl From<&$id> for AuditObject {
            fn from(id: &$id) -> Self {
                Self { kind: ObjectKind::$kind, id: id.to_string() }
            }
        })+
    };
}

object!(
    PageId => Page,
    AppId => App,
    UserId => User,
    TokenId => Token,
    ThreadId => Thread,
    EntryPointId => EntryPoint,
    SavedReplyId => SavedReply
);

const PERSON: &str = "PERSON";
const APP: &str = "APP";
const CHANNEL: &str = "CHANNEL";
const OPERATOR: &str = "OPERATOR";
const VISITOR: &str = "VISITOR";
const BATON: &str = "BATON";

impl Who {
    /// The person, or whoever asked for the app's token.
    pub const fn user(&self) -> Option<&UserId> {
        match self {
            Self::Person(user) => Some(user),
            Self::App { asked_by, .. } => asked_by.as_ref(),
            _ => None,
        }
    }

    pub const fn app(&self) -> Option<AppId> {
        match self {
            Self::App { app, .. } => Some(*app),
            _ => None,
        }
    }

    pub(super) const fn columns(&self) -> (&'static str, Option<&UserId>, Option<AppId>) {
        let word = match self {
            Self::Person(_) => PERSON,
            Self::App { .. } => APP,
            Self::Channel => CHANNEL,
            Self::Operator => OPERATOR,
            Self::Visitor => VISITOR,
            Self::Baton => BATON,
        };
        (word, self.user(), self.app())
    }

    pub(super) fn of_columns(word: &str, user: Option<UserId>, app: Option<AppId>) -> Option<Self> {
        Some(match (word, user, app) {
            (PERSON, Some(user), _) => Self::Person(user),
            (APP, asked_by, Some(app)) => Self::App { app, asked_by },
            (CHANNEL, ..) => Self::Channel,
            (OPERATOR, ..) => Self::Operator,
            (VISITOR, ..) => Self::Visitor,
            (BATON, ..) => Self::Baton,
            _ => return None,
        })
    }
}
