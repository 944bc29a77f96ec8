//! What clients read: conversations and their messages, the page, customers.

use serde_json::{Value, json};

use crate::{
    client::{client, reply},
    shop::{Shop, in_both_shops},
};

in_both_shops!(
    conversations_are_listed,
    lists_go_on,
    only_those_who_may_read_do,
    a_page_tells_of_itself,
    a_customer_has_a_profile,
    people_are_themselves,
);

/// Follows `paging.next` or `paging.previous`.
async fn follow(shop: &Shop, list: &Value, direction: &str) -> Value {
    let address = list["paging"][direction].as_str().unwrap_or_else(|| panic!("no {direction}: {list}"));
    // The server believes to be where the harness says; it listens elsewhere.
    let path = address.strip_prefix("http://localhost").unwrap();
    reply(client().get(shop.graph(path))).await.ok()
}

fn ids(list: &Value) -> Vec<String> {
    list["data"].as_array().unwrap().iter().map(|it| it["id"].as_str().unwrap().to_owned()).collect()
}

async fn conversations_are_listed(shop: Shop) {
    let ann = shop.owned_by(&shop.bot, "ann").await;
    shop.server.pass(1);
    let bob = shop.writes("bob", "2").await;
    let list = shop.graph_get(&shop.bot, "me/conversations").await.ok();
    assert_eq!(ids(&list), [format!("t_{bob}"), format!("t_{ann}")]);
    assert_eq!(list["data"][0]["updated_time"], "2026-01-01T00:00:01+0000");
    assert_eq!(list["data"][0]["link"], format!("http://localhost/p/{}/threads/{bob}", shop.page));

    shop.server.pass(1);
    let sent = shop.graph_control(&shop.bot, "messages", "ann", json!({"message": {"text": "Hi"}})).await.ok();
    let fields = "is_owner,can_reply,participants,unread_count,messages.limit(1){message,from,to,created_time}";
    let list =
        shop.graph_get(&shop.bot, &format!("{}/conversations?fields={fields}&user_id=ann", shop.page)).await.ok();
    let (page, ann_shown) = (json!({"name": "Shop", "id": shop.page}), json!({"name": "ann", "id": "ann"}));
    let said = json!({"id": sent["message_id"], "message": "Hi", "from": page, "to": {"data": [ann_shown]},
        "created_time": "2026-01-01T00:00:02+0000"});
    let mut expected = json!({"id": format!("t_{ann}"), "is_owner": true, "can_reply": true,
        "participants": {"data": [ann_shown, page]}, "messages": {"data": [said]}});
    expected["messages"]["paging"] = list["data"][0]["messages"]["paging"].clone();
    assert_eq!(list["data"], json!([expected]));
    let older = follow(&shop, &list["data"][0]["messages"], "next").await;
    assert_eq!((&older["data"][0]["message"], &older["data"][0]["from"]), (&json!("Hello"), &ann_shown));

    let other = shop.graph_get(&shop.desk, "me/conversations?fields=is_owner").await.ok();
    assert!(other["data"].as_array().unwrap().iter().all(|it| it["is_owner"] == false), "{other}");
    let one = shop.graph_get(&shop.bot, &format!("t_{ann}?fields=id,is_owner")).await.ok();
    assert_eq!(one, json!({"id": format!("t_{ann}"), "is_owner": true}));
    let message = format!("{}?fields=message", sent["message_id"].as_str().unwrap());
    assert_eq!(shop.graph_get(&shop.bot, &message).await.ok(), json!({"id": sent["message_id"], "message": "Hi"}));
    assert_eq!(shop.graph_get(&shop.bot, "me/conversations?platform=instagram").await.ok(), json!({"data": []}));
    for wrong in
        ["fields=x", "fields=messages{x}", "fields=id{", "platform=x", "limit=0", "limit=x", "after=x", "user_id=a%20b"]
    {
        shop.graph_get(&shop.bot, &format!("me/conversations?{wrong}")).await.refused(100, None);
    }
}

async fn lists_go_on(shop: Shop) {
    let mut threads = Vec::new();
    for customer in ["a", "b", "c"] {
        threads.insert(0, format!("t_{}", shop.writes(customer, customer).await));
        shop.server.pass(1);
    }
    let first = shop.graph_get(&shop.bot, "me/conversations?limit=2&fields=id").await.ok();
    assert_eq!(ids(&first), threads[..2]);
    assert!(first["paging"].get("previous").is_none());
    let second = follow(&shop, &first, "next").await;
    assert_eq!(second["data"], json!([{"id": threads[2]}]));
    assert!(second["paging"].get("next").is_none());
    assert_eq!(ids(&follow(&shop, &second, "previous").await), threads[..2]);
    let after = first["paging"]["cursors"]["after"].as_str().unwrap();
    let same = shop.graph_get(&shop.bot, &format!("me/conversations?limit=2&after={after}")).await.ok();
    assert_eq!(ids(&same), threads[2..]);

    for n in 2..6 {
        shop.writes("a", &format!("a{n}")).await;
    }
    let path = format!("{}/messages?limit=2", threads[2]);
    let newest = shop.graph_get(&shop.bot, &path).await.ok();
    let older = follow(&shop, &newest, "next").await;
    let (newest, older) = (ids(&newest), older);
    assert!(newest.len() == 2 && ids(&older).len() == 3 && !ids(&older).contains(&newest[0]));
    assert_eq!(ids(&follow(&shop, &older, "previous").await), newest);
}

