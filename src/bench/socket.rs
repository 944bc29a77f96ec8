//! graphql-transport-ws, as much of it as a measure needs.

use std::io;

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::{
    WebSocketStream, client_async_with_config,
    tungstenite::{Message, Utf8Bytes, client::IntoClientRequest, http::HeaderValue, protocol::WebSocketConfig},
};

use super::{BenchError, Target, error::excerpt};

/// Bytes: thousands of sockets share this machine with the server.
const BUFFER: usize = 4 * 1024;

/// A socket whose server has let its client in.
#[derive(Debug)]
pub struct Socket(WebSocketStream<TcpStream>);

impl Socket {
    pub async fn open(target: &Target, token: &str) -> Result<Self, BenchError> {
        let stream = TcpStream::connect(&target.address).await;
        let stream = stream.map_err(|error| BenchError::Connect(target.address.clone(), error))?;
        stream.set_nodelay(true)?;
        let mut request = target.socket_url().into_client_request()?;
        request.headers_mut().insert("sec-websocket-protocol", HeaderValue::from_static("graphql-transport-ws"));
        let config = WebSocketConfig::default().read_buffer_size(BUFFER).write_buffer_size(BUFFER);
        let mut socket = Self(client_async_with_config(request, stream, Some(config)).await?.0);
        let payload = json!({"authorization": format!("Bearer {token}")});
        let greeting = json!({"type": "connection_init", "payload": payload});
        socket.send([Message::text(greeting.to_string())]).await?;
        let answer = socket.next().await?;
        if !serde_json::from_str::<Value>(&answer).is_ok_and(|it| it["type"] == "connection_ack") {
            return Err(BenchError::Answer { expected: "connection_ack", answer: excerpt(answer.as_bytes()) });
        }
        Ok(socket)
    }

    /// Sends these messages in one write, as far as they fit the buffer.
    pub async fn send(&mut self, messages: impl IntoIterator<Item = Message>) -> Result<(), BenchError> {
        for message in messages {
            self.0.feed(message).await?;
        }
        Ok(self.0.flush().await?)
    }

    /// The next message of the sub-protocol; the WebSocket's own pings are answered below.
    pub async fn next(&mut self) -> Result<Utf8Bytes, BenchError> {
        loop {
            match self.0.next().await {
                Some(Ok(Message::Text(text))) => return Ok(text),
                Some(Ok(Message::Close(frame))) => {
                    let heard = frame.map_or_else(|| "a close".to_owned(), |it| format!("the close code {}", it.code));
                    return Err(BenchError::Heard { expected: "an event".to_owned(), heard });
                }
                Some(message) => drop(message?),
                None => return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into()),
            }
        }
    }

    /// Says good-bye. Whoever has gone already does not mind.
    pub async fn close(mut self) {
        let _ = self.0.close(None).await;
    }
}

/// The message that begins an operation.
pub fn subscribe(id: &str, document: &str, variables: &Value) -> Message {
    let payload = json!({"query": document, "variables": variables});
    Message::text(json!({"id": id, "type": "subscribe", "payload": payload}).to_string())
}
