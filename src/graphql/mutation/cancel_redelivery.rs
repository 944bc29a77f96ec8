use async_graphql::{Context, ID, InputObject, Object, Result};

use crate::graphql::{
    access,
    context::Reach,
    object::webhook::WebhookRedelivery,
    payload::{CancelRedeliveryPayload, of_answer},
};

/// The redelivery to call off.
#[derive(InputObject)]
pub struct CancelRedeliveryInput {
    /// The redelivery's id.
    id: ID,
}

#[derive(Default)]
pub struct CancelRedelivery;

#[Object]
impl CancelRedelivery {
    /// Administrators only: sends no more of it. What is on its way arrives; one that has come to its end stays as it is.
    async fn cancel_redelivery(
        &self,
        ctx: &Context<'_>,
        input: CancelRedeliveryInput,
    ) -> Result<CancelRedeliveryPayload> {
        access::administrator(ctx).await?;
        let answer = ctx.webhooks().cancel_redelivery(&ctx.editor(), &input.id).await;
        of_answer(answer, |record| CancelRedeliveryPayload {
            redelivery: Some(WebhookRedelivery(record)),
            user_errors: Vec::new(),
        })
    }
}
