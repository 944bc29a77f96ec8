//! Who may do what, executed: every root field of the schema for every kind of caller, powers that come and
//! go, and tokens that are none. Real sockets, each case on SQLite and on Postgres.

// Says to clippy that helpers are tests too.
#![cfg(test)]
#![expect(dead_code, unused_imports, unused_macros, reason = "shared helpers that other test binaries use")]

#[path = "../support/mod.rs"]
mod support;

mod audit;
mod calls;
mod forgeries;
mod powers;
mod scene;
mod stream;
mod table;
