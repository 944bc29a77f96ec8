use async_graphql::{Context, ID, InputObject, Object, Result};

use crate::graphql::{access, context::Reach, error, payload::PagePayload};

/// The input of `unsubscribeApp`.
#[derive(InputObject)]
pub struct UnsubscribeAppInput {
    /// The page's id.
    page_id: ID,
    /// The app's id.
    app_id: ID,
}

#[derive(Default)]
pub struct UnsubscribeApp;

#[Object]
impl UnsubscribeApp {
    /// The app's threads on the page go idle, and its requests, menus and entry points go (`leaving`). For
    /// people with the MANAGE task.
    async fn unsubscribe_app(&self, ctx: &Context<'_>, input: UnsubscribeAppInput) -> Result<PagePayload> {
        let page = access::managed_page(ctx, &input.page_id).await?;
        let app = access::app_id(&input.app_id)?;
        let page = ctx.engine().unsubscribe(&ctx.editor(), page.record.id, app).await;
        page.map(PagePayload::from).map_err(|it| error::engine(&it))
    }
}
