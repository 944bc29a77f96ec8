//! The front door over real sockets: each sentence of the three protocols that Baton promises to keep.

// Says to clippy that helpers are tests too.
#![cfg(test)]

mod audit;
mod client;
mod compression;
mod limits;
mod persisted;
mod post_and_get;
mod rates;
mod server;
mod sse;
mod support;
mod websocket;
