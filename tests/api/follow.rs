//! Clients that follow the log: over graphql-transport-ws, and over server-sent events.

use std::{collections::VecDeque, time::Duration};

use async_graphql::futures_util::{SinkExt, Stream, StreamExt, stream::BoxStream};
use serde_json::{Value, json};
use tokio::{net::TcpStream, time::timeout};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{Message, client::IntoClientRequest, http::HeaderValue},
};

use crate::{shop::Shop, support::server::TestServer};

/// How long a test waits for what must come.
const PATIENCE: Duration = Duration::from_secs(30);

/// Most of what a test asks of an event.
pub const EVENT: &str = "__typename cursor sequence ... on ControlChanged { reason epoch }";

/// One subscription on a socket of its own.
pub struct Follower(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Follower {
    pub async fn start(server: &TestServer, token: &str, document: &str, variables: Value) -> Self {
        let mut request = format!("ws://{}/graphql", server.address).into_client_request().unwrap();
        let protocol = HeaderValue::from_static("graphql-transport-ws");
        request.headers_mut().insert("sec-websocket-protocol", protocol);
        let mut follower = Self(connect_async(request).await.unwrap().0);
        let payload = json!({"authorization": format!("Bearer {token}")});
        follower.send(json!({"type": "connection_init", "payload": payload})).await;
        assert_eq!(follower.message().await["type"], "connection_ack");
        let payload = json!({"query": document, "variables": variables});
        follower.send(json!({"type": "subscribe", "id": "1", "payload": payload})).await;
        follower
    }

    async fn send(&mut self, message: Value) {
        self.0.send(Message::text(message.to_string())).await.unwrap();
    }

    async fn message(&mut self) -> Value {
        loop {
            match timeout(PATIENCE, self.0.next()).await.expect("a message in time").unwrap().unwrap() {
                Message::Text(text) => return serde_json::from_str(&text).unwrap(),
                Message::Ping(_) => {}
                other => panic!("{other:?}"),
            }
        }
    }

    /// The next event: the value of the subscription's one field.
    pub async fn next(&mut self) -> Value {
        let message = self.message().await;
        assert!(message["type"] == "next" && message["payload"]["errors"].is_null(), "{message}");
        message["payload"]["data"].as_object().unwrap().values().next().unwrap().clone()
    }

    /// The next so many events.
    pub async fn take(&mut self, count: usize) -> Vec<Value> {
        let mut events = Vec::with_capacity(count);
        for _ in 0..count {
            events.push(self.next().await);
        }
        events
    }

    /// The next event, if one comes soon. For waiting on what the test repeats until it shows.
    pub async fn soon(&mut self) -> Option<Value> {
        timeout(Duration::from_millis(100), self.next()).await.ok()
    }

    /// The code of the error that the subscription ends with.
    pub async fn refusal(&mut self) -> String {
        let message = self.message().await;
        let errors = if message["type"] == "error" { &message["payload"] } else { &message["payload"]["errors"] };
        errors[0]["extensions"]["code"].as_str().unwrap_or_else(|| panic!("{message}")).to_owned()
    }

    /// The same, of a quiet subscription: time passes until it ends.
    pub async fn refusal_in_time(&mut self, server: &TestServer) -> String {
        server.pass(5);
        loop {
            match timeout(Duration::from_millis(500), self.refusal()).await {
                Ok(code) => return code,
                // It may have begun to wait only after the clock had moved.
                Err(_) => server.pass(2),
            }
        }
    }
}

/// The same subscription as a stream of server-sent events; ends when it is complete.
pub async fn event_stream(
    server: &TestServer,
    token: &str,
    document: &str,
    variables: Value,
) -> BoxStream<'static, Value> {
    let answer = reqwest::Client::new()
        .post(server.url())
        .bearer_auth(token)
        .header("accept", "text/event-stream")
        .json(&json!({"query": document, "variables": variables}))
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 200);
    events(answer.bytes_stream().map(|chunk| chunk.unwrap().to_vec()).boxed()).boxed()
}

fn events(chunks: BoxStream<'static, Vec<u8>>) -> impl Stream<Item = Value> {
    let state = (chunks, Vec::new(), VecDeque::new());
    async_graphql::futures_util::stream::unfold(state, |(mut chunks, mut bytes, mut ready)| async move {
        loop {
            if let Some(event) = ready.pop_front() {
                return Some((event, (chunks, bytes, ready)));
            }
            bytes.extend(timeout(PATIENCE, chunks.next()).await.expect("an event in time")?);
            while let Some(end) = bytes.windows(2).position(|it| it == b"\n\n") {
                let event: Vec<u8> = bytes.drain(..end + 2).collect();
                let event = String::from_utf8(event).unwrap();
                if let Some(data) = event.strip_prefix("event: next\ndata: ") {
                    ready.push_back(serde_json::from_str(data).unwrap());
                }
            }
        }
    })
}

impl Shop {
    /// The cursor of the thread's newest event: what a follower goes on from.
    pub async fn cursor(&self, thread: &str) -> String {
        let document = "query($thread: ID!) { thread(id: $thread) { events(last: 1) { pageInfo { endCursor } } } }";
        let data = self.server.send(&self.server.admin, document, json!({"thread": thread})).await.ok();
        crate::shop::text(&data["thread"]["events"]["pageInfo"]["endCursor"])
    }

    /// Follows all events of the page, or of one thread.
    pub async fn follow(&self, token: &str, thread: Option<&str>, after: Option<&str>) -> Follower {
        let document = format!(
            "subscription($page: ID!, $thread: ID, $after: String) {{
                threadEvents(pageId: $page, threadId: $thread, after: $after) {{ {EVENT} }} }}"
        );
        let variables = json!({"page": self.page, "thread": thread, "after": after});
        Follower::start(&self.server, token, &document, variables).await
    }

    /// Follows what the app hears.
    pub async fn listen(&self, token: &str, after: Option<&str>) -> Follower {
        let document =
            format!("subscription($after: String) {{ appEvents(after: $after) {{ channel event {{ {EVENT} }} }} }}");
        Follower::start(&self.server, token, &document, json!({"after": after})).await
    }
}
