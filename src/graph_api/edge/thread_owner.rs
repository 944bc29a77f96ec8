//! `GET /{page}/thread_owner`: who controls a thread, and until when; nobody is an empty list.

use serde_json::json;

use crate::{
    graph_api::call::{Answer, OnPage},
    protocol::Control,
};

/// `recipient`.
pub async fn get(on: &OnPage<'_>) -> Answer {
    let thread = on.thread().await?;
    on.sight().may_look_into(&on.page, &thread.state.customer)?;
    let Control::Controlled { owner, expires_at } = thread.state.control else { return Ok(json!({"data": []})) };
    let expiration = expires_at.millis().div_euclid(1_000);
    Ok(json!({"data": [{"thread_owner": {"app_id": on.participant_id(owner), "expiration": expiration}}]}))
}
