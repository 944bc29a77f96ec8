//! However clients of fifteen years write their requests, they are understood.

use reqwest::RequestBuilder;
use serde_json::{Value, json};

use crate::{
    client::{Reply, client, reply},
    shop::{Shop, in_both_shops, text},
};

in_both_shops!(
    addresses_have_any_version_or_none,
    the_token_stands_anywhere,
    a_token_that_is_no_good_is_refused,
    a_proof_is_checked_when_it_is_there,
    bodies_are_json_or_forms,
    a_recipient_is_written_in_many_ways,
    words_are_known_in_capitals_too,
    the_method_may_be_a_parameter,
    what_is_too_much_or_nonsense_is_refused,
    the_portal_keeps_its_addresses,
);

fn success() -> Value {
    json!({"success": true})
}

/// Takes the idle thread of Ann by the request that is given, and lets it go again.
async fn takes(shop: &Shop, request: RequestBuilder) {
    let taken = reply(request).await;
    assert_eq!(taken.headers["content-type"], "application/json; charset=UTF-8");
    assert_eq!(taken.ok(), success());
    let owner = shop.graph_owner(&shop.bot, "ann").await;
    assert_eq!(owner["data"][0]["thread_owner"]["app_id"], json!(shop.bot.id));
    shop.graph_control(&shop.bot, "release_thread_control", "ann", json!({})).await.ok();
}

async fn addresses_have_any_version_or_none(shop: Shop) {
    shop.writes("ann", "1").await;
    let page = &shop.page;
    for base in ["/me", "/v2.6/me", "/v25.0/me", &format!("/{page}"), &format!("/v21.0/{page}")] {
        let url = shop.graph(&format!("{base}/take_thread_control"));
        takes(&shop, client().post(url).bearer_auth(&shop.bot.token).json(&json!({"recipient": {"id": "ann"}}))).await;
    }
}

async fn the_token_stands_anywhere(shop: Shop) {
    shop.writes("ann", "1").await;
    let url = shop.graph("/v21.0/me/take_thread_control");
    let (token, recipient) = (shop.bot.token.as_str(), json!({"id": "ann"}));
    let body = json!({ "recipient": recipient });
    takes(&shop, client().post(format!("{url}?access_token={token}")).json(&body)).await;
    takes(&shop, client().post(&url).bearer_auth(token).json(&body)).await;
    takes(&shop, client().post(&url).header("authorization", format!("OAuth {token}")).json(&body)).await;
    takes(&shop, client().post(&url).json(&json!({"recipient": recipient, "access_token": token}))).await;
    takes(&shop, form(&url, &[("recipient", "{\"id\":\"ann\"}"), ("access_token", token)])).await;
}

async fn a_token_that_is_no_good_is_refused(shop: Shop) {
    let url = shop.graph("/v21.0/me/thread_owner?recipient=ann");
    let invalid = "Invalid OAuth access token.";
    assert_eq!(reply(client().get(&url)).await.refused(190, None), invalid);
    let app = format!("{}|{}", shop.bot.id, "0".repeat(64));
    for token in ["x", "a.b.c", "1|", "|", "nobody|x", app.as_str()] {
        assert_eq!(reply(client().get(&url).bearer_auth(token)).await.refused(190, None), invalid, "{token}");
    }
    let document = "mutation($page: ID!, $app: ID!) {
        issuePageToken(input: {pageId: $page, appId: $app, expiresIn: 60}) { token tokenId } }";
    let issued = shop.admin(document, json!({"page": shop.page, "app": shop.bot.id})).await;
    let short = text(&issued["issuePageToken"]["token"]);
    assert_ne!(reply(client().get(&url).bearer_auth(&short)).await.body["error"]["code"], 190);
    shop.server.pass(60);
    assert_eq!(reply(client().get(&url).bearer_auth(&short)).await.refused(190, None), invalid);
}

