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

/// To which app, and with what word.
#[derive(InputObject)]
pub struct PassThreadFromInboxInput {
    /// The thread's id.
    thread_id: ID,
    /// The app that gets control.
    target_app_id: ID,
    /// At most 1,000 characters, for the app.
    metadata: Option<String>,
}

#[derive(Default)]
pub struct PassThreadFromInbox;

#[Object]
impl PassThreadFromInbox {
    /// A person gives a thread that the inbox controls to an app (`inbox_passes`).
    async fn pass_thread_from_inbox(
        &self,
        ctx: &Context<'_>,
        input: PassThreadFromInboxInput,
    ) -> Result<Lean<ThreadControlPayload>> {
        let target = access::target(ctx, &input.thread_id, &input.target_app_id).await?;
        let pass = Command::InboxPass { target, metadata: input.metadata };
        of_outcome(command(ctx, &input.thread_id, pass).await?)
    }
}
