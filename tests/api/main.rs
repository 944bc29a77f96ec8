//! The API as its callers use it: real sockets, a real database, every case on SQLite and on Postgres.

// Says to clippy that helpers are tests too.
#![cfg(test)]

#[path = "../support/mod.rs"]
mod support;

mod bad_input;
mod control;
mod shop;
