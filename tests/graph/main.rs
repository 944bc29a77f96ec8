//! The Graph API's dialect as its clients use it: real sockets, a real database, every case on SQLite and on Postgres.

// Says to clippy that helpers are tests too.
#![cfg(test)]

#[path = "../support/mod.rs"]
#[expect(dead_code, unused_macros, unused_imports, reason = "other binaries need the rest")]
mod support;

#[path = "../api/shop.rs"]
#[expect(dead_code, reason = "the cases of GraphQL need the rest")]
mod shop;

#[path = "../webhooks/receiver.rs"]
#[expect(dead_code, reason = "the cases of webhooks need the rest")]
mod receiver;

mod apps;
mod batch;
mod client;
mod control;
mod errors;
mod leniency;
mod messages;
mod profile;
mod rates;
mod reads;
