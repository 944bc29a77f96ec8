//! Baton decides which app speaks in a conversation between a business and a customer.
//!
//! The modules in reading order:

pub mod protocol;
pub mod refusals;

pub mod engine;
pub mod store;

pub mod directory;
pub mod feed;
pub mod inbox;
pub mod webhooks;

pub mod auth;
pub mod graph_api;
pub mod graphql;
pub mod http;
pub mod portal;

pub mod app;
pub mod bench;
pub mod cli;
pub mod config;
pub mod demo;

pub mod client;
pub mod clock;
pub mod entropy;
#[cfg(any(test, fuzzing))]
pub mod fuzz;
pub mod id;
pub mod lifecycle;
pub mod telemetry;
pub mod time;
