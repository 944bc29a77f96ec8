use async_graphql::{Context, ID, InputObject, Object, Result};

use crate::{
    graphql::{
        access,
        context::Reach,
        payload::{AppPayload, Payload, of_answer},
        user_error::UserError,
    },
    webhooks::NotSet,
};

/// The input of `setWebhook`.
#[derive(InputObject)]
pub struct SetWebhookInput {
    /// Whose webhook.
    app_id: ID,
    /// Begins with https:// or http://, at most 2,000 characters; null removes the webhook.
    url: Option<String>,
    /// Sent along with the challenge, so that the endpoint knows who asks: at most 200 characters.
    verify_token: Option<String>,
}

/// Characters of a token to verify with.
const VERIFY_TOKEN: usize = 200;

#[derive(Default)]
pub struct SetWebhook;

#[Object]
impl SetWebhook {
    /// Administrators only: where the app hears of events. The endpoint is asked at once: it must answer
    /// `GET …?hub.mode=subscribe&hub.verify_token=…&hub.challenge=…` with the challenge.
    async fn set_webhook(&self, ctx: &Context<'_>, input: SetWebhookInput) -> Result<AppPayload> {
        access::administrator(ctx).await?;
        let app = access::app_id(&input.app_id)?;
        let Some(url) = &input.url else {
            return of_answer(ctx.editor().remove_webhook(app).await, AppPayload::from);
        };
        if input.verify_token.as_ref().is_some_and(|it| it.chars().count() > VERIFY_TOKEN) {
            return Ok(AppPayload::refused(UserError::invalid("verifyToken", "at most 200 characters")));
        }
        match ctx.webhooks().set(&ctx.editor(), app, url, input.verify_token.as_deref()).await {
            Ok(app) => Ok(app.into()),
            Err(NotSet::NotVerified(why)) => Ok(AppPayload::refused(UserError::invalid("url", why))),
            Err(NotSet::Problem(problem)) => UserError::of_problem(problem).map(AppPayload::refused),
        }
    }
}
