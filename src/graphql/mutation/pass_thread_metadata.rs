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

/// The input of `passThreadMetadata`.
#[derive(InputObject)]
pub struct PassThreadMetadataInput {
    /// A thread that the app controls.
    thread_id: ID,
    /// An app that is subscribed to the page.
    target_app_id: ID,
    /// 1 to 1,000 characters.
    metadata: String,
}

#[derive(Default)]
pub struct PassThreadMetadata;

#[Object]
impl PassThreadMetadata {
    /// Context for an app that waits, without giving it control (`metadata_without_control`).
    async fn pass_thread_metadata(
        &self,
        ctx: &Context<'_>,
        input: PassThreadMetadataInput,
    ) -> Result<Lean<ThreadControlPayload>> {
        let target = access::target(ctx, &input.thread_id, &input.target_app_id).await?;
        let pass = Command::PassMetadata { target, metadata: input.metadata };
        of_outcome(command(ctx, &input.thread_id, pass).await?)
    }
}
