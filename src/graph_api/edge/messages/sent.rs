//! The parameters of a message that change nothing here, and are checked as Meta checks them.

use crate::graph_api::{error::GraphError, input::Params};

pub fn check(params: &Params) -> Result<(), GraphError> {
    let kind = params.word("messaging_type", &["RESPONSE", "UPDATE", "MESSAGE_TAG", "UTILITY"])?;
    if kind == Some("MESSAGE_TAG") && !params.has("tag") {
        return Err(GraphError::missing("tag"));
    }
    params.word("notification_type", &["REGULAR", "SILENT_PUSH", "NO_PUSH"])?;
    params.text("persona_id")?;
    Ok(())
}
