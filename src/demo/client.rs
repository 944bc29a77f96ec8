//! A small client of the API over graphql-transport-ws, which carries queries and mutations as well as subscriptions.

use std::net::SocketAddr;

use futures_util::{SinkExt, Stream, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::{
    WebSocketStream, client_async,
    tungstenite::{Error, Message, client::IntoClientRequest, http::HeaderValue},
};

/// Why a request came to nothing.
#[derive(Debug, thiserror::Error)]
pub enum Failed {
    #[error(transparent)]
    Connection(#[from] Box<Error>),
    #[error(transparent)]
    Io(#[from] std::io::Error),
    #[error("the server closed the connection")]
    Closed,
    #[error("the server refused: {0}")]
    Refused(Value),
}

impl From<Error> for Failed {
    fn from(error: Error) -> Self {
        Self::Connection(Box::new(error))
    }
}

/// Somebody with a token.
#[derive(Clone)]
pub(super) struct Client {
    server: SocketAddr,
    token: String,
}

impl Client {
    pub(super) fn new(server: SocketAddr, token: &str) -> Self {
        Self { server, token: token.to_owned() }
    }

    /// Carries out one query or mutation; answers its root field.
    pub(super) async fn ask(&self, document: &str, variables: Value) -> Result<Value, Failed> {
        let mut socket = self.open(document, &variables).await?;
        let answer = next(&mut socket).await.ok_or(Failed::Closed)??;
        let _ = socket.close(None).await;
        match answer["userErrors"].as_array() {
            Some(refused) if !refused.is_empty() => Err(Failed::Refused(answer["userErrors"].clone())),
            _ => Ok(answer),
        }
    }

    /// The same for a mutation with an input, given its name and what to select.
    pub(super) async fn call(&self, name: &str, input: Value, selection: &str) -> Result<Value, Failed> {
        let kind: String = name.chars().take(1).flat_map(char::to_uppercase).chain(name.chars().skip(1)).collect();
        let document = format!(
            "mutation($input: {kind}Input!) {{ {name}(input: $input) {{ {selection} userErrors {{ code message }} }} }}"
        );
        self.ask(&document, json!({ "input": input })).await
    }

    /// What a subscription's root field brings, until the connection ends.
    pub(super) async fn follow(&self, document: &str) -> Result<impl Stream<Item = Value> + use<>, Failed> {
        let socket = self.open(document, &Value::Null).await?;
        Ok(futures_util::stream::unfold(socket, |mut socket| async {
            let event = next(&mut socket).await?.ok()?;
            Some((event, socket))
        }))
    }

    /// A connection on which one operation has begun.
    async fn open(&self, document: &str, variables: &Value) -> Result<WebSocketStream<TcpStream>, Failed> {
        let mut request = format!("ws://{}/graphql", self.server).into_client_request()?;
        request.headers_mut().insert("sec-websocket-protocol", HeaderValue::from_static("graphql-transport-ws"));
        let (mut socket, _) = client_async(request, TcpStream::connect(self.server).await?).await?;
        let init =
            json!({ "type": "connection_init", "payload": { "authorization": format!("Bearer {}", self.token) } });
        socket.send(Message::text(init.to_string())).await?;
        let payload = json!({ "query": document, "variables": variables });
        let subscribe = json!({ "type": "subscribe", "id": "1", "payload": payload });
        match heard(&mut socket).await.ok_or(Failed::Closed)?? {
            ack if ack["type"] == "connection_ack" => socket.send(Message::text(subscribe.to_string())).await?,
            other => return Err(Failed::Refused(other)),
        }
        Ok(socket)
    }
}

/// The root field of the operation's next result.
async fn next(socket: &mut WebSocketStream<TcpStream>) -> Option<Result<Value, Failed>> {
    loop {
        let mut message = match heard(socket).await? {
            Ok(message) => message,
            Err(error) => return Some(Err(error)),
        };
        match message["type"].as_str() {
            Some("next") => {
                let mut result = message["payload"].take();
                if result["errors"].is_array() {
                    return Some(Err(Failed::Refused(result["errors"].take())));
                }
                let root = result["data"].as_object_mut().and_then(|it| it.values_mut().next()).map(Value::take);
                return Some(Ok(root.unwrap_or_default()));
            }
            Some("error") => return Some(Err(Failed::Refused(message["payload"].take()))),
            Some("complete") => return None,
            _ => {}
        }
    }
}

/// The next message of the protocol; the frames of the WebSocket itself are answered below.
async fn heard(socket: &mut WebSocketStream<TcpStream>) -> Option<Result<Value, Failed>> {
    loop {
        match socket.next().await? {
            Ok(Message::Text(text)) => return Some(Ok(serde_json::from_str(&text).unwrap_or_default())),
            Ok(Message::Close(_)) => return None,
            Ok(_) => {}
            Err(error) => return Some(Err(error.into())),
        }
    }
}
