use async_graphql::{Context, ID, InputObject, Object, Result};
use chrono::{DateTime, Utc};

use crate::{
    graphql::{
        access,
        context::Reach,
        error::bad_input,
        object::webhook::WebhookRedelivery,
        payload::{RedeliverSincePayload, of_answer},
    },
    webhooks::{Repeated, attempt::CAUSE},
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
    /// Of those that have used up their tries, the ones whose last try failed for this: the `cause` of a `WebhookFailure`.
    cause: Option<String>,
}

#[derive(Default)]
pub struct RedeliverSince;

#[Object]
impl RedeliverSince {
    /// Administrators only: sends an app again what happened since then on the pages that it is subscribed to, as it heard
    /// it the first time. Goes on in the background; `webhookRedelivery` tells how far it is, and `cancelRedelivery` ends
    /// it. While one runs, another call for the same gives that one; four of an app run at the same time.
    async fn redeliver_since(&self, ctx: &Context<'_>, input: RedeliverSinceInput) -> Result<RedeliverSincePayload> {
        access::administrator(ctx).await?;
        let app = access::app_id(&input.app_id)?;
        let which = match input.cause {
            // No failure has another, and Postgres takes no such text.
            Some(cause) if cause.chars().count() > CAUSE || cause.contains('\0') => {
                return Err(bad_input(format!("`cause` is at most {CAUSE} characters, none of them U+0000")));
            }
            Some(cause) => Repeated::FailedFor(cause),
            None if input.only_failed == Some(true) => Repeated::Failed,
            None => Repeated::All,
        };
        let answer = ctx.webhooks().redeliver_since(&ctx.editor(), app, input.since.into(), which).await;
        of_answer(answer, |record| RedeliverSincePayload {
            redelivery: Some(WebhookRedelivery(record)),
            user_errors: Vec::new(),
        })
    }
}
