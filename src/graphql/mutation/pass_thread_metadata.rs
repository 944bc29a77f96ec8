use async_graphql::{Context, ID, InputObject, Object, Result};

use crate::{
    graphql::{
        access,
        mutation::command,
        payload::{ThreadControlPayload, of_outcome},
    },
    protocol::Command,
};

#[derive(InputObject)]
pub struct PassThreadMetadataInput {
    thread_id: ID,
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
    ) -> Result<ThreadControlPayload> {
        let target = access::target(ctx, &input.thread_id, &input.target_app_id).await?;
        let pass = Command::PassMetadata { target, metadata: input.metadata };
        of_outcome(command(ctx, &input.thread_id, pass).await?)
    }
}
