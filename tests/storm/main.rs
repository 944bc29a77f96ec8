//! Sixteen clients do whatever comes to mind, at once: every verb, messages in and out, surveys, taps, the inbox;
//! meanwhile the page's settings change, apps leave and come back, and time passes.
//!
//! Afterwards the log is taken apart again. Every event must have one cause, and each cause its place: a call that was
//! acknowledged, a time-out, an app that left. Each is decided once more, by the rules and by the reference model
//! beside them, on the state that the log had reached and under the configuration that was in force; the answer must
//! be what the log says, to the last field. Calls that left no trace, refused ones among them, must have had their
//! answer in some state between their beginning and their end.
//!
//! `BATON_SEED` sets what the clients draw, `BATON_CALLS` how many calls each makes.

// Says to clippy that helpers are tests too.
#![cfg(test)]

#[path = "../protocol/code.rs"]
mod code;
#[path = "../protocol/duel.rs"]
#[expect(dead_code, reason = "properties look at steps more closely")]
mod duel;
#[path = "../protocol/model.rs"]
mod model;
#[path = "../support/servers/story.rs"]
#[expect(dead_code, reason = "other binaries need the rest")]
mod story;
#[path = "../support/mod.rs"]
#[expect(dead_code, unused_macros, unused_imports, reason = "other binaries need the rest")]
mod support;
#[path = "../protocol/values.rs"]
mod values;

mod asked;
mod client;
mod keeper;
mod life;
mod log;
mod replay;
mod weather;

use support::TestStore;
use weather::Weather;

/// Calls of each client, unless told otherwise.
const CALLS: u64 = 60;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_thread_on_two_servers() {
    storm(TestStore::postgres().await, 2, 1).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_threads_on_two_servers() {
    storm(TestStore::postgres().await, 2, 100).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_thread_on_sqlite() {
    storm(TestStore::sqlite().await, 1, 1).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_threads_on_sqlite() {
    storm(TestStore::sqlite().await, 1, 100).await;
}

async fn storm(db: TestStore, servers: usize, threads: usize) {
    let (seed, calls) = (setting("BATON_SEED", 1), setting("BATON_CALLS", CALLS));
    println!("to see this again: BATON_SEED={seed} BATON_CALLS={calls}");
    let weather = Weather::gather(db, servers, threads).await;
    let told = client::all(&weather, seed, calls).await;
    let log = log::Log::read(weather).await;
    replay::replay(&log, &told);
}

#[expect(clippy::disallowed_methods, reason = "whoever runs the tests says how long")]
fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).map_or(default, |it| it.parse().unwrap_or_else(|_| panic!("{name} is a number")))
}
