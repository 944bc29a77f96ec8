//! `createPage`, `updatePageSettings`, `setPrimaryReceiver`.

use serde_json::json;

use crate::shop::{Shop, codes, field, in_both_shops};

in_both_shops!(
    a_new_page_has_the_protocols_defaults,
    a_page_that_exists_elsewhere_keeps_its_id,
    an_id_is_given_once,
    a_pages_name_and_id_are_checked,
    settings_change_one_by_one,
    settings_are_checked,
    the_primary_receiver_is_set_and_cleared,
    the_primary_receiver_is_a_subscribed_app,
);

async fn a_new_page_has_the_protocols_defaults(shop: Shop) {
    let created = shop
        .configures(
            "createPage",
            "name: \" Café \", platform: INSTAGRAM",
            "page { name platform inbox { id name }
            primaryReceiver { id } settings { idleTimeout onRelease enforceMessagingWindow } entryPoints { id }
            persistentMenu { level } members { tasks } subscriptions { nodes { fields } } threads { nodes { id } } }",
        )
        .await;
    assert_eq!(created["page"]["inbox"]["id"], "1217981644879628");
    assert_eq!((&created["page"]["name"], &created["page"]["platform"]), (&json!("Café"), &json!("INSTAGRAM")));
    assert_eq!(
        created["page"]["settings"],
        json!({"idleTimeout": 86_400, "onRelease": "IDLE", "enforceMessagingWindow": false})
    );
    assert_eq!((&created["page"]["primaryReceiver"], &created["page"]["persistentMenu"]), (&json!(null), &json!(null)));
    for empty in [&created["page"]["entryPoints"], &created["page"]["members"], &created["page"]["threads"]["nodes"]] {
        assert_eq!(empty, &json!([]));
    }
}

async fn a_page_that_exists_elsewhere_keeps_its_id(shop: Shop) {
    for id in ["\"104\"", "105", "\"9007199254740991\""] {
        let created =
            shop.configures("createPage", &format!("name: \"P\", platform: WEB, id: {id}"), "page { id }").await;
        assert_eq!(created["page"]["id"], id.trim_matches('"'));
    }
}

async fn an_id_is_given_once(shop: Shop) {
    let again = format!("name: \"P\", platform: WEB, id: \"{}\"", shop.page);
    let refused = shop.configures("createPage", &again, "page { id }").await;
    assert_eq!((codes(&refused), field(&refused)), (vec!["CONFLICT"], vec!["input", "id"]));
    assert_eq!(refused["page"], json!(null));
}

async fn a_pages_name_and_id_are_checked(shop: Shop) {
    for (name, id, wrong) in [
        ("", "7", "name"),
        ("  ", "7", "name"),
        (&*"x".repeat(201), "7", "name"),
        ("a\\u0007b", "7", "name"),
        ("a\\u0000b", "7", "name"),
        ("P", "0", "id"),
        ("P", "-7", "id"),
        ("P", "007", "id"),
        ("P", "9007199254740992", "id"),
        ("P", "seven", "id"),
    ] {
        let input = format!("name: \"{name}\", platform: WEB, id: \"{id}\"");
        let refused = shop.configures("createPage", &input, "page { id }").await;
        assert_eq!((codes(&refused), field(&refused)), (vec!["INVALID"], vec!["input", wrong]), "{name:?} {id:?}");
    }
}

async fn settings_change_one_by_one(shop: Shop) {
    let mut expected = json!({"name": "Shop", "settings": {"idleTimeout": 86_400, "onRelease": "IDLE", "enforceMessagingWindow": false}});
    for (change, path, value) in [
        ("idleTimeout: 604800", "/settings/idleTimeout", json!(604_800)),
        ("onRelease: NEXT_REQUEST", "/settings/onRelease", json!("NEXT_REQUEST")),
        ("enforceMessagingWindow: true", "/settings/enforceMessagingWindow", json!(true)),
        ("name: \"Boutique\"", "/name", json!("Boutique")),
        ("idleTimeout: 1, name: null", "/settings/idleTimeout", json!(1)),
    ] {
        *expected.pointer_mut(path).unwrap() = value;
        let input = format!("pageId: \"{}\", {change}", shop.page);
        let selection = "page { name settings { idleTimeout onRelease enforceMessagingWindow } }";
        let updated = shop.configures("updatePageSettings", &input, selection).await;
        assert_eq!(updated["page"], expected, "{change}");
    }
}

