use async_graphql::{Context, ID, InputObject, Object, Result};

use crate::{
    graphql::{
        at_hand::Lean,
        mutation::command,
        payload::{ThreadControlPayload, of_outcome},
    },
    protocol::Command,
};

/// The thread that is done.
#[derive(InputObject)]
pub struct MarkThreadDoneInput {
    /// The thread's id.
    thread_id: ID,
}

#[derive(Default)]
pub struct MarkThreadDone;

#[Object]
impl MarkThreadDone {
    /// Marks the thread done. If the inbox controls it, control goes to the primary receiver, or the thread goes
    /// idle (`done_mark`, `inbox_done_releases`).
    async fn mark_thread_done(
        &self,
        ctx: &Context<'_>,
        input: MarkThreadDoneInput,
    ) -> Result<Lean<ThreadControlPayload>> {
        of_outcome(command(ctx, &input.thread_id, Command::InboxMarkDone).await?)
    }
}
