//! `issuePageToken`, `issueChannelToken`, `issueUserToken`, `revokeToken`, `token_revoked`, and `viewer`.

use serde_json::{Value, json};

use crate::shop::{Shop, codes, field, in_both_shops, text};

in_both_shops!(
    each_kind_of_token_says_whose_it_is,
    a_token_ends_when_its_time_is_up,
    a_revoked_token_ends_at_once,
    a_tokens_life_is_checked,
    a_token_for_nothing_is_not_issued,
    a_person_makes_and_ends_their_own_tokens,
);

const VIEWER: &str =
    "{ viewer { user { email isAdmin } app { id } page { id } isChannel tasks permissions expiresAt } }";

async fn viewer(shop: &Shop, token: &str) -> Value {
    shop.server.send(token, VIEWER, json!({})).await.ok()["viewer"].take()
}

async fn each_kind_of_token_says_whose_it_is(shop: Shop) {
    let app = viewer(&shop, &shop.bot.token).await;
    assert_eq!(
        app,
        json!({"user": null, "app": {"id": shop.bot.id}, "page": {"id": shop.page}, "isChannel": false,
            "tasks": ["MODERATE", "MESSAGING", "MANAGE", "ANALYZE"],
            "permissions": ["PAGES_MESSAGING", "PAGES_MANAGE_METADATA"], "expiresAt": null})
    );
    let channel = viewer(&shop, &shop.channel).await;
    assert_eq!(
        channel,
        json!({"user": null, "app": null, "page": {"id": shop.page}, "isChannel": true, "tasks": [],
            "permissions": [], "expiresAt": null})
    );
    let mo = shop.person("mo", &["MODERATE"]).await;
    assert_eq!(viewer(&shop, &mo.token).await["user"], json!({"email": "mo@example.org", "isAdmin": false}));
    assert_eq!(viewer(&shop, &shop.server.admin).await["user"]["isAdmin"], true);
    let nobody = shop.server.send("", VIEWER, json!({})).await;
    assert_eq!((nobody.status, nobody.code()), (200, "UNAUTHENTICATED"));
    let input = format!("pageId: \"{}\", appId: \"{}\", permissions: [PAGES_MESSAGING]", shop.page, shop.bot.id);
    let token = text(&shop.configures("issuePageToken", &input, "token").await["token"]);
    assert_eq!(viewer(&shop, &token).await["permissions"], json!(["PAGES_MESSAGING"]));
}

async fn a_token_ends_when_its_time_is_up(shop: Shop) {
    let mo = shop.person("mo", &[]).await;
    let (page, app, user) = (&shop.page, &shop.bot.id, &mo.id);
    for (operation, input) in [
        ("issuePageToken", format!("pageId: \"{page}\", appId: \"{app}\", expiresIn: 60")),
        ("issueChannelToken", format!("pageId: \"{page}\", expiresIn: 60")),
        ("issueUserToken", format!("userId: \"{user}\", expiresIn: 60")),
    ] {
        let token = text(&shop.configures(operation, &input, "token").await["token"]);
        shop.server.pass(59);
        assert!(viewer(&shop, &token).await["expiresAt"].is_string(), "{operation}");
        shop.server.pass(1);
        let late = shop.server.send(&token, VIEWER, json!({})).await;
        assert_eq!((late.status, late.code()), (401, "UNAUTHENTICATED"), "{operation}");
    }
}

async fn a_revoked_token_ends_at_once(shop: Shop) {
    let input = format!("pageId: \"{}\", appId: \"{}\"", shop.page, shop.bot.id);
    let issued = shop.configures("issuePageToken", &input, "token tokenId").await;
    let token = text(&issued["token"]);
    viewer(&shop, &token).await;
    for _ in 0..2 {
        let revoked = shop.configures("revokeToken", &format!("tokenId: {}", issued["tokenId"]), "tokenId").await;
        assert_eq!(revoked, json!({"tokenId": issued["tokenId"], "userErrors": []}), "twice is once");
        let late = shop.server.send(&token, VIEWER, json!({})).await;
        assert_eq!((late.status, late.code()), (401, "UNAUTHENTICATED"));
    }
    viewer(&shop, &shop.bot.token).await;
    for unknown in ["x", "", "a b"] {
        let code = shop.fails_to_configure("revokeToken", &format!("tokenId: \"{unknown}\"")).await;
        assert_eq!(code, "NOT_FOUND", "{unknown:?}");
    }
}

async fn a_tokens_life_is_checked(shop: Shop) {
    for life in ["0", "-1", "315360001", "2147483647"] {
        let input = format!("pageId: \"{}\", expiresIn: {life}", shop.page);
        let refused = shop.configures("issueChannelToken", &input, "token tokenId").await;
        assert_eq!((codes(&refused), field(&refused)), (vec!["INVALID"], vec!["input", "expiresIn"]), "{life}");
        assert_eq!((&refused["token"], &refused["tokenId"]), (&json!(null), &json!(null)));
    }
}

async fn a_token_for_nothing_is_not_issued(shop: Shop) {
    let (page, app) = (&shop.page, &shop.bot.id);
    for (operation, input) in [
        ("issuePageToken", format!("pageId: \"999\", appId: \"{app}\"")),
        ("issuePageToken", format!("pageId: \"{page}\", appId: \"999\"")),
        ("issuePageToken", format!("pageId: \"{page}\", appId: \"x\"")),
        ("issueChannelToken", "pageId: \"x\"".to_owned()),
        ("issueUserToken", "userId: \"nobody\"".to_owned()),
    ] {
        assert_eq!(shop.fails_to_configure(operation, &input).await, "NOT_FOUND", "{operation} {input}");
    }
}

async fn a_person_makes_and_ends_their_own_tokens(shop: Shop) {
    let (mo, eve) = (shop.person("mo", &[]).await, shop.person("eve", &["ANALYZE"]).await);
    let issue = "mutation($it: ID!) { issueUserToken(input: {userId: $it}) { token tokenId userErrors { code } } }";
    let own = shop.server.send(&mo.token, issue, json!({"it": mo.id})).await.ok();
    assert_eq!(shop.server.send(&mo.token, issue, json!({"it": eve.id})).await.code(), "FORBIDDEN");
    let revoke = "mutation($it: ID!) { revokeToken(input: {tokenId: $it}) { tokenId userErrors { code } } }";
    let id = json!({"it": own["issueUserToken"]["tokenId"]});
    assert_eq!(shop.server.send(&eve.token, revoke, id.clone()).await.code(), "NOT_FOUND");
    shop.server.send(&mo.token, revoke, id).await.ok();
    let late = shop.server.send(&text(&own["issueUserToken"]["token"]), VIEWER, json!({})).await;
    assert_eq!(late.status, 401);
}
