//! The opening of a WebSocket (RFC 6455, section 4.2).

use poem::{
    OnUpgrade, Request, Response,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
};
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;

use crate::http::refusal::Refusal;

/// The sub-protocol spoken here.
const PROTOCOL: &str = "graphql-transport-ws";

/// A sound request for a WebSocket.
pub struct Handshake {
    /// The connection, once the response has been sent.
    pub upgrade: OnUpgrade,
    /// Whether the client offered our sub-protocol. If not, the socket is opened all the same, for only then can a close
    /// code say why it is closed.
    pub speaks_graphql: bool,
    accept_key: String,
}

pub fn is_upgrade(headers: &HeaderMap) -> bool {
    lists(headers, &header::UPGRADE, "websocket")
}

impl Handshake {
    pub fn read(request: &Request) -> Result<Self, Refusal> {
        let headers = request.headers();
        if headers.get(header::SEC_WEBSOCKET_VERSION).is_none_or(|version| version != "13") {
            return Err(Refusal::new(StatusCode::UPGRADE_REQUIRED, "WebSockets are spoken in version 13.")
                .with_header(header::SEC_WEBSOCKET_VERSION, HeaderValue::from_static("13")));
        }
        let key = headers.get(header::SEC_WEBSOCKET_KEY).filter(|_| lists(headers, &header::CONNECTION, "upgrade"));
        let (Some(key), Ok(upgrade)) = (key, request.take_upgrade()) else {
            return Err(Refusal::bad_request("This is not the handshake of a WebSocket."));
        };
        Ok(Self {
            upgrade,
            speaks_graphql: lists(headers, &header::SEC_WEBSOCKET_PROTOCOL, PROTOCOL),
            accept_key: derive_accept_key(key.as_bytes()),
        })
    }

    pub fn response(&self) -> Response {
        let response = Response::builder()
            .status(StatusCode::SWITCHING_PROTOCOLS)
            .header(header::CONNECTION, "upgrade")
            .header(header::UPGRADE, "websocket")
            .header(header::SEC_WEBSOCKET_ACCEPT, &self.accept_key);
        if self.speaks_graphql { response.header(header::SEC_WEBSOCKET_PROTOCOL, PROTOCOL) } else { response }.finish()
    }
}

/// Whether one of the comma-separated values of the header `name` is `wanted`, in any case.
fn lists(headers: &HeaderMap, name: &HeaderName, wanted: &str) -> bool {
    headers
        .get_all(name)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|value| value.trim().eq_ignore_ascii_case(wanted))
}
