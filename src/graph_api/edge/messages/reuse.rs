//! Attachments that are sent once and then named: `is_reusable`, `attachment_id`.
//!
//! The id is that of the message which had the attachment first: where it is kept, there it is found again.

use serde_json::Value;

use crate::{
    graph_api::{call::OnPage, error::GraphError, input::text_of},
    id::MessageId,
};

/// Whether a message's attachment shall be sent again under an id.
pub fn is_wanted(attachments: &[Value]) -> bool {
    attachments.iter().any(|it| matches!(&it["payload"]["is_reusable"], Value::Bool(true)))
}

/// Puts what an id names in its place.
pub async fn fill_in(on: &OnPage<'_>, attachments: &mut [Value]) -> Result<(), GraphError> {
    for attachment in attachments {
        if let Some(id) = text_of(&attachment["payload"]["attachment_id"]) {
            *attachment =
                find(on, &id).await?.ok_or_else(|| GraphError::invalid_as(2_018_074, "Invalid attachment ID"))?;
        }
    }
    Ok(())
}

/// An attachment that this app has sent on this page.
async fn find(on: &OnPage<'_>, id: &str) -> Result<Option<Value>, GraphError> {
    let (Ok(id), Some(app)) = (id.parse::<MessageId>(), on.session.app()) else { return Ok(None) };
    let found = on.services.engine.messages(&[id]).await?.pop();
    let own = found.filter(|it| it.page == on.page.record.id && it.sender.is_some_and(|it| it.is_app(app.app)));
    // It is named already, and the message that repeats it needs no name of its own.
    Ok(own.and_then(|it| it.content.attachments.into_iter().next()).map(|mut attachment| {
        if let Some(payload) = attachment.get_mut("payload").and_then(Value::as_object_mut) {
            payload.remove("is_reusable");
        }
        attachment
    }))
}
