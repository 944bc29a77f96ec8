use async_graphql::{Context, ID, InputObject, Object, Result};

use crate::{
    graphql::{
        at_hand::Lean,
        mutation::command,
        payload::{ThreadControlPayload, of_outcome},
    },
    protocol::Command,
};

/// The input of `withdrawThreadControlRequest`.
#[derive(InputObject)]
pub struct WithdrawThreadControlRequestInput {
    /// A thread that the app waits for.
    thread_id: ID,
}

#[derive(Default)]
pub struct WithdrawThreadControlRequest;

#[Object]
impl WithdrawThreadControlRequest {
    /// Leaves the queue (`request_ends`).
    async fn withdraw_thread_control_request(
        &self,
        ctx: &Context<'_>,
        input: WithdrawThreadControlRequestInput,
    ) -> Result<Lean<ThreadControlPayload>> {
        of_outcome(command(ctx, &input.thread_id, Command::Withdraw).await?)
    }
}
