use async_graphql::{Context, ID, InputObject, Object, Result};

use crate::{
    graphql::{
        mutation::command,
        payload::{MenuPayload, of_outcome},
    },
    protocol::Command,
};

/// The thread whose own menu goes.
#[derive(InputObject)]
pub struct DeleteUserMenuInput {
    /// The thread's id.
    thread_id: ID,
}

#[derive(Default)]
pub struct DeleteUserMenu;

#[Object]
impl DeleteUserMenu {
    /// Deletes the thread's own menu, if there is one (`user_menu`).
    async fn delete_user_menu(&self, ctx: &Context<'_>, input: DeleteUserMenuInput) -> Result<MenuPayload> {
        of_outcome(command(ctx, &input.thread_id, Command::DeleteUserMenu).await?)
    }
}
