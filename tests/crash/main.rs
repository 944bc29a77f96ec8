//! The real program as a process: `kill -9`, restarts and graceful stops on both databases, the certificates that it
//! trusts, and the numbers that it tells.

// Says to clippy that helpers are tests too.
#![cfg(test)]

#[path = "../support/servers.rs"]
#[expect(dead_code, reason = "other binaries need the rest")]
mod servers;
#[path = "../support/mod.rs"]
#[expect(dead_code, unused_macros, unused_imports, reason = "other binaries need the rest")]
mod support;

#[path = "../webhooks/receiver.rs"]
#[expect(dead_code, reason = "other binaries need the rest")]
mod receiver;

mod house;
mod kill;
mod metrics;
mod missed;
mod stop;
mod takeover;
mod trust;
mod webhooks;
