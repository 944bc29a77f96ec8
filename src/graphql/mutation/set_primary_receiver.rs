use async_graphql::{Context, ID, InputObject, Object, Result};

use crate::graphql::{
    access,
    context::Reach,
    error::not_found,
    payload::{PagePayload, of_answer},
};

/// The input of `setPrimaryReceiver`.
#[derive(InputObject)]
pub struct SetPrimaryReceiverInput {
    /// The page's id.
    page_id: ID,
    /// An app that is subscribed to the page; null for none.
    app_id: Option<ID>,
}

#[derive(Default)]
pub struct SetPrimaryReceiver;

#[Object]
impl SetPrimaryReceiver {
    /// A null app id clears it. Control of threads does not change. For people with the MANAGE task.
    async fn set_primary_receiver(&self, ctx: &Context<'_>, input: SetPrimaryReceiverInput) -> Result<PagePayload> {
        let page = access::managed_page(ctx, &input.page_id).await?;
        let app = match input.app_id.map(|it| it.parse::<i64>()) {
            None => None,
            Some(Ok(app)) => Some(app),
            Some(Err(_)) => return Err(not_found("the app")),
        };
        of_answer(ctx.directory().set_primary_receiver(page.record.id, app).await, PagePayload::from)
    }
}
