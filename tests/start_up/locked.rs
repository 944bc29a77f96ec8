//! SQLite while another program holds it locked.

use std::time::Duration;

use baton::clock::Stopwatch;
use sea_orm::{ConnectOptions, ConnectionTrait, Database};

use crate::{
    running::{Running, is_done, message},
    servers::story::stories,
    support::TestStore,
};

/// The busy time-out for the calls of the batch that waits, the same again for those behind it, and some slack.
const IN_TIME: Duration = Duration::from_secs(5 + 5 + 3);

#[tokio::test]
async fn calls_fail_in_time_and_work_again_afterwards() {
    let db = TestStore::sqlite().await;
    let running = Running::open(&db.url).await;
    let customers = ["ada".to_owned()];
    let thread = running.writes("ada", "m1").await;

    let mut alone = ConnectOptions::new(&db.url);
    alone.max_connections(1);
    let other = Database::connect(alone).await.unwrap();
    other.execute_unprepared("BEGIN EXCLUSIVE").await.unwrap();
    let since = Stopwatch::start();
    let names: Vec<String> = (2..8).map(|it| format!("m{it}")).collect();
    let calls = names.iter().map(|external| running.receive(0, "ada", external));
    for answer in futures_util::future::join_all(calls).await {
        assert_eq!(message(&answer.unwrap()), "the database is unavailable; try again");
    }
    assert!(since.elapsed() < IN_TIME, "{:?}", since.elapsed());
    running.assert_alive().await;
    other.execute_unprepared("ROLLBACK").await.unwrap();

    assert_eq!(stories(&db, &running.page, &customers).await[0].events.len(), 1, "the log is as it was");
    assert!(is_done(&running.receive(0, "ada", "m2").await.unwrap()));
    let taken = running.verb(&running.bot, "takeThreadControl", &thread, "").await;
    assert_eq!(taken["event"]["sequence"], 3);
}
