//! What mutations answer. A refusal comes back in `userErrors`, with the object fields null.

use std::sync::Arc;

use async_graphql::{Error, ID, Result, SimpleObject, Value};

use super::{
    at_hand::{Asked, AtHand, Lean, scalar},
    object::{
        app::App,
        enums::MenuLevel,
        event::{ThreadEvent, shown},
        menu::PersistentMenu,
        message::Message,
        page::Page,
        person::User,
        saved_reply::SavedReply,
        thread::Thread,
        webhook::{WebhookAttempt, WebhookDelivery, WebhookRedelivery},
    },
    user_error::UserError,
};
use crate::{
    directory::{PageView, Problem},
    engine::{EngineError, Outcome},
    protocol::{EventKind, Menu},
    store::{AppRecord, EventRecord, SavedReplyRecord},
};

/// A thread after a call of thread control.
#[derive(SimpleObject, Default)]
pub struct ThreadControlPayload {
    /// Null if the call was refused.
    thread: Option<Lean<Thread>>,
    /// The event that this call caused; null when nothing changed.
    event: Option<ThreadEvent>,
    /// What was refused; empty if nothing was.
    user_errors: Vec<UserError>,
}

/// A message on its way.
#[derive(SimpleObject, Default)]
pub struct SendMessagePayload {
    /// Null if it was refused.
    message: Option<Lean<Message>>,
    /// The thread after the message; null if it was refused.
    thread: Option<Lean<Thread>>,
    /// What was refused; empty if nothing was.
    user_errors: Vec<UserError>,
}

/// `duplicate` is true when the channel had sent it before.
#[derive(SimpleObject, Default)]
pub struct ReceivePayload {
    /// The thread after the event; null if it was refused.
    thread: Option<Lean<Thread>>,
    /// Whether the channel had sent it before; nothing changed then.
    duplicate: bool,
    /// What was refused; empty if nothing was.
    user_errors: Vec<UserError>,
}

/// A page after a change.
#[derive(SimpleObject, Default)]
pub struct PagePayload {
    /// Null if the change was refused.
    page: Option<Page>,
    /// What was refused; empty if nothing was.
    user_errors: Vec<UserError>,
}

/// An app after a change.
#[derive(SimpleObject, Default)]
pub struct AppPayload {
    /// Null if the change was refused.
    app: Option<App>,
    /// What was refused; empty if nothing was.
    user_errors: Vec<UserError>,
}

/// The menu as it now is.
#[derive(SimpleObject, Default)]
pub struct MenuPayload {
    /// Null once it is deleted.
    menu: Option<PersistentMenu>,
    /// Why the protocol refused; empty when it did not.
    user_errors: Vec<UserError>,
}

impl MenuPayload {
    pub fn of(level: MenuLevel, menu: Option<Menu>) -> Self {
        Self { menu: menu.map(|menu| PersistentMenu { level, menu }), user_errors: Vec::new() }
    }
}

/// The secret signs the app's webhooks and is shown this once.
#[derive(SimpleObject, Default)]
pub struct CreateAppPayload {
    /// The new app.
    pub app: Option<App>,
    /// The key of the signatures of its webhooks.
    pub app_secret: Option<String>,
    /// What was refused; empty if nothing was.
    pub user_errors: Vec<UserError>,
}

/// A new token.
#[derive(SimpleObject, Default)]
pub struct TokenPayload {
    /// What its bearer sends as `Authorization: Bearer …`; shown this once.
    pub token: Option<String>,
    /// What `revokeToken` takes.
    pub token_id: Option<ID>,
    /// What was refused; empty if nothing was.
    pub user_errors: Vec<UserError>,
}

/// A new person, and their way in.
#[derive(SimpleObject, Default)]
pub struct InviteUserPayload {
    /// The new person.
    pub user: Option<User>,
    /// Lets the person choose a password; shown this once.
    pub invitation: Option<String>,
    /// What was refused; empty if nothing was.
    pub user_errors: Vec<UserError>,
}

/// A person after a change.
#[derive(SimpleObject, Default)]
pub struct UserPayload {
    /// Null if the change was refused.
    pub user: Option<User>,
    /// What was refused; empty if nothing was.
    pub user_errors: Vec<UserError>,
}

