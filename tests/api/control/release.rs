//! `release_by_owner`.

use serde_json::json;

use crate::shop::{Shop, codes, in_both_shops};

in_both_shops!(
    a_released_thread_goes_idle,
    the_primary_receivers_thread_goes_idle_too,
    nobody_but_the_owner_releases,
    a_page_can_hand_released_threads_to_the_next_request,
    without_a_request_the_thread_goes_idle_all_the_same,
    a_request_that_may_not_reach_the_customer_is_passed_over,
);

async fn a_released_thread_goes_idle(shop: Shop) {
    let thread = shop.owned_by(&shop.bot, "ada").await;
    shop.verb(&shop.desk, "requestThreadControl", &thread, "").await;
    let released = shop.verb(&shop.bot, "releaseThreadControl", &thread, "").await;
    assert_eq!(released["event"]["reason"], "RELEASE");
    assert_eq!(released["thread"]["control"], json!({"state": "IDLE", "epoch": 2, "owner": null, "expiresAt": null}));
    assert_eq!(released["thread"]["requests"][0]["app"]["id"], json!(shop.desk.id), "who waits goes on waiting");
}

async fn the_primary_receivers_thread_goes_idle_too(shop: Shop) {
    shop.set_primary(&shop.bot).await;
    let thread = shop.writes("ada", "m1").await;
    let released = shop.verb(&shop.bot, "releaseThreadControl", &thread, "").await;
    assert_eq!(released["thread"]["control"]["state"], "IDLE");
    shop.writes("ada", "m2").await;
    let back = shop.thread(&shop.bot, &thread).await;
    assert_eq!(back["control"]["owner"]["id"], json!(shop.bot.id), "until the customer writes again");
}

async fn nobody_but_the_owner_releases(shop: Shop) {
    let thread = shop.owned_by(&shop.bot, "ada").await;
    shop.set_primary(&shop.desk).await;
    let refused = shop.verb(&shop.desk, "releaseThreadControl", &thread, "").await;
    assert_eq!(codes(&refused), ["NOT_THREAD_OWNER"]);
    shop.verb(&shop.bot, "releaseThreadControl", &thread, "").await;
    let idle = shop.verb(&shop.bot, "releaseThreadControl", &thread, "").await;
    assert_eq!(codes(&idle), ["NOT_THREAD_OWNER"]);
    assert_eq!(idle["userErrors"][0]["subcode"], 2_018_300);
}

async fn a_page_can_hand_released_threads_to_the_next_request(shop: Shop) {
    shop.settings("onRelease: NEXT_REQUEST").await;
    let third = shop.app("Third").await;
    let thread = shop.owned_by(&shop.bot, "ada").await;
    shop.verb(&third, "requestThreadControl", &thread, "").await;
    shop.verb(&shop.desk, "requestThreadControl", &thread, "").await;
    let first = shop.verb(&shop.bot, "releaseThreadControl", &thread, "").await;
    assert_eq!((&first["event"]["reason"], &first["event"]["epoch"]), (&json!("NEXT_REQUEST"), &json!(2)));
    assert_eq!(first["thread"]["control"]["owner"]["id"], json!(third.id));
    assert_eq!(first["thread"]["requests"], json!([{"app": {"id": shop.desk.id}, "position": 1, "metadata": null}]));
    let second = shop.verb(&third, "releaseThreadControl", &thread, "").await;
    assert_eq!(second["thread"]["control"]["owner"]["id"], json!(shop.desk.id));
}

async fn without_a_request_the_thread_goes_idle_all_the_same(shop: Shop) {
    shop.settings("onRelease: NEXT_REQUEST").await;
    let thread = shop.owned_by(&shop.bot, "ada").await;
    let released = shop.verb(&shop.bot, "releaseThreadControl", &thread, "").await;
    assert_eq!(
        (&released["event"]["reason"], &released["thread"]["control"]["state"]),
        (&json!("RELEASE"), &json!("IDLE"))
    );
}

async fn a_request_that_may_not_reach_the_customer_is_passed_over(shop: Shop) {
    shop.settings("onRelease: NEXT_REQUEST").await;
    let beta = shop.app("Beta").await;
    let thread = shop.owned_by(&shop.bot, "ada").await;
    shop.verb(&beta, "requestThreadControl", &thread, "").await;
    shop.verb(&shop.desk, "requestThreadControl", &thread, "").await;
    let review = "mutation($app: ID!) { reviewApp(input: {appId: $app, live: false}) { userErrors { code } } }";
    shop.admin(review, json!({"app": beta.id})).await;
    let released = shop.verb(&shop.bot, "releaseThreadControl", &thread, "").await;
    assert_eq!(released["thread"]["control"]["owner"]["id"], json!(shop.desk.id));
}
