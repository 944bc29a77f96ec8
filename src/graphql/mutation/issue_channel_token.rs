use async_graphql::{Context, ID, InputObject, Object, Result};

use crate::{
    graphql::{access, mutation::issue, payload::TokenPayload},
    store::TokenScope,
};

/// The input of `issueChannelToken`.
#[derive(InputObject)]
pub struct IssueChannelTokenInput {
    /// The page that the channel brings messages to.
    page_id: ID,
    /// Seconds; it never expires by itself when left out.
    expires_in: Option<i32>,
}

#[derive(Default)]
pub struct IssueChannelToken;

#[Object]
impl IssueChannelToken {
    /// For whatever brings customers' messages to the page. For people with the MANAGE task.
    async fn issue_channel_token(&self, ctx: &Context<'_>, input: IssueChannelTokenInput) -> Result<TokenPayload> {
        let page = access::managed_page(ctx, &input.page_id).await?;
        issue(ctx, TokenScope::Channel { page: page.record.id }, input.expires_in).await
    }
}
