//! A message as the Send API has it, as the protocol takes it.

use serde_json::Value;

use crate::{
    graph_api::{error::GraphError, input::text_of},
    protocol::{self, BUTTONS, Button, Content},
};

/// Characters of a message's `metadata`.
const METADATA: usize = 1_000;

/// What is to be sent.
#[derive(Debug, PartialEq)]
pub struct Written {
    pub content: Content,
    /// A customer feedback template (`survey_waits`).
    pub is_survey: bool,
}

/// Reads the parameter `message`. Text without an object around it is text.
pub fn read(message: &Value) -> Result<Written, GraphError> {
    let Value::Object(fields) = message else {
        let text = text_of(message).ok_or_else(|| GraphError::invalid("Param message must be an object."))?;
        return Ok(Written { content: Content { text: Some(text), ..Content::default() }, is_survey: false });
    };
    let text = fields.get("text").filter(|it| !it.is_null());
    let text = text.map(|it| text_of(it).ok_or_else(|| GraphError::invalid("Param message[text] must be a string.")));
    let metadata = fields.get("metadata").and_then(text_of).unwrap_or_default();
    if metadata.chars().count() > METADATA {
        return Err(GraphError::invalid(format!("Param message[metadata] must be at most {METADATA} characters.")));
    }
    let attachments = attachments(message)?;
    let mut buttons = quick_replies(message)?;
    buttons.extend(attachments.iter().flat_map(protocol::postbacks));
    // A template's stand in it as well, where a tap finds those beyond.
    buttons.truncate(*BUTTONS.end());
    let is_survey = attachments.iter().any(|it| it["payload"]["template_type"] == "customer_feedback");
    Ok(Written { content: Content { text: text.transpose()?, attachments, buttons }, is_survey })
}

/// `attachment`, or `attachments` as Instagram has them.
fn attachments(message: &Value) -> Result<Vec<Value>, GraphError> {
    let one = message.get("attachment").filter(|it| !it.is_null());
    let many = message.get("attachments").and_then(Value::as_array).into_iter().flatten();
    let all: Vec<Value> = one.into_iter().chain(many).cloned().collect();
    if all.iter().all(|it| it.get("type").is_some_and(Value::is_string)) {
        return Ok(all);
    }
    Err(GraphError::invalid("Param message[attachment] must be an object with a type."))
}

/// Those that send a payload back; others ask the customer for an address or a number.
fn quick_replies(message: &Value) -> Result<Vec<Button>, GraphError> {
    let replies = match message.get("quick_replies") {
        None | Some(Value::Null) => return Ok(Vec::new()),
        Some(Value::Array(replies)) => replies,
        Some(_) => return Err(GraphError::invalid("Param message[quick_replies] must be an array.")),
    };
    if replies.len() > *BUTTONS.end() {
        let words = format!("Param message[quick_replies] must have at most {} elements.", BUTTONS.end());
        return Err(GraphError::invalid(words));
    }
    let is_text = |it: &&Value| it.get("content_type").is_none_or(|it| it == "text");
    Ok(replies.iter().filter(is_text).map(button).collect())
}

fn button(value: &Value) -> Button {
    let text = |name: &str| value.get(name).and_then(text_of);
    let title = text("title").unwrap_or_default();
    Button { payload: text("payload").unwrap_or_else(|| title.clone()), title }
}
