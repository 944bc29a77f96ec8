//! `POST /{page}/pass_thread_metadata`: context for an app that waits (`metadata_without_control`).

use crate::{
    graph_api::call::{Answer, OnPage},
    protocol::Command,
};

/// `recipient`, `target_app_id`, `metadata`.
pub async fn post(on: &OnPage<'_>) -> Answer {
    let target = on.target(&on.params.required("target_app_id")?);
    on.control(Command::PassMetadata { target, metadata: on.params.required("metadata")? }).await
}
