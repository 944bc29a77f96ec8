//! Looking at deliveries, repeating them, and trying a webhook.

use serde_json::{Value, json};

use crate::{
    eventually::{PATIENCE, eventually},
    hook::{DELIVERY, statuses},
    receiver::{Does, Receiver},
    shop::{Shop, in_both_shops, text},
};

in_both_shops!(
    deliveries_are_found_by_what_they_are,
    a_delivery_can_be_repeated,
    many_deliveries_can_be_repeated,
    what_was_given_up_can_be_repeated_alone,
    a_webhook_can_be_tried,
    deliveries_are_kept_for_thirty_days,
    an_app_sees_its_own_deliveries,
    a_role_is_an_event_to_look_for,
    failures_are_sorted_by_what_they_failed_for,
    a_redelivery_can_be_called_off,
    the_last_day_is_counted,
);

async fn deliveries_are_found_by_what_they_are(shop: Shop) {
    let receiver = Receiver::start().await;
    shop.set_webhook(&shop.bot, &receiver).await;
    let ada = shop.writes("ada", "m1").await;
    shop.deliveries_with(&shop.bot, "", &[1]).await;
    shop.server.pass(60);
    receiver.then([Does::Answers(301, "location: http://127.0.0.1:1/\r\n")]);
    shop.writes("bob", "m2").await;
    shop.deliveries_with(&shop.bot, "", &[1, 1]).await;
    shop.server.pass(1);
    shop.verb(&shop.desk, "takeThreadControl", &ada, "").await;
    shop.verb(&shop.desk, "passThreadControl", &ada, &format!("targetId: \"{}\"", shop.bot.id)).await;
    let all = shop.deliveries_with(&shop.bot, "", &[1, 1, 1]).await;
    let shown: Vec<_> =
        all.iter().map(|it| (it["eventType"].as_str(), it["channel"].as_str(), it["status"].as_str())).collect();
    assert_eq!(
        shown,
        [
            (Some("MESSAGE_RECEIVED"), Some("STANDBY"), Some("DELIVERED")),
            (Some("MESSAGE_RECEIVED"), Some("STANDBY"), Some("WAITING")),
            (Some("CONTROL_CHANGED"), Some("HANDOVERS"), Some("DELIVERED")),
        ]
    );
    for (filter, expected) in [
        (format!("threadId: \"{ada}\""), vec![0, 2]),
        ("status: WAITING".to_owned(), vec![1]),
        ("status: DELIVERED".to_owned(), vec![0, 2]),
        ("status: FAILED".to_owned(), vec![]),
        ("eventType: CONTROL_CHANGED".to_owned(), vec![2]),
        ("since: \"2026-01-01T00:01:00Z\"".to_owned(), vec![1, 2]),
        ("until: \"2026-01-01T00:01:00Z\"".to_owned(), vec![0]),
        ("since: \"2026-01-01T00:01:00Z\", until: \"2026-01-01T00:01:01Z\"".to_owned(), vec![1]),
        (format!("pageId: \"{}\", status: WAITING", shop.page), vec![1]),
        ("pageId: \"1\"".to_owned(), vec![]),
    ] {
        let found: Vec<Value> = shop.deliveries(&shop.bot, &filter).await;
        let expected: Vec<Value> = expected.into_iter().map(|it: usize| all[it].clone()).collect();
        assert_eq!(found, expected, "{filter}");
    }
    let document = "query($app: ID!) { webhookDeliveries(appId: $app, first: 1) { pageInfo { hasNextPage endCursor }
        nodes { requestBody attempts { url requestHead responseBody responseHead latency } } } }";
    let data = shop.server.send(&shop.server.admin, document, json!({"app": shop.bot.id})).await.ok();
    let (node, attempt) =
        (&data["webhookDeliveries"]["nodes"][0], &data["webhookDeliveries"]["nodes"][0]["attempts"][0]);
    assert_eq!(text(&node["requestBody"]).as_bytes(), receiver.received().last().unwrap().body);
    assert_eq!(
        (text(&attempt["url"]), text(&attempt["responseBody"])),
        (receiver.url(), "thanks\\u{1b}[31m".to_owned())
    );
    for line in text(&attempt["requestHead"]).lines() {
        let (name, value) = line.split_once(": ").unwrap();
        assert_eq!(receiver.received().last().unwrap().headers[name], value);
    }
    assert_eq!(text(&attempt["requestHead"]).lines().count(), 6, "the type, and what signs");
    assert!(text(&attempt["responseHead"]).contains("content-length"));
    assert_eq!(data["webhookDeliveries"]["pageInfo"]["hasNextPage"], true);
}

