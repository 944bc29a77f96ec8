//! Postgres stopped and started again under a running server.

use baton::store::{Options, Store};

use crate::{
    running::{Running, is_done, message},
    servers::{
        eventually::{PATIENCE, until},
        story::stories,
    },
    support::postgres::Cluster,
};

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
        assert_eq!(message(&answer), "the database is unavailable; try again");
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
