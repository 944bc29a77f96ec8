//! What an app does about itself: its subscription, its webhook, its tokens.

use serde_json::{Value, json};

use crate::{
    client::{Reply, client, reply},
    receiver::Receiver,
    shop::{App, Shop, in_both_shops, text},
};

in_both_shops!(
    an_app_subscribes_itself,
    subscribing_takes_power_over_the_page,
    a_webhook_is_set_with_the_app_token,
    a_token_is_looked_into,
);

impl Shop {
    /// `{app id}|{app secret}`, with a new secret.
    async fn app_token(&self, app: &App) -> String {
        let rotate = "mutation($app: ID!) { rotateAppSecret(input: {appId: $app, overlap: 0}) { appSecret } }";
        let secret = text(&self.admin(rotate, json!({"app": app.id})).await["rotateAppSecret"]["appSecret"]);
        format!("{}|{secret}", app.id)
    }
}

async fn an_app_subscribes_itself(shop: Shop) {
    shop.unsubscribe(&shop.desk).await;
    let shown = |fields: Value| {
        json!({"category": "Business", "link": format!("http://localhost/p/{}/apps/{}", shop.page, shop.bot.id),
            "name": "Bot", "id": shop.bot.id, "subscribed_fields": fields})
    };
    let fields = [
        "messages",
        "messaging_postbacks",
        "messaging_referrals",
        "message_echoes",
        "messaging_handovers",
        "standby",
        "messaging_feedback",
    ];
    let list = shop.graph_get(&shop.bot, "me/subscribed_apps").await.ok();
    assert_eq!(list, json!({"data": [shown(json!(fields))]}));

    // In place of those that there were; in the query, as Meta's own example has it.
    let url = |fields: &str, app: &App| {
        shop.graph(&format!(
            "/v21.0/{}/subscribed_apps?subscribed_fields={fields}&access_token={}",
            shop.page, app.token
        ))
    };
    let subscribed = reply(client().post(url("messages,messaging_handover,message_reads", &shop.bot))).await;
    assert_eq!(subscribed.ok(), json!({"success": true}));
    let list = shop.graph_get(&shop.bot, "me/subscribed_apps").await.ok();
    assert_eq!(list, json!({"data": [shown(json!(["messages", "messaging_handovers"]))]}));

    // An app that is not subscribed begins to be.
    shop.graph_get(&shop.desk, "me/conversations").await.refused(200, None);
    let list = json!({"subscribed_fields": ["messages", "standby", "thread_control"]});
    assert_eq!(shop.graph_post(&shop.desk, "subscribed_apps", list).await.ok(), json!({"success": true}));
    shop.graph_get(&shop.desk, "me/conversations").await.ok();

    // `leaving`
    shop.owned_by(&shop.desk, "ann").await;
    assert_eq!(reply(client().delete(url("", &shop.desk))).await.ok(), json!({"success": true}));
    assert_eq!(shop.graph_owner(&shop.bot, "ann").await, json!({"data": []}));
    reply(client().delete(url("", &shop.desk))).await.refused(100, None);
    for wrong in [json!({}), json!({"subscribed_fields": "x"}), json!({"subscribed_fields": ["feed"]})] {
        shop.graph_post(&shop.bot, "subscribed_apps", wrong).await.refused(100, None);
    }
}

/// `tasks`: who manages the page manages its subscriptions.
async fn subscribing_takes_power_over_the_page(shop: Shop) {
    let issue = |permissions: &'static str, token: String| {
        let document = format!(
            "mutation($page: ID!, $app: ID!) {{
            issuePageToken(input: {{pageId: $page, appId: $app, permissions: [{permissions}]}}) {{ token }} }}"
        );
        let (page, app) = (shop.page.clone(), shop.bot.id.clone());
        let server = &shop.server;
        async move {
            let issued = server.send(&token, &document, json!({"page": page, "app": app})).await.ok();
            App { id: app, token: text(&issued["issuePageToken"]["token"]) }
        }
    };
    let fields = json!({"subscribed_fields": "messages"});
    let without = issue("PAGES_MESSAGING", shop.server.admin.clone()).await;
    let refused = shop.graph_post(&without, "subscribed_apps", fields.clone()).await;
    assert!(refused.refused(200, None).contains("PAGES_MANAGE_METADATA"));
    let manager = shop.person("manager", &["MANAGE"]).await;
    let with = issue("PAGES_MANAGE_METADATA", manager.token.clone()).await;
    shop.graph_post(&with, "subscribed_apps", fields.clone()).await.ok();
    shop.set_tasks(&manager, &["MODERATE"]).await;
    let refused = shop.graph_post(&with, "subscribed_apps", fields).await;
    assert!(refused.refused(200, None).contains("MANAGE"));
}

