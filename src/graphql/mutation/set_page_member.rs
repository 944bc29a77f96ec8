use async_graphql::{Context, ID, InputObject, Object, Result};

use crate::graphql::{
    access,
    context::Reach,
    object::enums::PageTask,
    payload::{PagePayload, of_answer},
};

/// The input of `setPageMember`.
#[derive(InputObject)]
pub struct SetPageMemberInput {
    /// The page's id.
    page_id: ID,
    /// The person's id.
    user_id: ID,
    /// None removes the person from the page.
    tasks: Vec<PageTask>,
}

#[derive(Default)]
pub struct SetPageMember;

#[Object]
impl SetPageMember {
    /// What a person may do on the page. For people with the MANAGE task.
    async fn set_page_member(&self, ctx: &Context<'_>, input: SetPageMemberInput) -> Result<PagePayload> {
        let page = access::managed_page(ctx, &input.page_id).await?;
        let user = access::user_id(&input.user_id)?;
        let tasks = PageTask::set(&input.tasks);
        of_answer(ctx.editor().set_member(page.record.id, &user, tasks).await, PagePayload::from)
    }
}