async fn settings_are_checked(shop: Shop) {
    let long = format!("name: \"{}\"", "x".repeat(201));
    for (change, wrong) in [
        ("idleTimeout: 0", "idleTimeout"),
        ("idleTimeout: -1", "idleTimeout"),
        ("idleTimeout: 604801", "idleTimeout"),
        ("name: \"\"", "name"),
        (&*long, "name"),
    ] {
        let input = format!("pageId: \"{}\", onRelease: NEXT_REQUEST, {change}", shop.page);
        let refused = shop.configures("updatePageSettings", &input, "page { id }").await;
        assert_eq!((codes(&refused), field(&refused)), (vec!["INVALID"], vec!["input", wrong]), "{change}");
    }
    let document = "query($page: ID!) { page(id: $page) { settings { onRelease } } }";
    let data = shop.server.send(&shop.bot.token, document, json!({"page": shop.page})).await.ok();
    assert_eq!(data["page"]["settings"]["onRelease"], "IDLE", "a refusal changes nothing");
    assert_eq!(shop.fails_to_configure("updatePageSettings", "pageId: \"7\", idleTimeout: 1").await, "NOT_FOUND");
}

async fn the_primary_receiver_is_set_and_cleared(shop: Shop) {
    let thread = shop.owned_by(&shop.desk, "ada").await;
    let input = format!("pageId: \"{}\", appId: \"{}\"", shop.page, shop.bot.id);
    let selection = "page { primaryReceiver { id } subscriptions { nodes { app { id } isPrimaryReceiver } } }";
    let set = shop.configures("setPrimaryReceiver", &input, selection).await;
    assert_eq!(set["page"]["primaryReceiver"]["id"], json!(shop.bot.id));
    for it in set["page"]["subscriptions"]["nodes"].as_array().unwrap() {
        assert_eq!(it["isPrimaryReceiver"], json!(it["app"]["id"] == json!(shop.bot.id)));
    }
    let owner = shop.thread(&shop.bot, &thread).await["control"]["owner"]["id"].clone();
    assert_eq!(owner, json!(shop.desk.id), "control of threads does not change");
    for nobody in [", appId: null", ""] {
        let input = format!("pageId: \"{}\"{nobody}", shop.page);
        let cleared = shop.configures("setPrimaryReceiver", &input, selection).await;
        assert_eq!(cleared["page"]["primaryReceiver"], json!(null));
    }
}

async fn the_primary_receiver_is_a_subscribed_app(shop: Shop) {
    let gone = shop.app("Gone").await;
    shop.unsubscribe(&gone).await;
    for (app, code) in [
        ("263902037430900", "INBOX_CANNOT_BE_PRIMARY"),
        ("1217981644879628", "TARGET_NOT_SUBSCRIBED"),
        (&gone.id, "TARGET_NOT_SUBSCRIBED"),
        ("999", "TARGET_NOT_SUBSCRIBED"),
        ("-1", "TARGET_NOT_SUBSCRIBED"),
        ("9007199254740992", "TARGET_NOT_SUBSCRIBED"),
        ("abc", "TARGET_NOT_SUBSCRIBED"),
    ] {
        let input = format!("pageId: \"{}\", appId: \"{app}\"", shop.page);
        let refused = shop.configures("setPrimaryReceiver", &input, "page { id }").await;
        assert_eq!((codes(&refused), field(&refused)), (vec![code], vec!["input", "appId"]), "{app}");
    }
}