async fn a_webhook_is_set_with_the_app_token(shop: Shop) {
    let receiver = Receiver::start().await;
    let token = shop.app_token(&shop.bot).await;
    let url = shop.graph(&format!("/v21.0/{}/subscriptions", shop.bot.id));
    let with_token = asked(&url, &[("access_token", &token)]);
    let get = || async { reply(client().get(&with_token)).await.ok() };
    assert_eq!(get().await, json!({"data": []}));

    let set = |callback: String, token: String| {
        let body = json!({"object": "page", "callback_url": callback, "verify_token": "meerkat", "fields": "messages,standby",
            "include_values": true, "access_token": token});
        reply(client().post(&url).json(&body))
    };
    assert_eq!(set(receiver.url(), token.clone()).await.ok(), json!({"success": true}));
    let fields = json!([{"name": "messages", "version": "v21.0"}, {"name": "standby", "version": "v21.0"}]);
    let set_up = json!({"object": "page", "callback_url": receiver.url(), "active": true, "fields": fields});
    assert_eq!(get().await, json!({"data": [set_up]}));

    let refused: Reply = set("http://127.0.0.1:1/hook".to_owned(), token.clone()).await;
    assert!(refused.refused(2200, None).starts_with("(#2200) Callback verification failed"), "{refused:?}");
    set(receiver.url(), shop.bot.token.clone()).await.refused(15, None);
    let other = shop.app_token(&shop.desk).await;
    set(receiver.url(), other).await.refused(100, Some(33));
    let me = asked(&shop.graph("/v21.0/me"), &[("access_token", &token)]);
    reply(client().get(me)).await.refused(2500, None);

    assert_eq!(reply(client().delete(&with_token)).await.ok(), json!({"success": true}));
    assert_eq!(get().await, json!({"data": []}));
}

async fn a_token_is_looked_into(shop: Shop) {
    let token = shop.app_token(&shop.bot).await;
    let debug = |input: &str, token: &str| {
        let url = asked(&shop.graph("/debug_token"), &[("input_token", input), ("access_token", token)]);
        reply(client().get(url))
    };
    let shown = debug(&shop.bot.token, &token).await.ok();
    let user = shown["data"]["user_id"].clone();
    assert!(user.is_string());
    assert_eq!(
        shown,
        json!({"data": {
        "app_id": shop.bot.id, "type": "PAGE", "application": "Bot", "data_access_expires_at": 0, "expires_at": 0,
        "is_valid": true, "issued_at": 1_767_225_600, "profile_id": shop.page, "user_id": user,
        "scopes": ["pages_messaging", "pages_manage_metadata"]}})
    );
    assert_eq!(debug(&shop.bot.token, &shop.bot.token).await.ok(), shown, "an app looks into its own");
    // A client proves its page token beside the app's, whose secret proves more.
    let both = [("input_token", shop.bot.token.as_str()), ("access_token", &token), ("appsecret_proof", "00")];
    assert_eq!(reply(client().get(asked(&shop.graph("/v12.0/debug_token"), &both))).await.ok(), shown);
    let own = debug(&token, &token).await.ok();
    assert_eq!((&own["data"]["type"], &own["data"]["is_valid"]), (&json!("APP"), &json!(true)));
    let invalid =
        json!({"error": {"code": 190, "message": "Invalid OAuth access token."}, "is_valid": false, "scopes": []});
    assert_eq!(debug("x", &token).await.ok(), json!({"data": invalid}));
    for foreign in [&shop.desk.token, &shop.channel, &shop.server.admin] {
        debug(foreign, &token).await.refused(100, None);
    }
    debug("x", "y").await.refused(190, None);
    let without = asked(&shop.graph("/v21.0/debug_token"), &[("access_token", &token)]);
    reply(client().get(without)).await.refused(100, None);
}

/// The address with these parameters.
fn asked(url: &str, parameters: &[(&str, &str)]) -> String {
    let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(parameters).finish();
    format!("{url}?{query}")
}
