use async_graphql::{Context, ID, InputObject, Object, Result};

use crate::graphql::{
    access,
    context::Reach,
    object::app::App,
    payload::{CreateAppPayload, of_answer},
};

/// The input of `rotateAppSecret`.
#[derive(InputObject)]
pub struct RotateAppSecretInput {
    /// Whose secret.
    app_id: ID,
    /// Seconds for which the old secret signs beside the new one: 0 to 604,800; a day when left out.
    overlap: Option<i32>,
}

/// Seconds.
const OVERLAP: i64 = 86_400;

#[derive(Default)]
pub struct RotateAppSecret;

#[Object]
impl RotateAppSecret {
    /// Administrators only: gives the app a new secret, which is shown this once.
    async fn rotate_app_secret(&self, ctx: &Context<'_>, input: RotateAppSecretInput) -> Result<CreateAppPayload> {
        access::administrator(ctx).await?;
        let app = access::app_id(&input.app_id)?;
        let overlap = input.overlap.map_or(OVERLAP, i64::from);
        of_answer(ctx.editor().rotate_secret(app, overlap).await, |app| CreateAppPayload {
            app_secret: Some(app.secret.clone()),
            app: Some(App(app)),
            user_errors: Vec::new(),
        })
    }
}
