//! Postgres stopped and started again under a running server.

use std::sync::atomic::{AtomicUsize, Ordering};

use baton::store::{Options, Store};
use futures_util::future::join_all;
use tokio::sync::Notify;

use crate::{
    running::{Running, is_done, message},
    servers::{
        eventually::{PATIENCE, until},
        story::stories,
    },
    support::postgres::Cluster,
};

/// A call of which nobody knows what became, because the connection broke while it was being committed.
const UNKNOWN: &str = "the database did not say whether this was done; look before trying again";
const UNAVAILABLE: &str = "the database is unavailable; try again";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_before_it_went_is_there() {
    const CLIENTS: usize = 16;
    let mut postgres = Cluster::start().await;
    let url = postgres.url();
    let running = Running::open(&url).await;
    let customers: Vec<String> = (0..CLIENTS).map(|it| format!("customer-{it}")).collect();
    let (enough, done) = (Notify::new(), AtomicUsize::new(0));
    let client = async |customer: &String| {
        let mut acknowledged = Vec::new();
        for call in 0.. {
            let external = format!("{customer}-{call}");
            let answer = running.receive(0, customer, &external).await.unwrap();
            if !is_done(&answer) {
                assert!([UNAVAILABLE, UNKNOWN].contains(&message(&answer)), "{answer:?}");
                return (acknowledged, external);
            }
            acknowledged.push(external);
            if done.fetch_add(1, Ordering::SeqCst) == 100 {
                enough.notify_one();
            }
        }
        unreachable!("the database goes")
    };
    let stop = async {
        enough.notified().await;
        postgres.stop();
    };
    let (ended, ()) = tokio::join!(join_all(customers.iter().map(client)), stop);

    until("a server that is not ready", PATIENCE, async || running.server.get("/readyz").await == 503).await;
    postgres.start_again();
    until("a server that is ready again", PATIENCE, async || running.server.get("/readyz").await == 200).await;
    let store = Store::open(&Options::new(url)).await.unwrap();
    for (customer, (mut acknowledged, failed)) in customers.iter().zip(ended) {
        let again = async || is_done(&running.receive(0, customer, &failed).await.unwrap());
        until("a call that works again", PATIENCE, again).await;
        acknowledged.push(failed);
        let stories = stories(&store, &running.page, std::slice::from_ref(customer)).await;
        assert_eq!(stories[0].texts().collect::<Vec<_>>(), acknowledged, "each once, and in order");
    }
    running.assert_alive().await;
}

#[tokio::test]
async fn the_server_outlives_its_database() {
    let mut postgres = Cluster::start().await;
    let url = postgres.url();
    let running = Running::open(&url).await;
    let customers = ["ada".to_owned()];
    running.writes("ada", "m1").await;

    postgres.stop();
    until("a server that is not ready", PATIENCE, async || running.server.get("/readyz").await == 503).await;
    for external in ["m2", "m3"] {
        let answer = running.receive(0, "ada", external).await.unwrap();
        assert_eq!(message(&answer), UNAVAILABLE);
    }
    running.assert_alive().await;

    postgres.start_again();
    until("a server that is ready again", PATIENCE, async || running.server.get("/readyz").await == 200).await;
    let again = async || is_done(&running.receive(0, "ada", "m2").await.unwrap());
    until("a call that works again", PATIENCE, again).await;
    let store = Store::open(&Options::new(url)).await.unwrap();
    let stories = stories(&store, &running.page, &customers).await;
    assert_eq!(stories[0].texts().collect::<Vec<_>>(), ["m1", "m2"]);
}
