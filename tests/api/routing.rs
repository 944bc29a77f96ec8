//! `Page.routing`: a dry run of what a customer does.

use serde_json::{Value, json};

use crate::shop::{Person, Shop, in_both_shops};

in_both_shops!(a_message_is_routed_and_nothing_happens, an_ad_is_routed, a_dry_run_is_for_people_of_the_page);

const ROUTING: &str = "previousOwner { __typename } owner { __typename ... on App { id } ... on Inbox { id } } rule
    passedOver { id } hears { app { id } channel }";

impl Shop {
    /// The arguments stand in brackets, if there are any.
    async fn routing(&self, arguments: &str) -> Value {
        let document = format!("query($page: ID!) {{ page(id: $page) {{ routing{arguments} {{ {ROUTING} }} }} }}");
        self.server.send(&self.server.admin, &document, json!({"page": self.page})).await.ok()["page"]["routing"].take()
    }
}

async fn a_message_is_routed_and_nothing_happens(shop: Shop) {
    let nobody = shop.routing("").await;
    assert_eq!((&nobody["owner"], &nobody["rule"]), (&Value::Null, &json!("idle_goes_to_primary")));
    let standby = |app: &str| json!({"app": {"id": app}, "channel": "STANDBY"});
    assert_eq!(nobody["hears"], json!([standby(&shop.bot.id), standby(&shop.desk.id)]));

    let owned = shop.owned_by(&shop.desk, "ada").await;
    shop.set_primary(&shop.bot).await;
    let before = shop.thread(&shop.bot, &owned).await;
    let ada = shop.routing("(customerId: \"ada\")").await;
    assert_eq!((&ada["owner"]["id"], &ada["rule"]), (&json!(shop.desk.id), &json!("messaging_to_owner")));
    assert_eq!(ada["previousOwner"]["__typename"], "App");
    assert_eq!(shop.thread(&shop.bot, &owned).await, before, "nothing has happened");
    assert_eq!(shop.routing("").await["owner"]["id"], json!(shop.bot.id));
    let bad = "query($page: ID!) { page(id: $page) { routing(customerId: \"a b\") { rule } } }";
    let refused = shop.server.send(&shop.server.admin, bad, json!({"page": shop.page})).await;
    assert_eq!(refused.code(), "BAD_USER_INPUT");
}

async fn an_ad_is_routed(shop: Shop) {
    shop.set_primary(&shop.bot).await;
    let beta = shop.unreviewed_app("Beta").await;
    let document = "mutation($page: ID!, $key: String!, $app: ID!) {
        setEntryPoint(input: {pageId: $page, source: AD, key: $key, appId: $app}) { userErrors { code } } }";
    for (key, app) in [("spring", &shop.desk), ("beta", &beta)] {
        shop.admin(document, json!({"page": shop.page, "key": key, "app": app.id})).await;
    }
    let through = async |key: &str| shop.routing(&format!("(referral: {{source: AD, key: \"{key}\"}})")).await;
    let spring = through("spring").await;
    assert_eq!((&spring["owner"]["id"], &spring["rule"]), (&json!(shop.desk.id), &json!("entry_point")));
    let autumn = through("autumn").await;
    assert_eq!((&autumn["owner"]["id"], &autumn["rule"]), (&json!(shop.bot.id), &json!("idle_goes_to_primary")));
    let passed = through("beta").await;
    assert_eq!((&passed["owner"]["id"], &passed["passedOver"]["id"]), (&json!(shop.bot.id), &json!(beta.id)));
    shop.add_tester(&beta, "tess").await;
    let tess = shop.routing("(customerId: \"tess\", referral: {source: AD, key: \"beta\"})").await;
    assert_eq!((&tess["owner"]["id"], &tess["passedOver"]), (&json!(beta.id), &Value::Null));
    let document =
        "query($page: ID!, $key: String!) { page(id: $page) { routing(referral: {source: AD, key: $key}) { rule } } }";
    for key in ["", "a\0b", &"k".repeat(501)] {
        let refused = shop.server.send(&shop.server.admin, document, json!({"page": shop.page, "key": key})).await;
        assert_eq!(refused.code(), "BAD_USER_INPUT", "{key:?}: nobody can come by it");
    }
}

async fn a_dry_run_is_for_people_of_the_page(shop: Shop) {
    let document = "query($page: ID!) { page(id: $page) { routing { rule } } }";
    let page = json!({"page": shop.page});
    let Person { token, .. } = shop.person("eve", &["ANALYZE"]).await;
    assert_eq!(
        shop.server.send(&token, document, page.clone()).await.ok()["page"]["routing"]["rule"],
        "idle_goes_to_primary"
    );
    assert_eq!(shop.server.send(&shop.bot.token, document, page).await.code(), "FORBIDDEN");
}
