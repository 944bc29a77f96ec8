use async_graphql::{Context, ID, InputObject, Object, Result};

use crate::graphql::{
    access,
    context::Reach,
    error::not_found,
    object::webhook::WebhookDelivery,
    payload::{RedeliverPayload, of_answer},
};

/// The input of `redeliver`.
#[derive(InputObject)]
pub struct RedeliverInput {
    /// The delivery's id.
    delivery_id: ID,
}

#[derive(Default)]
pub struct Redeliver;

#[Object]
impl Redeliver {
    /// Administrators only: sends an event to its app once more, now, and waits for the answer.
    async fn redeliver(&self, ctx: &Context<'_>, input: RedeliverInput) -> Result<RedeliverPayload> {
        access::administrator(ctx).await?;
        let name = input.delivery_id.parse().map_err(|()| not_found("the delivery"))?;
        of_answer(ctx.webhooks().redeliver(name).await, |delivery| RedeliverPayload {
            delivery: Some(WebhookDelivery(delivery)),
            user_errors: Vec::new(),
        })
    }
}
