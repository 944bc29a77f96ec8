//! Two servers share the webhooks; one is killed, and the other takes its part over.

use std::time::{Duration, Instant};

use sea_orm::{ConnectionTrait, Database, Statement};

use crate::{
    house::House,
    receiver::Receiver,
    servers::eventually::{PATIENCE, until},
    support::TestStore,
    webhooks::set_webhook,
};

/// What is promised.
const SOON: Duration = Duration::from_secs(15);
const APPS: usize = 12;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_servers_webhooks_are_taken_over_within_fifteen_seconds() {
    let receiver = Receiver::start().await;
    let mut house = House::open(TestStore::postgres().await).await;
    for n in 0..APPS {
        let app = house.app(&format!("App {n}")).await;
        set_webhook(&house, &app, &receiver).await;
    }
    let first = house.server.take().unwrap();
    house.start().await;
    let beside = Database::connect(house.db.url.as_str()).await.unwrap();
    let sharing = async || {
        let shared = "SELECT COUNT(DISTINCT held_by) FROM webhook_shards WHERE held_until > 0 AND held_by <> ''";
        let shared = Statement::from_string(beside.get_database_backend(), shared);
        let row = beside.query_one_raw(shared).await.unwrap().unwrap();
        row.try_get_by_index::<i64>(0).unwrap() == 2
    };
    until("two servers that share", PATIENCE, sharing).await;
    house.writes("ada", "m1").await;
    receiver.at_least(APPS).await;

    first.kill();
    #[expect(clippy::disallowed_methods, reason = "measures another process")]
    let killed = Instant::now();
    house.writes("ada", "m2").await;
    receiver.at_least(2 * APPS).await;
    assert!(killed.elapsed() < SOON, "{:?}", killed.elapsed());
}
