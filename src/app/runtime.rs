//! The threads that tasks run on.

use tokio::runtime::Builder;

use crate::{
    config::Config,
    store::{Backend, Options},
};

/// How many tasks a thread runs, on Postgres, before it looks at its sockets again.
///
/// Postgres answers there, and a batch waits for two such answers while the next batch's requests are being read: with Tokio's 61
/// the one core of a server that 64 callers share is busy for 7 % less of the time. SQLite answers on the spot, and the more is
/// read before, the larger are its batches.
const TASKS_BETWEEN_LOOKS: u32 = 13;

/// How a server's runtime is built.
pub fn runtime(config: &Config) -> Builder {
    let mut builder = Builder::new_multi_thread();
    builder.enable_all();
    // Of a URL that is neither's, opening it will tell.
    if Options::new(config.database_url().reveal()).backend().is_ok_and(|it| it == Backend::Postgres) {
        builder.event_interval(TASKS_BETWEEN_LOOKS);
    }
    builder
}
