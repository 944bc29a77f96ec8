//! `token_revoked`: tokens that are forged, foreign, or none.

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD as BASE64};
use serde_json::{Value, json};

use crate::{
    follow::Follower,
    shop::{Shop, in_both_shops},
    support::{TestStore, server::TestServer},
};

in_both_shops!(a_forged_token_is_refused, a_token_of_another_server_is_refused, nobody_may_do_nothing);

const ASK: &str = "{ viewer { isChannel } }";

/// The token with its header or its claims changed, under the signature that it had.
fn changed(token: &str, part: usize, change: impl Fn(&mut Value)) -> String {
    let mut parts: Vec<String> = token.split('.').map(str::to_owned).collect();
    let mut json: Value = serde_json::from_slice(&BASE64.decode(&parts[part]).unwrap()).unwrap();
    change(&mut json);
    parts[part] = BASE64.encode(json.to_string());
    parts.join(".")
}

async fn a_forged_token_is_refused(shop: Shop) {
    let thread = shop.writes("ada", "m1").await;
    let before = shop.everything().await;
    let good = &shop.bot.token;
    let unsigned = changed(good, 0, |it| it["alg"] = json!("none"));
    let unsigned_at_all = format!("{}.", unsigned.rsplit_once('.').unwrap().0);
    for (forged, why) in [
        (changed(good, 0, |it| it["alg"] = json!("HS256")), "another algorithm"),
        (unsigned, "no algorithm"),
        (unsigned_at_all, "no signature"),
        (changed(good, 1, |it| it["scope"]["app"] = json!(shop.desk.id)), "another app"),
        (changed(good, 1, |it| it["aud"] = json!("other")), "another audience"),
        (changed(good, 1, |it| it["exp"] = json!(9_999_999_999_i64)), "another time"),
        (changed(good, 0, |it| it["kid"] = json!("other")), "another key"),
        (changed(good, 0, |it| it["crit"] = json!(["exp"])), "a critical extension"),
        (format!("{good}x"), "a longer signature"),
        (good[..good.len() - 4].to_owned(), "a shorter signature"),
        (good.replace('.', ""), "no parts"),
        ("x".to_owned(), "nothing like it"),
        ("..".to_owned(), "empty parts"),
        ("x".repeat(8_000), "a long text"),
    ] {
        let take =
            format!("mutation {{ takeThreadControl(input: {{threadId: {thread}}}) {{ userErrors {{ code }} }} }}");
        for document in [ASK, &take] {
            let answer = shop.server.send(&forged, document, json!({})).await;
            assert_eq!((answer.status, answer.code()), (401, "UNAUTHENTICATED"), "{why}");
        }
    }
    shop.server.send(good, ASK, json!({})).await.ok();
    assert_eq!(shop.everything().await, before);
}

async fn a_token_of_another_server_is_refused(shop: Shop) {
    let db = TestStore::sqlite().await;
    let other = TestServer::start(&db.url).await;
    let answer = shop.server.send(&other.admin, ASK, json!({})).await;
    assert_eq!((answer.status, answer.code()), (401, "UNAUTHENTICATED"));
}

async fn nobody_may_do_nothing(shop: Shop) {
    let thread = shop.writes("ada", "m1").await;
    let before = shop.everything().await;
    for document in [
        ASK.to_owned(),
        "{ pages { nodes { id } } }".to_owned(),
        "{ apps { nodes { id } } }".to_owned(),
        format!("{{ page(id: {}) {{ id }} }}", shop.page),
        format!("{{ thread(id: {thread}) {{ id }} }}"),
        format!("{{ app(id: {}) {{ id }} }}", shop.bot.id),
        format!("mutation {{ takeThreadControl(input: {{threadId: {thread}}}) {{ userErrors {{ code }} }} }}"),
        "mutation { createPage(input: {name: \"P\", platform: WEB}) { userErrors { code } } }".to_owned(),
    ] {
        let answer = shop.server.send("", &document, json!({})).await;
        assert_eq!((answer.status, answer.code()), (200, "UNAUTHENTICATED"), "{document}");
    }
    assert_eq!(shop.everything().await, before);
    let document = format!("subscription {{ controlChanged(pageId: {}) {{ epoch }} }}", shop.page);
    for (token, code) in [(&shop.channel, "FORBIDDEN"), (&shop.desk.token, "")] {
        let mut follower = Follower::start(&shop.server, token, &document, json!({})).await;
        if code.is_empty() {
            assert_eq!(follower.soon().await, None);
        } else {
            assert_eq!(follower.refusal().await, code);
        }
    }
}
