//! A disk without room, as far as the server can tell: its files may not grow any more.

use std::{fs, process::Command};

use crate::{
    running::{Running, is_done, message},
    servers::story::stories,
    support::TestStore,
};

#[tokio::test]
async fn what_does_not_fit_is_refused_whole() {
    let db = TestStore::sqlite().await;
    let running = Running::with_limited_files(&db.url).await;
    running.writes("ada", "hello").await;
    let log = format!("{}-wal", db.url.trim_start_matches("sqlite://"));
    let size = fs::metadata(&log).unwrap().len();
    limit(&running, &(size + 64 * 1024).to_string());

    let mut acknowledged = vec!["hello".to_owned()];
    let mut failures = 0;
    for call in 0..40 {
        let external = format!("m{call}");
        let answer = running.receive(0, "ada", &external).await.unwrap();
        if is_done(&answer) {
            acknowledged.push(external);
        } else {
            failures += 1;
            let says = message(&answer);
            assert!(says.starts_with("the database is unavailable") || says.contains("no space"), "{says}");
        }
    }
    assert!(failures > 0, "the limit was reached");
    running.assert_alive().await;
    assert_eq!(said(&db, &running).await, acknowledged, "nothing is half-written");

    limit(&running, "unlimited");
    acknowledged.push("room".to_owned());
    running.writes("ada", "room").await;
    assert_eq!(said(&db, &running).await, acknowledged);
}

/// The largest file, in bytes, that the server may write. It may be raised again.
fn limit(running: &Running, bytes: &str) {
    let mut prlimit = Command::new("prlimit");
    prlimit.args([format!("--pid={}", running.server.id()), format!("--fsize={bytes}:unlimited")]);
    assert!(prlimit.status().unwrap().success());
}

async fn said(db: &TestStore, running: &Running) -> Vec<String> {
    let stories = stories(db, &running.page, &["ada".to_owned()]).await;
    stories[0].texts().map(str::to_owned).collect()
}
