//! `POST /{page}/take_thread_control`: an idle thread, or any by the primary receiver (`take_when_idle`, `take_by_primary`).

use crate::{
    graph_api::call::{Answer, OnPage},
    protocol::Command,
};

/// `recipient`, `metadata`.
pub async fn post(on: &OnPage<'_>) -> Answer {
    on.control(Command::Take { metadata: on.params.text("metadata")?, expected_epoch: None }).await
}
