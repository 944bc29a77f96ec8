//! The graphql-transport-ws protocol, sentence by sentence.

mod together;

use std::time::Duration;

use async_graphql::futures_util::{SinkExt, StreamExt};
use baton::http::Limits;
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{Message, client::IntoClientRequest, http::HeaderValue},
};

use crate::support::{PATIENCE, Server, reply, until};

pub struct Client(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Client {
    /// A socket before `connection_init`.
    pub async fn open(server: &Server, headers: &[(&'static str, &'static str)]) -> Self {
        let mut request = format!("ws://{}/graphql", server.address).into_client_request().unwrap();
        for (name, value) in headers {
            request.headers_mut().insert(*name, HeaderValue::from_static(value));
        }
        Self(connect_async(request).await.unwrap().0)
    }

    async fn new(server: &Server) -> Self {
        Self::open(server, &[PROTOCOL]).await
    }

    /// A socket after `connection_ack`.
    pub async fn ready(server: &Server) -> Self {
        let mut client = Self::new(server).await;
        client.send(json!({ "type": "connection_init" })).await;
        assert_eq!(client.next().await, json!({ "type": "connection_ack" }));
        client
    }

    pub async fn send(&mut self, message: Value) {
        self.send_text(&message.to_string()).await;
    }

    async fn send_text(&mut self, text: &str) {
        self.0.send(Message::text(text)).await.unwrap();
    }

    pub async fn subscribe(&mut self, id: &str, query: &str) {
        self.send(json!({ "id": id, "type": "subscribe", "payload": { "query": query } })).await;
    }

    async fn frame(&mut self) -> Message {
        timeout(PATIENCE, self.0.next()).await.unwrap().unwrap().unwrap()
    }

    /// The next message, between the pings of the server.
    pub async fn next(&mut self) -> Value {
        loop {
            match self.frame().await {
                Message::Text(text) => return serde_json::from_str(&text).unwrap(),
                Message::Ping(_) => {}
                other => panic!("{other:?}"),
            }
        }
    }

    /// The code with which the server closes the socket, whatever it said before.
    pub async fn closed(mut self) -> u16 {
        loop {
            if let Message::Close(frame) = self.frame().await {
                return frame.unwrap().code.into();
            }
        }
    }
}

pub const PROTOCOL: (&str, &str) = ("sec-websocket-protocol", "graphql-transport-ws");

#[tokio::test]
async fn a_subscription_sends_next_and_complete() {
    let server = Server::start().await;
    let mut client = Client::ready(&server).await;
    client.subscribe("a", "subscription { count(to: 2) }").await;
    assert_eq!(client.next().await, json!({ "type": "next", "id": "a", "payload": { "data": { "count": 1 } } }));
    assert_eq!(client.next().await, json!({ "type": "next", "id": "a", "payload": { "data": { "count": 2 } } }));
    assert_eq!(client.next().await, json!({ "type": "complete", "id": "a" }));
}

#[tokio::test]
async fn queries_and_mutations_work_too() {
    let server = Server::start().await;
    let mut client = Client::ready(&server).await;
    for (query, data) in [("{ hello }", json!({ "hello": "world" })), ("mutation { count }", json!({ "count": 1 }))] {
        client.subscribe("a", query).await;
        assert_eq!(client.next().await["payload"]["data"], data);
        assert_eq!(client.next().await["type"], "complete");
    }
    let named = json!({ "query": "query A { hello } query B { caller }", "operationName": "B", "variables": null });
    client.send(json!({ "id": "b", "type": "subscribe", "payload": named })).await;
    assert_eq!(client.next().await["payload"]["data"], json!({ "caller": "nobody" }));
}

#[tokio::test]
async fn messages_that_the_protocol_has_not_close_with_4400() {
    let server = Server::start().await;
    for text in [
        "",
        "{",
        "null",
        "[]",
        r#"["ping"]"#,
        r#""ping""#,
        "{}",
        r#"{"type":1}"#,
        r#"{"type":"unknown"}"#,
        r#"{"type":"next","id":"a"}"#,
        r#"{"type":"connection_ack"}"#,
        r#"{"type":"ping","payload":1}"#,
        r#"{"type":"subscribe"}"#,
        r#"{"type":"subscribe","id":"a"}"#,
        r#"{"type":"subscribe","id":"a","payload":{}}"#,
        r#"{"type":"subscribe","id":"a","payload":{"query":1}}"#,
        r#"{"type":"subscribe","id":"","payload":{"query":"{hello}"}}"#,
        r#"{"type":"subscribe","id":1,"payload":{"query":"{hello}"}}"#,
        r#"{"type":"subscribe","payload":{"query":"{hello}"}}"#,
        r#"{"type":"subscribe","id":"a","payload":{"query":"{hello}","variables":[]}}"#,
        r#"{"type":"complete"}"#,
    ] {
        let mut client = Client::ready(&server).await;
        client.send_text(text).await;
        assert_eq!(client.closed().await, 4400, "{text}");
    }
    let mut binary = Client::ready(&server).await;
    binary.0.send(Message::binary(b"{}".to_vec())).await.unwrap();
    assert_eq!(binary.closed().await, 4400);

    let mut before_init = Client::new(&server).await;
    before_init.send_text("{").await;
    assert_eq!(before_init.closed().await, 4400);
}

#[tokio::test]
async fn an_operation_before_the_acknowledgement_closes_with_4401() {
    let server = Server::start().await;
    let mut client = Client::new(&server).await;
    client.subscribe("a", "mutation { count }").await;
    assert_eq!(client.closed().await, 4401);
    assert_eq!(server.mutations(), 0);
}

#[tokio::test]
async fn the_token_comes_with_the_initialisation_or_the_handshake() {
    let server = Server::start().await;
    let bearer = ("authorization", "Bearer good");
    for (headers, payload, caller) in [
        (&[PROTOCOL][..], json!({ "authorization": "Bearer good" }), "somebody"),
        (&[PROTOCOL], json!({ "Authorization": "bearer good" }), "somebody"),
        (&[PROTOCOL], json!({}), "nobody"),
        (&[PROTOCOL, bearer], json!({}), "somebody"),
        (&[PROTOCOL, ("authorization", "Bearer bad")], json!({ "authorization": "Bearer good" }), "somebody"),
    ] {
        let mut client = Client::open(&server, headers).await;
        client.send(json!({ "type": "connection_init", "payload": payload })).await;
        assert_eq!(client.next().await["type"], "connection_ack");
        client.subscribe("a", "{ caller }").await;
        assert_eq!(client.next().await["payload"]["data"]["caller"], caller);
    }
}

#[tokio::test]
async fn a_token_that_is_no_good_closes_with_4403_and_one_that_cannot_be_checked_with_1013() {
    let server = Server::start().await;
    for (payload, code) in [
        (json!({ "authorization": "Bearer bad" }), 4403),
        (json!({ "authorization": "good" }), 4403),
        (json!({ "authorization": 1 }), 4403),
        (json!({ "authorization": "Bearer later" }), 1013),
    ] {
        let mut client = Client::new(&server).await;
        client.send(json!({ "type": "connection_init", "payload": payload })).await;
        assert_eq!(client.closed().await, code, "{payload}");
    }
    let mut client = Client::open(&server, &[PROTOCOL, ("authorization", "Bearer bad")]).await;
    client.send(json!({ "type": "connection_init" })).await;
    assert_eq!(client.closed().await, 4403);
}

#[tokio::test]
async fn a_client_without_the_sub_protocol_is_closed_with_4406() {
    let server = Server::start().await;
    assert_eq!(Client::open(&server, &[]).await.closed().await, 4406);
    let list = [("sec-websocket-protocol", "graphql-ws, graphql-transport-ws")];
    Client::open(&server, &list).await.send(json!({ "type": "connection_init" })).await;
}

#[tokio::test]
async fn a_client_that_does_not_initialise_is_closed_with_4408() {
    let server = Server::with(Limits { socket_init_time: Duration::from_millis(50), ..Limits::default() }).await;
    assert_eq!(Client::new(&server).await.closed().await, 4408);
}

#[tokio::test]
async fn an_id_in_use_closes_with_4409_and_a_second_initialisation_with_4429() {
    let server = Server::start().await;
    let mut client = Client::ready(&server).await;
    client.subscribe("a", "subscription { silent }").await;
    client.subscribe("a", "{ hello }").await;
    assert_eq!(client.closed().await, 4409);
    until(&server.world.open, |open| *open == 0).await;

    let mut client = Client::ready(&server).await;
    client.send(json!({ "type": "connection_init" })).await;
    assert_eq!(client.closed().await, 4429);
}

#[tokio::test]
async fn an_id_is_free_again_after_complete_and_error_from_either_side() {
    let server = Server::start().await;
    let mut client = Client::ready(&server).await;
    client.subscribe("a", "{ nothing }").await;
    let error = client.next().await;
    assert_eq!((&error["type"], &error["id"]), (&json!("error"), &json!("a")));
    assert_eq!(error["payload"][0]["extensions"]["code"], "BAD_USER_INPUT");

    client.subscribe("a", "subscription { silent }").await;
    until(&server.world.open, |open| *open == 1).await;
    client.send(json!({ "id": "a", "type": "complete" })).await;
    until(&server.world.open, |open| *open == 0).await;

    for _ in 0..2 {
        client.subscribe("a", "{ hello }").await;
        // The server does not answer a complete with another: the next message is the new operation's.
        assert_eq!(client.next().await["type"], "next");
        assert_eq!(client.next().await["type"], "complete");
    }
    client.send(json!({ "id": "unknown", "type": "complete" })).await;
    client.subscribe("a", "{ hello }").await;
    assert_eq!(client.next().await["type"], "next");
}

#[tokio::test]
async fn what_cannot_begin_is_an_error_and_leaves_the_socket_open() {
    let server = Server::start().await;
    let mut client = Client::ready(&server).await;
    for (query, code) in [
        ("{", "BAD_USER_INPUT"),
        ("{ nothing }", "BAD_USER_INPUT"),
        ("query A { hello } query B { hello }", "BAD_USER_INPUT"),
        ("subscription { forbidden }", "FORBIDDEN"),
        ("{ __schema { queryType { name } } }", "UNAUTHENTICATED"),
        ("{ panics }", "INTERNAL"),
    ] {
        client.subscribe("a", query).await;
        let error = client.next().await;
        assert_eq!(
            (&error["type"], &error["payload"][0]["extensions"]["code"]),
            (&json!("error"), &json!(code)),
            "{error}"
        );
    }
    client.subscribe("a", "{ hello forbidden }").await;
    let partial = client.next().await;
    assert_eq!((&partial["type"], &partial["payload"]["data"]["hello"]), (&json!("next"), &json!("world")));
}

#[tokio::test]
async fn a_ping_is_answered_with_its_payload() {
    let server = Server::start().await;
    let mut client = Client::new(&server).await;
    client.send(json!({ "type": "ping" })).await;
    assert_eq!(client.next().await, json!({ "type": "pong" }));
    client.send(json!({ "type": "connection_init" })).await;
    assert_eq!(client.next().await["type"], "connection_ack");
    client.send(json!({ "type": "ping", "payload": { "a": [1] } })).await;
    assert_eq!(client.next().await, json!({ "type": "pong", "payload": { "a": [1] } }));
    client.send(json!({ "type": "pong" })).await;
    client.0.send(Message::Ping("x".into())).await.unwrap();
    assert_eq!(client.frame().await, Message::Pong("x".into()));
}

#[tokio::test]
async fn the_server_pings_and_drops_who_does_not_answer() {
    let server = Server::with(Limits { ping_period: Duration::from_millis(50), ..Limits::default() }).await;
    let mut client = Client::ready(&server).await;
    for _ in 0..4 {
        // Reading answers the pings.
        assert!(client.frame().await.is_ping());
    }
    client.subscribe("a", "subscription { silent }").await;
    until(&server.world.open, |open| *open == 1).await;
    let MaybeTlsStream::Plain(stream) = client.0.get_mut() else { panic!() };
    let mut unread = Vec::new();
    timeout(PATIENCE, stream.read_to_end(&mut unread)).await.unwrap().unwrap();
    until(&server.world.open, |open| *open == 0).await;
}

#[tokio::test]
async fn operations_take_turns() {
    let server = Server::start().await;
    let mut client = Client::ready(&server).await;
    client.subscribe("flood", "subscription { flood }").await;
    client.next().await;
    client.subscribe("count", "subscription { count(to: 100) }").await;
    let (mut events, mut between) = (0, 0);
    loop {
        let message = client.next().await;
        match (message["id"].as_str().unwrap(), message["type"].as_str().unwrap()) {
            ("count", "complete") => break,
            ("count", _) => events += 1,
            _ if events > 0 => between += 1,
            _ => {}
        }
    }
    assert_eq!(events, 100);
    assert!(between < 1_000, "{between} events of the flood between 100 of the other");
}

#[tokio::test]
async fn operations_on_one_socket_are_capped() {
    let server = Server::with(Limits { socket_operations: 2, ..Limits::default() }).await;
    let mut client = Client::ready(&server).await;
    for id in ["a", "b", "c"] {
        client.subscribe(id, "subscription { silent }").await;
    }
    let refused = client.next().await;
    let extensions = &refused["payload"][0]["extensions"];
    assert_eq!((&refused["id"], &extensions["code"]), (&json!("c"), &json!("RATE_LIMITED")));
    assert_eq!((&extensions["most"], &extensions["asked"]), (&json!(2), &json!(3)));
    client.send(json!({ "id": "a", "type": "complete" })).await;
    client.subscribe("c", "{ hello }").await;
    assert_eq!(client.next().await["type"], "next");
}

#[tokio::test]
async fn a_client_that_does_not_read_is_cut_off() {
    let server = Server::with(Limits { stall_time: Duration::from_millis(100), ..Limits::default() }).await;
    let mut client = Client::ready(&server).await;
    client.subscribe("a", "subscription { flood }").await;
    until(&server.world.open, |open| *open == 1).await;
    until(&server.world.open, |open| *open == 0).await;
    drop(client);
}

#[tokio::test]
async fn a_message_that_is_too_big_closes_with_1009() {
    let server = Server::with(Limits { body_bytes: 1000, ..Limits::default() }).await;
    let mut client = Client::ready(&server).await;
    client.send_text(&" ".repeat(1001)).await;
    assert_eq!(client.closed().await, 1009);
}

#[tokio::test]
async fn stopping_closes_with_1001_whatever_the_socket_was_doing() {
    let server = Server::start().await;
    let (before_init, idle, mut busy) =
        (Client::new(&server).await, Client::ready(&server).await, Client::ready(&server).await);
    busy.subscribe("a", "subscription { silent }").await;
    until(&server.world.open, |open| *open == 1).await;
    let clients = [before_init, idle, busy].map(|client| tokio::spawn(client.closed()));
    server.stop().await;
    for client in clients {
        assert_eq!(client.await.unwrap(), 1001);
    }
}

#[tokio::test]
async fn a_client_that_closes_is_answered() {
    let server = Server::start().await;
    let mut client = Client::ready(&server).await;
    client.subscribe("a", "subscription { silent }").await;
    until(&server.world.open, |open| *open == 1).await;
    client.0.close(None).await.unwrap();
    assert!(matches!(client.frame().await, Message::Close(_)));
    until(&server.world.open, |open| *open == 0).await;
}

#[tokio::test]
async fn a_handshake_that_is_none_is_refused() {
    let server = Server::start().await;
    let upgrade =
        || server.http.get(server.url("/graphql")).header("upgrade", "websocket").header("connection", "upgrade");
    let version = reply(upgrade().header("sec-websocket-version", "8")).await;
    version.assert_refused(426, "BAD_USER_INPUT");
    assert_eq!(version.header("sec-websocket-version"), "13");
    reply(upgrade().header("sec-websocket-version", "13")).await.assert_refused(400, "BAD_USER_INPUT");

    let mut raw = TcpStream::connect(server.address).await.unwrap();
    let post = "POST /graphql HTTP/1.1\r\nHost: x\r\nConnection: upgrade, close\r\nUpgrade: websocket\r\n\
                Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    raw.write_all(post.as_bytes()).await.unwrap();
    let mut answer = String::new();
    timeout(PATIENCE, raw.read_to_string(&mut answer)).await.unwrap().unwrap();
    assert!(answer.starts_with("HTTP/1.1 415"), "{answer}");
}
