//! The API as its callers use it: real sockets, a real database, every case on SQLite and on Postgres.

// Says to clippy that helpers are tests too.
#![cfg(test)]

#[path = "../support/mod.rs"]
#[expect(dead_code, unused_macros, unused_imports, reason = "other binaries need the rest")]
mod support;

mod audit;
mod bad_input;
mod can;
mod configuration;
mod control;
mod feedback;
mod follow;
mod hears;
mod inbox;
mod inbox_at_work;
mod lists;
mod messages;
mod routing;
mod shop;
mod subscription;
mod surveys;
mod taps;
mod uses;
