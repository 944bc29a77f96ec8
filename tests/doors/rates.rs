//! How many operations may begin.
//!
//! The slowest rate that can be set is one a second: a test that asks again and again is refused well before it has asked a
//! hundred times, however slow the machine.

use std::num::NonZeroU32;

use baton::http::{Limits, Rate};
use serde_json::json;

use crate::{
    support::{Reply, Server, reply},
    websocket::{Client, PROTOCOL},
};

const ONE_A_SECOND: Rate = Rate { per_second: Some(NonZeroU32::MIN), burst: NonZeroU32::MIN };

async fn with_token_rate() -> Server {
    Server::with(Limits { token_rate: ONE_A_SECOND, ..Limits::default() }).await
}

fn with_address_rate() -> Limits {
    Limits { address_rate: ONE_A_SECOND, ..Limits::default() }
}

/// The first refusal of requests that are all alike.
async fn refused(request: impl Fn() -> reqwest::RequestBuilder) -> Reply {
    for _ in 0..100 {
        let reply = reply(request()).await;
        if reply.status != 200 {
            return reply;
        }
    }
    panic!("nothing was refused");
}

fn assert_rate_limited(refused: &Reply, limit: &str) {
    refused.assert_refused(429, "RATE_LIMITED");
    assert_eq!(refused.header("retry-after"), "1");
    let extensions = &refused.body["errors"][0]["extensions"];
    assert_eq!((&extensions["limit"], &extensions["most"]), (&json!(limit), &json!(1)));
    assert_eq!((&extensions["burst"], &extensions["retryAfterSeconds"]), (&json!(1), &json!(1)));
}

#[tokio::test]
async fn a_token_that_asks_too_often_is_told_when_to_ask_again() {
    let server = with_token_rate().await;
    let query = || server.post(&json!({ "query": "{ hello }" }));
    let too_many = refused(|| query().bearer_auth("good")).await;
    assert_rate_limited(&too_many, "operations a second with one token");
    for _ in 0..20 {
        assert_eq!(reply(query()).await.status, 200, "callers without a token have none to count");
    }
}

#[tokio::test]
async fn an_address_that_asks_too_often_is_refused_before_its_token_is_looked_at() {
    let server = Server::with(with_address_rate()).await;
    let query = || server.post(&json!({ "query": "{ hello }" }));
    assert_rate_limited(&refused(query).await, "operations a second from one address");

    let server = Server::with(with_address_rate()).await;
    let mut statuses = Vec::new();
    for _ in 0..100 {
        statuses.push(reply(server.post(&json!({ "query": "{ hello }" })).bearer_auth("bad")).await.status);
        if statuses.ends_with(&[429]) {
            break;
        }
    }
    assert_eq!(statuses.first(), Some(&401));
    assert_eq!(statuses.last(), Some(&429), "guessing tokens is counted too");
}

#[tokio::test]
async fn a_proxy_is_believed_only_if_it_is_trusted() {
    let from = async |server: &Server, client: u8| {
        let query = server.post(&json!({ "query": "{ hello }" }));
        reply(query.header("x-forwarded-for", format!("192.0.2.{client}"))).await.status
    };
    let trusted_proxies = vec!["127.0.0.0/8".parse().unwrap()];
    let behind_proxy = Server::with(Limits { trusted_proxies, ..with_address_rate() }).await;
    for client in 0..50 {
        assert_eq!(from(&behind_proxy, client).await, 200);
    }
    let open = Server::with(with_address_rate()).await;
    let mut refused = 0;
    for client in 0..50 {
        refused += usize::from(from(&open, client).await == 429);
    }
    assert!(refused > 0, "the header alone gave each request an address of its own");
}

#[tokio::test]
async fn on_a_socket_each_operation_is_counted_and_refused_alone() {
    let server = with_token_rate().await;
    let mut client = Client::open(&server, &[PROTOCOL, ("authorization", "Bearer good")]).await;
    client.send(json!({ "type": "connection_init" })).await;
    assert_eq!(client.next().await["type"], "connection_ack");
    client.subscribe("silent", "subscription { silent }").await;
    for _ in 0..100 {
        client.subscribe("a", "{ hello }").await;
        let message = client.next().await;
        if message["type"] == "error" {
            let extensions = &message["payload"][0]["extensions"];
            assert_eq!((&message["id"], &extensions["code"]), (&json!("a"), &json!("RATE_LIMITED")));
            assert_eq!(extensions["limit"], "operations a second with one token");
            // The socket and what runs on it go on.
            client.send(json!({ "type": "ping" })).await;
            assert_eq!(client.next().await["type"], "pong");
            assert_eq!(*server.world.open.borrow(), 1);
            return;
        }
        assert_eq!(client.next().await["type"], "complete");
    }
    panic!("nothing was refused");
}

#[tokio::test]
async fn handshakes_and_event_streams_are_refused_as_requests_are() {
    let server = Server::with(with_address_rate()).await;
    let stream = || server.post(&json!({ "query": "{ hello }" })).header("accept", "text/event-stream");
    let mut status = stream().send().await.unwrap().status();
    for _ in 0..100 {
        if status == 429 {
            break;
        }
        status = stream().send().await.unwrap().status();
    }
    assert_eq!(status, 429);
    let handshake = || {
        let get = server.http.get(server.url("/graphql"));
        get.header("upgrade", "websocket").header("connection", "upgrade").header("sec-websocket-version", "13")
    };
    for _ in 0..100 {
        // Without its key a handshake is no good, but that is found out later.
        let refused = reply(handshake()).await;
        if refused.status == 429 {
            return assert_rate_limited(&refused, "operations a second from one address");
        }
    }
    panic!("nothing was refused");
}