async fn a_delivery_can_be_repeated(shop: Shop) {
    let receiver = Receiver::start().await;
    shop.set_webhook(&shop.bot, &receiver).await;
    shop.writes("ada", "m1").await;
    let delivery = shop.deliveries_with(&shop.bot, "", &[1]).await.remove(0);
    let document = format!(
        "mutation($id: ID!) {{ redeliver(input: {{deliveryId: $id}}) {{ delivery {{ {DELIVERY} }} userErrors {{ code }} }} }}"
    );
    let repeated = shop.admin(&document, json!({"id": delivery["id"]})).await;
    assert_eq!(statuses(&repeated["redeliver"]["delivery"]), [200, 200]);
    assert_eq!(repeated["redeliver"]["delivery"]["attempts"][1]["manual"], true);
    let received = receiver.at_least(2).await;
    assert_eq!((received[0].id(), &received[0].body), (received[1].id(), &received[1].body));
}

async fn many_deliveries_can_be_repeated(shop: Shop) {
    let receiver = Receiver::start().await;
    shop.set_webhook(&shop.bot, &receiver).await;
    shop.writes("ada", "m0").await;
    receiver.at_least(1).await;
    shop.server.pass(60);
    for n in 1..=20 {
        shop.writes(&format!("customer-{}", n % 4), &format!("m{n}")).await;
    }
    let first = receiver.at_least(21).await;
    let document = "mutation($app: ID!) {
        redeliverSince(input: {appId: $app, since: \"2026-01-01T00:00:30Z\"}) { redelivery { id } userErrors { code } } }";
    let begun = shop.admin(document, json!({"app": shop.bot.id})).await;
    let id = &begun["redeliverSince"]["redelivery"]["id"];
    let finished = finished(&shop, id).await;
    assert_eq!(
        (&finished["delivered"], &finished["failed"], &finished["progress"]),
        (&json!(20), &json!(0), &json!(1.0))
    );
    let again = receiver.received().split_off(21);
    for customer in 0..4 {
        let of = |all: &[crate::receiver::Received]| -> Vec<String> {
            all.iter()
                .filter(|it| it.customer() == format!("customer-{customer}"))
                .map(|it| it.id().to_owned())
                .collect()
        };
        assert_eq!(of(&again), of(&first), "in order within each thread");
    }
    let none = "query($id: ID!) { webhookRedelivery(id: $id) { id } }";
    assert_eq!(shop.admin(none, json!({"id": "\0"})).await["webhookRedelivery"], Value::Null);
}

/// The redelivery with this id, once it has come to its end.
async fn finished(shop: &Shop, id: &Value) -> Value {
    eventually("the end of the redelivery", PATIENCE, async || {
        let document = "query($id: ID!) { webhookRedelivery(id: $id) { delivered failed progress finishedAt } }";
        let data = shop.server.send(&shop.server.admin, document, json!({"id": id})).await.ok();
        (data["webhookRedelivery"]["finishedAt"] != Value::Null).then(|| data["webhookRedelivery"].clone())
    })
    .await
}

async fn what_was_given_up_can_be_repeated_alone(shop: Shop) {
    let receiver = Receiver::start().await;
    shop.one_is_given_up(&receiver).await;
    let given_up = shop.deliveries(&shop.bot, "status: FAILED").await.remove(0);
    let document = "mutation($app: ID!) {
        redeliverSince(input: {appId: $app, since: \"2026-01-01T00:00:00Z\", onlyFailed: true}) { redelivery { id } } }";
    let begun = shop.admin(document, json!({"app": shop.bot.id})).await;
    let finished = finished(&shop, &begun["redeliverSince"]["redelivery"]["id"]).await;
    assert_eq!((&finished["delivered"], &finished["failed"]), (&json!(1), &json!(0)));
    assert_eq!(given_up["id"], receiver.received().last().unwrap().id());
    assert_eq!(shop.deliveries(&shop.bot, "status: FAILED").await, Vec::<Value>::new());
}

async fn a_webhook_can_be_tried(shop: Shop) {
    let receiver = Receiver::start().await;
    let secret = shop.rotate(&shop.bot, 0).await;
    shop.set_webhook(&shop.bot, &receiver).await;
    let samples = ["MESSAGE", "POSTBACK", "REFERRAL", "ECHO", "FEEDBACK", "HANDOVER", "STANDBY", "THREAD_CONTROL"];
    let keys = [
        "message",
        "postback",
        "referral",
        "message",
        "messaging_feedback",
        "pass_thread_control",
        "message",
        "thread_control",
    ];
    for (sample, key) in samples.into_iter().zip(keys) {
        let document = format!(
            "mutation($app: ID!) {{ sendTestEvent(input: {{appId: $app, sample: {sample}}}) {{
                attempt {{ statusCode succeeded }} userErrors {{ code }} }} }}"
        );
        let sent = shop.admin(&document, json!({"app": shop.bot.id})).await;
        assert_eq!(sent["sendTestEvent"]["attempt"], json!({"statusCode": 200, "succeeded": true}));
        let last = receiver.received().pop().unwrap();
        assert!(last.id().starts_with("test_") && last.is_signed_by(&secret));
        assert!(last.event().get(key).is_some(), "{sample}: {}", last.event());
    }
}

