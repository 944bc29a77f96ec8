//! `pass_by_owner`.

use serde_json::json;

use crate::shop::{Shop, codes, field, in_both_shops};

/// The well-known ids of the inboxes.
const MESSENGER: &str = "263902037430900";
const INSTAGRAM: &str = "1217981644879628";

in_both_shops!(
    the_owner_passes_control_with_its_metadata,
    control_passes_to_the_inbox,
    nobody_but_the_owner_passes,
    control_passes_to_participants_of_the_page_alone,
    the_owner_does_not_pass_to_itself,
    metadata_has_at_most_1000_characters,
    an_app_without_review_is_given_its_testers_threads_alone,
);

fn to(target: &str) -> String {
    format!("targetId: \"{target}\"")
}

async fn the_owner_passes_control_with_its_metadata(shop: Shop) {
    let thread = shop.owned_by(&shop.bot, "ada").await;
    shop.verb(&shop.desk, "requestThreadControl", &thread, "").await;
    let arguments = format!("{} metadata: \"refund\"", to(&shop.desk.id));
    let passed = shop.verb(&shop.bot, "passThreadControl", &thread, &arguments).await;
    assert_eq!(
        passed["event"],
        json!({"__typename": "ControlChanged", "sequence": 4, "reason": "PASS", "epoch": 2, "metadata": "refund"})
    );
    assert_eq!(passed["thread"]["control"]["owner"], json!({"__typename": "App", "id": shop.desk.id}));
    assert_eq!(passed["thread"]["requests"], json!([]), "the request ends with control");
}

async fn control_passes_to_the_inbox(shop: Shop) {
    let thread = shop.owned_by(&shop.bot, "ada").await;
    assert_eq!(shop.thread(&shop.bot, &thread).await["folder"], "GENERAL");
    let passed = shop.verb(&shop.bot, "passThreadControl", &thread, &to(MESSENGER)).await;
    assert_eq!(passed["thread"]["control"]["owner"], json!({"__typename": "Inbox", "id": MESSENGER}));
    assert_eq!(passed["thread"]["folder"], "MAIN");
    let sent = shop.send(&shop.bot, &thread, "text: \"still me?\"").await;
    assert_eq!(codes(&sent), ["NOT_THREAD_OWNER"]);
}

async fn nobody_but_the_owner_passes(shop: Shop) {
    let thread = shop.writes("ada", "m1").await;
    let idle = shop.verb(&shop.bot, "passThreadControl", &thread, &to(&shop.desk.id)).await;
    assert_eq!(codes(&idle), ["NOT_THREAD_OWNER"]);
    shop.verb(&shop.bot, "takeThreadControl", &thread, "").await;
    shop.set_primary(&shop.desk).await;
    for target in [&shop.bot.id, &shop.desk.id, "999"] {
        let refused = shop.verb(&shop.desk, "passThreadControl", &thread, &to(target)).await;
        assert_eq!(codes(&refused), ["NOT_THREAD_OWNER"], "to {target}");
        assert_eq!(refused["userErrors"][0]["status"], 400);
        assert_eq!(refused["userErrors"][0]["subcode"], 2_018_300);
        assert_eq!((&refused["thread"], &refused["event"]), (&json!(null), &json!(null)));
    }
}

async fn control_passes_to_participants_of_the_page_alone(shop: Shop) {
    let thread = shop.owned_by(&shop.bot, "ada").await;
    let gone = shop.app("Gone").await;
    shop.unsubscribe(&gone).await;
    let before = shop.thread(&shop.bot, &thread).await;
    let strangers = ["999", "abc", "", "-1", "1e3", "0123", "9007199254740992", "99999999999999999999", INSTAGRAM];
    for target in strangers.into_iter().chain([gone.id.as_str(), shop.page.as_str(), thread.as_str()]) {
        let refused = shop.verb(&shop.bot, "passThreadControl", &thread, &to(target)).await;
        assert_eq!(codes(&refused), ["TARGET_NOT_SUBSCRIBED"], "to {target:?}");
    }
    assert_eq!(shop.thread(&shop.bot, &thread).await, before);
}

async fn the_owner_does_not_pass_to_itself(shop: Shop) {
    let thread = shop.owned_by(&shop.bot, "ada").await;
    let refused = shop.verb(&shop.bot, "passThreadControl", &thread, &to(&shop.bot.id)).await;
    assert_eq!(codes(&refused), ["ALREADY_OWNER"]);
}

async fn metadata_has_at_most_1000_characters(shop: Shop) {
    let thread = shop.owned_by(&shop.bot, "ada").await;
    let with = |characters: usize| format!("{} metadata: \"{}\"", to(&shop.desk.id), "漢".repeat(characters));
    let refused = shop.verb(&shop.bot, "passThreadControl", &thread, &with(1_001)).await;
    assert_eq!(codes(&refused), ["INVALID"]);
    assert_eq!(field(&refused), ["input", "metadata"]);
    let passed = shop.verb(&shop.bot, "passThreadControl", &thread, &with(1_000)).await;
    assert_eq!(passed["event"]["metadata"], "漢".repeat(1_000));
}

async fn an_app_without_review_is_given_its_testers_threads_alone(shop: Shop) {
    let beta = shop.unreviewed_app("Beta").await;
    let thread = shop.owned_by(&shop.bot, "ada").await;
    let refused = shop.verb(&shop.bot, "passThreadControl", &thread, &to(&beta.id)).await;
    assert_eq!(codes(&refused), ["APP_NOT_REVIEWED"]);
    shop.add_tester(&beta, "ada").await;
    let passed = shop.verb(&shop.bot, "passThreadControl", &thread, &to(&beta.id)).await;
    assert_eq!(passed["thread"]["control"]["owner"]["id"], json!(beta.id));
}
