use async_graphql::{Context, ID, InputObject, Object, Result};

use crate::{
    graphql::{
        at_hand::Lean,
        mutation::command,
        payload::{ThreadControlPayload, of_outcome},
    },
    protocol::Command,
};

/// The input of `takeThreadControl`.
#[derive(InputObject)]
pub struct TakeThreadControlInput {
    /// The thread to take.
    thread_id: ID,
    /// At most 1,000 characters, for whoever has control next.
    metadata: Option<String>,
    /// The epoch that the caller believes the thread to be in; refused with STALE_EPOCH if it is not.
    expected_epoch: Option<i32>,
}

#[derive(Default)]
pub struct TakeThreadControl;

#[Object]
impl TakeThreadControl {
    /// Takes an idle thread; the primary receiver takes any (`take_when_idle`, `take_by_primary`).
    async fn take_thread_control(
        &self,
        ctx: &Context<'_>,
        input: TakeThreadControlInput,
    ) -> Result<Lean<ThreadControlPayload>> {
        let expected_epoch = input.expected_epoch.map(i64::from);
        let take = Command::Take { metadata: input.metadata, expected_epoch };
        of_outcome(command(ctx, &input.thread_id, take).await?)
    }
}
