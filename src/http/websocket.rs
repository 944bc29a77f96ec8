//! WebSockets by the graphql-transport-ws protocol (<https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md>).
//!
//! One task a socket does everything, so nothing has an order of its own: it reads messages, takes turns at the operations
//! that have an event, and pings. A client that does not read stops its own socket's operations, and nobody else's: an
//! event is asked for only when the one before it has been written.

mod close;
#[cfg(any(test, fuzzing))]
pub mod fuzz;
mod handshake;
mod message;
mod operation;
mod socket;

use std::sync::Arc;

use async_graphql::Executor;
use poem::{Request, Response, http::Method};
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::protocol::{Role, WebSocketConfig},
};

use self::{handshake::Handshake, socket::Peer};
use super::{Gate, accept::Media, door::Door, graphql, refusal::Refusal};

/// Bytes of the read buffer, which every socket keeps: most messages of a client are shorter. The default of 128 KiB would be
/// most of what an idle socket costs, and is zeroed before every read.
const READ_BUFFER_BYTES: usize = 1024;

/// Bytes that are gathered before they are written without being asked to: some events of a busy subscription.
const WRITE_BUFFER_BYTES: usize = 4 * 1024;

/// Whether `request` asks for a WebSocket.
pub fn is_upgrade(request: &Request) -> bool {
    request.method() == Method::GET && handshake::is_upgrade(request.headers())
}

/// Answers the handshake and serves the socket that comes of it.
pub fn open<E: Executor, G: Gate>(request: &Request, door: Arc<Door<E, G>>) -> Response {
    let origin = door.rates.origin(request);
    if let Err(too_many) = door.rates.check_address(origin) {
        return Refusal::from(too_many).into_response(Media::Json);
    }
    let (handshake, token) = match (Handshake::read(request), graphql::bearer(request.headers())) {
        (Ok(handshake), Ok(token)) => (handshake, token.map(str::to_owned)),
        (Err(refusal), _) | (_, Err(refusal)) => return refusal.into_response(Media::Json),
    };
    let client = graphql::client(request);
    let response = handshake.response();
    let speaks = handshake.speaks_graphql;
    let config = WebSocketConfig::default()
        .read_buffer_size(READ_BUFFER_BYTES)
        .write_buffer_size(WRITE_BUFFER_BYTES)
        .max_write_buffer_size(door.limits.body_bytes.saturating_mul(16).max(2 * WRITE_BUFFER_BYTES))
        .max_message_size(Some(door.limits.body_bytes))
        .max_frame_size(Some(door.limits.body_bytes));
    tokio::spawn(async move {
        // Without its connection there is nobody left to tell.
        let Ok(connection) = handshake.upgrade.await else { return };
        let stream = WebSocketStream::from_raw_socket(connection, Role::Server, Some(config)).await;
        // A task of its own: this one's room for the handshake is given back.
        tokio::spawn(socket::serve(Box::new(stream), door, Peer { origin, token, client }, speaks));
    });
    response
}
