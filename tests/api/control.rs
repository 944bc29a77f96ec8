//! Control as apps use it: pass, take, request, withdraw, release, extend, and the time-out.

use serde_json::json;

use crate::shop::{Shop, codes, in_both_shops};

in_both_shops!(
    a_thread_goes_to_the_primary_receiver_and_round,
    a_call_with_a_stale_epoch_changes_nothing,
    an_owner_whose_time_is_up_is_never_shown,
);

async fn a_thread_goes_to_the_primary_receiver_and_round(shop: Shop) {
    shop.set_primary(&shop.bot).await;
    let thread = shop.writes("ada", "m1").await;
    assert_eq!(shop.thread(&shop.bot, &thread).await["control"]["owner"]["id"], json!(shop.bot.id));

    let request = shop.verb(&shop.desk, "requestThreadControl", &thread, "metadata: \"let me\"").await;
    assert_eq!(
        request["thread"]["requests"],
        json!([{"app": {"id": shop.desk.id}, "position": 1, "metadata": "let me"}])
    );

    let pass = format!("targetId: \"{}\" metadata: \"refund\" expectedEpoch: 1", shop.desk.id);
    let passed = shop.verb(&shop.bot, "passThreadControl", &thread, &pass).await;
    assert_eq!(passed["event"]["reason"], "PASS");
    assert_eq!(passed["thread"]["requests"], json!([]), "the request ends with control");

    let released = shop.verb(&shop.desk, "releaseThreadControl", &thread, "").await;
    assert_eq!(released["thread"]["control"]["state"], "IDLE");
    assert_eq!(released["thread"]["control"]["epoch"], 3);

    let again = shop.verb(&shop.desk, "releaseThreadControl", &thread, "").await;
    assert_eq!(codes(&again), ["NOT_THREAD_OWNER"]);
    assert_eq!(again["userErrors"][0]["subcode"], 2_018_300);
    assert_eq!(again["thread"], json!(null));
}

async fn a_call_with_a_stale_epoch_changes_nothing(shop: Shop) {
    let thread = shop.writes("ada", "m1").await;
    shop.verb(&shop.bot, "takeThreadControl", &thread, "").await;
    let before = shop.thread(&shop.bot, &thread).await;
    for (app, operation, arguments) in [
        (&shop.bot, "releaseThreadControl", "expectedEpoch: 0"),
        (&shop.bot, "extendThreadControl", "duration: 60 expectedEpoch: 2"),
        (&shop.desk, "takeThreadControl", "expectedEpoch: 0"),
    ] {
        let payload = shop.verb(app, operation, &thread, arguments).await;
        assert_eq!(codes(&payload), ["STALE_EPOCH"], "{operation}");
    }
    assert_eq!(shop.thread(&shop.bot, &thread).await, before);
}

async fn an_owner_whose_time_is_up_is_never_shown(shop: Shop) {
    let thread = shop.writes("ada", "m1").await;
    shop.verb(&shop.bot, "takeThreadControl", &thread, "").await;
    shop.server.pass(86_399);
    assert_eq!(shop.thread(&shop.desk, &thread).await["control"]["state"], "CONTROLLED");
    shop.server.pass(1);
    let after = shop.thread(&shop.desk, &thread).await;
    assert_eq!(after["control"]["state"], "IDLE");
    assert_eq!(after["control"]["epoch"], 2);
    assert_eq!(after["events"]["nodes"][2]["reason"], "IDLE_TIMEOUT");
}
