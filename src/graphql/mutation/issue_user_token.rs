use async_graphql::{Context, ID, InputObject, Object, Result};

use crate::{
    graphql::{
        access,
        context::Reach,
        error::{not_found, store},
        mutation::issue,
        payload::TokenPayload,
    },
    store::TokenScope,
};

/// The input of `issueUserToken`.
#[derive(InputObject)]
pub struct IssueUserTokenInput {
    /// Whose token it will be.
    user_id: ID,
    /// Seconds; it never expires by itself when left out.
    expires_in: Option<i32>,
}

#[derive(Default)]
pub struct IssueUserToken;

#[Object]
impl IssueUserToken {
    /// A person's access token, for scripts: one's own, or anybody's by an administrator.
    async fn issue_user_token(&self, ctx: &Context<'_>, input: IssueUserTokenInput) -> Result<TokenPayload> {
        let caller = access::person(ctx)?;
        let user = access::user_id(&input.user_id)?;
        if caller != &user {
            access::administrator(ctx).await?;
        }
        ctx.directory().user(&user).await.map_err(|it| store(&it))?.ok_or_else(|| not_found("the person"))?;
        issue(ctx, TokenScope::User { user }, input.expires_in).await
    }
}
