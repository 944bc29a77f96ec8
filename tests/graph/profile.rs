//! Menus and what else clients set on a page.

use serde_json::{Value, json};

use crate::{
    client::Reply,
    shop::{App, Shop, in_both_shops},
};

in_both_shops!(
    a_profile_is_set_read_and_deleted,
    the_page_menu_is_the_primary_receivers,
    a_menu_of_the_other_dialect_is_shown_in_metas_shape,
    a_thread_has_a_menu_of_its_own,
    menus_keep_their_limits,
);

impl Shop {
    async fn profile(&self, fields: &str) -> Value {
        self.graph_get(&self.bot, &format!("me/messenger_profile?fields={fields}")).await.ok()
    }

    async fn set_profile(&self, app: &App, profile: &Value) -> Reply {
        self.graph_post(app, "messenger_profile", profile.clone()).await
    }

    async fn user_settings(&self, psid: &str) -> Value {
        self.graph_get(&self.bot, &format!("me/custom_user_settings?psid={psid}")).await.ok()
    }
}

fn done() -> Value {
    json!({"result": "success"})
}

fn menu(title: &str) -> Value {
    json!([{"locale": "default", "composer_input_disabled": false, "call_to_actions": [
        {"type": "postback", "title": title, "payload": "CARE_HELP"},
        {"type": "web_url", "title": "Shop now", "url": "https://shop.example", "webview_height_ratio": "compact"}
    ]}, {"locale": "de_DE", "call_to_actions": [{"type": "postback", "title": "Hilfe", "payload": "CARE_HELP"}]}])
}

async fn a_profile_is_set_read_and_deleted(shop: Shop) {
    assert_eq!(shop.profile("persistent_menu,get_started").await, json!({"data": []}));
    // As a client sends it that puts the page's id into every body.
    let start = json!({"get_started": {"payload": "START"}, "id": shop.page});
    assert_eq!(shop.set_profile(&shop.bot, &start).await.ok(), done());
    let rest = json!({
        "persistent_menu": menu("Talk to an agent"),
        "greeting": [{"locale": "default", "text": "Hello!"}],
        "ice_breakers": [{"question": "Where are you?", "payload": "WHERE"}],
        "whitelisted_domains": ["https://shop.example"],
        "platform": "messenger",
    });
    assert_eq!(shop.set_profile(&shop.bot, &rest).await.ok(), done());
    let kept = json!({"persistent_menu": rest["persistent_menu"], "get_started": {"payload": "START"}});
    assert_eq!(shop.profile("persistent_menu,get_started").await, json!({"data": [kept]}));
    assert_eq!(shop.profile("ice_breakers").await, json!({"data": [{"ice_breakers": rest["ice_breakers"]}]}));
    let all = shop.graph_get(&shop.desk, "me/messenger_profile").await.ok();
    assert_eq!(all["data"][0].as_object().unwrap().len(), 5, "{all}");

    let url = shop.graph(&format!("/v21.0/me/messenger_profile?access_token={}", shop.bot.token));
    let deleted = crate::client::client().delete(&url).json(&json!({"fields": ["persistent_menu", "greeting"]}));
    assert_eq!(crate::client::reply(deleted).await.ok(), done());
    assert_eq!(shop.profile("persistent_menu,greeting").await, json!({"data": []}));
    assert_eq!(shop.profile("get_started").await, json!({"data": [{"get_started": {"payload": "START"}}]}));
    crate::client::reply(crate::client::client().delete(&url)).await.refused(100, None);
    for wrong in [json!({}), json!({"get_started": "START"}), json!({"greeting": "Hello"}), json!({"x": 1})] {
        shop.set_profile(&shop.bot, &wrong).await.refused(100, None);
    }
    shop.graph_get(&shop.bot, "me/messenger_profile?fields=x").await.refused(100, None);
}

/// `page_menu`
async fn the_page_menu_is_the_primary_receivers(shop: Shop) {
    shop.set_primary(&shop.bot).await;
    let refused = shop.set_profile(&shop.desk, &json!({"persistent_menu": menu("Desk"), "greeting": []})).await;
    let words = "(#100) Cannot set persistent menu because your app is not set as the primary app for the page.";
    assert_eq!(refused.refused(100, None), words);
    assert_eq!(shop.profile("persistent_menu,greeting").await, json!({"data": []}), "all of it, or nothing");
    assert_eq!(shop.set_profile(&shop.bot, &json!({"persistent_menu": menu("Bot")})).await.ok(), done());
    assert_eq!(shop.set_profile(&shop.desk, &json!({"greeting": []})).await.ok(), done());
    let stranger = shop.app("Stranger").await;
    shop.unsubscribe(&stranger).await;
    shop.set_profile(&stranger, &json!({"greeting": []})).await.refused(200, None);
}

