//! The types of the API, one file for each thing they show. None of them is a row: each is made, by
//! hand, of what the store hands out.

pub mod app;
pub mod audit;
pub mod control;
pub mod customer;
pub mod enums;
pub mod event;
pub mod menu;
pub mod message;
pub mod page;
pub mod participant;
pub mod person;
pub mod routing;
pub mod saved_reply;
pub mod session;
pub mod thread;
pub mod thread_counts;
mod thread_ref;
pub mod viewer;
pub mod webhook;
