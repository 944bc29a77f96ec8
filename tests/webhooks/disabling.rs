//! Endpoints that are disabled, and enabled again.

use serde_json::{Value, json};

use crate::{
    receiver::{Does, Receiver},
    shop::{Shop, in_both_shops, text},
};

in_both_shops!(
    an_endpoint_that_answers_410_is_disabled_and_goes_on_where_it_stopped,
    an_endpoint_can_go_on_from_now,
    an_endpoint_that_has_only_failed_for_five_days_is_disabled,
    who_looks_after_apps_is_told_of_disabled_endpoints,
);

async fn an_endpoint_that_answers_410_is_disabled_and_goes_on_where_it_stopped(shop: Shop) {
    let receiver = Receiver::start().await;
    shop.set_webhook(&shop.bot, &receiver).await;
    let thread = shop.owned_by(&shop.bot, "ada").await;
    receiver.at_least(1).await;
    receiver.then([Does::Answers(410, "")]);
    shop.writes("ada", "m2").await;
    assert_eq!(shop.disabled(&shop.bot).await["disabledReason"], "GONE");
    let owner = &shop.thread(&shop.bot, &thread).await["control"]["owner"]["id"];
    assert_eq!(owner, &json!(shop.bot.id), "control does not change");
    shop.writes("ada", "m3").await;
    shop.writes("bob", "m4").await;
    shop.enable(&shop.bot, "WHERE_IT_STOPPED").await;
    let received = receiver.at_least(5).await;
    let of_ada: Vec<&str> = received.iter().filter(|it| it.customer() == "ada").map(|it| it.id()).collect();
    assert_eq!(of_ada.len(), 4);
    assert_eq!(of_ada[1], of_ada[2], "the event that was refused comes first");
}

async fn an_endpoint_can_go_on_from_now(shop: Shop) {
    let receiver = Receiver::start().await;
    shop.set_webhook(&shop.bot, &receiver).await;
    receiver.then([Does::Answers(410, "")]);
    shop.writes("ada", "m1").await;
    shop.disabled(&shop.bot).await;
    shop.writes("ada", "m2").await;
    shop.enable(&shop.bot, "NOW").await;
    shop.writes("bob", "m3").await;
    let received = receiver.at_least(2).await;
    assert_eq!(received.iter().map(|it| it.customer()).collect::<Vec<_>>(), ["ada", "bob"]);
}

async fn an_endpoint_that_has_only_failed_for_five_days_is_disabled(shop: Shop) {
    let receiver = Receiver::start().await;
    receiver.always(Does::Answers(500, ""));
    shop.set_webhook(&shop.bot, &receiver).await;
    let mut wanted = Vec::new();
    for day in 0..=5 {
        let thread = shop.writes(&format!("customer-{day}"), &format!("m{day}")).await;
        wanted.push(thread);
        if day < 5 {
            assert_eq!(shop.webhook(&shop.bot).await["enabled"], true, "day {day}");
            shop.deliveries_with(&shop.bot, &format!("threadId: \"{}\"", text(&json!(wanted[day]))), &[1]).await;
            shop.server.pass(86_400);
        }
    }
    assert_eq!(shop.disabled(&shop.bot).await["disabledReason"], "ONLY_FAILED");
}

async fn who_looks_after_apps_is_told_of_disabled_endpoints(shop: Shop) {
    let (bot, desk) = (&shop.bot, &shop.desk);
    for app in [bot, desk] {
        let receiver = Receiver::start().await;
        shop.set_webhook(app, &receiver).await;
        receiver.always(Does::Answers(410, ""));
        shop.writes("ada", &app.id).await;
        shop.disabled(app).await;
        shop.server.pass(60);
    }
    let elsewhere = shop.another_page("WEB").await.0;
    let issue = "mutation($page: ID!, $app: ID!) { issuePageToken(input: {pageId: $page, appId: $app}) { token } }";
    let manager = shop.person("eve", &["MANAGE"]).await;
    let stranger = shop.app("Stranger").await;
    let subscribe = "mutation($page: ID!, $app: ID!) {
        subscribeApp(input: {pageId: $page, appId: $app, fields: [MESSAGES]}) { userErrors { code } } }";
    shop.admin(subscribe, json!({"page": elsewhere, "app": stranger.id})).await;
    let elsewhere = shop.admin(issue, json!({"page": elsewhere, "app": stranger.id})).await;
    let elsewhere = elsewhere["issuePageToken"]["token"].as_str().unwrap();
    let both = json!([{"id": bot.id, "webhook": {"disabledReason": "GONE"}}, {"id": desk.id, "webhook": {"disabledReason": "GONE"}}]);
    for (token, told) in [
        (shop.server.admin.as_str(), both.clone()),
        (&manager.token, both.clone()),
        (&bot.token, both),
        (elsewhere, json!([])),
    ] {
        assert_eq!(notices(&shop, token).await, told);
    }
    shop.enable(bot, "NOW").await;
    assert_eq!(notices(&shop, &shop.server.admin).await[0]["id"], json!(desk.id));
}

async fn notices(shop: &Shop, token: &str) -> Value {
    let document = "{ viewer { disabledWebhooks { id webhook { disabledReason } } } }";
    shop.server.send(token, document, json!({})).await.ok()["viewer"]["disabledWebhooks"].take()
}