async fn deliveries_are_kept_for_thirty_days(shop: Shop) {
    let receiver = Receiver::start().await;
    shop.set_webhook(&shop.bot, &receiver).await;
    shop.writes("ada", "m1").await;
    shop.deliveries_with(&shop.bot, "", &[1]).await;
    shop.server.pass(29 * 86_400);
    shop.writes("ada", "m2").await;
    shop.deliveries_with(&shop.bot, "", &[1, 1]).await;
    shop.server.pass(86_400 + 3_600);
    // An event lets the deliverer look at the clock.
    shop.writes("bob", "m3").await;
    let kept = eventually("the first one gone", PATIENCE, async || {
        let found = shop.deliveries(&shop.bot, "").await;
        (found.len() == 2).then_some(found)
    })
    .await;
    assert!(kept.iter().all(|it| it["status"] == "DELIVERED"));
}

async fn an_app_sees_its_own_deliveries(shop: Shop) {
    let receiver = Receiver::start().await;
    shop.set_webhook(&shop.bot, &receiver).await;
    shop.writes("ada", "m1").await;
    shop.deliveries_with(&shop.bot, "", &[1]).await;
    let document = "query($app: ID!) { webhookDeliveries(appId: $app) { nodes { status } } }";
    let own = shop.server.send(&shop.bot.token, document, json!({"app": shop.bot.id})).await.ok();
    assert_eq!(own["webhookDeliveries"]["nodes"], json!([{"status": "DELIVERED"}]));
    let foreign = shop.server.send(&shop.desk.token, document, json!({"app": shop.bot.id})).await;
    assert_eq!(foreign.code(), "FORBIDDEN");
}

