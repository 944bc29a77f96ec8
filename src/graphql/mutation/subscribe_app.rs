use async_graphql::{Context, ID, InputObject, Object, Result};

use crate::graphql::{
    access,
    context::Reach,
    object::enums::WebhookField,
    payload::{PagePayload, of_answer},
};

/// The input of `subscribeApp`.
#[derive(InputObject)]
pub struct SubscribeAppInput {
    /// The page's id.
    page_id: ID,
    /// The app's id.
    app_id: ID,
    /// Which events reach it: at least one.
    fields: Vec<WebhookField>,
}

#[derive(Default)]
pub struct SubscribeApp;

#[Object]
impl SubscribeApp {
    /// The app takes part in the page's threads and hears of what its fields name. Again replaces the
    /// fields. For people with the MANAGE task.
    async fn subscribe_app(&self, ctx: &Context<'_>, input: SubscribeAppInput) -> Result<PagePayload> {
        let page = access::managed_page(ctx, &input.page_id).await?;
        let app = access::app_id(&input.app_id)?;
        let fields = WebhookField::set(&input.fields);
        of_answer(ctx.editor().subscribe(page.record.id, app, fields).await, PagePayload::from)
    }
}
