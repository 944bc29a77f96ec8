//! Configuration changed at one server is obeyed by the other, and never too late for an app that left.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use baton::{
    id::AppId,
    protocol::{Participant, Reason},
    store::threads,
};
use serde_json::json;

use crate::{
    pair::Pair,
    servers::{
        eventually::{PATIENCE, until},
        story::{Story, stories},
    },
};

/// What the protocol allows.
const SOON: Duration = Duration::from_secs(5);

#[tokio::test]
async fn a_primary_receiver_set_at_one_server_gets_control_at_the_other() {
    let pair = Pair::open().await;
    let primary = "mutation($page: ID!, $app: ID) { setPrimaryReceiver(input: {pageId: $page, appId: $app}) { userErrors { code } } }";
    for (round, app) in [&pair.bot, &pair.desk, &pair.bot].into_iter().enumerate() {
        let variables = json!({"page": pair.page, "app": app.id});
        pair.send_to(0, &pair.admin, primary, variables).await.unwrap().ok();
        let received = pair.receive(1, &format!("customer-{round}"), &format!("m{round}")).await.unwrap().ok();
        assert_eq!(received["receiveMessage"]["thread"]["control"]["owner"]["id"], json!(app.id));
    }
}

#[tokio::test]
async fn a_token_revoked_at_one_server_is_refused_by_the_other() {
    let pair = Pair::open().await;
    let look = async || pair.send_to(1, &pair.desk.token, "{ viewer { __typename } }", json!({})).await.unwrap();
    assert_eq!(look().await.status, 200);
    let revoke = "mutation($id: ID!) { revokeToken(input: {tokenId: $id}) { userErrors { code } } }";
    pair.send_to(0, &pair.admin, revoke, json!({"id": pair.desk.token_id})).await.unwrap().ok();
    until("the refusal of a revoked token", SOON, async || look().await.code() == "UNAUTHENTICATED").await;
}

/// `leaving`: what is passed or given on at one server while the other one removes the target.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn control_is_never_given_to_an_app_that_has_left() {
    const THREADS: usize = 12;
    let pair = Pair::open().await;
    let customers: Vec<String> = (0..=THREADS).map(|it| format!("customer-{it}")).collect();
    let mut ids = Vec::new();
    for customer in &customers {
        ids.push(pair.writes(customer, &format!("m-{customer}")).await);
    }
    // One thread is left alone, so that the app has something to lose for certain.
    let quiet = ids.pop().unwrap();
    pair.settings("onRelease: NEXT_REQUEST").await;
    for round in 1..=3 {
        pair.verb(&pair.desk, "takeThreadControl", &quiet, "").await;
        let has_left = AtomicBool::new(false);
        let hammers = ids.iter().map(|thread| hammer(&pair, thread, &has_left));
        let leave = async {
            // Once some of the others are in the departing app's hands too.
            let has_some = async || touched(&pair).await.len() > THREADS / 3;
            until("a part in some threads", PATIENCE, has_some).await;
            let document = "mutation($page: ID!, $app: ID!) {
                unsubscribeApp(input: {pageId: $page, appId: $app}) { userErrors { code } }
            }";
            let variables = json!({"page": pair.page, "app": pair.desk.id});
            let left = pair.send_to(0, &pair.admin, document, variables).await.unwrap().ok();
            assert_eq!(left["unsubscribeApp"]["userErrors"], json!([]));
            has_left.store(true, Ordering::SeqCst);
        };
        tokio::join!(futures_util::future::join_all(hammers), leave);
        assert_eq!(touched(&pair).await, Vec::<String>::new(), "threads of an app that has left");
        let stories = stories(&pair.db, &pair.page, &customers).await;
        let removals = stories.iter().flat_map(Story::changes).filter(|it| it.reason == Reason::AppRemoved);
        assert!(removals.count() >= round);
        for story in &stories {
            assert_no_trace_of(&pair, story);
        }
        pair.subscribe(&pair.desk.id).await;
    }
}

/// Passes to the departing app and lets it ask and take, all at the other server, until it is refused.
async fn hammer(pair: &Pair, thread: &str, has_left: &AtomicBool) {
    let pass = format!("targetId: \"{}\"", pair.desk.id);
    let mut rounds_after = 0;
    while rounds_after < 2 {
        rounds_after += usize::from(has_left.load(Ordering::SeqCst));
        for (app, operation, arguments) in [
            (&pair.bot, "takeThreadControl", ""),
            (&pair.desk, "requestThreadControl", ""),
            (&pair.bot, "passThreadControl", pass.as_str()),
            (&pair.bot, "requestThreadControl", ""),
            (&pair.desk, "releaseThreadControl", ""),
            (&pair.desk, "requestThreadControl", ""),
            (&pair.bot, "releaseThreadControl", ""),
        ] {
            // Refusals are part of the game.
            let answer = pair.verb_at(1, app, operation, thread, arguments).await.unwrap();
            assert_eq!(answer.status, 200, "{:?}", answer.errors);
        }
    }
}

async fn touched(pair: &Pair) -> Vec<String> {
    let (page, app): (_, AppId) = (pair.page.parse().unwrap(), pair.desk.id.parse().unwrap());
    let threads = threads::touched_by(pair.db.reader(), page, app, None, 1_000).await.unwrap();
    threads.into_iter().map(|it| it.to_string()).collect()
}

fn assert_no_trace_of(pair: &Pair, story: &Story) {
    let app: AppId = pair.desk.id.parse().unwrap();
    assert_ne!(story.thread.state.owner(), Some(Participant::App(app)));
    assert!(story.thread.state.queue.iter().all(|it| it.app != app));
}
