use async_graphql::{Context, ID, InputObject, Object, Result};

use crate::{
    graphql::{
        input::{MenuItemInput, menu_items},
        mutation::command,
        object::enums::MenuLevel,
        payload::{MenuPayload, Payload, of_outcome},
    },
    protocol::Command,
};

/// The menu of one thread.
#[derive(InputObject)]
pub struct SetUserMenuInput {
    /// The thread's id.
    thread_id: ID,
    /// 1 to 20.
    items: Vec<MenuItemInput>,
}

#[derive(Default)]
pub struct SetUserMenu;

#[Object]
impl SetUserMenu {
    /// The thread's own menu: the owner's to set, primary receiver or not; any subscribed app's on an idle thread
    /// (`user_menu`).
    async fn set_user_menu(&self, ctx: &Context<'_>, input: SetUserMenuInput) -> Result<MenuPayload> {
        match menu_items(input.items) {
            Ok(items) => of_outcome(command(ctx, &input.thread_id, Command::SetUserMenu { items }).await?),
            Err(refused) => Ok(MenuPayload::refused(refused)),
        }
    }
}

impl From<crate::engine::Outcome> for MenuPayload {
    fn from(outcome: crate::engine::Outcome) -> Self {
        Self::of(MenuLevel::User, outcome.thread.state.menu)
    }
}
