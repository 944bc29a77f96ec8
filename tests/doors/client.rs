//! What resolvers learn of the client: for the audit log.

use baton::http::Limits;
use serde_json::json;

use crate::{
    support::{Server, reply},
    websocket::{Client, PROTOCOL},
};

const QUERY: &str = "{ client }";

/// Three headers that say who it is.
const HEADERS: [(&str, &str); 3] =
    [("x-forwarded-for", "192.0.2.7"), ("user-agent", "Deploy/1.0"), ("x-request-id", "deploy-7")];

async fn behind_a_proxy() -> Server {
    let trusted_proxies = vec!["127.0.0.0/8".parse().unwrap()];
    Server::with(Limits { trusted_proxies, ..Limits::default() }).await
}

#[tokio::test]
async fn a_client_is_its_address_its_name_and_its_request() {
    for (server, address) in [(behind_a_proxy().await, "192.0.2.7"), (Server::start().await, "127.0.0.1")] {
        let mut request = server.post(&json!({ "query": QUERY }));
        for (name, value) in HEADERS {
            request = request.header(name, value);
        }
        assert_eq!(reply(request).await.body["data"]["client"], format!("{address} Deploy/1.0 deploy-7"));
    }
}

#[tokio::test]
async fn on_a_socket_it_is_that_of_the_handshake() {
    let server = behind_a_proxy().await;
    let [from, agent, request] = HEADERS;
    let mut client = Client::open(&server, &[PROTOCOL, from, agent, request]).await;
    client.send(json!({ "type": "connection_init" })).await;
    assert_eq!(client.next().await["type"], "connection_ack");
    client.subscribe("1", QUERY).await;
    assert_eq!(client.next().await["payload"]["data"]["client"], "192.0.2.7 Deploy/1.0 deploy-7");
}

#[tokio::test]
async fn a_long_name_is_cut_and_a_missing_request_id_is_made() {
    let server = Server::start().await;
    let request = server.post(&json!({ "query": QUERY })).header("user-agent", "x".repeat(1_000));
    let reply = reply(request).await;
    let expected = format!("127.0.0.1 {} {}", "x".repeat(300), reply.header("x-request-id"));
    assert_eq!(reply.body["data"]["client"], expected);
}
