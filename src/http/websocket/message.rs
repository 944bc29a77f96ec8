//! The messages of graphql-transport-ws.

use async_graphql::ServerError;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::close::Close;
use crate::http::{graphql::bearer_token, params::Params};

/// Bytes of an operation's id.
const ID_BYTES: usize = 256;

/// What a client may send.
#[derive(Debug)]
pub enum Incoming {
    ConnectionInit(Map<String, Value>),
    Ping(Option<Value>),
    Pong,
    Subscribe { id: String, params: Params },
    Complete { id: String },
}

/// What the server sends.
#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Outgoing<'a> {
    ConnectionAck,
    Pong {
        #[serde(skip_serializing_if = "Option::is_none")]
        payload: Option<Value>,
    },
    Error {
        id: &'a str,
        payload: &'a [ServerError],
    },
    Complete {
        id: &'a str,
    },
}

#[derive(Deserialize)]
struct Raw {
    r#type: String,
    id: Option<Value>,
    payload: Option<Value>,
}

impl Incoming {
    /// Reads a message.
    ///
    /// # Errors
    ///
    /// [`Close::InvalidMessage`]: the protocol has no such message, and closes the socket for it.
    pub fn parse(text: &str) -> Result<Self, Close> {
        // Serde would take an array for an object with its values in order.
        if !text.trim_start().starts_with('{') {
            return Err(Close::InvalidMessage("The message is not a JSON object"));
        }
        let raw: Raw =
            serde_json::from_str(text).map_err(|_| Close::InvalidMessage("The message is not JSON with a \"type\""))?;
        match raw.r#type.as_str() {
            "connection_init" => Ok(Self::ConnectionInit(object(raw.payload)?.unwrap_or_default())),
            "ping" => Ok(Self::Ping(object(raw.payload)?.map(Value::Object))),
            "pong" => object(raw.payload).map(|_| Self::Pong),
            "subscribe" => {
                let id = id(raw.id)?;
                let payload = raw.payload.ok_or(Close::InvalidMessage("The payload is missing"))?;
                let params = Params::from_payload(payload).map_err(Close::InvalidMessage)?;
                Ok(Self::Subscribe { id, params })
            }
            "complete" => Ok(Self::Complete { id: id(raw.id)? }),
            _ => Err(Close::InvalidMessage("The message's \"type\" is unknown")),
        }
    }
}

/// The token in the payload of `connection_init`: `{"authorization": "Bearer …"}`, the key in any case.
///
/// # Errors
///
/// The key is there but is no such text.
pub fn token(payload: &Map<String, Value>) -> Result<Option<&str>, Close> {
    match payload.iter().find(|(key, _)| key.eq_ignore_ascii_case("authorization")) {
        None | Some((_, Value::Null)) => Ok(None),
        Some((_, value)) => value
            .as_str()
            .and_then(bearer_token)
            .map(Some)
            .ok_or_else(|| Close::Forbidden("authorization is not \"Bearer\" and a token".to_owned())),
    }
}

fn object(payload: Option<Value>) -> Result<Option<Map<String, Value>>, Close> {
    match payload {
        None => Ok(None),
        Some(Value::Object(map)) => Ok(Some(map)),
        Some(_) => Err(Close::InvalidMessage("The payload is not an object")),
    }
}

fn id(id: Option<Value>) -> Result<String, Close> {
    match id {
        Some(Value::String(id)) if (1..=ID_BYTES).contains(&id.len()) => Ok(id),
        Some(Value::String(_)) => Err(Close::InvalidMessage("The \"id\" is empty or too long")),
        _ => Err(Close::InvalidMessage("The \"id\" is not a string")),
    }
}
