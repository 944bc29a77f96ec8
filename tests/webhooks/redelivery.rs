//! Many events sent again: through restarts and failures, within limits, and called off.

use sea_orm::{ConnectionTrait, Database};
use serde_json::{Value, json};

use crate::{
    eventually::{PATIENCE, eventually},
    receiver::{Does, Receiver},
    shop::{Shop, codes, in_both_shops, text},
    support::TestStore,
};

in_both_shops!(
    a_redelivery_goes_on_after_a_restart,
    what_is_called_off_sends_no_more_than_is_on_its_way,
    an_app_has_so_many_redeliveries_at_once_and_each_of_them_once,
    failures_are_repeated_as_they_were_heard,
);

/// Asks to send the bot again what happened since then; gives the payload.
async fn redeliver_since(shop: &Shop, since: &str, more: &str) -> Value {
    let document = format!(
        "mutation($app: ID!) {{ redeliverSince(input: {{appId: $app, since: \"{since}\" {more}}}) {{
            redelivery {{ id finishedAt }} userErrors {{ code field message }} }} }}"
    );
    let mut data = shop.server.send(&shop.server.admin, &document, json!({"app": shop.bot.id})).await.ok();
    data["redeliverSince"].take()
}

/// The id of a new redelivery of everything.
async fn redeliver_all(shop: &Shop) -> String {
    text(&redeliver_since(shop, "2026-01-01T00:00:00Z", "").await["redelivery"]["id"])
}

async fn cancel(shop: &Shop, id: &str) -> Value {
    let document = "mutation($id: ID!) { cancelRedelivery(input: {id: $id}) { redelivery { cancelledAt } } }";
    shop.admin(document, json!({"id": id})).await["cancelRedelivery"]["redelivery"]["cancelledAt"].take()
}

async fn redelivery(shop: &Shop, id: &str) -> Value {
    let document =
        "query($id: ID!) { webhookRedelivery(id: $id) { delivered failed progress finishedAt cancelledAt } }";
    shop.admin(document, json!({"id": id})).await["webhookRedelivery"].take()
}

/// The redelivery, once so many events were sent and written down.
async fn with_sent(shop: &Shop, id: &str, sent: i64) -> Value {
    eventually("a redelivery that is so far", PATIENCE, async || {
        let found = redelivery(shop, id).await;
        (found["delivered"].as_i64()? + found["failed"].as_i64()? == sent).then_some(found)
    })
    .await
}

async fn finished(shop: &Shop, id: &str) -> Value {
    eventually("the end of the redelivery", PATIENCE, async || {
        let found = redelivery(shop, id).await;
        (found["finishedAt"] != Value::Null).then_some(found)
    })
    .await
}

async fn a_redelivery_goes_on_after_a_restart(shop: Shop) {
    let receiver = Receiver::start().await;
    shop.set_webhook(&shop.bot, &receiver).await;
    for n in 0..3 {
        shop.writes("ada", &format!("m{n}")).await;
    }
    shop.deliveries_with(&shop.bot, "", &[1, 1, 1]).await;
    receiver.then([Does::KeepsSilent]);
    let id = redeliver_all(&shop).await;
    receiver.at_least(4).await;
    let shop = shop.restart(10).await;
    let finished = finished(&shop, &id).await;
    assert_eq!((&finished["delivered"], &finished["failed"]), (&json!(3), &json!(0)));
    assert_eq!(receiver.received().len(), 7, "and what was on its way, again");
}

async fn what_is_called_off_sends_no_more_than_is_on_its_way(shop: Shop) {
    let receiver = Receiver::start().await;
    shop.set_webhook(&shop.bot, &receiver).await;
    for n in 0..4 {
        shop.writes("ada", &format!("a{n}")).await;
    }
    for n in 0..2 {
        shop.writes("bob", &format!("b{n}")).await;
    }
    shop.deliveries_with(&shop.bot, "", &[1; 6]).await;
    receiver.always(Does::KeepsSilent);
    let id = redeliver_all(&shop).await;
    // The first of each thread.
    receiver.at_least(8).await;
    let cancelled_at = cancel(&shop, &id).await;
    receiver.always(Does::Answers(200, ""));
    shop.server.pass(11);
    let ended = with_sent(&shop, &id, 2).await;
    assert_eq!((&ended["delivered"], &ended["failed"]), (&json!(0), &json!(2)), "what came of it is kept");
    assert!(ended["finishedAt"] == cancelled_at && ended["cancelledAt"] == cancelled_at, "{ended}");
    let progress = ended["progress"].as_f64().unwrap();
    assert!(progress > 0.0 && progress < 0.5, "it went past the first alone: {progress}");
    // Another one goes through, so that whatever else was to come has come too.
    let all = redeliver_all(&shop).await;
    assert_eq!(finished(&shop, &all).await["delivered"], 6);
    assert_eq!(receiver.received().len(), 8 + 6, "nothing else came");
    assert_eq!(with_sent(&shop, &id, 2).await, ended);
}

