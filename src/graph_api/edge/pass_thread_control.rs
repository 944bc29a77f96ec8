//! `POST /{page}/pass_thread_control`: the owner gives control to another participant (`pass_by_owner`).

use crate::{
    graph_api::{
        call::{Answer, OnPage},
        error::GraphError,
    },
    protocol::{Command, Target},
};

/// `recipient`, `target_app_id`, `metadata`.
pub async fn post(on: &OnPage<'_>) -> Answer {
    let metadata = on.params.text("metadata")?;
    on.control(Command::Pass { target: target(on)?, metadata, expected_epoch: None }).await
}

/// Without a target control goes to the primary receiver, as a secondary receiver's always did.
fn target(on: &OnPage<'_>) -> Result<Target, GraphError> {
    match on.params.text("target_app_id")? {
        Some(id) => Ok(on.target(&id)),
        None => on.default_target().map(Some).ok_or_else(|| GraphError::missing("target_app_id")),
    }
}
