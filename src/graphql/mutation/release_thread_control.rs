use async_graphql::{Context, ID, InputObject, Object, Result};

use crate::{
    graphql::{
        at_hand::Lean,
        mutation::command,
        payload::{ThreadControlPayload, of_outcome},
    },
    protocol::Command,
};

/// The input of `releaseThreadControl`.
#[derive(InputObject)]
pub struct ReleaseThreadControlInput {
    /// A thread that the app controls.
    thread_id: ID,
    /// The epoch that the caller believes the thread to be in; refused with STALE_EPOCH if it is not.
    expected_epoch: Option<i32>,
}

#[derive(Default)]
pub struct ReleaseThreadControl;

#[Object]
impl ReleaseThreadControl {
    /// The owner lets go: the thread goes idle, or to the longest waiting request if the page is set so
    /// (`release_by_owner`).
    async fn release_thread_control(
        &self,
        ctx: &Context<'_>,
        input: ReleaseThreadControlInput,
    ) -> Result<Lean<ThreadControlPayload>> {
        let release = Command::Release { expected_epoch: input.expected_epoch.map(i64::from) };
        of_outcome(command(ctx, &input.thread_id, release).await?)
    }
}