async fn a_proof_is_checked_when_it_is_there(shop: Shop) {
    shop.writes("ann", "1").await;
    let rotate = "mutation($app: ID!) { rotateAppSecret(input: {appId: $app}) { appSecret } }";
    let secret = text(&shop.admin(rotate, json!({"app": shop.bot.id})).await["rotateAppSecret"]["appSecret"]);
    let proof = |secret: &str, token: &str| {
        let key = aws_lc_rs::hmac::Key::new(aws_lc_rs::hmac::HMAC_SHA256, secret.as_bytes());
        hex::encode(aws_lc_rs::hmac::sign(&key, token.as_bytes()))
    };
    let ask = |proof: String| {
        let url = shop.graph("/v21.0/me/thread_owner?recipient=ann");
        reply(client().get(format!("{url}&appsecret_proof={proof}")).bearer_auth(&shop.bot.token))
    };
    ask(proof(&secret, &shop.bot.token)).await.ok();
    for wrong in [proof("x", &shop.bot.token), proof(&secret, "x"), "zz".to_owned(), String::new()] {
        let refused = ask(wrong).await;
        assert_eq!((refused.status, &refused.body["error"]["code"]), (400, &json!(100)));
        assert_eq!(refused.body["error"]["message"], "Invalid appsecret_proof provided in the API argument");
    }
}

async fn bodies_are_json_or_forms(shop: Shop) {
    shop.writes("ann", "1").await;
    let url = shop.graph(&format!("/v21.0/me/take_thread_control?access_token={}", shop.bot.token));
    let json = json!({"recipient": {"id": "ann"}, "metadata": "x"}).to_string();
    for kind in
        ["application/json", "application/json; charset=utf-8", "text/plain", "application/x-www-form-urlencoded"]
    {
        takes(&shop, client().post(&url).header("content-type", kind).body(json.clone())).await;
    }
    takes(&shop, client().post(&url).body(json)).await;
    takes(&shop, form(&url, &[("recipient", "{\"id\":\"ann\"}"), ("metadata", "x")])).await;
    takes(&shop, form(&url, &[("recipient[id]", "ann")])).await;
    let parts = "--b\r\nContent-Disposition: form-data; name=\"recipient\"\r\n\r\n{\"id\":\"ann\"}\r\n--b--\r\n";
    takes(&shop, client().post(&url).header("content-type", "multipart/form-data; boundary=b").body(parts)).await;
    takes(&shop, client().post(format!("{url}&recipient=%7Bid:ann%7D"))).await;
}

async fn a_recipient_is_written_in_many_ways(shop: Shop) {
    shop.writes("ann", "1").await;
    let url = shop.graph(&format!("/v21.0/me/take_thread_control?access_token={}", shop.bot.token));
    for recipient in ["{\"id\":\"ann\"}", "{id:ann}", "{'id':'ann'}", "{ \"id\" : \"ann\" }", "ann"] {
        takes(&shop, form(&url, &[("recipient", recipient)])).await;
        takes(&shop, client().post(&url).json(&json!({ "recipient": recipient }))).await;
    }
    // Ids that are numbers are the same written as numbers.
    shop.writes("4711", "2").await;
    for recipient in [json!({"id": 4711}), json!("4711"), json!(4711), json!("{id:4711}")] {
        let taken = reply(client().post(&url).json(&json!({ "recipient": recipient }))).await;
        assert_eq!(taken.ok(), success());
    }
    for wrong in [json!({"id": ""}), json!({"id": null}), json!({"id": {"a": 1}}), json!("{id"), json!([])] {
        reply(client().post(&url).json(&json!({ "recipient": wrong }))).await.refused(100, None);
    }
    let by_reference = reply(client().post(&url).json(&json!({"recipient": {"user_ref": "x"}}))).await;
    assert!(by_reference.refused(100, None).contains("docs/graph-api.md"));
}

