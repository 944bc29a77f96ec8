//! The store, on both databases.

#[path = "../support/mod.rs"]
mod support;

mod configuration;
mod lists;
mod log;
mod plans;
mod schema;
mod world;
