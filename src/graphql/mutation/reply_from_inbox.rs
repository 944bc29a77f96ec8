use async_graphql::{Context, ID, InputObject, Object, Result};

use crate::{
    graphql::{
        at_hand::Lean,
        context::Reach,
        input::content,
        mutation::keyed_command,
        payload::{SendMessagePayload, of_outcome},
    },
    protocol::{Command, InboxReply},
};

/// What a person answers.
#[derive(InputObject)]
pub struct ReplyFromInboxInput {
    /// The thread's id.
    thread_id: ID,
    /// 1 to 2,000 characters.
    text: String,
    /// The same key sends once, within a day: the first message comes back.
    idempotency_key: Option<String>,
}

#[derive(Default)]
pub struct ReplyFromInbox;

#[Object]
impl ReplyFromInbox {
    /// A person answers. In a thread that the inbox does not control it gets control first, unless the thread is
    /// marked done (`inbox_reply_takes`, `inbox_reply_to_done`).
    async fn reply_from_inbox(
        &self,
        ctx: &Context<'_>,
        input: ReplyFromInboxInput,
    ) -> Result<Lean<SendMessagePayload>> {
        let reply = Command::InboxReply(InboxReply {
            message: ctx.engine().message_id(),
            content: content(Some(input.text), None, None),
            key_used_at: None,
        });
        of_outcome(keyed_command(ctx, &input.thread_id, reply, input.idempotency_key).await?)
    }
}
