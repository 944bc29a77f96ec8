use async_graphql::{Context, ID, InputObject, Object, Result};

use crate::graphql::{
    access,
    context::Reach,
    payload::{SavedReplyPayload, of_answer},
};

/// The input of `deleteSavedReply`.
#[derive(InputObject)]
pub struct DeleteSavedReplyInput {
    /// The saved reply's id.
    id: ID,
}

#[derive(Default)]
pub struct DeleteSavedReply;

#[Object]
impl DeleteSavedReply {
    /// For people with the MESSAGING, MODERATE or MANAGE task.
    async fn delete_saved_reply(&self, ctx: &Context<'_>, input: DeleteSavedReplyInput) -> Result<SavedReplyPayload> {
        let (page, id) = access::saved_reply(ctx, &input.id).await?;
        of_answer(ctx.editor().delete_saved_reply(page, id).await, |()| SavedReplyPayload::default())
    }
}
