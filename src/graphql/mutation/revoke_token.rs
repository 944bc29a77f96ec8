use async_graphql::{Context, ID, InputObject, Object, Result};

use crate::graphql::{
    access,
    context::Reach,
    payload::{RevokeTokenPayload, of_answer},
};

/// The input of `revokeToken`.
#[derive(InputObject)]
pub struct RevokeTokenInput {
    /// As it came with the token.
    token_id: ID,
}

#[derive(Default)]
pub struct RevokeToken;

#[Object]
impl RevokeToken {
    /// Ends a token's power: one's own, those of pages that one manages, and any by an administrator.
    async fn revoke_token(&self, ctx: &Context<'_>, input: RevokeTokenInput) -> Result<RevokeTokenPayload> {
        let id = access::revocable_token(ctx, &input.token_id).await?;
        let answer = ctx.editor().revoke(&id).await;
        of_answer(answer, |()| RevokeTokenPayload { token_id: Some(input.token_id), user_errors: Vec::new() })
    }
}
