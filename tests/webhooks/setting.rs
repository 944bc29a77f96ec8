//! `setWebhook`: the handshake, and what is refused.

use serde_json::{Value, json};
use tokio::{
    io::{AsyncWriteExt, BufReader},
    net::TcpListener,
};

use crate::{
    receiver::{Does, Receiver, read},
    shop::{Shop, codes, field, in_both_shops},
};

in_both_shops!(
    an_endpoint_that_answers_the_challenge_is_set,
    what_is_no_endpoint_is_refused,
    an_endpoint_that_knows_another_token_is_refused,
    an_endpoint_that_answers_anything_with_200_is_refused,
    a_new_webhook_hears_what_comes_from_then_on,
    two_secrets_sign_while_one_is_rotated,
    a_quick_reply_tells_its_payload_to_the_owner_alone,
    who_gains_or_loses_the_primary_role_is_told,
    what_is_done_to_a_webhook_stands_in_the_audit_log,
);

async fn an_endpoint_that_answers_the_challenge_is_set(shop: Shop) {
    let receiver = Receiver::start().await;
    let set = shop.try_to_set_webhook(&shop.bot, &receiver.url()).await;
    assert_eq!(
        set["app"]["webhook"],
        json!({"url": receiver.url(), "verifiedAt": "2026-01-01T00:00:00+00:00", "enabled": true, "disabledReason": null})
    );
    assert_eq!(receiver.received().len(), 0, "the challenge is no event");
    let removed = shop
        .admin(
            "mutation($app: ID!) { setWebhook(input: {appId: $app}) { app { webhook { url } } userErrors { code } } }",
            json!({"app": shop.bot.id}),
        )
        .await;
    assert_eq!(removed["setWebhook"]["app"]["webhook"], Value::Null);
}

async fn what_is_no_endpoint_is_refused(shop: Shop) {
    let receiver = Receiver::start().await;
    let elsewhere = format!("http://{}/graphql", shop.server.address);
    let nobody = {
        let gone = Receiver::start().await;
        gone.url()
    };
    for (url, why) in [
        ("ftp://example.org/", "begins with https:// or http://"),
        ("no address", "begins with https:// or http://"),
        ("http://user:pass@127.0.0.1/", "holds no name or password"),
        (&*elsewhere, "answered the challenge with status"),
        (&*nobody, "could not be asked"),
    ] {
        let refused = shop.try_to_set_webhook(&shop.bot, url).await;
        assert_eq!((codes(&refused), field(&refused)), (vec!["INVALID"], vec!["input", "url"]), "{url}");
        let message = refused["userErrors"][0]["message"].as_str().unwrap();
        assert!(message.contains(why), "{message}");
        assert_eq!(refused["app"], Value::Null);
    }
    assert_eq!(shop.webhook(&shop.bot).await, Value::Null);
    drop(receiver);
}

async fn an_endpoint_that_knows_another_token_is_refused(shop: Shop) {
    let receiver = Receiver::start().await;
    let document = "mutation($app: ID!, $url: String) {
        setWebhook(input: {appId: $app, url: $url, verifyToken: \"mongoose\"}) { app { id } userErrors { message } } }";
    let variables = json!({"app": shop.bot.id, "url": receiver.url()});
    let refused = shop.server.send(&shop.server.admin, document, variables).await.ok();
    let message = refused["setWebhook"]["userErrors"][0]["message"].as_str().unwrap();
    assert!(message.contains("status 403") && message.contains("who are you?"), "{message}");
}

/// A web server that has a page for everybody wants no events.
async fn an_endpoint_that_answers_anything_with_200_is_refused(shop: Shop) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let mut stream = BufReader::new(listener.accept().await.unwrap().0);
        read(&mut stream).await.unwrap();
        stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 8\r\n\r\nWelcome!").await.unwrap();
    });
    let refused = shop.try_to_set_webhook(&shop.bot, &url).await;
    assert_eq!((codes(&refused), field(&refused)), (vec!["INVALID"], vec!["input", "url"]));
    let message = refused["userErrors"][0]["message"].as_str().unwrap();
    assert!(message.contains("status 200 and \"Welcome!\""), "{message}");
    assert_eq!(shop.webhook(&shop.bot).await, Value::Null);
}

async fn a_new_webhook_hears_what_comes_from_then_on(shop: Shop) {
    let receiver = Receiver::start().await;
    shop.writes("ada", "before").await;
    shop.set_webhook(&shop.bot, &receiver).await;
    shop.writes("ada", "after").await;
    shop.writes("bob", "later").await;
    let received = receiver.at_least(2).await;
    let customers: Vec<String> = received.iter().map(|it| it.customer()).collect();
    assert_eq!(customers, ["ada", "bob"]);
    assert_eq!(received[0].json()["entry"][0]["standby"][0]["message"]["text"], "Hello");
    for name in ["x-hub-signature", "x-hub-signature-256", "webhook-id", "webhook-timestamp", "webhook-signature"] {
        assert!(received[0].headers.contains_key(name), "{name}");
    }
}