async fn a_role_is_an_event_to_look_for(shop: Shop) {
    let receiver = Receiver::start().await;
    shop.set_webhook(&shop.bot, &receiver).await;
    shop.set_primary(&shop.bot).await;
    shop.writes("ada", "m1").await;
    shop.deliveries_with(&shop.bot, "", &[1, 1]).await;
    let found = shop.deliveries(&shop.bot, "eventType: ROLE_CHANGED").await;
    let shown: Vec<_> = found.iter().map(|it| (it["eventType"].as_str(), &it["thread"])).collect();
    assert_eq!(shown, [(Some("ROLE_CHANGED"), &Value::Null)]);
}

/// Two events that are given up: one after 500s, the other because the receiver hangs up.
async fn give_up_two(shop: &Shop, receiver: &Receiver) {
    for (customer, delivered, fails) in [("ada", 1, Does::Answers(500, "")), ("eve", 2, Does::HangsUp)] {
        // An endpoint that only fails is disabled some day.
        shop.writes(&format!("before-{customer}"), &format!("{customer}-0")).await;
        shop.deliveries_with(&shop.bot, "status: DELIVERED", &vec![1; delivered]).await;
        receiver.then(vec![fails; 10]);
        let thread = shop.writes(customer, customer).await;
        shop.give_up(&shop.bot, &thread).await;
    }
}

async fn failures_are_sorted_by_what_they_failed_for(shop: Shop) {
    let receiver = Receiver::start().await;
    shop.set_webhook(&shop.bot, &receiver).await;
    give_up_two(&shop, &receiver).await;
    let failures = async |arguments: &str| -> Value {
        let document = format!(
            "query($app: ID!) {{ webhookFailures(appId: $app {arguments}) {{
            pageInfo {{ hasNextPage endCursor }} nodes {{ cause statusCode count firstAt lastAt app {{ id }} }} }} }}"
        );
        shop.server.send(&shop.server.admin, &document, json!({"app": shop.bot.id})).await.ok()["webhookFailures"]
            .take()
    };
    let all = failures("").await;
    let [unanswered, refused] = &all["nodes"].as_array().unwrap()[..] else { panic!("two causes: {all}") };
    assert_eq!((&refused["cause"], &refused["statusCode"], &refused["count"]), (&json!("500"), &json!(500), &json!(1)));
    assert_eq!((&unanswered["statusCode"], &unanswered["app"]["id"]), (&Value::Null, &json!(shop.bot.id)));
    assert_eq!(unanswered["cause"], "the connection was closed");
    assert!(refused["firstAt"] == refused["lastAt"] && refused["lastAt"].as_str() < unanswered["firstAt"].as_str());
    let first = failures("first: 1").await;
    assert_eq!((&first["nodes"][0], &first["pageInfo"]["hasNextPage"]), (unanswered, &json!(true)));
    let second = failures(&format!("first: 1 after: {}", first["pageInfo"]["endCursor"])).await;
    assert_eq!((&second["nodes"][0], &second["pageInfo"]["hasNextPage"]), (refused, &json!(false)));

    let sent = receiver.received().len();
    let document = "mutation($app: ID!, $since: DateTime!, $cause: String) {
        redeliverSince(input: {appId: $app, since: $since, cause: $cause}) { redelivery { id onlyFailed cause } } }";
    let variables = json!({"app": shop.bot.id, "since": refused["firstAt"], "cause": "500"});
    let begun = shop.admin(document, variables).await["redeliverSince"]["redelivery"].take();
    assert_eq!((&begun["onlyFailed"], &begun["cause"]), (&json!(true), &json!("500")));
    let finished = finished(&shop, &begun["id"]).await;
    assert_eq!((&finished["delivered"], &finished["failed"]), (&json!(1), &json!(0)));
    assert_eq!(receiver.received().len(), sent + 1, "the other cause's are left alone");
    assert_eq!(failures("").await["nodes"], json!([unanswered]));
}

