//! The store, on both databases.

// Says to clippy that helpers are tests too.
#![cfg(test)]

#[path = "../support/mod.rs"]
#[expect(dead_code, reason = "other binaries need the rest")]
mod support;

mod batches;
mod configuration;
mod lists;
mod log;
mod plans;
mod schema;
mod upgrade;
mod world;
