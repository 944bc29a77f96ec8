//! The audit log, as administrators and managers read it.

use async_graphql::{ComplexObject, Context, Enum, ID, InputObject, Result, SimpleObject};
use chrono::{DateTime, Utc};
use serde_json::Value;

use super::{
    app::App,
    page::Page,
    participant::load_app,
    person::{User, maybe_user},
};
use crate::{
    graphql::{context::Reach, error},
    id::{AppId, PageId, UserId},
    store::{AuditFilter, AuditKind as Kind, AuditRecord, ObjectKind, Who},
};

/// Something that somebody did to the configuration or in an inbox, written down in the transaction that did it.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct AuditEntry {
    /// Rises from entry to entry.
    id: ID,
    /// When it was done.
    at: DateTime<Utc>,
    /// What was done.
    kind: AuditKind,
    /// Who did it.
    actor: AuditActor,
    /// What kind of thing it was done to.
    object_type: AuditObjectType,
    /// The id of what it was done to.
    object_id: ID,
    /// How it was, as far as it changed; null for what is new. Never a secret, nor what customers wrote.
    before: Option<Value>,
    /// How it has been since; null for what is gone.
    after: Option<Value>,
    /// The address that the request came from; null for what no request asked for.
    address: Option<String>,
    /// What the program that sent the request calls itself.
    user_agent: String,
    /// As in `x-request-id` of the answer and in the server's log; empty for what no request asked for.
    request_id: String,
    #[graphql(skip)]
    page: Option<PageId>,
}

/// Who did something.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct AuditActor {
    /// What kind of actor it is.
    kind: AuditActorKind,
    /// The token that was shown; null where none was needed.
    token_id: Option<ID>,
    #[graphql(skip)]
    user: Option<UserId>,
    #[graphql(skip)]
    app: Option<AppId>,
}

#[ComplexObject]
impl AuditEntry {
    /// The page that it is about; null if it is about none in particular.
    async fn page(&self, ctx: &Context<'_>) -> Result<Option<Page>> {
        let Some(page) = self.page else { return Ok(None) };
        Ok(ctx.directory().page(page).await.map_err(|it| error::store(&it))?.map(Page))
    }
}

#[ComplexObject]
impl AuditActor {
    /// The person; with an app's token, the one who asked for it, if anybody had to.
    async fn user(&self, ctx: &Context<'_>) -> Result<Option<User>> {
        maybe_user(ctx, self.user.as_ref()).await
    }

    /// The app.
    async fn app(&self, ctx: &Context<'_>) -> Result<Option<App>> {
        match self.app {
            Some(app) => load_app(ctx, app).await.map(Some),
            None => Ok(None),
        }
    }
}

impl From<AuditRecord> for AuditEntry {
    fn from(it: AuditRecord) -> Self {
        let actor = AuditActor {
            kind: AuditActorKind::of(&it.who),
            token_id: it.token.map(|it| it.as_str().into()),
            user: it.who.user().cloned(),
            app: it.who.app(),
        };
        Self {
            id: it.id.to_string().into(),
            at: it.occurred_at.to_datetime(),
            kind: it.kind.into(),
            actor,
            object_type: it.object.kind.into(),
            object_id: it.object.id.into(),
            before: it.before,
            after: it.after,
            address: it.address.map(|it| it.to_string()),
            user_agent: it.user_agent,
            request_id: it.request_id,
            page: it.page,
        }
    }
}

/// Which entries of the audit log; what is left out does not matter.
#[derive(InputObject, Clone, Debug, Default)]
pub struct AuditLogFilter {
    /// About this page. Whoever is no administrator must name one.
    pub page_id: Option<ID>,
    /// By this person, or this app.
    actor_id: Option<ID>,
    /// Of one of these kinds.
    kinds: Option<Vec<AuditKind>>,
    /// Done to the thing of this id: a page, app, person, token, thread, entry point or saved reply.
    object_id: Option<ID>,
    /// Done then or later.
    since: Option<DateTime<Utc>>,
    /// Done before then.
    until: Option<DateTime<Utc>>,
}