async fn a_menu_of_the_other_dialect_is_shown_in_metas_shape(shop: Shop) {
    shop.set_profile(&shop.bot, &json!({"persistent_menu": menu("Talk to an agent")})).await.ok();
    let document = "mutation($page: ID!) { setPageMenu(input: {pageId: $page, items: [
        {title: \"Help\", payload: \"HELP\"}, {title: \"Shop\", url: \"https://shop.example\"}]}) { userErrors { code } } }";
    shop.server.send(&shop.bot.token, document, json!({"page": shop.page})).await.ok();
    let shown = json!([{"locale": "default", "composer_input_disabled": false, "call_to_actions": [
        {"type": "postback", "title": "Help", "payload": "HELP"},
        {"type": "web_url", "title": "Shop", "url": "https://shop.example", "webview_height_ratio": "full"}
    ]}]);
    assert_eq!(shop.profile("persistent_menu").await, json!({"data": [{"persistent_menu": shown}]}));
}

/// `user_menu`, `menu_to_creator`
async fn a_thread_has_a_menu_of_its_own(shop: Shop) {
    shop.owned_by(&shop.bot, "ann").await;
    assert_eq!(shop.user_settings("ann").await, json!({"data": []}));
    shop.set_profile(&shop.desk, &json!({"persistent_menu": menu("Page")})).await.ok();
    let page_level = json!({"data": [{"page_level_persistent_menu": menu("Page")}]});
    assert_eq!(shop.user_settings("ann").await, page_level);

    let own = json!({"psid": "ann", "persistent_menu": menu("Ann's")});
    let refused = shop.graph_post(&shop.desk, "custom_user_settings", own.clone()).await;
    refused.refused(10, Some(2_018_300));
    assert_eq!(shop.graph_post(&shop.bot, "custom_user_settings", own).await.ok(), done());
    let both = json!({"user_level_persistent_menu": menu("Ann's"), "page_level_persistent_menu": menu("Page")});
    assert_eq!(shop.user_settings("ann").await, json!({"data": [both]}));

    let url = shop.graph("/v21.0/me/custom_user_settings?psid=ann&params=[%22persistent_menu%22]");
    let deleted = crate::client::client().delete(&url).bearer_auth(&shop.bot.token);
    assert_eq!(crate::client::reply(deleted).await.ok(), done());
    assert_eq!(shop.user_settings("ann").await, page_level);

    let tap = "mutation($page: ID!) { receivePostback(input: {pageId: $page, customerId: \"ann\",
        payload: \"CARE_HELP\", menu: PAGE, externalId: \"tap\"}) { userErrors { code } } }";
    shop.server.send(&shop.channel, tap, json!({"page": shop.page})).await.ok();
    assert_eq!(shop.graph_owner(&shop.bot, "ann").await["data"][0]["thread_owner"]["app_id"], json!(shop.desk.id));
}

/// `menu_limits`
async fn menus_keep_their_limits(shop: Shop) {
    shop.owned_by(&shop.bot, "ann").await;
    let item = |title: usize, payload: usize| json!({"type": "postback", "title": "x".repeat(title), "payload": "x".repeat(payload)});
    let with = |items: Value| json!([{"locale": "default", "call_to_actions": items}]);
    for wrong in [
        with(json!([])),
        with(json!(vec![item(1, 1); 21])),
        with(json!([item(31, 1)])),
        with(json!([item(1, 1_001)])),
        with(json!([{"type": "nested", "title": "x", "call_to_actions": []}])),
        with(json!([{"type": "web_url", "title": "x", "url": "shop.example"}])),
        with(json!("x")),
        json!([{"locale": "de_DE", "call_to_actions": [item(1, 1)]}]),
        json!([]),
        json!("x"),
    ] {
        shop.set_profile(&shop.bot, &json!({"persistent_menu": wrong})).await.refused(100, None);
        let own = json!({"psid": "ann", "persistent_menu": wrong});
        shop.graph_post(&shop.bot, "custom_user_settings", own).await.refused(100, None);
    }
    shop.set_profile(&shop.bot, &json!({"persistent_menu": with(json!(vec![item(30, 1_000); 20]))})).await.ok();
}
