//! A subscription over a WebSocket, as `graphql-transport-ws` has it.

use std::time::Duration;

use async_graphql::futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::{net::TcpStream, time::timeout};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{Message, client::IntoClientRequest, http::HeaderValue},
};

use super::eventually::PATIENCE;

const RINGS: usize = 40;
const BETWEEN_RINGS: Duration = Duration::from_millis(500);

pub struct Listener(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Listener {
    /// Asks for events. From when on they are heard, [`Listener::hears`] makes sure.
    pub async fn subscribe(origin: &str, token: &str, query: &str, variables: Value) -> Self {
        let url = format!("{}/graphql", origin.replace("http://", "ws://"));
        let mut request = url.into_client_request().expect("a request");
        request.headers_mut().insert("sec-websocket-protocol", HeaderValue::from_static("graphql-transport-ws"));
        let mut listener = Self(connect_async(request).await.expect("a socket").0);
        let authorization = format!("Bearer {token}");
        listener.send(json!({"type": "connection_init", "payload": {"authorization": authorization}})).await;
        assert_eq!(listener.message().await["type"], "connection_ack");
        let payload = json!({"query": query, "variables": variables});
        listener.send(json!({"id": "1", "type": "subscribe", "payload": payload})).await;
        listener
    }

    async fn send(&mut self, message: Value) {
        self.0.send(Message::text(message.to_string())).await.expect("sent");
    }

    async fn frame(&mut self) -> Message {
        timeout(PATIENCE, self.0.next()).await.expect("in time").expect("an open socket").expect("a frame")
    }

    async fn message(&mut self) -> Value {
        loop {
            match self.frame().await {
                Message::Text(text) => return serde_json::from_str(&text).expect("JSON"),
                Message::Ping(_) => {}
                other => panic!("{other:?}"),
            }
        }
    }

    /// The next event's data.
    pub async fn next(&mut self) -> Value {
        let mut message = self.message().await;
        assert_eq!(message["type"], "next", "{message}");
        assert_eq!(message["payload"]["errors"], Value::Null, "{message}");
        message["payload"]["data"].take()
    }

    /// Rings until the first event is heard; more of the bell may be heard later.
    pub async fn hears(&mut self, mut ring: impl AsyncFnMut(usize)) {
        for attempt in 0.. {
            assert!(attempt < RINGS, "nothing was heard");
            ring(attempt).await;
            if timeout(BETWEEN_RINGS, self.next()).await.is_ok() {
                return;
            }
        }
    }

    /// The code with which the server closes the socket, whatever it says before.
    pub async fn closed(mut self) -> u16 {
        loop {
            if let Message::Close(frame) = self.frame().await {
                return frame.expect("a reason").code.into();
            }
        }
    }
}
