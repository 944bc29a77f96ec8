//! `POST /{page}/release_thread_control` (`release_by_owner`).

use crate::{
    graph_api::call::{Answer, OnPage},
    protocol::Command,
};

/// `recipient`; `metadata` is accepted, and nobody hears of it.
pub async fn post(on: &OnPage<'_>) -> Answer {
    on.control(Command::Release { expected_epoch: None }).await
}
