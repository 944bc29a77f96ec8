use async_graphql::{Context, ID, InputObject, Object, Result};

use crate::{
    graphql::{
        access,
        at_hand::Lean,
        mutation::command,
        payload::{ThreadControlPayload, of_outcome},
    },
    protocol::Command,
};

/// The input of `passThreadControl`.
#[derive(InputObject)]
pub struct PassThreadControlInput {
    /// A thread that the app controls.
    thread_id: ID,
    /// An app's id, or the inbox's.
    target_id: ID,
    /// At most 1,000 characters, for whoever has control next.
    metadata: Option<String>,
    /// The epoch that the caller believes the thread to be in; refused with STALE_EPOCH if it is not.
    expected_epoch: Option<i32>,
}

#[derive(Default)]
pub struct PassThreadControl;

#[Object]
impl PassThreadControl {
    /// The owner gives control to another participant (`pass_by_owner`).
    async fn pass_thread_control(
        &self,
        ctx: &Context<'_>,
        input: PassThreadControlInput,
    ) -> Result<Lean<ThreadControlPayload>> {
        let target = access::target(ctx, &input.thread_id, &input.target_id).await?;
        let expected_epoch = input.expected_epoch.map(i64::from);
        let pass = Command::Pass { target, metadata: input.metadata, expected_epoch };
        of_outcome(command(ctx, &input.thread_id, pass).await?)
    }
}
