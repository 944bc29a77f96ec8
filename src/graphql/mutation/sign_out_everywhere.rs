use async_graphql::{Context, Object, Result};

use crate::graphql::{
    access,
    context::Reach,
    object::person::load_user,
    payload::{UserPayload, of_answer},
};

#[derive(Default)]
pub struct SignOutEverywhere;

#[Object]
impl SignOutEverywhere {
    /// Signs the calling person out of every browser. Tokens made for scripts stay.
    async fn sign_out_everywhere(&self, ctx: &Context<'_>) -> Result<UserPayload> {
        let id = access::person(ctx)?;
        let user = load_user(ctx, id).await?;
        let ended = ctx.directory().end_sessions(id, None).await;
        of_answer(ended, |_| UserPayload { user, ..UserPayload::default() })
    }
}