async fn a_quick_reply_tells_its_payload_to_the_owner_alone(shop: Shop) {
    let (owner, other) = (Receiver::start().await, Receiver::start().await);
    shop.set_webhook(&shop.bot, &owner).await;
    shop.set_webhook(&shop.desk, &other).await;
    shop.owned_by(&shop.bot, "ada").await;
    let document =
        "mutation($page: ID!) { receiveMessage(input: {pageId: $page, customerId: \"ada\", externalId: \"m2\",
        text: \"Yes, please send it to my home\", quickReplyPayload: \"HOME\"}) { userErrors { code field } } }";
    let taken = shop.server.send(&shop.channel, document, json!({"page": shop.page})).await.ok();
    assert_eq!(taken["receiveMessage"]["userErrors"], json!([]));
    let to_owner = owner.at_least(2).await.remove(1);
    assert_eq!(to_owner.json()["entry"][0]["messaging"][0]["message"]["quick_reply"], json!({"payload": "HOME"}));
    let to_other = other.at_least(2).await.remove(1);
    assert_eq!(to_other.json()["entry"][0]["standby"][0]["message"]["quick_reply"], Value::Null);
}

async fn who_gains_or_loses_the_primary_role_is_told(shop: Shop) {
    let (bot, desk) = (Receiver::start().await, Receiver::start().await);
    shop.set_webhook(&shop.bot, &bot).await;
    shop.set_webhook(&shop.desk, &desk).await;
    shop.set_primary(&shop.bot).await;
    shop.set_primary(&shop.desk).await;
    shop.set_primary(&shop.desk).await;
    let role = |id: &str, role: &str| json!({id: [role]});
    let told = bot.at_least(2).await;
    assert_eq!(told[0].event()["app_roles"], role(&shop.bot.id, "primary_receiver"));
    assert_eq!(told[1].event()["app_roles"], role(&shop.bot.id, "secondary_receiver"));
    assert_eq!(told[0].event()["recipient"]["id"], shop.page);
    assert_eq!(desk.at_least(1).await[0].event()["app_roles"], role(&shop.desk.id, "primary_receiver"));
    shop.writes("ada", "m1").await;
    assert_eq!(desk.at_least(2).await[1].customer(), "ada", "being it already is no news");
}

async fn what_is_done_to_a_webhook_stands_in_the_audit_log(shop: Shop) {
    let receiver = Receiver::start().await;
    shop.set_webhook(&shop.bot, &receiver).await;
    for call in
        ["enableWebhook(input: {appId: $app})", "redeliverSince(input: {appId: $app, since: \"2026-01-01T00:00:00Z\"})"]
    {
        let document = format!("mutation($app: ID!) {{ {call} {{ userErrors {{ code }} }} }}");
        shop.admin(&document, json!({"app": shop.bot.id})).await;
    }
    let query = "query($app: ID!) { auditLog(first: 3 filter: {objectId: $app}) { nodes { kind before after actor { kind } } } }";
    let log = shop.server.send(&shop.server.admin, query, json!({"app": shop.bot.id})).await.ok();
    let log = &log["auditLog"]["nodes"];
    let after = |n: usize| (&log[n]["kind"], &log[n]["after"], &log[n]["actor"]["kind"]);
    let enabled = json!({"url": receiver.url(), "enabled": true});
    let since = json!({"id": log[0]["after"]["id"], "since": "2026-01-01T00:00:00.000Z", "onlyFailed": false});
    assert!(log[0]["after"]["id"].as_str().is_some_and(|it| it.starts_with("rd_")));
    assert_eq!(after(0), (&json!("REDELIVERY_STARTED"), &since, &json!("PERSON")));
    assert_eq!(after(1), (&json!("WEBHOOK_ENABLED"), &enabled, &json!("PERSON")));
    assert_eq!(after(2), (&json!("WEBHOOK_SET"), &enabled, &json!("PERSON")));
    assert_eq!(log[2]["before"], json!({"url": null}));
}

async fn two_secrets_sign_while_one_is_rotated(shop: Shop) {
    let receiver = Receiver::start().await;
    let old = shop.rotate(&shop.bot, 0).await;
    shop.set_webhook(&shop.bot, &receiver).await;
    let new = shop.rotate(&shop.bot, 60).await;
    shop.writes("ada", "m1").await;
    let received = receiver.at_least(1).await;
    assert!(received[0].is_signed_by(&new) && received[0].is_signed_by(&old));
    // Time that passes before the answer is read would be the receiver's.
    shop.deliveries_with(&shop.bot, "", &[1]).await;
    shop.server.pass(61);
    shop.writes("ada", "m2").await;
    let received = receiver.at_least(2).await;
    assert!(received[1].is_signed_by(&new) && !received[1].is_signed_by(&old));
    receiver.always(Does::Answers(200, ""));
}
