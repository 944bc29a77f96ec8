//! No descriptors left: the server waits until there are some again, and does not spin.

use std::process::Command;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;
use tokio::net::TcpStream;

use crate::{
    running::Running,
    servers::eventually::{PATIENCE, eventually},
    support::TestStore,
};

#[tokio::test]
async fn accepting_is_tried_again_after_a_pause() {
    let db = TestStore::sqlite().await;
    let running = Running::open(&db.url).await;
    // Those that are open stay open: no other can be opened.
    limit(&running, "3");
    let client = TcpStream::connect(running.server.origin.trim_start_matches("http://")).await.unwrap();
    let attempts = eventually("three attempts", PATIENCE, async || {
        let attempts = attempts(&running.server.log());
        (attempts.len() >= 3).then_some(attempts)
    })
    .await;
    for pair in attempts.windows(2) {
        assert!(pair[1] - pair[0] >= TimeDelta::milliseconds(100), "{attempts:?}");
    }

    limit(&running, "1024");
    drop(client);
    running.assert_alive().await;
}

/// When the server failed to accept a connection.
fn attempts(log: &str) -> Vec<DateTime<Utc>> {
    let lines = log.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let failed = lines.filter(|line| line["message"] == "cannot accept connections");
    failed.map(|line| line["timestamp"].as_str().unwrap().parse().unwrap()).collect()
}

fn limit(running: &Running, descriptors: &str) {
    let id = running.server.id().to_string();
    let status = Command::new("prlimit").args(["--pid", &id, &format!("--nofile={descriptors}:1024")]).status();
    assert!(status.unwrap().success());
}
