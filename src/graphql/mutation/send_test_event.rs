use async_graphql::{Context, ID, InputObject, Object, Result};

use crate::graphql::{
    access,
    context::Reach,
    object::enums::WebhookSample,
    payload::{SendTestEventPayload, of_answer},
};

/// The input of `sendTestEvent`.
#[derive(InputObject)]
pub struct SendTestEventInput {
    /// Whose webhook.
    app_id: ID,
    /// What kind of event; a message to the owner when left out.
    sample: Option<WebhookSample>,
}

#[derive(Default)]
pub struct SendTestEvent;

#[Object]
impl SendTestEvent {
    /// Administrators only: sends the app an event that nobody caused, now, and waits for the answer. Its
    /// `webhook-id` begins with `test_`.
    async fn send_test_event(&self, ctx: &Context<'_>, input: SendTestEventInput) -> Result<SendTestEventPayload> {
        access::administrator(ctx).await?;
        let app = access::app_id(&input.app_id)?;
        let sample = input.sample.unwrap_or(WebhookSample::Message);
        of_answer(ctx.webhooks().send_test(app, sample.into()).await, |attempt| SendTestEventPayload {
            attempt: Some(attempt.into()),
            user_errors: Vec::new(),
        })
    }
}
