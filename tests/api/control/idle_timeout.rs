//! `idle_timeout`, `timeout_on_time`.

use serde_json::json;

use crate::shop::{Shop, in_both_shops};

in_both_shops!(
    an_owner_whose_time_is_up_is_never_shown,
    activity_moves_the_end_and_never_back,
    a_change_of_owner_starts_the_time_anew,
    a_thread_is_released_on_time_though_nobody_looks,
    a_release_that_was_missed_happens_at_once_after_a_start,
    a_thread_whose_time_is_up_goes_to_the_next_request,
    a_list_shows_no_owner_whose_time_is_up,
);

async fn an_owner_whose_time_is_up_is_never_shown(shop: Shop) {
    let thread = shop.owned_by(&shop.bot, "ada").await;
    shop.server.pass(86_399);
    assert_eq!(shop.thread(&shop.desk, &thread).await["control"]["state"], "CONTROLLED");
    shop.server.pass(1);
    let after = shop.thread(&shop.desk, &thread).await;
    assert_eq!(after["control"]["state"], "IDLE");
    assert_eq!(after["control"]["epoch"], 2);
    assert_eq!(after["events"]["nodes"][2]["reason"], "IDLE_TIMEOUT");
}

async fn activity_moves_the_end_and_never_back(shop: Shop) {
    shop.settings("idleTimeout: 100").await;
    let thread = shop.owned_by(&shop.bot, "ada").await;
    let ends = async || shop.thread(&shop.bot, &thread).await["control"]["expiresAt"].clone();
    assert_eq!(ends().await, "2026-01-01T00:01:40+00:00");
    shop.server.pass(10);
    shop.writes("ada", "m2").await;
    assert_eq!(ends().await, "2026-01-01T00:01:50+00:00", "the customer wrote");
    shop.server.pass(10);
    shop.send(&shop.bot, &thread, "text: \"Hello\"").await;
    assert_eq!(ends().await, "2026-01-01T00:02:00+00:00", "the owner wrote");
    shop.server.pass(10);
    shop.verb(&shop.desk, "requestThreadControl", &thread, "").await;
    shop.verb(&shop.bot, "takeThreadControl", &thread, "").await;
    assert_eq!(ends().await, "2026-01-01T00:02:00+00:00", "requests are no activity");
    shop.verb(&shop.bot, "extendThreadControl", &thread, "duration: 1000").await;
    assert_eq!(ends().await, "2026-01-01T00:17:10+00:00");
    shop.writes("ada", "m3").await;
    assert_eq!(ends().await, "2026-01-01T00:17:10+00:00", "never earlier than it was");
}

async fn a_change_of_owner_starts_the_time_anew(shop: Shop) {
    let thread = shop.owned_by(&shop.bot, "ada").await;
    shop.verb(&shop.bot, "extendThreadControl", &thread, "duration: 604800").await;
    shop.server.pass(60);
    let target = format!("targetId: \"{}\"", shop.desk.id);
    let passed = shop.verb(&shop.bot, "passThreadControl", &thread, &target).await;
    assert_eq!(passed["thread"]["control"]["expiresAt"], "2026-01-02T00:01:00+00:00");
}

async fn a_thread_is_released_on_time_though_nobody_looks(shop: Shop) {
    let thread = shop.owned_by(&shop.bot, "ada").await;
    let mut follower = shop.follow(&shop.desk.token, None, Some(&shop.cursor(&thread).await)).await;
    shop.server.pass(86_400);
    let release = follower.next().await;
    assert_eq!((&release["reason"], &release["epoch"]), (&json!("IDLE_TIMEOUT"), &json!(2)));
    let events = shop.thread(&shop.desk, &thread).await["events"]["nodes"].as_array().unwrap().len();
    assert_eq!(events, 3, "once");
}

async fn a_release_that_was_missed_happens_at_once_after_a_start(shop: Shop) {
    let thread = shop.owned_by(&shop.bot, "ada").await;
    let cursor = shop.cursor(&thread).await;
    let shop = shop.restart(100_000).await;
    let mut follower = shop.follow(&shop.desk.token, None, Some(&cursor)).await;
    assert_eq!(follower.next().await["reason"], "IDLE_TIMEOUT");
}

async fn a_thread_whose_time_is_up_goes_to_the_next_request(shop: Shop) {
    shop.settings("onRelease: NEXT_REQUEST idleTimeout: 60").await;
    let thread = shop.owned_by(&shop.bot, "ada").await;
    shop.verb(&shop.desk, "requestThreadControl", &thread, "").await;
    shop.server.pass(60);
    let after = shop.thread(&shop.bot, &thread).await;
    assert_eq!(after["control"]["owner"]["id"], json!(shop.desk.id));
    assert_eq!(after["control"]["expiresAt"], "2026-01-01T00:02:00+00:00");
    assert_eq!(after["events"]["nodes"][3]["reason"], "NEXT_REQUEST");
}

async fn a_list_shows_no_owner_whose_time_is_up(shop: Shop) {
    shop.settings("idleTimeout: 60").await;
    for customer in ["ada", "bob", "eve"] {
        shop.owned_by(&shop.bot, customer).await;
    }
    shop.server.pass(60);
    let document = "query($page: ID!, $owner: ID!) { page(id: $page) {
        idle: threads(filter: {state: IDLE}) { nodes { control { state } } }
        owned: threads(filter: {ownerId: $owner}) { nodes { id } }
    } }";
    let variables = json!({"page": shop.page, "owner": shop.bot.id});
    let data = shop.server.send(&shop.server.admin, document, variables).await.ok();
    assert_eq!(data["page"]["idle"]["nodes"].as_array().unwrap().len(), 3);
    assert_eq!(data["page"]["owned"]["nodes"], json!([]));
}
