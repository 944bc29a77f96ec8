use async_graphql::{Context, ID, InputObject, Object, Result};

use crate::graphql::{
    access,
    context::Reach,
    input::{MenuItemInput, menu_items},
    object::enums::MenuLevel,
    payload::{MenuPayload, Payload, of_answer},
};

/// The menu of every thread that has none of its own.
#[derive(InputObject)]
pub struct SetPageMenuInput {
    /// The page's id.
    page_id: ID,
    /// 1 to 20.
    items: Vec<MenuItemInput>,
}

#[derive(Default)]
pub struct SetPageMenu;

#[Object]
impl SetPageMenu {
    /// The page-level menu: any subscribed app's to set, unless there is a primary receiver; then only that one's
    /// (`page_menu`).
    async fn set_page_menu(&self, ctx: &Context<'_>, input: SetPageMenuInput) -> Result<MenuPayload> {
        let (page, caller) = access::calling_app(ctx, &input.page_id).await?;
        let items = match menu_items(input.items) {
            Ok(items) => items,
            Err(refused) => return Ok(MenuPayload::refused(refused)),
        };
        let answer = ctx.editor().set_page_menu(page, &caller, Some(items)).await;
        of_answer(answer, |menu| MenuPayload::of(MenuLevel::Page, menu))
    }
}
