use async_graphql::{Context, ID, InputObject, Object, Result};

use crate::graphql::{
    access,
    context::Reach,
    payload::{PagePayload, of_answer},
};

/// The entry point to forget.
#[derive(InputObject)]
pub struct DeleteEntryPointInput {
    /// The entry point's id.
    id: ID,
}

#[derive(Default)]
pub struct DeleteEntryPoint;

#[Object]
impl DeleteEntryPoint {
    /// For people with the MANAGE task.
    async fn delete_entry_point(&self, ctx: &Context<'_>, input: DeleteEntryPointInput) -> Result<PagePayload> {
        let (page, id) = access::managed_entry_point(ctx, &input.id).await?;
        of_answer(ctx.editor().delete_entry_point(page, id).await, PagePayload::from)
    }
}
