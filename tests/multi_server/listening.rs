//! An event that one server commits reaches who listens at the other: in order, once, and soon.

use std::time::Duration;

use baton::clock::Stopwatch;
use serde_json::json;

use crate::{pair::Pair, servers::listener::Listener};

/// The period of the looks, and what a busy machine may add.
const SOON: Duration = Duration::from_millis(250 + 1_750);

const EVENTS: &str = "subscription($page: ID!) { threadEvents(pageId: $page) { __typename sequence thread { id } } }";

#[tokio::test]
async fn events_reach_the_other_servers_listeners_in_order_and_once() {
    let pair = Pair::open().await;
    let mut listeners = Vec::new();
    for server in 0..2 {
        let variables = json!({"page": pair.page});
        let mut listener = Listener::subscribe(pair.origin(server), &pair.bot.token, EVENTS, variables).await;
        // It listens for certain once it has heard something.
        listener
            .hears(async |attempt| {
                pair.receive(1 - server, "bell", &format!("bell-{server}-{attempt}")).await.unwrap().ok();
            })
            .await;
        listeners.push(listener);
    }

    let thread = pair.writes("ada", "m1").await;
    for _ in 0..30 {
        pair.verb(&pair.bot, "takeThreadControl", &thread, "").await;
        pair.verb(&pair.bot, "releaseThreadControl", &thread, "").await;
    }
    for listener in &mut listeners {
        let mut heard = Vec::new();
        while heard.len() < 61 {
            let event = &listener.next().await["threadEvents"];
            if event["thread"]["id"] == json!(thread) {
                heard.push(event["sequence"].as_i64().unwrap());
            }
        }
        assert_eq!(heard, (1..=61).collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn an_event_is_heard_soon_after_it_was_committed_elsewhere() {
    let pair = Pair::open().await;
    let variables = json!({"page": pair.page});
    let mut listener = Listener::subscribe(pair.origin(1), &pair.desk.token, EVENTS, variables).await;
    listener
        .hears(async |attempt| {
            pair.receive(0, "ada", &format!("bell-{attempt}")).await.unwrap().ok();
        })
        .await;
    for round in 0..5 {
        let received = pair.receive(0, &format!("bob-{round}"), &format!("m{round}")).await.unwrap().ok();
        let since = Stopwatch::start();
        let thread = &received["receiveMessage"]["thread"]["id"];
        while listener.next().await["threadEvents"]["thread"]["id"] != *thread {}
        assert!(since.elapsed() < SOON, "heard after {:?}", since.elapsed());
    }
}
