//! `take_when_idle`, `take_by_primary`, `take_by_owner_is_nothing`.

use serde_json::json;

use crate::shop::{Shop, codes, in_both_shops};

in_both_shops!(
    any_app_takes_an_idle_thread,
    the_owners_own_take_changes_nothing,
    an_app_does_not_take_from_another,
    the_primary_receiver_takes_from_anybody,
    an_app_without_review_takes_its_testers_threads_alone,
);

async fn any_app_takes_an_idle_thread(shop: Shop) {
    let thread = shop.writes("ada", "m1").await;
    let taken = shop.verb(&shop.desk, "takeThreadControl", &thread, "metadata: \"mine\"").await;
    assert_eq!(
        taken["event"],
        json!({"__typename": "ControlChanged", "sequence": 2, "reason": "TAKE", "epoch": 1, "metadata": "mine"})
    );
    assert_eq!(taken["thread"]["control"]["owner"]["id"], json!(shop.desk.id));
    assert_eq!(taken["thread"]["control"]["expiresAt"], "2026-01-02T00:00:00+00:00");
}

async fn the_owners_own_take_changes_nothing(shop: Shop) {
    let thread = shop.owned_by(&shop.bot, "ada").await;
    let before = shop.thread(&shop.bot, &thread).await;
    let again = shop.verb(&shop.bot, "takeThreadControl", &thread, "metadata: \"again\"").await;
    assert!(codes(&again).is_empty());
    assert_eq!(again["event"], json!(null));
    assert_eq!(again["thread"]["control"], before["control"]);
    assert_eq!(shop.thread(&shop.bot, &thread).await, before);
}

async fn an_app_does_not_take_from_another(shop: Shop) {
    let thread = shop.owned_by(&shop.bot, "ada").await;
    let refused = shop.verb(&shop.desk, "takeThreadControl", &thread, "").await;
    assert_eq!(codes(&refused), ["THREAD_CONTROLLED"]);
    assert_eq!(refused["userErrors"][0]["status"], 400);
}

async fn the_primary_receiver_takes_from_anybody(shop: Shop) {
    let thread = shop.owned_by(&shop.desk, "ada").await;
    shop.set_primary(&shop.bot).await;
    let taken = shop.verb(&shop.bot, "takeThreadControl", &thread, "").await;
    assert_eq!(taken["event"]["reason"], "TAKE");
    shop.verb(&shop.bot, "passThreadControl", &thread, "targetId: \"263902037430900\"").await;
    let taken = shop.verb(&shop.bot, "takeThreadControl", &thread, "").await;
    assert_eq!(taken["thread"]["control"]["owner"]["id"], json!(shop.bot.id), "from the inbox too");
    assert_eq!(taken["thread"]["folder"], "GENERAL");
}

async fn an_app_without_review_takes_its_testers_threads_alone(shop: Shop) {
    let beta = shop.unreviewed_app("Beta").await;
    shop.add_tester(&beta, "tess").await;
    let (stranger, tester) = (shop.writes("ada", "m1").await, shop.writes("tess", "m2").await);
    let refused = shop.verb(&beta, "takeThreadControl", &stranger, "").await;
    assert_eq!(codes(&refused), ["APP_NOT_REVIEWED"]);
    let taken = shop.verb(&beta, "takeThreadControl", &tester, "").await;
    assert_eq!(taken["thread"]["control"]["owner"]["id"], json!(beta.id));
}
