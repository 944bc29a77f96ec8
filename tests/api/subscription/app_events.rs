//! `appEvents`: `messaging_to_owner`, `standby_to_others`, `handovers`, `thread_control_field`, `echoes`, `by_field`,
//! `review_live`.

use serde_json::{Value, json};

use crate::{
    follow::Follower,
    shop::{App, Shop, in_both_shops},
};

in_both_shops!(
    the_owner_hears_on_messaging_and_the_others_on_standby,
    handovers_are_heard_by_whom_they_concern,
    an_app_hears_only_what_its_fields_name,
    an_app_without_review_hears_of_its_testers_alone,
);

/// What the app hears of, each as channel and kind, `count` of it.
async fn heard(follower: &mut Follower, count: usize) -> Vec<String> {
    let kind = |it: &Value| {
        let what = it["event"]["reason"].as_str().or(it["event"]["__typename"].as_str()).unwrap();
        format!("{} {what}", it["channel"].as_str().unwrap())
    };
    follower.take(count).await.iter().map(kind).collect()
}

async fn fields(shop: &Shop, app: &App, fields: &[&str]) {
    let document = "mutation($page: ID!, $app: ID!, $fields: [WebhookField!]!) {
        subscribeApp(input: {pageId: $page, appId: $app, fields: $fields}) { userErrors { code } } }";
    shop.admin(document, json!({"page": shop.page, "app": app.id, "fields": fields})).await;
}

async fn the_owner_hears_on_messaging_and_the_others_on_standby(shop: Shop) {
    let thread = shop.owned_by(&shop.bot, "ada").await;
    let cursor = shop.cursor(&thread).await;
    let mut bot = shop.listen(&shop.bot.token, Some(&cursor)).await;
    let mut desk = shop.listen(&shop.desk.token, Some(&cursor)).await;
    shop.writes("ada", "m2").await;
    shop.send(&shop.bot, &thread, "text: \"Hello\"").await;
    shop.verb(&shop.bot, "releaseThreadControl", &thread, "").await;
    shop.writes("ada", "m3").await;
    assert_eq!(
        heard(&mut bot, 2).await,
        ["MESSAGING MessageReceived", "STANDBY MessageReceived"],
        "no echo of its own"
    );
    assert_eq!(
        heard(&mut desk, 3).await,
        ["STANDBY MessageReceived", "STANDBY MessageSent", "STANDBY MessageReceived"]
    );
}

async fn handovers_are_heard_by_whom_they_concern(shop: Shop) {
    let thread = shop.owned_by(&shop.bot, "ada").await;
    let watch = shop.app("Watch").await;
    fields(&shop, &watch, &["THREAD_CONTROL"]).await;
    let cursor = shop.cursor(&thread).await;
    let mut bot = shop.listen(&shop.bot.token, Some(&cursor)).await;
    let mut desk = shop.listen(&shop.desk.token, Some(&cursor)).await;
    let mut watch = shop.listen(&watch.token, Some(&cursor)).await;
    shop.verb(&shop.desk, "requestThreadControl", &thread, "").await;
    let to_desk = format!("targetAppId: \"{}\" metadata: \"order 7\"", shop.desk.id);
    shop.verb(&shop.bot, "passThreadMetadata", &thread, &to_desk).await;
    shop.verb(&shop.bot, "passThreadControl", &thread, &format!("targetId: \"{}\"", shop.desk.id)).await;
    shop.verb(&shop.desk, "extendThreadControl", &thread, "duration: 604800").await;
    shop.set_primary(&shop.bot).await;
    shop.verb(&shop.bot, "takeThreadControl", &thread, "").await;
    shop.writes("ada", "m2").await;
    assert_eq!(heard(&mut bot, 2).await, ["HANDOVERS ControlRequested", "MESSAGING MessageReceived"]);
    assert_eq!(
        heard(&mut desk, 4).await,
        ["HANDOVERS MetadataPassed", "HANDOVERS PASS", "HANDOVERS TAKE", "STANDBY MessageReceived"]
    );
    assert_eq!(
        heard(&mut watch, 4).await,
        ["HANDOVERS ControlRequested", "HANDOVERS PASS", "HANDOVERS ControlExtended", "HANDOVERS TAKE"]
    );
}

async fn an_app_hears_only_what_its_fields_name(shop: Shop) {
    let thread = shop.writes("ada", "m1").await;
    fields(&shop, &shop.bot, &["MESSAGES"]).await;
    let mut bot = shop.listen(&shop.bot.token, Some(&shop.cursor(&thread).await)).await;
    shop.writes("ada", "m2").await;
    shop.verb(&shop.bot, "takeThreadControl", &thread, "").await;
    shop.writes("ada", "m3").await;
    assert_eq!(heard(&mut bot, 1).await, ["MESSAGING MessageReceived"], "no standby, no handovers");
    fields(&shop, &shop.bot, &["STANDBY"]).await;
    shop.writes("ada", "m4").await;
    shop.verb(&shop.bot, "releaseThreadControl", &thread, "").await;
    shop.writes("ada", "m5").await;
    assert_eq!(heard(&mut bot, 1).await, ["STANDBY MessageReceived"], "new fields at once");
}

async fn an_app_without_review_hears_of_its_testers_alone(shop: Shop) {
    let beta = shop.unreviewed_app("Beta").await;
    shop.add_tester(&beta, "tess").await;
    let cursor = shop.cursor(&shop.writes("zoe", "m0").await).await;
    let mut listener = shop.listen(&beta.token, Some(&cursor)).await;
    let mut follower = shop.follow(&beta.token, None, Some(&cursor)).await;
    let (ada, tess) = (shop.writes("ada", "m1").await, shop.writes("tess", "m2").await);
    assert_ne!(ada, tess);
    assert_eq!(heard(&mut listener, 1).await, ["STANDBY MessageReceived"]);
    assert_eq!(follower.next().await["sequence"], 1);
    shop.writes("ada", "m3").await;
    shop.writes("tess", "m4").await;
    assert_eq!(listener.next().await["event"]["sequence"], 2);
    assert_eq!(follower.next().await["sequence"], 2);
}