/// A second factor to set up.
#[derive(SimpleObject, Default)]
pub struct BeginSecondFactorPayload {
    /// In base 32, for authenticators that take no picture; shown this once.
    pub secret: Option<String>,
    /// `otpauth://…`, which opens an authenticator on the same device.
    pub uri: Option<String>,
    /// The same as a QR code: an SVG image.
    pub qr_code: Option<String>,
    /// What was refused; empty if nothing was.
    pub user_errors: Vec<UserError>,
}

/// Codes for who has lost their device.
#[derive(SimpleObject, Default)]
pub struct RecoveryCodesPayload {
    /// Each is good for one sign-in; shown this once.
    recovery_codes: Option<Vec<String>>,
    /// What was refused; empty if nothing was.
    user_errors: Vec<UserError>,
}

impl RecoveryCodesPayload {
    pub fn of(codes: Vec<String>) -> Self {
        Self { recovery_codes: Some(codes), user_errors: Vec::new() }
    }
}

/// A saved reply after a change.
#[derive(SimpleObject, Default)]
pub struct SavedReplyPayload {
    /// Null if the change was refused, or the reply is gone.
    saved_reply: Option<SavedReply>,
    /// What was refused; empty if nothing was.
    user_errors: Vec<UserError>,
}

/// A thread that a person has read.
#[derive(SimpleObject, Default)]
pub struct MarkThreadReadPayload {
    /// Null if it was refused.
    pub thread: Option<Thread>,
    /// What was refused; empty if nothing was.
    pub user_errors: Vec<UserError>,
}

/// A token without power.
#[derive(SimpleObject, Default)]
pub struct RevokeTokenPayload {
    /// The token that was revoked.
    pub token_id: Option<ID>,
    /// What was refused; empty if nothing was.
    pub user_errors: Vec<UserError>,
}

/// A delivery that was repeated.
#[derive(SimpleObject, Default)]
pub struct RedeliverPayload {
    /// With the attempt that was asked for as its last one.
    pub delivery: Option<WebhookDelivery>,
    /// What was refused; empty if nothing was.
    pub user_errors: Vec<UserError>,
}

/// Many deliveries that are being repeated.
#[derive(SimpleObject, Default)]
pub struct RedeliverSincePayload {
    /// How far it is.
    pub redelivery: Option<WebhookRedelivery>,
    /// What was refused; empty if nothing was.
    pub user_errors: Vec<UserError>,
}

/// A redelivery that was called off.
#[derive(SimpleObject, Default)]
pub struct CancelRedeliveryPayload {
    /// How far it came.
    pub redelivery: Option<WebhookRedelivery>,
    /// What was refused; empty if nothing was.
    pub user_errors: Vec<UserError>,
}

/// A test event that was sent.
#[derive(SimpleObject, Default)]
pub struct SendTestEventPayload {
    /// What came of it.
    pub attempt: Option<WebhookAttempt>,
    /// What was refused; empty if nothing was.
    pub user_errors: Vec<UserError>,
}

/// A payload that can carry a refusal in place of its objects.
pub trait Payload: Default {
    fn refused(error: UserError) -> Self;
}

macro_rules! payloads {
    ($($name:ident),+) => {
        $(impl Payload for $name {
            fn refused(error: UserError) -> Self {
                Self { user_errors: vec![error], ..Self::default() }
            }
        })+
    };
}

payloads!(
    ThreadControlPayload,
    SendMessagePayload,
    ReceivePayload,
    MenuPayload,
    PagePayload,
    AppPayload,
    CreateAppPayload,
    TokenPayload,
    InviteUserPayload,
    UserPayload,
    RevokeTokenPayload,
    RedeliverPayload,
    RedeliverSincePayload,
    CancelRedeliveryPayload,
    SendTestEventPayload,
    BeginSecondFactorPayload,
    RecoveryCodesPayload,
    SavedReplyPayload,
    MarkThreadReadPayload
);

impl<P: Payload> Payload for Lean<P> {
    fn refused(error: UserError) -> Self {
        Self(P::refused(error))
    }
}