impl AuditLogFilter {
    /// `None` if it names something that cannot exist: then nothing matches.
    pub fn parse(self) -> Option<AuditFilter> {
        let (mut user, mut app) = (None, None);
        if let Some(actor) = self.actor_id {
            app = actor.parse::<AppId>().ok();
            if app.is_none() {
                user = Some(actor.parse::<UserId>().ok()?);
            }
        }
        Some(AuditFilter {
            page: self.page_id.map(|it| it.parse()).transpose().ok()?,
            user,
            app,
            kinds: self.kinds.unwrap_or_default().into_iter().map(Into::into).collect(),
            object: self.object_id.map(|it| it.0).filter(|it| !it.contains('\0')),
            since: self.since.map(Into::into),
            until: self.until.map(Into::into),
        })
    }
}

/// Who did something.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuditActorKind {
    /// Somebody who is signed in, or shows a token of theirs.
    Person,
    /// An app.
    App,
    /// Whatever brings customers' messages in.
    Channel,
    /// Whoever runs the server, on its command line.
    Operator,
    /// Somebody who is not signed in yet: with an invitation, say.
    Visitor,
    /// Baton itself, by its own rules.
    Baton,
}

impl AuditActorKind {
    const fn of(who: &Who) -> Self {
        match who {
            Who::Person(_) => Self::Person,
            Who::App { .. } => Self::App,
            Who::Channel => Self::Channel,
            Who::Operator => Self::Operator,
            Who::Visitor => Self::Visitor,
            Who::Baton => Self::Baton,
        }
    }
}

/// What kind of thing something was done to.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "ObjectKind")]
pub enum AuditObjectType {
    /// A page.
    Page,
    /// An app.
    App,
    /// A person.
    User,
    /// A token.
    Token,
    /// A thread.
    Thread,
    /// An entry point.
    EntryPoint,
    /// A saved reply.
    SavedReply,
}

/// What was done.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "Kind")]
pub enum AuditKind {
    /// `createPage`
    PageCreated,
    /// `updatePageSettings`
    PageSettingsUpdated,
    /// `setPrimaryReceiver`
    PrimaryReceiverSet,
    /// `setEntryPoint`
    EntryPointSet,
    /// `deleteEntryPoint`
    EntryPointDeleted,
    /// `setPageMenu`
    PageMenuSet,
    /// `deletePageMenu`
    PageMenuDeleted,
    /// `setPageMember`: the object is the person.
    PageMemberSet,
    /// `subscribeApp`: the object is the app.
    AppSubscribed,
    /// `unsubscribeApp`: the object is the app.
    AppUnsubscribed,
    /// `createSavedReply`
    SavedReplyCreated,
    /// `updateSavedReply`
    SavedReplyUpdated,
    /// `deleteSavedReply`
    SavedReplyDeleted,
    /// `createApp`
    AppCreated,
    /// `reviewApp`
    AppReviewed,
    /// `addAppTester`
    AppTesterAdded,
    /// `removeAppTester`
    AppTesterRemoved,
    /// `rotateAppSecret`
    AppSecretRotated,
    /// `setWebhook`: the object is the app, as for all of webhooks.
    WebhookSet,
    /// `setWebhook` without an address.
    WebhookRemoved,
    /// `enableWebhook`
    WebhookEnabled,
    /// It only failed, or answered that it is gone.
    WebhookDisabled,
    /// `redeliverSince`
    RedeliveryStarted,
    /// `cancelRedelivery`
    RedeliveryCancelled,
    /// A person was made with a password, or came from an OpenID provider.
    UserCreated,
    /// `inviteUser`
    UserInvited,
    /// Somebody chose their password.
    InvitationAccepted,
    /// An account at the OpenID provider became a person's.
    IdentityLinked,
    /// A browser was signed in.
    SignedIn,
    /// A browser was signed out.
    SignedOut,
    /// `signOutEverywhere`
    SignedOutEverywhere,
    /// `changePassword`
    PasswordChanged,
    /// `beginSecondFactor`
    SecondFactorBegun,
    /// `confirmSecondFactor`: asked for from then on.
    SecondFactorEnabled,
    /// `disableSecondFactor`
    SecondFactorDisabled,
    /// `resetSecondFactor`, by an administrator.
    SecondFactorReset,
    /// `renewRecoveryCodes`
    RecoveryCodesRenewed,
    /// Somebody signed in with one.
    RecoveryCodeUsed,
    /// A token was issued.
    TokenIssued,
    /// `revokeToken`
    TokenRevoked,
    /// `replyFromInbox`
    InboxReplied,
    /// `moveThreadToMain`
    ThreadMovedToMain,
    /// `markThreadDone`
    ThreadMarkedDone,
    /// `passThreadFromInbox`
    ThreadPassedFromInbox,
}
