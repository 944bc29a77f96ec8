//! The store, on both databases.

// Says to clippy that helpers are tests too.
#![cfg(test)]
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails, and the harness is told by the environment which server to use"
)]

#[path = "../support/mod.rs"]
#[expect(dead_code, reason = "other binaries need the rest")]
mod support;

mod configuration;
mod lists;
mod log;
mod plans;
mod schema;
mod world;
