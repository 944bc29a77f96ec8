use async_graphql::{Context, ID, InputObject, Object, Result};

use crate::{
    directory::ReplyChange,
    graphql::{
        access,
        context::Reach,
        payload::{SavedReplyPayload, of_answer},
    },
};

/// The input of `updateSavedReply`.
#[derive(InputObject)]
pub struct UpdateSavedReplyInput {
    /// The saved reply's id.
    id: ID,
    /// 1 to 200 characters.
    title: Option<String>,
    /// 1 to 2,000 characters.
    text: Option<String>,
    /// One word of at most 40 characters, which no other reply of the page has; an empty one removes it.
    shortcut: Option<String>,
}

#[derive(Default)]
pub struct UpdateSavedReply;

#[Object]
impl UpdateSavedReply {
    /// What is left out stays. For people with the MESSAGING, MODERATE or MANAGE task.
    async fn update_saved_reply(&self, ctx: &Context<'_>, input: UpdateSavedReplyInput) -> Result<SavedReplyPayload> {
        let (page, id) = access::saved_reply(ctx, &input.id).await?;
        let change = ReplyChange { title: input.title, text: input.text, shortcut: input.shortcut };
        of_answer(ctx.editor().update_saved_reply(page, id, change).await, SavedReplyPayload::from)
    }
}
