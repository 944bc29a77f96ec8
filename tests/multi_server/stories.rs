//! Control as apps use it, while every call goes to the other server than the last one.

use serde_json::json;

use crate::{pair::Pair, servers::scene::codes};

#[tokio::test]
async fn a_thread_goes_to_the_primary_receiver_and_round() {
    let pair = Pair::open().await;
    let (bot, desk) = (&pair.bot, &pair.desk);
    let primary = "mutation($page: ID!, $app: ID) { setPrimaryReceiver(input: {pageId: $page, appId: $app}) { userErrors { code } } }";
    pair.admin(primary, json!({"app": bot.id})).await;
    let thread = pair.writes("ada", "m1").await;

    let requested = pair.verb(desk, "requestThreadControl", &thread, "metadata: \"let me\"").await;
    assert_eq!(requested["thread"]["requests"], json!([{"app": {"id": desk.id}, "metadata": "let me"}]));
    assert_eq!(requested["thread"]["control"]["owner"]["id"], json!(bot.id));

    let pass = format!("targetId: \"{}\" metadata: \"refund\" expectedEpoch: 1", desk.id);
    let passed = pair.verb(bot, "passThreadControl", &thread, &pass).await;
    assert_eq!(passed["event"]["reason"], "PASS");
    assert_eq!(passed["thread"]["requests"], json!([]));

    let taken = pair.verb(bot, "takeThreadControl", &thread, "").await;
    assert_eq!(taken["event"]["reason"], "TAKE");
    let extended = pair.verb(bot, "extendThreadControl", &thread, "duration: 604800").await;
    assert_eq!(extended["event"]["__typename"], "ControlExtended");
    let refused = pair.verb(desk, "takeThreadControl", &thread, "").await;
    assert_eq!(codes(&refused), ["THREAD_CONTROLLED"]);

    let released = pair.verb(bot, "releaseThreadControl", &thread, "").await;
    assert_eq!(released["thread"]["control"]["state"], "IDLE");
    assert_eq!(released["thread"]["control"]["epoch"], 4);
    let again = pair.verb(bot, "releaseThreadControl", &thread, "").await;
    assert_eq!(codes(&again), ["NOT_THREAD_OWNER"]);
    assert_eq!(again["userErrors"][0]["subcode"], 2_018_300);
}

#[tokio::test]
async fn what_one_server_did_the_other_one_shows_at_once() {
    let pair = Pair::open().await;
    let thread = pair.writes("ada", "m1").await;
    let read = "query($thread: ID!) { thread(id: $thread) { control { epoch } } }";
    for epoch in 1..=20 {
        let verb = if epoch % 2 == 1 { "takeThreadControl" } else { "releaseThreadControl" };
        pair.verb_at(0, &pair.bot, verb, &thread, "").await.unwrap().ok();
        let seen = pair.send_to(1, &pair.bot.token, read, json!({"thread": thread})).await.unwrap().ok();
        assert_eq!(seen["thread"]["control"]["epoch"], epoch);
    }
}

#[tokio::test]
async fn a_call_with_a_stale_epoch_changes_nothing() {
    let pair = Pair::open().await;
    let thread = pair.writes("ada", "m1").await;
    pair.verb(&pair.bot, "takeThreadControl", &thread, "").await;
    for (app, operation, arguments) in [
        (&pair.bot, "releaseThreadControl", "expectedEpoch: 0"),
        (&pair.bot, "extendThreadControl", "duration: 60 expectedEpoch: 2"),
        (&pair.desk, "takeThreadControl", "expectedEpoch: 0"),
    ] {
        let payload = pair.verb(app, operation, &thread, arguments).await;
        assert_eq!(codes(&payload), ["STALE_EPOCH"], "{operation}");
    }
    let released = pair.verb(&pair.bot, "releaseThreadControl", &thread, "expectedEpoch: 1").await;
    assert_eq!(released["event"]["sequence"], 3);
}

#[tokio::test]
async fn one_of_many_that_take_at_once_gets_it() {
    let pair = Pair::open().await;
    for round in 0..10 {
        let thread = pair.writes(&format!("customer-{round}"), &format!("m{round}")).await;
        let (one, two) = tokio::join!(
            pair.verb_at(0, &pair.bot, "takeThreadControl", &thread, ""),
            pair.verb_at(1, &pair.desk, "takeThreadControl", &thread, ""),
        );
        let taken = [one.unwrap().ok(), two.unwrap().ok()];
        let codes: Vec<_> = taken.iter().map(|it| codes(&it["takeThreadControl"])).collect();
        assert!(
            codes == [vec![], vec!["THREAD_CONTROLLED"]] || codes == [vec!["THREAD_CONTROLLED"], vec![]],
            "{codes:?}"
        );
    }
}
