use async_graphql::{Context, ID, InputObject, Object, Result};

use crate::graphql::{
    access,
    context::Reach,
    object::enums::MenuLevel,
    payload::{MenuPayload, of_answer},
};

/// The page whose menu goes.
#[derive(InputObject)]
pub struct DeletePageMenuInput {
    /// The page's id.
    page_id: ID,
}

#[derive(Default)]
pub struct DeletePageMenu;

#[Object]
impl DeletePageMenu {
    /// Deletes the page-level menu, if there is one (`page_menu`).
    async fn delete_page_menu(&self, ctx: &Context<'_>, input: DeletePageMenuInput) -> Result<MenuPayload> {
        let (page, caller) = access::calling_app(ctx, &input.page_id).await?;
        let answer = ctx.editor().set_page_menu(page, &caller, None).await;
        of_answer(answer, |menu| MenuPayload::of(MenuLevel::Page, menu))
    }
}
