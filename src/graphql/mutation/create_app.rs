use async_graphql::{Context, ID, InputObject, Object, Result};

use crate::{
    directory::NewApp,
    graphql::{
        access,
        context::Reach,
        object::app::App,
        payload::{CreateAppPayload, Payload, of_answer},
        user_error::UserError,
    },
    id::AppId,
    protocol::Platform,
};

/// The input of `createApp`.
#[derive(InputObject)]
pub struct CreateAppInput {
    /// 1 to 200 characters.
    name: String,
    /// Kept if given (an app that exists elsewhere).
    id: Option<ID>,
}

#[derive(Default)]
pub struct CreateApp;

#[Object]
impl CreateApp {
    /// Administrators only. The secret is shown this once.
    async fn create_app(&self, ctx: &Context<'_>, input: CreateAppInput) -> Result<CreateAppPayload> {
        access::administrator(ctx).await?;
        let id = match input.id.map(|it| it.parse::<AppId>()).transpose() {
            Ok(id) if id.is_none_or(|it| !Platform::is_inbox(it)) => id,
            Ok(_) => {
                return Ok(CreateAppPayload::refused(UserError::invalid("id", "this is an inbox's well-known id")));
            }
            Err(_) => return Ok(CreateAppPayload::refused(UserError::invalid("id", "decimal digits below 2^53"))),
        };
        let answer = ctx.editor().create_app(NewApp { id, name: input.name }).await;
        of_answer(answer, |app| CreateAppPayload {
            app_secret: Some(app.secret.clone()),
            app: Some(App(app)),
            user_errors: Vec::new(),
        })
    }
}