async fn a_redelivery_can_be_called_off(shop: Shop) {
    let receiver = Receiver::start().await;
    shop.set_webhook(&shop.bot, &receiver).await;
    for n in 0..3 {
        shop.writes(&format!("c{n}"), &format!("m{n}")).await;
    }
    shop.deliveries_with(&shop.bot, "", &[1, 1, 1]).await;
    receiver.always(Does::KeepsSilent);
    let document = "mutation($app: ID!) {
        redeliverSince(input: {appId: $app, since: \"2026-01-01T00:00:00Z\"}) { redelivery { id finishedAt } } }";
    let begun = shop.admin(document, json!({"app": shop.bot.id})).await["redeliverSince"]["redelivery"].take();
    assert_eq!(begun["finishedAt"], Value::Null);
    let cancel = "mutation($id: ID!) { cancelRedelivery(input: {id: $id}) {
        redelivery { id finishedAt cancelledAt progress } userErrors { code } } }";
    let id = json!({"id": begun["id"]});
    let cancelled = shop.admin(cancel, id.clone()).await["cancelRedelivery"]["redelivery"].take();
    assert!(cancelled["cancelledAt"].is_string() && cancelled["cancelledAt"] == cancelled["finishedAt"], "{cancelled}");
    assert_eq!(cancelled["progress"], json!(0.0));
    assert_eq!(shop.admin(cancel, id).await["cancelRedelivery"]["redelivery"], cancelled, "again changes nothing");
    let query = "query($app: ID!) { auditLog(first: 9 filter: {objectId: $app kinds: [REDELIVERY_CANCELLED]}) { nodes { after } } }";
    let log = shop.server.send(&shop.server.admin, query, json!({"app": shop.bot.id})).await.ok();
    assert_eq!(log["auditLog"]["nodes"], json!([{"after": {"id": begun["id"], "delivered": 0, "failed": 0}}]));
}

async fn the_last_day_is_counted(shop: Shop) {
    let receiver = Receiver::start().await;
    shop.set_webhook(&shop.bot, &receiver).await;
    shop.writes("ada", "m1").await;
    shop.deliveries_with(&shop.bot, "", &[1]).await;
    shop.server.pass(86_400 + 60);
    shop.writes("ada", "m2").await;
    receiver.then([Does::Answers(500, "")]);
    shop.writes("bob", "m3").await;
    shop.deliveries_with(&shop.bot, "", &[1, 1, 1]).await;
    let document = "query($app: ID!) { app(id: $app) { webhook { last24Hours { delivered waiting failed } } } }";
    let app = json!({"app": shop.bot.id});
    let expected = json!({"delivered": 1, "waiting": 1, "failed": 0});
    for token in [&shop.server.admin, &shop.bot.token] {
        let counted = shop.server.send(token, document, app.clone()).await.ok();
        assert_eq!(counted["app"]["webhook"]["last24Hours"], expected);
    }
    let forbidden = shop.server.send(&shop.desk.token, document, app.clone()).await;
    assert_eq!((forbidden.code(), &forbidden.data["app"]["webhook"]), ("FORBIDDEN", &json!({"last24Hours": null})));

    let (elsewhere, _) = shop.another_page("WEB").await;
    let subscribe = "mutation($page: ID!, $app: ID!) {
        subscribeApp(input: {pageId: $page, appId: $app, fields: [MESSAGES]}) { userErrors { code } }
        issuePageToken(input: {pageId: $page, appId: $app}) { token } }";
    let issued = shop.admin(subscribe, json!({"page": elsewhere, "app": shop.bot.id})).await;
    let token = issued["issuePageToken"]["token"].as_str().unwrap();
    let counted = shop.server.send(token, document, app).await.ok();
    let nothing = json!({"delivered": 0, "waiting": 0, "failed": 0});
    assert_eq!(counted["app"]["webhook"]["last24Hours"], nothing, "what its token is for");
}
