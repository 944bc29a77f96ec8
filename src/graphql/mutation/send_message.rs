use async_graphql::{Context, ID, InputObject, Object, Result};
use serde_json::Value;

use crate::{
    graphql::{
        at_hand::Lean,
        context::Reach,
        input::{ButtonInput, content},
        mutation::keyed_command,
        object::enums::MessageTag,
        payload::{SendMessagePayload, of_outcome},
    },
    protocol::{Command, Send},
};

/// The input of `sendMessage`.
#[derive(InputObject)]
pub struct SendMessageInput {
    /// A thread that the app controls, or may answer as a human agent.
    thread_id: ID,
    /// 1 to 2,000 characters; a message has a text or an attachment.
    text: Option<String>,
    /// As the channel takes them; at most 30, and 64 KiB of JSON in all.
    attachments: Option<Vec<Value>>,
    /// At most 13.
    buttons: Option<Vec<ButtonInput>>,
    /// What lets it be sent though the app is not the owner.
    tag: Option<MessageTag>,
    /// The epoch that the caller believes the thread to be in; refused with STALE_EPOCH if it is not.
    expected_epoch: Option<i32>,
    /// The same key sends once, within a day: the first message comes back.
    idempotency_key: Option<String>,
}

#[derive(Default)]
pub struct SendMessage;

#[Object]
impl SendMessage {
    /// Writes to the customer: the owner, or an approved human agent (`send_by_owner`,
    /// `human_agent_exception`).
    async fn send_message(&self, ctx: &Context<'_>, input: SendMessageInput) -> Result<Lean<SendMessagePayload>> {
        let send = Command::Send(Send {
            message: ctx.engine().message_id(),
            content: content(input.text, input.attachments, input.buttons),
            tag: input.tag.map(Into::into),
            expected_epoch: input.expected_epoch.map(i64::from),
            key_used_at: None,
        });
        of_outcome(keyed_command(ctx, &input.thread_id, send, input.idempotency_key).await?)
    }
}