/// `token_messaging`, `review_live`, `token_page`.
async fn only_those_who_may_read_do(shop: Shop) {
    let thread = shop.writes("ann", "1").await;
    let document = "mutation($page: ID!, $app: ID!) { issuePageToken(input: {
        pageId: $page, appId: $app, permissions: [PAGES_MANAGE_METADATA]}) { token } }";
    let issued = shop.admin(document, json!({"page": shop.page, "app": shop.bot.id})).await;
    let mute = crate::shop::App { token: crate::shop::text(&issued["issuePageToken"]["token"]), ..shop.bot.clone() };
    shop.graph_get(&mute, "me/conversations").await.refused(200, None);
    shop.graph_get(&mute, &format!("t_{thread}/messages")).await.refused(200, None);
    let young = shop.unreviewed_app("Young").await;
    assert_eq!(shop.graph_get(&young, "me/conversations").await.ok(), json!({"data": []}));
    shop.graph_get(&young, &format!("t_{thread}")).await.refused(200, Some(2_018_028));
    shop.graph_get(&young, "ann").await.refused(200, Some(2_018_028));
    shop.add_tester(&young, "ann").await;
    assert_eq!(ids(&shop.graph_get(&young, "me/conversations").await.ok()), [format!("t_{thread}")]);
    for nobody in ["t_4711", "m_x", "nobody", "4711"] {
        let refused = shop.graph_get(&shop.bot, nobody).await;
        assert!(refused.refused(100, Some(33)).starts_with("Unsupported get request."));
    }
}

async fn a_page_tells_of_itself(shop: Shop) {
    let itself = json!({"id": shop.page, "name": "Shop"});
    assert_eq!(shop.graph_get(&shop.bot, "me").await.ok(), itself);
    assert_eq!(shop.graph_get(&shop.bot, &format!("{}?fields=id,name,category", shop.page)).await.ok(), itself);
    let status = shop.graph_get(&shop.bot, "me?fields=messaging_feature_status").await.ok();
    let features = json!({"hop_v2": true, "msgr_multi_app": true, "ig_multi_app": false});
    assert_eq!(status, json!({"id": shop.page, "messaging_feature_status": features}));
    let unknown = shop.graph_get(&shop.bot, "me?fields=shoe_size").await;
    let words = "(#100) Tried accessing nonexisting field (shoe_size) on node type (Page)";
    assert_eq!(unknown.refused(100, None), words);
    assert_eq!(shop.graph_get(&shop.bot, &shop.bot.id).await.ok(), json!({"id": shop.bot.id, "name": "Bot"}));
}

async fn a_customer_has_a_profile(shop: Shop) {
    let document = "mutation($page: ID!) { receiveMessage(input: {pageId: $page, customerId: \"4711\",
        customerName: \"Ann Marie Smith\", text: \"Hello\", externalId: \"1\"}) { userErrors { code } } }";
    shop.server.send(&shop.channel, document, json!({"page": shop.page})).await.ok();
    let named = json!({"id": "4711", "first_name": "Ann Marie", "last_name": "Smith"});
    assert_eq!(shop.graph_get(&shop.bot, "4711").await.ok(), named);
    let asked = shop.graph_get(&shop.bot, "4711?fields=name,profile_pic,locale,timezone").await.ok();
    assert_eq!(asked, json!({"id": "4711", "name": "Ann Marie Smith"}));
    shop.graph_get(&shop.bot, "4711?fields=shoe_size").await.refused(100, None);
    shop.writes("ann", "2").await;
    assert_eq!(shop.graph_get(&shop.bot, "ann").await.ok(), json!({"id": "ann"}));
}

async fn people_are_themselves(shop: Shop) {
    let person = shop.person("ann", &["MESSAGING"]).await;
    let app = crate::shop::App { id: String::new(), token: person.token };
    let itself = shop.graph_get(&app, "me?fields=name,email").await.ok();
    assert_eq!(itself, json!({"id": person.id, "name": "ann", "email": "ann@example.org"}));
    // The rules say that apps send; people answer in the inbox.
    shop.writes("bob", "1").await;
    let url = shop.graph(&format!("/v21.0/{}/messages", shop.page));
    let body = json!({"recipient": {"id": "bob"}, "message": {"text": "x"}});
    reply(client().post(url).bearer_auth(&app.token).json(&body)).await.refused(200, None);
}