async fn an_app_has_so_many_redeliveries_at_once_and_each_of_them_once(shop: Shop) {
    let receiver = Receiver::start().await;
    shop.set_webhook(&shop.bot, &receiver).await;
    let mut moments = Vec::new();
    for n in 0..5 {
        moments.push(shop.server.now().to_string());
        shop.writes(&format!("customer-{n}"), &format!("m{n}")).await;
        // Time that passes before the answer is read would be the receiver's.
        shop.deliveries_with(&shop.bot, "", &vec![1; n + 1]).await;
        shop.server.pass(60);
    }
    receiver.always(Does::KeepsSilent);
    let mut running = Vec::new();
    for since in &moments[..4] {
        running.push(text(&redeliver_since(&shop, since, "").await["redelivery"]["id"]));
        // Which one is the newest is told by the millisecond.
        shop.server.clock.advance_millis(1);
    }
    let same = redeliver_since(&shop, &moments[1], "").await;
    assert_eq!(text(&same["redelivery"]["id"]), running[1], "the one that runs already");
    let refused = redeliver_since(&shop, &moments[4], "").await;
    assert_eq!((codes(&refused), &refused["redelivery"]), (vec!["INVALID"], &Value::Null));
    assert!(text(&refused["userErrors"][0]["message"]).contains("cancelRedelivery"), "{refused}");

    cancel(&shop, &running[2]).await;
    running.push(text(&redeliver_since(&shop, &moments[4], "").await["redelivery"]["id"]));
    let document = "query($app: ID!, $after: String) { webhookRedeliveries(appId: $app, first: 3, after: $after) {
        nodes { id cancelledAt } pageInfo { hasNextPage endCursor } } }";
    let list = async |after: &Value| {
        shop.admin(document, json!({"app": shop.bot.id, "after": after})).await["webhookRedeliveries"].take()
    };
    let first = list(&Value::Null).await;
    let second = list(&first["pageInfo"]["endCursor"]).await;
    assert_eq!((&first["pageInfo"]["hasNextPage"], &second["pageInfo"]["hasNextPage"]), (&json!(true), &json!(false)));
    let listed = |page: &Value| page["nodes"].as_array().unwrap().clone();
    let all = [listed(&first), listed(&second)].concat();
    let ids: Vec<String> = all.iter().map(|it| text(&it["id"])).collect();
    assert_eq!(ids, running.iter().rev().cloned().collect::<Vec<_>>(), "newest first");
    assert!(all[2]["cancelledAt"].is_string() && all[1]["cancelledAt"].is_null());
}

async fn failures_are_repeated_as_they_were_heard(shop: Shop) {
    let receiver = Receiver::start().await;
    shop.one_is_given_up(&receiver).await;
    let failed = receiver.received().pop().unwrap();
    let subscribe = "mutation($page: ID!, $app: ID!) {
        subscribeApp(input: {pageId: $page, appId: $app, fields: [MESSAGE_ECHOES]}) { userErrors { code } } }";
    shop.admin(subscribe, json!({"page": shop.page, "app": shop.bot.id})).await;
    let begun = redeliver_since(&shop, "2026-01-01T00:00:00Z", "onlyFailed: true").await;
    let finished = finished(&shop, &text(&begun["redelivery"]["id"])).await;
    assert_eq!((&finished["delivered"], &finished["failed"]), (&json!(1), &json!(0)));
    let again = receiver.received().pop().unwrap();
    assert_eq!((again.id(), &again.body), (failed.id(), &failed.body), "though it would hear nothing of it today");
}

#[tokio::test]
async fn what_could_not_be_written_down_is_written_down_later() {
    let shop = Shop::open(TestStore::sqlite().await).await;
    let receiver = Receiver::start().await;
    shop.set_webhook(&shop.bot, &receiver).await;
    shop.writes("ada", "m1").await;
    shop.deliveries_with(&shop.bot, "", &[1]).await;
    let raw = Database::connect(&shop.db.url).await.unwrap();
    let full = "CREATE TRIGGER full BEFORE UPDATE ON webhook_redeliveries BEGIN SELECT RAISE(ABORT, 'full'); END";
    raw.execute_unprepared(full).await.unwrap();
    let id = redeliver_all(&shop).await;
    receiver.at_least(2).await;
    for _ in 0..20 {
        shop.server.pass(2);
        assert_eq!(redelivery(&shop, &id).await["finishedAt"], Value::Null);
    }
    raw.execute_unprepared("DROP TRIGGER full").await.unwrap();
    let finished = eventually("the end of the redelivery", PATIENCE, async || {
        shop.server.pass(2);
        let found = redelivery(&shop, &id).await;
        (found["finishedAt"] != Value::Null).then_some(found)
    })
    .await;
    assert_eq!((&finished["delivered"], &finished["failed"]), (&json!(1), &json!(0)));
    assert_eq!(receiver.received().len(), 2, "it was not sent once more for that");
    shop.deliveries_with(&shop.bot, "", &[2]).await;
}
