use async_graphql::{Context, ID, InputObject, Object, Result};

use crate::{
    directory::NewReply,
    graphql::{
        access,
        context::Reach,
        payload::{SavedReplyPayload, of_answer},
    },
};

/// The input of `createSavedReply`.
#[derive(InputObject)]
pub struct CreateSavedReplyInput {
    /// The page's id.
    page_id: ID,
    /// 1 to 200 characters.
    title: String,
    /// 1 to 2,000 characters.
    text: String,
    /// One word of at most 40 characters, which no other reply of the page has.
    shortcut: Option<String>,
}

#[derive(Default)]
pub struct CreateSavedReply;

#[Object]
impl CreateSavedReply {
    /// A text to answer with again. For people with the MESSAGING, MODERATE or MANAGE task; at most 500 a page.
    async fn create_saved_reply(&self, ctx: &Context<'_>, input: CreateSavedReplyInput) -> Result<SavedReplyPayload> {
        let page = access::page_of_replies(ctx, &input.page_id).await?;
        let new = NewReply { title: input.title, text: input.text, shortcut: input.shortcut };
        of_answer(ctx.editor().create_saved_reply(page.record.id, new).await, SavedReplyPayload::from)
    }
}
