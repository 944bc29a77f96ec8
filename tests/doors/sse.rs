//! The graphql-sse protocol.

use std::time::Duration;

use baton::http::Limits;
use serde_json::json;
use tokio::time::timeout;

use crate::support::{PATIENCE, Server, reply, until};

async fn stream(server: &Server, query: &str) -> reqwest::Response {
    let post = server.post(&json!({ "query": query })).header("accept", "text/event-stream");
    post.send().await.unwrap()
}

async fn text(response: reqwest::Response) -> String {
    timeout(PATIENCE, response.text()).await.unwrap().unwrap()
}

#[tokio::test]
async fn events_come_as_next_and_end_with_complete() {
    let server = Server::start().await;
    let response = stream(&server, "subscription { count(to: 2) }").await;
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["content-type"], "text/event-stream; charset=utf-8");
    assert_eq!(response.headers()["cache-control"], "no-cache, no-store");
    assert_eq!(
        text(response).await,
        ":\n\nevent: next\ndata: {\"data\":{\"count\":1}}\n\nevent: next\ndata: {\"data\":{\"count\":2}}\n\n\
         event: complete\ndata:\n\n"
    );
}

#[tokio::test]
async fn queries_mutations_and_get_work_too() {
    let server = Server::start().await;
    assert!(text(stream(&server, "{ hello }").await).await.contains("{\"data\":{\"hello\":\"world\"}}"));
    assert!(text(stream(&server, "mutation { count }").await).await.contains("{\"data\":{\"count\":1}}"));
    let get = server.get(&[("query", "subscription { count(to: 1) }")]);
    let response = get.header("accept", "text/event-stream").send().await.unwrap();
    assert!(text(response).await.contains("{\"data\":{\"count\":1}}"));
}

#[tokio::test]
async fn a_document_that_cannot_run_is_told_in_the_stream_and_a_bad_request_is_not() {
    let server = Server::start().await;
    let refused = text(stream(&server, "{ nothing }").await).await;
    assert!(
        refused.contains("event: next\ndata: {\"errors\":[") && refused.ends_with("event: complete\ndata:\n\n"),
        "{refused}"
    );
    let malformed = server.post(&json!({ "query": 1 })).header("accept", "text/event-stream");
    reply(malformed).await.assert_refused(400, "BAD_USER_INPUT");
    let denied = server.post(&json!({ "query": "{ hello }" })).header("accept", "text/event-stream").bearer_auth("bad");
    reply(denied).await.assert_refused(401, "UNAUTHENTICATED");
}

#[tokio::test]
async fn a_quiet_stream_is_kept_alive_and_a_reader_who_left_is_noticed() {
    let server = Server::with(Limits { keep_alive_period: Duration::from_millis(20), ..Limits::default() }).await;
    let mut response = stream(&server, "subscription { silent }").await;
    for _ in 0..3 {
        assert_eq!(timeout(PATIENCE, response.chunk()).await.unwrap().unwrap().unwrap(), ":\n\n");
    }
    until(&server.world.open, |open| *open == 1).await;
    drop(response);
    until(&server.world.open, |open| *open == 0).await;
}

#[tokio::test]
async fn a_reader_who_does_not_read_is_cut_off() {
    let server = Server::with(Limits { stall_time: Duration::from_millis(100), ..Limits::default() }).await;
    let response = stream(&server, "subscription { flood }").await;
    until(&server.world.open, |open| *open == 1).await;
    until(&server.world.open, |open| *open == 0).await;
    drop(response);
}

#[tokio::test]
async fn stopping_ends_a_stream_without_complete() {
    let server = Server::start().await;
    let response = stream(&server, "subscription { silent }").await;
    until(&server.world.open, |open| *open == 1).await;
    server.stop().await;
    assert_eq!(text(response).await, ":\n\n");
}
