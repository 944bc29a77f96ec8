use async_graphql::{Context, ID, InputObject, Object, Result};

use crate::{
    directory::NewPage,
    graphql::{
        access,
        context::Reach,
        object::enums::Platform,
        payload::{PagePayload, Payload, of_answer},
        user_error::UserError,
    },
    id::PageId,
};

/// The input of `createPage`.
#[derive(InputObject)]
pub struct CreatePageInput {
    /// 1 to 200 characters.
    name: String,
    /// Where its customers write.
    platform: Platform,
    /// Kept if given (a page that exists elsewhere).
    id: Option<ID>,
}

#[derive(Default)]
pub struct CreatePage;

#[Object]
impl CreatePage {
    /// Administrators only.
    async fn create_page(&self, ctx: &Context<'_>, input: CreatePageInput) -> Result<PagePayload> {
        access::administrator(ctx).await?;
        let Ok(id) = input.id.map(|it| it.parse::<PageId>()).transpose() else {
            return Ok(PagePayload::refused(UserError::invalid("id", "decimal digits below 2^53")));
        };
        let new = NewPage { id, name: input.name, platform: input.platform.into() };
        of_answer(ctx.editor().create_page(new).await, PagePayload::from)
    }
}
