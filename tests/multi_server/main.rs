//! Two servers on one Postgres: nothing may depend on there being one process.

// Says to clippy that helpers are tests too.
#![cfg(test)]

#[path = "../support/servers.rs"]
#[expect(dead_code, reason = "other binaries need the rest")]
mod servers;
#[path = "../support/mod.rs"]
#[expect(dead_code, unused_macros, unused_imports, reason = "other binaries need the rest")]
mod support;

mod configuration;
mod duplicates;
mod listening;
mod pair;
mod random;
mod stories;
mod timing;
mod turns;