impl<P: From<Outcome>> From<Outcome> for Lean<P> {
    fn from(outcome: Outcome) -> Self {
        Self(outcome.into())
    }
}

/// What the engine answered, as a payload.
pub fn of_outcome<P: Payload + From<Outcome>>(outcome: Result<Outcome, EngineError>) -> Result<P> {
    match outcome {
        Ok(outcome) => Ok(outcome.into()),
        Err(failure) => UserError::of_engine(failure).map(P::refused),
    }
}

/// What the directory answered, as a payload.
pub fn of_answer<T, P: Payload>(answer: Result<T, Problem>, payload: impl FnOnce(T) -> P) -> Result<P, Error> {
    match answer {
        Ok(it) => Ok(payload(it)),
        Err(problem) => UserError::of_problem(problem).map(P::refused),
    }
}

impl From<Outcome> for ThreadControlPayload {
    fn from(outcome: Outcome) -> Self {
        let thread = Thread::of(outcome.thread);
        let event = telling(outcome.events).map(|it| shown(Arc::new(it), Some(thread.clone())));
        Self { thread: Some(Lean(thread)), event, user_errors: Vec::new() }
    }
}

impl AtHand for ThreadControlPayload {
    fn at_hand(&self, asked: Asked<'_>) -> Option<Value> {
        match asked.name() {
            "thread" => of_thread(self.thread.as_ref(), asked),
            "event" if self.event.is_none() => Some(Value::Null),
            "userErrors" => none(&self.user_errors),
            _ => None,
        }
    }
}

impl AtHand for SendMessagePayload {
    fn at_hand(&self, asked: Asked<'_>) -> Option<Value> {
        match asked.name() {
            "message" => self.message.as_ref().map_or(Some(Value::Null), |it| asked.object(&it.0)),
            "thread" => of_thread(self.thread.as_ref(), asked),
            "userErrors" => none(&self.user_errors),
            _ => None,
        }
    }
}

impl AtHand for ReceivePayload {
    fn at_hand(&self, asked: Asked<'_>) -> Option<Value> {
        match asked.name() {
            "thread" => of_thread(self.thread.as_ref(), asked),
            "duplicate" => Some(scalar(&self.duplicate)),
            "userErrors" => none(&self.user_errors),
            _ => None,
        }
    }
}

fn of_thread(thread: Option<&Lean<Thread>>, asked: Asked<'_>) -> Option<Value> {
    thread.map_or(Some(Value::Null), |it| asked.object(&it.0))
}

/// Refusals are left to the resolver.
fn none(errors: &[UserError]) -> Option<Value> {
    errors.is_empty().then(|| Value::List(Vec::new()))
}

impl From<Outcome> for SendMessagePayload {
    fn from(outcome: Outcome) -> Self {
        Self {
            message: outcome.message.map(|it| Lean(Message::of(it))),
            thread: Some(Lean(Thread::of(outcome.thread))),
            user_errors: Vec::new(),
        }
    }
}

impl From<Outcome> for ReceivePayload {
    fn from(outcome: Outcome) -> Self {
        let duplicate = outcome.is_duplicate;
        Self { thread: Some(Lean(Thread::of(outcome.thread))), duplicate, user_errors: Vec::new() }
    }
}

impl From<Arc<PageView>> for PagePayload {
    fn from(page: Arc<PageView>) -> Self {
        Self { page: Some(Page(page)), user_errors: Vec::new() }
    }
}

impl From<SavedReplyRecord> for SavedReplyPayload {
    fn from(reply: SavedReplyRecord) -> Self {
        Self { saved_reply: Some(reply.into()), user_errors: Vec::new() }
    }
}

impl From<Arc<AppRecord>> for AppPayload {
    fn from(app: Arc<AppRecord>) -> Self {
        Self { app: Some(App(app)), user_errors: Vec::new() }
    }
}

/// Of several events, the one that a caller asks about: the change of control, else the first.
fn telling(events: Vec<EventRecord>) -> Option<EventRecord> {
    let change = events.iter().position(|it| it.event.kind() == EventKind::ControlChanged);
    events.into_iter().nth(change.unwrap_or(0))
}
