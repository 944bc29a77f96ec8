use async_graphql::{Context, InputObject, Object, Result};

use crate::graphql::{
    access,
    context::Reach,
    object::person::load_user,
    payload::{UserPayload, of_answer},
};

/// The input of `signOutEverywhere`.
#[derive(InputObject)]
pub struct SignOutEverywhereInput {
    /// Whether the browser that asks stays signed in; no if left out.
    keep_current: Option<bool>,
}

#[derive(Default)]
pub struct SignOutEverywhere;

#[Object]
impl SignOutEverywhere {
    /// Signs the calling person out of every browser. Tokens made for scripts stay.
    async fn sign_out_everywhere(&self, ctx: &Context<'_>, input: SignOutEverywhereInput) -> Result<UserPayload> {
        let id = access::person(ctx)?;
        let current = ctx.session()?.token().map(|it| &it.id).filter(|_| input.keep_current == Some(true));
        let user = load_user(ctx, id).await?;
        let ended = ctx.editor().end_sessions(id, current).await;
        of_answer(ended, |_| UserPayload { user, ..UserPayload::default() })
    }
}
