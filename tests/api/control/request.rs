//! `request_when_idle`, `request_waits`, `request_ends`.

use serde_json::{Value, json};

use crate::shop::{Shop, codes, field, in_both_shops};

in_both_shops!(
    a_request_on_an_idle_thread_gets_control_at_once,
    requests_wait_in_the_order_of_their_arrival,
    asking_again_keeps_the_place_and_replaces_the_metadata,
    the_owners_own_request_changes_nothing,
    a_request_survives_idle_times_and_ends_with_control,
    a_requests_metadata_has_at_most_1000_characters,
);

async fn a_request_on_an_idle_thread_gets_control_at_once(shop: Shop) {
    let thread = shop.writes("ada", "m1").await;
    let got = shop.verb(&shop.desk, "requestThreadControl", &thread, "metadata: \"let me\"").await;
    assert_eq!(
        got["event"],
        json!({"__typename": "ControlChanged", "sequence": 2, "reason": "REQUEST", "epoch": 1, "metadata": "let me"})
    );
    assert_eq!(got["thread"]["control"]["owner"]["id"], json!(shop.desk.id));
    assert_eq!(got["thread"]["requests"], json!([]));
}

async fn requests_wait_in_the_order_of_their_arrival(shop: Shop) {
    let third = shop.app("Third").await;
    let thread = shop.owned_by(&shop.bot, "ada").await;
    let first = shop.verb(&shop.desk, "requestThreadControl", &thread, "metadata: \"one\"").await;
    assert_eq!(first["event"], json!({"__typename": "ControlRequested", "sequence": 3}));
    assert_eq!(first["thread"]["control"]["owner"]["id"], json!(shop.bot.id));
    let second = shop.verb(&third, "requestThreadControl", &thread, "").await;
    assert_eq!(
        second["thread"]["requests"],
        json!([
            {"app": {"id": shop.desk.id}, "position": 1, "metadata": "one"},
            {"app": {"id": third.id}, "position": 2, "metadata": null},
        ])
    );
}

async fn asking_again_keeps_the_place_and_replaces_the_metadata(shop: Shop) {
    let third = shop.app("Third").await;
    let thread = shop.owned_by(&shop.bot, "ada").await;
    shop.verb(&shop.desk, "requestThreadControl", &thread, "metadata: \"one\"").await;
    shop.verb(&third, "requestThreadControl", &thread, "").await;
    let again = shop.verb(&shop.desk, "requestThreadControl", &thread, "metadata: \"two\"").await;
    assert_eq!(again["thread"]["requests"][0], json!({"app": {"id": shop.desk.id}, "position": 1, "metadata": "two"}));
    let same = shop.verb(&shop.desk, "requestThreadControl", &thread, "metadata: \"two\"").await;
    assert_eq!(same["event"], json!(null), "nothing changed");
    let without = shop.verb(&shop.desk, "requestThreadControl", &thread, "").await;
    assert_eq!(without["thread"]["requests"][0]["metadata"], json!(null));
}

async fn the_owners_own_request_changes_nothing(shop: Shop) {
    let thread = shop.owned_by(&shop.bot, "ada").await;
    let before = shop.thread(&shop.bot, &thread).await;
    let payload = shop.verb(&shop.bot, "requestThreadControl", &thread, "").await;
    assert_eq!((codes(&payload).len(), &payload["event"]), (0, &Value::Null));
    assert_eq!(shop.thread(&shop.bot, &thread).await, before);
}

async fn a_request_survives_idle_times_and_ends_with_control(shop: Shop) {
    let third = shop.app("Third").await;
    let thread = shop.owned_by(&shop.bot, "ada").await;
    let waits = json!([{"app": {"id": shop.desk.id}}]);
    shop.verb(&shop.desk, "requestThreadControl", &thread, "").await;
    shop.verb(&shop.bot, "passThreadControl", &thread, &format!("targetId: \"{}\"", third.id)).await;
    assert_eq!(shop.thread(&shop.bot, &thread).await["requests"], waits);
    shop.verb(&third, "releaseThreadControl", &thread, "").await;
    assert_eq!(shop.thread(&shop.bot, &thread).await["requests"], waits);
    shop.verb(&shop.desk, "takeThreadControl", &thread, "").await;
    assert_eq!(shop.thread(&shop.bot, &thread).await["requests"], json!([]));
}

async fn a_requests_metadata_has_at_most_1000_characters(shop: Shop) {
    let thread = shop.owned_by(&shop.bot, "ada").await;
    let metadata = format!("metadata: \"{}\"", "x".repeat(1_001));
    let refused = shop.verb(&shop.desk, "requestThreadControl", &thread, &metadata).await;
    assert_eq!(codes(&refused), ["INVALID"]);
    assert_eq!(field(&refused), ["input", "metadata"]);
}
