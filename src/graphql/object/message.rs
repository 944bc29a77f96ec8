use std::sync::Arc;

use async_graphql::{Context, ID, Object, Result, SimpleObject, Value, dataloader::DataLoader};
use chrono::{DateTime, Utc};
use serde_json::Value as Json;

use super::{
    enums::{MessageStatus, MessageTag},
    participant::Participant,
};
use crate::{
    graphql::{
        at_hand::{Asked, AtHand, maybe, scalar, text, word},
        context::Reach,
        error,
        loader::{MessageOf, Reads},
    },
    protocol,
    store::MessageRecord,
};

/// What the customer, an app or a person in the inbox wrote.
#[derive(Clone)]
pub struct Message(Arc<MessageRecord>);

/// A button or quick reply, with the payload that its click sends back.
#[derive(SimpleObject, Clone, Debug)]
pub struct Button {
    /// What the customer sees.
    title: String,
    /// What a tap sends back.
    payload: String,
}

impl Message {
    pub fn of(record: MessageRecord) -> Self {
        Self(Arc::new(record))
    }

    pub async fn load(ctx: &Context<'_>, key: MessageOf) -> Result<Self> {
        let found = ctx.data_unchecked::<DataLoader<Reads>>().load_one(key).await.map_err(|it| error::store(&it))?;
        found.map(Self).ok_or_else(|| error::not_found("the message"))
    }
}

/// What the customer, an app or a person in the inbox wrote.
#[Object]
impl Message {
    /// Opaque; never used twice.
    async fn id(&self) -> ID {
        self.0.id.as_str().into()
    }

    /// Null when the customer wrote it.
    async fn sender(&self, ctx: &Context<'_>) -> Result<Option<Participant>> {
        let Some(sender) = self.0.sender else { return Ok(None) };
        let page = ctx.directory().page(self.0.page).await.map_err(|it| error::store(&it))?;
        let platform = page.ok_or_else(|| error::not_found("the page"))?.record.platform;
        Participant::load(ctx, platform, sender).await.map(Some)
    }

    /// Null if it has attachments alone.
    async fn text(&self) -> Option<&str> {
        self.0.content.text.as_deref()
    }

    /// As the channel brought them, or takes them.
    async fn attachments(&self) -> &[Json] {
        &self.0.content.attachments
    }

    /// Buttons and quick replies, each with the payload that its click sends back.
    async fn buttons(&self) -> Vec<Button> {
        let button = |it: &protocol::Button| Button { title: it.title.clone(), payload: it.payload.clone() };
        self.0.content.buttons.iter().map(button).collect()
    }

    /// What let it be sent though the rules are against it.
    async fn tag(&self) -> Option<MessageTag> {
        self.0.tag.map(MessageTag::from)
    }

    /// Whether it is a survey, which waits for the thread to go idle.
    async fn is_survey(&self) -> bool {
        self.0.is_survey
    }

    /// What became of it.
    async fn status(&self) -> MessageStatus {
        self.0.status.into()
    }

    /// When it was written.
    async fn sent_at(&self) -> DateTime<Utc> {
        self.0.sent_at.to_datetime()
    }
}

impl AtHand for Message {
    fn at_hand(&self, asked: Asked<'_>) -> Option<Value> {
        Some(match asked.name() {
            "id" => text(self.0.id.as_str()),
            "sender" if self.0.sender.is_none() => Value::Null,
            "text" => maybe(self.0.content.text.clone()),
            "isSurvey" => scalar(&self.0.is_survey),
            "status" => word(&MessageStatus::from(self.0.status)),
            "sentAt" => scalar(&self.0.sent_at.to_datetime()),
            _ => return None,
        })
    }
}
