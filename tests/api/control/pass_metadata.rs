//! `metadata_without_control`.

use serde_json::json;

use crate::shop::{Shop, codes, field, in_both_shops};

in_both_shops!(
    the_owner_passes_metadata_and_control_stays,
    nobody_but_the_owner_passes_metadata,
    metadata_goes_to_subscribed_apps_alone,
    passed_metadata_has_1_to_1000_characters,
);

fn to(target: &str, metadata: &str) -> String {
    format!("targetAppId: \"{target}\" metadata: \"{metadata}\"")
}

async fn the_owner_passes_metadata_and_control_stays(shop: Shop) {
    let thread = shop.owned_by(&shop.bot, "ada").await;
    shop.verb(&shop.desk, "requestThreadControl", &thread, "").await;
    let passed = shop.verb(&shop.bot, "passThreadMetadata", &thread, &to(&shop.desk.id, "order 7")).await;
    assert_eq!(passed["event"]["__typename"], "MetadataPassed");
    assert_eq!(passed["thread"]["control"]["owner"]["id"], json!(shop.bot.id));
    assert_eq!(passed["thread"]["control"]["epoch"], 1);
    assert_eq!(passed["thread"]["requests"][0]["app"]["id"], json!(shop.desk.id), "the target goes on waiting");
}

async fn nobody_but_the_owner_passes_metadata(shop: Shop) {
    let thread = shop.owned_by(&shop.bot, "ada").await;
    let refused = shop.verb(&shop.desk, "passThreadMetadata", &thread, &to(&shop.bot.id, "psst")).await;
    assert_eq!(codes(&refused), ["NOT_THREAD_OWNER"]);
}

async fn metadata_goes_to_subscribed_apps_alone(shop: Shop) {
    let thread = shop.owned_by(&shop.bot, "ada").await;
    let gone = shop.app("Gone").await;
    shop.unsubscribe(&gone).await;
    for target in [gone.id.as_str(), "999", "abc", "263902037430900"] {
        let refused = shop.verb(&shop.bot, "passThreadMetadata", &thread, &to(target, "psst")).await;
        assert_eq!(codes(&refused), ["TARGET_NOT_SUBSCRIBED"], "to {target}");
    }
}

async fn passed_metadata_has_1_to_1000_characters(shop: Shop) {
    let thread = shop.owned_by(&shop.bot, "ada").await;
    for metadata in [String::new(), "x".repeat(1_001)] {
        let refused = shop.verb(&shop.bot, "passThreadMetadata", &thread, &to(&shop.desk.id, &metadata)).await;
        assert_eq!(codes(&refused), ["INVALID"]);
        assert_eq!(field(&refused), ["input", "metadata"]);
    }
}
