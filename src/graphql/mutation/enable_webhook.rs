use async_graphql::{Context, ID, InputObject, Object, Result};

use crate::graphql::{
    access,
    context::Reach,
    object::enums::WebhookGoOn,
    payload::{AppPayload, of_answer},
};

/// The input of `enableWebhook`.
#[derive(InputObject)]
pub struct EnableWebhookInput {
    /// Whose webhook.
    app_id: ID,
    /// What it hears first; all that it has missed when left out.
    from: Option<WebhookGoOn>,
}

#[derive(Default)]
pub struct EnableWebhook;

#[Object]
impl EnableWebhook {
    /// Administrators only: sends to a webhook again that was disabled.
    async fn enable_webhook(&self, ctx: &Context<'_>, input: EnableWebhookInput) -> Result<AppPayload> {
        access::administrator(ctx).await?;
        let app = access::app_id(&input.app_id)?;
        let from = input.from.unwrap_or(WebhookGoOn::WhereItStopped);
        of_answer(ctx.editor().enable_webhook(app, from.into()).await, AppPayload::from)
    }
}
