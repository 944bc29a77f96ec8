//! The parameters of a message that change nothing here, and are checked as Meta checks them.

use crate::graph_api::{error::GraphError, input::Params};

pub fn check(params: &Params) -> Result<(), GraphError> {
    let kind = params.text("messaging_type")?;
    if let Some(kind) = &kind {
        known("messaging_type", kind, &["RESPONSE", "UPDATE", "MESSAGE_TAG", "UTILITY"])?;
    }
    if kind.as_deref() == Some("MESSAGE_TAG") && !params.has("tag") {
        return Err(GraphError::missing("tag"));
    }
    if let Some(how) = params.text("notification_type")? {
        known("notification_type", &how, &["REGULAR", "SILENT_PUSH", "NO_PUSH"])?;
    }
    params.text("persona_id")?;
    Ok(())
}

/// Refuses a word that is none of those that a parameter may be.
pub fn known(name: &str, word: &str, words: &[&str]) -> Result<(), GraphError> {
    if words.contains(&word) {
        return Ok(());
    }
    Err(GraphError::invalid(format!("Param {name} must be one of {{{}}} - got \"{word}\".", words.join(", "))))
}
