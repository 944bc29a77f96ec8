use async_graphql::{Context, Object, Result, SimpleObject, Value};
use chrono::{DateTime, Utc};

use super::{
    app::App,
    enums::ControlState,
    participant::{Participant, load_app},
    thread::Thread,
};
use crate::{
    graphql::{
        at_hand::{Asked, AtHand, Lean, maybe, scalar, word},
        user_error::UserErrorCode,
    },
    protocol::Waiting,
};

/// Who may answer the customer now.
#[derive(Clone)]
pub struct ThreadControl(pub Thread);

/// Who may answer the customer now.
#[Object]
impl ThreadControl {
    /// Whether somebody controls the thread.
    async fn state(&self) -> ControlState {
        if self.0.state().is_idle() { ControlState::Idle } else { ControlState::Controlled }
    }

    /// Null while idle.
    async fn owner(&self, ctx: &Context<'_>) -> Result<Option<Lean<Participant>>> {
        match self.0.state().owner() {
            Some(owner) => Participant::load(ctx, self.0.platform(ctx).await?, owner).await.map(|it| Some(Lean(it))),
            None => Ok(None),
        }
    }

    /// Goes up by one with every change of owner; pass it back as `expectedEpoch` to be sure that
    /// nothing changed.
    async fn epoch(&self) -> i32 {
        int(self.0.state().epoch)
    }

    /// When control last changed.
    async fn since(&self) -> DateTime<Utc> {
        self.0.state().since.to_datetime()
    }

    /// When the thread goes idle unless something happens; null while idle.
    async fn expires_at(&self) -> Option<DateTime<Utc>> {
        self.0.state().expires_at().map(|it| it.to_datetime())
    }
}

impl AtHand for ThreadControl {
    fn at_hand(&self, asked: Asked<'_>) -> Option<Value> {
        let state = self.0.state();
        Some(match asked.name() {
            "state" if state.is_idle() => word(&ControlState::Idle),
            "state" => word(&ControlState::Controlled),
            "owner" => {
                let Some(owner) = state.owner() else { return Some(Value::Null) };
                let configuration = asked.services()?.directory.fresh()?;
                let platform = configuration.known_page(self.0.0.page)?.record.platform;
                return asked.object(&Participant::known(&configuration, platform, owner)?);
            }
            "epoch" => scalar(&int(state.epoch)),
            "since" => scalar(&state.since.to_datetime()),
            "expiresAt" => maybe(state.expires_at().map(|it| it.to_datetime())),
            _ => return None,
        })
    }
}

/// An app that waits for control.
#[derive(Clone)]
pub struct ControlRequest {
    pub waiting: Waiting,
    pub position: u32,
}

/// An app that waits for control.
#[Object]
impl ControlRequest {
    /// Who waits.
    async fn app(&self, ctx: &Context<'_>) -> Result<App> {
        load_app(ctx, self.waiting.app).await
    }

    /// 1 for the longest wait.
    async fn position(&self) -> u32 {
        self.position
    }

    /// Since when; asking again does not change it.
    async fn requested_at(&self) -> DateTime<Utc> {
        self.waiting.requested_at.to_datetime()
    }

    /// What it had to say, when it last asked.
    async fn metadata(&self) -> Option<&str> {
        self.waiting.metadata.as_deref()
    }
}

/// Whether the caller could do something now, and if not, why.
#[derive(SimpleObject, Clone, Debug, Default)]
pub struct Permit {
    /// Whether a call would succeed now.
    pub allowed: bool,
    /// Null when allowed, and when the caller may not do such things at all.
    pub code: Option<UserErrorCode>,
    /// In plain words: what is so, by which rule, and what to do instead.
    pub reason: String,
    /// The name of the rule that stands against it, as in the protocol's description.
    pub rule: Option<&'static str>,
}

/// GraphQL's integers have 32 bits; a count beyond stays at their end.
pub fn int(number: i64) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}
