use async_graphql::{Context, ID, InputObject, Object, Result};
use chrono::{DateTime, Utc};

use crate::graphql::{
    access,
    context::Reach,
    object::webhook::WebhookRedelivery,
    payload::{RedeliverSincePayload, of_answer},
};

/// The input of `redeliverSince`.
#[derive(InputObject)]
pub struct RedeliverSinceInput {
    /// Whose webhook.
    app_id: ID,
    /// Events that happened then or later.
    since: DateTime<Utc>,
    /// Those alone that have used up their tries; all when left out.
    only_failed: Option<bool>,
}

#[derive(Default)]
pub struct RedeliverSince;

#[Object]
impl RedeliverSince {
    /// Administrators only: sends an app again what happened since then. Goes on in the background;
    /// `webhookRedelivery` tells how far it is.
    async fn redeliver_since(&self, ctx: &Context<'_>, input: RedeliverSinceInput) -> Result<RedeliverSincePayload> {
        access::administrator(ctx).await?;
        let app = access::app_id(&input.app_id)?;
        let only_failed = input.only_failed.unwrap_or_default();
        let answer = ctx.webhooks().redeliver_since(&ctx.editor(), app, input.since.into(), only_failed).await;
        of_answer(answer, |record| RedeliverSincePayload {
            redelivery: Some(WebhookRedelivery(record)),
            user_errors: Vec::new(),
        })
    }
}