/// As Meta's own libraries write them.
async fn words_are_known_in_capitals_too(shop: Shop) {
    shop.owned_by(&shop.bot, "ann").await;
    let send = |body: Value| shop.graph_control(&shop.bot, "messages", "ann", body);
    send(json!({"sender_action": "TYPING_ON"})).await.ok();
    send(json!({"messaging_type": "response", "notification_type": "silent_push", "message": {"text": "x"}}))
        .await
        .ok();
    let menu = json!([{"locale": "default", "call_to_actions": [{"type": "postback", "title": "A", "payload": "B"}]}]);
    shop.graph_post(&shop.bot, "messenger_profile", json!({ "persistent_menu": menu })).await.ok();
    shop.graph_post(&shop.bot, "custom_user_settings", json!({"psid": "ann", "persistent_menu": menu})).await.ok();
    shop.graph_post(&shop.bot, "subscribed_apps", json!({"subscribed_fields": ["MESSAGES"]})).await.ok();
    for path in
        ["messenger_profile?fields=[\"PERSISTENT_MENU\"]", "custom_user_settings?psid=ann&params=[\"PERSISTENT_MENU\"]"]
    {
        let deleted = client().delete(shop.graph(&format!("/v26.0/me/{path}"))).bearer_auth(&shop.bot.token);
        assert_eq!(reply(deleted).await.ok(), json!({"result": "success"}));
    }
    assert_eq!(shop.graph_get(&shop.bot, "me/custom_user_settings?psid=ann").await.ok(), json!({"data": []}));
    for platform in ["MESSENGER", "messenger"] {
        let list = shop.graph_get(&shop.bot, &format!("me/conversations?platform={platform}")).await.ok();
        assert_eq!(list["data"].as_array().unwrap().len(), 1);
    }
    send(json!({"message": {"text": "x"}, "thread_control": {"control_type": "RELEASE"}})).await.ok();
    assert_eq!(shop.graph_owner(&shop.bot, "ann").await, json!({"data": []}));
}

async fn the_method_may_be_a_parameter(shop: Shop) {
    shop.writes("ann", "1").await;
    let url = shop.graph("/v21.0/me/thread_owner");
    let asked = form(&url, &[("method", "get"), ("recipient", "ann"), ("access_token", &shop.bot.token)]);
    assert_eq!(reply(asked).await.ok(), json!({"data": []}));
}

async fn what_is_too_much_or_nonsense_is_refused(shop: Shop) {
    let url = shop.graph(&format!("/v21.0/me/messages?access_token={}", shop.bot.token));
    let large = reply(client().post(&url).body(" ".repeat(2 * 1024 * 1024))).await;
    assert_eq!((large.status, &large.body["error"]["code"]), (413, &json!(100)));
    let deep = format!("{{\"a\":{}1{}}}", "[".repeat(1_000), "]".repeat(1_000));
    for body in [deep.as_str(), "{", "{\"a\":", "{\"a\":1}}"] {
        let nonsense = client().post(&url).header("content-type", "application/json").body(body.to_owned());
        reply(nonsense).await.refused(100, None);
    }
    for path in ["/v21.0/me/likes", "/v21.0/me/a/b/c/d", "/v21.0/4711/messages", "/v21.0/%ff", "/v21.0/x"] {
        let unknown: Reply = reply(client().post(shop.graph(path)).bearer_auth(&shop.bot.token)).await;
        let message = unknown.refused(100, Some(33));
        assert!(message.starts_with("Unsupported post request. Object with ID '"), "{message}");
        assert!(message.contains("docs/graph-api.md"), "{message}");
    }
    let deleted = reply(client().delete(shop.graph("/v21.0/me/messages")).bearer_auth(&shop.bot.token)).await;
    assert!(deleted.refused(100, Some(33)).starts_with("Unsupported delete request."));
}

async fn the_portal_keeps_its_addresses(shop: Shop) {
    for path in ["/", "/pages", "/member"] {
        let page = client().get(shop.graph(path)).header("accept", "text/html").send().await.unwrap();
        assert_eq!(page.status(), 200, "{path}");
        assert!(page.text().await.unwrap().contains("<html"), "{path}");
    }
    let health = client().get(shop.graph("/healthz")).send().await.unwrap();
    assert_eq!(health.status(), 200);
}

fn form(url: &str, fields: &[(&str, &str)]) -> RequestBuilder {
    let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    client().post(url).header("content-type", "application/x-www-form-urlencoded").body(body)
}
