use async_graphql::{Context, ID, InputObject, Object, Result};

use crate::graphql::{
    access,
    context::Reach,
    payload::{PagePayload, Payload, of_answer},
    user_error::{UserError, UserErrorCode},
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
        let Ok(app) = input.app_id.map(|it| it.parse()).transpose() else {
            let code = UserErrorCode::TargetNotSubscribed;
            let refused = UserError::new(code, Some("appId"), "no app has such an id; name a subscribed one, or none");
            return Ok(PagePayload::refused(refused));
        };
        of_answer(ctx.editor().set_primary_receiver(page.record.id, app).await, PagePayload::from)
    }
}
