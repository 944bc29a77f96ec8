use async_graphql::{Context, ID, InputObject, Object, Result};

use crate::graphql::{
    access,
    context::Reach,
    object::enums::EntryPointSource,
    payload::{PagePayload, of_answer},
};

/// Which app the threads that begin there go to.
#[derive(InputObject)]
pub struct SetEntryPointInput {
    /// The page's id.
    page_id: ID,
    /// Where it is: an ad or a link.
    source: EntryPointSource,
    /// The ad's id, or the ref parameter of the link: 1 to 500 characters.
    key: String,
    /// A subscribed app.
    app_id: ID,
}

#[derive(Default)]
pub struct SetEntryPoint;

#[Object]
impl SetEntryPoint {
    /// Threads that begin there go to this app; again replaces the app. For people with the MANAGE task.
    async fn set_entry_point(&self, ctx: &Context<'_>, input: SetEntryPointInput) -> Result<PagePayload> {
        let page = access::managed_page(ctx, &input.page_id).await?;
        let app = access::app_id(&input.app_id)?;
        let answer = ctx.editor().set_entry_point(page.record.id, input.source.into(), &input.key, app).await;
        of_answer(answer, PagePayload::from)
    }
}
