use async_graphql::{Context, ID, InputObject, Object, Result};

use crate::{
    graphql::{
        at_hand::Lean,
        mutation::command,
        payload::{ThreadControlPayload, of_outcome},
    },
    protocol::Command,
};

/// The input of `requestThreadControl`.
#[derive(InputObject)]
pub struct RequestThreadControlInput {
    /// The thread to wait for.
    thread_id: ID,
    /// At most 1,000 characters, for the owner.
    metadata: Option<String>,
}

#[derive(Default)]
pub struct RequestThreadControl;

#[Object]
impl RequestThreadControl {
    /// On an idle thread control comes at once; else the request waits its turn. Asking again keeps the
    /// place in the queue (`request_when_idle`, `request_waits`).
    async fn request_thread_control(
        &self,
        ctx: &Context<'_>,
        input: RequestThreadControlInput,
    ) -> Result<Lean<ThreadControlPayload>> {
        let request = Command::Request { metadata: input.metadata };
        of_outcome(command(ctx, &input.thread_id, request).await?)
    }
}
