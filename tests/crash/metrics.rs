//! What a server's numbers tell of its webhooks.

use std::collections::BTreeMap;

use crate::{
    house::House,
    receiver::{Does, Receiver},
    servers::eventually::{PATIENCE, eventually},
    support::TestStore,
    webhooks::set_webhook,
};

const OLDEST: &str = "baton_webhook_oldest_undelivered_timestamp_seconds";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn numbers_tell_of_attempts_and_of_what_waits() {
    let receiver = Receiver::start().await;
    let house = House::open(TestStore::sqlite().await).await;
    set_webhook(&house, &house.bot, &receiver).await;
    receiver.then([Does::Answers(500, "retry-after: 3600\r\n")]);
    house.writes("ada", "m1").await;
    receiver.at_least(1).await;
    house.writes("bob", "m2").await;
    receiver.at_least(2).await;
    // The last number of a delivery: the others are told before it.
    let told = told(&house, |it| it.contains_key("baton_webhook_lag_seconds_count")).await;
    assert_eq!(told["baton_webhook_attempts_total{outcome=\"failed\"}"], 1.0);
    assert_eq!(told["baton_webhook_attempts_total{outcome=\"delivered\"}"], 1.0);
    assert_eq!(told["baton_webhook_attempt_seconds_count"], 2.0);
    assert_eq!(told["baton_webhook_lag_seconds_count"], 1.0);
    assert!(
        told[OLDEST] > 1_700_000_000.0,
        "the parked thread waits, though the cursor is beyond it: {}",
        told[OLDEST]
    );

    receiver.then([Does::Answers(410, "")]);
    house.writes("bob", "m3").await;
    let told = self::told(&house, |it| it.contains_key("baton_webhook_endpoints_disabled_total")).await;
    assert_eq!(told["baton_webhook_attempts_total{outcome=\"gone\"}"], 1.0);
    self::told(&house, |it| it[OLDEST] == 0.0).await;
}

/// The server's numbers by name, once they are as wanted.
async fn told(house: &House, wanted: impl Fn(&BTreeMap<String, f64>) -> bool) -> BTreeMap<String, f64> {
    let origin = &house.server.as_ref().unwrap().origin;
    eventually("numbers", PATIENCE, async || {
        let text = reqwest::get(format!("{origin}/metrics")).await.ok()?.text().await.ok()?;
        let lines = text.lines().filter(|it| !it.starts_with('#')).filter_map(|it| it.rsplit_once(' '));
        let told = lines.filter_map(|(name, value)| Some((name.to_owned(), value.parse().ok()?))).collect();
        wanted(&told).then_some(told)
    })
    .await
}
