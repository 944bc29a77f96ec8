use async_graphql::{Context, ID, InputObject, Object, Result};

use crate::{
    graphql::{
        access,
        context::Reach,
        error::{not_found, store},
        mutation::issue,
        object::enums::Permission,
        payload::TokenPayload,
    },
    protocol::Permissions,
    store::TokenScope,
};

/// The input of `issuePageToken`.
#[derive(InputObject)]
pub struct IssuePageTokenInput {
    /// The page that the token is for.
    page_id: ID,
    /// The app that the token is for.
    app_id: ID,
    /// All of them when left out.
    permissions: Option<Vec<Permission>>,
    /// Seconds; the page token never expires by itself when left out.
    expires_in: Option<i32>,
}

#[derive(Default)]
pub struct IssuePageToken;

#[Object]
impl IssuePageToken {
    /// A page access token for an app, asked for by a person: it carries that person's tasks on the page.
    /// For people with the MANAGE task.
    async fn issue_page_token(&self, ctx: &Context<'_>, input: IssuePageTokenInput) -> Result<TokenPayload> {
        let page = access::managed_page(ctx, &input.page_id).await?;
        let app = access::app_id(&input.app_id)?;
        ctx.directory().app(app).await.map_err(|it| store(&it))?.ok_or_else(|| not_found("the app"))?;
        let asked_by = access::person(ctx)?.clone();
        let permissions = input.permissions.map_or(Permissions::all(), |it| Permission::set(&it));
        let scope = TokenScope::Page { page: page.record.id, app, asked_by, permissions };
        issue(ctx, scope, input.expires_in).await
    }
}
