//! Baton decides which app speaks in a conversation between a business and a customer.
//!
//! The modules in reading order:

pub mod protocol;

pub mod http;

pub mod id;
pub mod time;
