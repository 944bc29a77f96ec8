//! `subscribeApp`, `unsubscribeApp`.

use serde_json::json;

use crate::shop::{Shop, codes, field, in_both_shops};

in_both_shops!(
    subscribing_again_replaces_the_fields,
    an_app_can_come_back_after_it_left,
    a_subscription_names_an_app_a_page_and_fields,
);

async fn subscribing_again_replaces_the_fields(shop: Shop) {
    let input =
        format!("pageId: \"{}\", appId: \"{}\", fields: [STANDBY, THREAD_CONTROL, STANDBY]", shop.page, shop.bot.id);
    let selection = "page { subscriptions { nodes { app { id } page { id } fields } } }";
    let subscribed = shop.configures("subscribeApp", &input, selection).await;
    let nodes = subscribed["page"]["subscriptions"]["nodes"].as_array().unwrap();
    assert_eq!(nodes.len(), 2);
    let bot = nodes.iter().find(|it| it["app"]["id"] == json!(shop.bot.id)).unwrap();
    assert_eq!((&bot["fields"], &bot["page"]["id"]), (&json!(["STANDBY", "THREAD_CONTROL"]), &json!(shop.page)));
}

async fn an_app_can_come_back_after_it_left(shop: Shop) {
    let thread = shop.owned_by(&shop.bot, "ada").await;
    shop.unsubscribe(&shop.bot).await;
    let leave = format!("pageId: \"{}\", appId: \"{}\"", shop.page, shop.bot.id);
    assert_eq!(shop.fails_to_configure("unsubscribeApp", &leave).await, "NOT_FOUND", "it has left");
    shop.configures("subscribeApp", &format!("{leave}, fields: [MESSAGES]"), "page { id }").await;
    let taken = shop.verb(&shop.bot, "takeThreadControl", &thread, "").await;
    assert_eq!(taken["thread"]["control"]["epoch"], 3);
}

async fn a_subscription_names_an_app_a_page_and_fields(shop: Shop) {
    let input =
        |page: &str, app: &str, fields: &str| format!("pageId: \"{page}\", appId: \"{app}\", fields: [{fields}]");
    let refused = shop.configures("subscribeApp", &input(&shop.page, &shop.bot.id, ""), "page { id }").await;
    assert_eq!((codes(&refused), field(&refused)), (vec!["INVALID"], vec!["input", "fields"]));
    for (page, app, fields, code) in [
        (shop.page.as_str(), "999", "MESSAGES", "NOT_FOUND"),
        (&shop.page, "x", "MESSAGES", "NOT_FOUND"),
        ("999", &shop.bot.id, "MESSAGES", "NOT_FOUND"),
        (&shop.page, "263902037430900", "MESSAGES", "NOT_FOUND"),
        (&shop.page, &shop.bot.id, "EVERYTHING", "BAD_USER_INPUT"),
    ] {
        assert_eq!(
            shop.fails_to_configure("subscribeApp", &input(page, app, fields)).await,
            code,
            "{page} {app} {fields}"
        );
    }
}
