//! `POST /{page}/extend_thread_control` (`extend_by_owner`).

use crate::{
    graph_api::call::{Answer, OnPage},
    protocol::Command,
    time::Seconds,
};

/// `recipient`, `duration` in seconds: a day unless it is given.
pub async fn post(on: &OnPage<'_>) -> Answer {
    let duration = on.params.number("duration")?.unwrap_or(Seconds::DAY.0);
    on.control(Command::Extend { duration, expected_epoch: None }).await
}
