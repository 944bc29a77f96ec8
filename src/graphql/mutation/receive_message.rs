use async_graphql::{Context, ID, InputObject, Object, Result};
use chrono::{DateTime, Utc};
use serde_json::Value;

use crate::{
    engine::Arrival,
    graphql::{
        access,
        at_hand::Lean,
        context::Reach,
        input::{ButtonInput, content},
        payload::{Payload, ReceivePayload, of_outcome},
        user_error::UserError,
    },
};

/// `externalId` is the channel's own id of the event: the same one is taken in once.
#[derive(InputObject)]
pub struct ReceiveMessageInput {
    /// The page of the channel's token.
    page_id: ID,
    /// The channel's own id of the customer: 1 to 128 visible characters.
    customer_id: ID,
    /// At most 200 characters.
    customer_name: Option<String>,
    /// 1 to 2,000 characters; a message has a text or an attachment.
    text: Option<String>,
    /// As the channel has them; at most 30, and 64 KiB of JSON in all.
    attachments: Option<Vec<Value>>,
    /// The payload of the quick reply that the customer chose: 1 to 1,000 characters, beside the text that they saw.
    quick_reply_payload: Option<String>,
    /// 1 to 128 visible characters.
    external_id: String,
    /// When the customer wrote; now if left out.
    sent_at: Option<DateTime<Utc>>,
}

/// Characters of a quick reply's title.
const TITLE: usize = 20;

#[derive(Default)]
pub struct ReceiveMessage;

#[Object]
impl ReceiveMessage {
    /// Brings a customer's message in. The customer's first makes the thread (`starts_idle`,
    /// `idle_goes_to_primary`).
    async fn receive_message(&self, ctx: &Context<'_>, input: ReceiveMessageInput) -> Result<Lean<ReceivePayload>> {
        let page = access::channel_page(ctx, &input.page_id)?;
        let Ok(customer) = input.customer_id.parse() else {
            return Ok(Lean::refused(UserError::invalid("customerId", "1 to 128 visible characters")));
        };
        let Ok(external_id) = input.external_id.parse() else {
            return Ok(Lean::refused(UserError::invalid("externalId", "1 to 128 visible characters")));
        };
        if let Some(name) = &input.customer_name
            && let Err(refused) = access::customer_name(name)
        {
            return Ok(Lean::refused(refused));
        }
        let chosen = input.quick_reply_payload.map(|payload| {
            let title = input.text.iter().flat_map(|it| it.chars()).take(TITLE).collect();
            vec![ButtonInput { title, payload }]
        });
        let arrival = Arrival {
            page,
            customer,
            customer_name: input.customer_name,
            content: content(input.text, input.attachments, chosen),
            external_id,
            sent_at: input.sent_at.map(Into::into),
        };
        of_outcome(ctx.engine().receive(arrival).await)
    }
}
