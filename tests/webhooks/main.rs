//! Webhooks: what is sent, how it is signed, and that it arrives.

// Says to clippy that helpers are tests too.
#![cfg(test)]

#[path = "../support/servers/eventually.rs"]
#[expect(dead_code, reason = "other binaries need the rest")]
mod eventually;
#[path = "../api/shop.rs"]
#[expect(dead_code, reason = "other binaries need the rest")]
mod shop;
#[path = "../support/mod.rs"]
#[expect(dead_code, unused_macros, unused_imports, reason = "other binaries need the rest")]
mod support;

mod disabling;
mod hook;
mod inspection;
mod namespace;
mod payload;
mod receiver;
mod redelivery;
mod retry;
mod setting;
mod signature;
mod sockets;
