//! Endpoints that are disabled, and enabled again.

use serde_json::{Value, json};

use crate::{
    eventually::{PATIENCE, eventually},
    receiver::{Does, Receiver},
    shop::{App, Shop, in_both_shops, text},
};

in_both_shops!(
    an_endpoint_that_answers_410_is_disabled_and_goes_on_where_it_stopped,
    an_endpoint_can_go_on_from_now,
    an_endpoint_that_has_only_failed_for_five_days_is_disabled,
);

async fn disabled(shop: &Shop, app: &App) -> Value {
    eventually("a disabled webhook", PATIENCE, async || {
        let webhook = shop.webhook(app).await;
        (webhook["enabled"] == false).then_some(webhook)
    })
    .await
}

async fn enable(shop: &Shop, app: &App, from: &str) {
    let document = format!(
        "mutation($app: ID!) {{ enableWebhook(input: {{appId: $app, from: {from}}}) {{
            app {{ webhook {{ enabled }} }} userErrors {{ code }} }} }}"
    );
    let enabled = shop.admin(&document, json!({"app": app.id})).await;
    assert_eq!(enabled["enableWebhook"]["app"]["webhook"]["enabled"], true);
}

async fn an_endpoint_that_answers_410_is_disabled_and_goes_on_where_it_stopped(shop: Shop) {
    let receiver = Receiver::start().await;
    shop.set_webhook(&shop.bot, &receiver).await;
    let thread = shop.owned_by(&shop.bot, "ada").await;
    receiver.at_least(1).await;
    receiver.then([Does::Answers(410, "")]);
    shop.writes("ada", "m2").await;
    assert_eq!(disabled(&shop, &shop.bot).await["disabledReason"], "GONE");
    let owner = &shop.thread(&shop.bot, &thread).await["control"]["owner"]["id"];
    assert_eq!(owner, &json!(shop.bot.id), "control does not change");
    shop.writes("ada", "m3").await;
    shop.writes("bob", "m4").await;
    enable(&shop, &shop.bot, "WHERE_IT_STOPPED").await;
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
    disabled(&shop, &shop.bot).await;
    shop.writes("ada", "m2").await;
    enable(&shop, &shop.bot, "NOW").await;
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
    assert_eq!(disabled(&shop, &shop.bot).await["disabledReason"], "ONLY_FAILED");
}
