//! What stands in a server's way, before it starts and while it runs: it says so, and what to do.

// Says to clippy that helpers are tests too.
#![cfg(test)]

#[path = "../support/servers.rs"]
#[expect(dead_code, reason = "other binaries need the rest")]
mod servers;
#[path = "../support/mod.rs"]
#[expect(dead_code, unused_macros, unused_imports, reason = "other binaries need the rest")]
mod support;

mod commands;
mod descriptors;
mod full;
mod gone;
mod locked;
mod refusals;
mod running;
