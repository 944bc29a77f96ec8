use async_graphql::{Context, ID, InputObject, Object, Result};

use crate::{
    graphql::{
        at_hand::Lean,
        mutation::command,
        payload::{ThreadControlPayload, of_outcome},
    },
    protocol::Command,
};

/// The thread that people answer.
#[derive(InputObject)]
pub struct MoveThreadToMainInput {
    /// The thread's id.
    thread_id: ID,
}

#[derive(Default)]
pub struct MoveThreadToMain;

#[Object]
impl MoveThreadToMain {
    /// Moves the thread to the main folder: the inbox gets control (`inbox_move_takes`).
    async fn move_thread_to_main(
        &self,
        ctx: &Context<'_>,
        input: MoveThreadToMainInput,
    ) -> Result<Lean<ThreadControlPayload>> {
        of_outcome(command(ctx, &input.thread_id, Command::InboxMoveToMain).await?)
    }
}
