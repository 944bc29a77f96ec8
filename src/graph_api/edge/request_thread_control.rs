//! `POST /{page}/request_thread_control`: control at once of an idle thread, else a place in the queue
//! (`request_when_idle`, `request_waits`).

use crate::{
    graph_api::call::{Answer, OnPage},
    protocol::Command,
};

/// `recipient`, `metadata`.
pub async fn post(on: &OnPage<'_>) -> Answer {
    on.control(Command::Request { metadata: on.params.text("metadata")? }).await
}
