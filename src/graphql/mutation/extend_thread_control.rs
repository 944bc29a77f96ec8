use async_graphql::{Context, ID, InputObject, Object, Result};

use crate::{
    graphql::{
        at_hand::Lean,
        mutation::command,
        payload::{ThreadControlPayload, of_outcome},
    },
    protocol::Command,
};

/// The input of `extendThreadControl`.
#[derive(InputObject)]
pub struct ExtendThreadControlInput {
    /// A thread that the app controls.
    thread_id: ID,
    /// Seconds from now, 1 to 604800; the thread then goes idle at that time at the earliest.
    duration: i32,
    /// The epoch that the caller believes the thread to be in; refused with STALE_EPOCH if it is not.
    expected_epoch: Option<i32>,
}

#[derive(Default)]
pub struct ExtendThreadControl;

#[Object]
impl ExtendThreadControl {
    /// The owner keeps control for at least this long (`extend_by_owner`).
    async fn extend_thread_control(
        &self,
        ctx: &Context<'_>,
        input: ExtendThreadControlInput,
    ) -> Result<Lean<ThreadControlPayload>> {
        let expected_epoch = input.expected_epoch.map(i64::from);
        let extend = Command::Extend { duration: i64::from(input.duration), expected_epoch };
        of_outcome(command(ctx, &input.thread_id, extend).await?)
    }
}
