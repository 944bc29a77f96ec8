//! `send_by_owner`, `human_agent_exception`, `same_key_once`, `window`, `token_messaging`.

use serde_json::{Value, json};

use crate::shop::{App, Shop, codes, field, in_both_shops, text};

in_both_shops!(
    the_owner_sends,
    nobody_else_sends,
    a_human_agent_sends_whoever_is_owner,
    the_same_key_sends_once_within_a_day,
    a_repeated_key_answers_after_control_is_lost,
    the_same_key_at_once_sends_once,
    buttons_are_limited,
    attachments_come_back_as_they_were,
    replies_can_be_held_to_the_window,
    a_token_without_pages_messaging_sends_nothing,
    every_rule_that_refuses_a_message_says_what_to_do,
);

async fn texts(shop: &Shop, thread: &str) -> Vec<String> {
    let document = "query($it: ID!) { thread(id: $it) { messages { nodes { text sender { __typename } } } } }";
    let data = shop.server.send(&shop.bot.token, document, json!({"it": thread})).await.ok();
    let nodes = data["thread"]["messages"]["nodes"].as_array().unwrap();
    nodes.iter().filter(|it| !it["sender"].is_null()).map(|it| text(&it["text"])).collect()
}

async fn the_owner_sends(shop: Shop) {
    let thread = shop.owned_by(&shop.bot, "ada").await;
    let sent = shop.send(&shop.bot, &thread, "text: \"Hello Ada\"").await;
    assert_eq!(sent["userErrors"], json!([]));
    assert_eq!(sent["message"]["text"], "Hello Ada");
    assert_eq!((&sent["message"]["status"], &sent["message"]["tag"]), (&json!("SENT"), &Value::Null));
    assert_eq!(sent["message"]["sender"]["id"], json!(shop.bot.id));
    assert_eq!(sent["thread"]["control"]["epoch"], 1);
    let events = shop.thread(&shop.bot, &thread).await["events"]["nodes"].clone();
    assert_eq!(events[2], json!({"__typename": "MessageSent", "sequence": 3}));
}

async fn nobody_else_sends(shop: Shop) {
    let thread = shop.writes("ada", "m1").await;
    let idle = shop.send(&shop.bot, &thread, "text: \"Hello\"").await;
    shop.verb(&shop.bot, "takeThreadControl", &thread, "").await;
    shop.set_primary(&shop.desk).await;
    let owned = shop.send(&shop.desk, &thread, "text: \"Hello\"").await;
    for refused in [idle, owned] {
        assert_eq!(codes(&refused), ["NOT_THREAD_OWNER"]);
        assert_eq!(refused["userErrors"][0]["status"], 400);
        assert_eq!(refused["userErrors"][0]["subcode"], 2_018_300);
        assert_eq!((&refused["message"], &refused["thread"]), (&Value::Null, &Value::Null));
    }
    assert!(texts(&shop, &thread).await.is_empty());
}

async fn a_human_agent_sends_whoever_is_owner(shop: Shop) {
    let thread = shop.owned_by(&shop.bot, "ada").await;
    let tagged = "text: \"a person\" tag: HUMAN_AGENT";
    assert_eq!(codes(&shop.send(&shop.desk, &thread, tagged).await), ["HUMAN_AGENT_NOT_APPROVED"]);
    assert_eq!(codes(&shop.send(&shop.bot, &thread, tagged).await), ["HUMAN_AGENT_NOT_APPROVED"], "the owner neither");
    shop.grant_human_agent(&shop.desk).await;
    let sent = shop.send(&shop.desk, &thread, tagged).await;
    assert_eq!(sent["message"]["tag"], "HUMAN_AGENT");
    assert_eq!(sent["thread"]["control"]["owner"]["id"], json!(shop.bot.id), "control does not change");
    assert_eq!(sent["thread"]["control"]["epoch"], 1);
    assert_eq!(codes(&shop.send(&shop.desk, &thread, "text: \"untagged\"").await), ["NOT_THREAD_OWNER"]);
    shop.verb(&shop.bot, "releaseThreadControl", &thread, "").await;
    let idle = shop.send(&shop.desk, &thread, tagged).await;
    assert_eq!(idle["thread"]["control"]["state"], "IDLE");
}

async fn the_same_key_sends_once_within_a_day(shop: Shop) {
    let thread = shop.owned_by(&shop.bot, "ada").await;
    shop.verb(&shop.bot, "extendThreadControl", &thread, "duration: 604800").await;
    let keyed = |words: &str| format!("text: \"{words}\" idempotencyKey: \"k1\"");
    let first = shop.send(&shop.bot, &thread, &keyed("one")).await;
    shop.server.pass(86_399);
    let again = shop.send(&shop.bot, &thread, &keyed("two")).await;
    assert_eq!(again["message"], first["message"], "the first one comes back");
    let other = shop.owned_by(&shop.bot, "bob").await;
    assert_eq!(shop.send(&shop.bot, &other, &keyed("three")).await["message"]["text"], "three", "another thread");
    shop.server.pass(1);
    let after = shop.send(&shop.bot, &thread, &keyed("four")).await;
    assert_eq!(after["message"]["text"], "four", "a day is over");
    let target = format!("targetId: \"{}\"", shop.desk.id);
    shop.verb(&shop.bot, "passThreadControl", &thread, &target).await;
    assert_eq!(shop.send(&shop.desk, &thread, &keyed("five")).await["message"]["text"], "five", "another app");
    assert_eq!(texts(&shop, &thread).await, ["one", "four", "five"]);
    for key in [String::new(), "x".repeat(256)] {
        let refused = shop.send(&shop.desk, &thread, &format!("text: \"six\" idempotencyKey: \"{key}\"")).await;
        assert_eq!((codes(&refused), field(&refused)), (vec!["INVALID"], vec!["input", "idempotencyKey"]));
    }
}

async fn a_repeated_key_answers_after_control_is_lost(shop: Shop) {
    let thread = shop.owned_by(&shop.bot, "ada").await;
    let first = shop.send(&shop.bot, &thread, "text: \"one\" idempotencyKey: \"k1\" expectedEpoch: 1").await;
    shop.verb(&shop.bot, "releaseThreadControl", &thread, "").await;
    let again = shop.send(&shop.bot, &thread, "text: \"one\" idempotencyKey: \"k1\" expectedEpoch: 1").await;
    assert_eq!(again["userErrors"], json!([]));
    assert_eq!(again["message"], first["message"]);
    assert_eq!(again["thread"]["control"]["state"], "IDLE");
}

async fn the_same_key_at_once_sends_once(shop: Shop) {
    let thread = shop.owned_by(&shop.bot, "ada").await;
    let shop = std::sync::Arc::new(shop);
    let tries: Vec<_> = (0..8)
        .map(|task| {
            let (shop, thread) = (shop.clone(), thread.clone());
            let arguments = format!("text: \"{task}\" idempotencyKey: \"k1\"");
            tokio::spawn(async move { shop.send(&shop.bot, &thread, &arguments).await["message"].take() })
        })
        .collect();
    let mut messages = Vec::new();
    for it in tries {
        messages.push(it.await.unwrap());
    }
    assert!(messages.iter().all(|it| *it == messages[0] && !it.is_null()), "{messages:?}");
    assert_eq!(texts(&shop, &thread).await.len(), 1);
}

async fn buttons_are_limited(shop: Shop) {
    let thread = shop.owned_by(&shop.bot, "ada").await;
    let buttons = |count: usize, title: usize, payload: usize| {
        let button = format!("{{title: \"{}\", payload: \"{}\"}}", "é".repeat(title), "é".repeat(payload));
        format!("text: \"Choose\" buttons: [{}]", vec![button; count].join(","))
    };
    for (count, title, payload) in [(14, 1, 1), (1, 0, 1), (1, 21, 1), (1, 1, 0), (1, 1, 1_001)] {
        let refused = shop.send(&shop.bot, &thread, &buttons(count, title, payload)).await;
        assert_eq!(
            (codes(&refused), field(&refused)),
            (vec!["INVALID"], vec!["input", "buttons"]),
            "{count} {title} {payload}"
        );
    }
    let sent = shop.send(&shop.bot, &thread, &buttons(13, 20, 1_000)).await;
    let shown = sent["message"]["buttons"].as_array().unwrap();
    assert_eq!((shown.len(), &shown[0]["title"]), (13, &json!("é".repeat(20))));
}

async fn attachments_come_back_as_they_were(shop: Shop) {
    let thread = shop.owned_by(&shop.bot, "ada").await;
    let document = "mutation($thread: ID!, $attachments: [JSON!]) {
        sendMessage(input: {threadId: $thread, attachments: $attachments}) { message { text attachments } userErrors { code field } } }";
    let attachments = json!([
        {"type": "image", "payload": {"url": "https://example.org/a.png", "is reusable": true, "": [null, 1.5, -7]}},
        "text", 9_007_199_254_740_993_i64, u64::MAX, [], {}, false, "\u{0}\u{1f}\u{2028}🙂\\u0000",
    ]);
    let variables = json!({"thread": thread, "attachments": attachments});
    let sent = shop.server.send(&shop.bot.token, document, variables).await.ok();
    assert_eq!(sent["sendMessage"]["userErrors"], json!([]));
    assert_eq!(sent["sendMessage"]["message"], json!({"text": null, "attachments": attachments}));
    let stored = "query($it: ID!) { thread(id: $it) { messages(last: 1) { nodes { attachments } } } }";
    let stored = shop.server.send(&shop.bot.token, stored, json!({"it": thread})).await.ok();
    assert_eq!(stored["thread"]["messages"]["nodes"][0]["attachments"], attachments);
    for (too_many, what) in [(vec![json!(1); 31], "31"), (vec![json!("x".repeat(65_535))], "65537 bytes")] {
        let variables = json!({"thread": thread, "attachments": too_many});
        let refused = shop.server.send(&shop.bot.token, document, variables).await.ok();
        assert_eq!(field(&refused["sendMessage"]), ["input", "attachments"], "{what}");
    }
}

async fn replies_can_be_held_to_the_window(shop: Shop) {
    shop.settings("enforceMessagingWindow: true").await;
    shop.grant_human_agent(&shop.desk).await;
    let thread = shop.owned_by(&shop.bot, "ada").await;
    shop.verb(&shop.bot, "extendThreadControl", &thread, "duration: 604800").await;
    shop.server.pass(86_400);
    assert_eq!(shop.send(&shop.bot, &thread, "text: \"in time\"").await["userErrors"], json!([]));
    shop.server.pass(1);
    let late = shop.send(&shop.bot, &thread, "text: \"late\"").await;
    assert_eq!(codes(&late), ["OUTSIDE_MESSAGING_WINDOW"]);
    let tagged = "text: \"a person\" tag: HUMAN_AGENT";
    assert_eq!(shop.send(&shop.desk, &thread, tagged).await["userErrors"], json!([]));
    shop.server.pass(6 * 86_400);
    assert_eq!(codes(&shop.send(&shop.desk, &thread, tagged).await), ["OUTSIDE_MESSAGING_WINDOW"]);
    shop.writes("ada", "m2").await;
    assert_eq!(shop.send(&shop.desk, &thread, tagged).await["userErrors"], json!([]));
}

async fn a_token_without_pages_messaging_sends_nothing(shop: Shop) {
    let thread = shop.owned_by(&shop.bot, "ada").await;
    let document = "mutation($page: ID!, $app: ID!) {
        issuePageToken(input: {pageId: $page, appId: $app, permissions: []}) { token userErrors { code } } }";
    let issued = shop.admin(document, json!({"page": shop.page, "app": shop.bot.id})).await;
    let token = text(&issued["issuePageToken"]["token"]);
    let send = "mutation($it: ID!) { sendMessage(input: {threadId: $it, text: \"Hi\"}) { userErrors { code } } }";
    assert_eq!(shop.server.send(&token, send, json!({"it": thread})).await.code(), "FORBIDDEN");
    let read = "query($it: ID!) { thread(id: $it) { id messages { nodes { id } } } }";
    assert_eq!(shop.server.send(&token, read, json!({"it": thread})).await.code(), "FORBIDDEN");
    let mute = App { token, ..shop.bot.clone() };
    let released = shop.verb(&mute, "releaseThreadControl", &thread, "").await;
    assert_eq!(released["event"]["reason"], "RELEASE", "control needs no such permission");
}

/// `fenced`, `send_by_owner`, `review_human_agent`, `menu_limits`, `window`, `review_live`, `must_be_subscribed`.
async fn every_rule_that_refuses_a_message_says_what_to_do(shop: Shop) {
    let thread = shop.owned_by(&shop.bot, "ada").await;
    let refusal = async |app: &App, arguments: &str| {
        let refused = shop.send(app, &thread, arguments).await["userErrors"].take();
        (text(&refused[0]["code"]), text(&refused[0]["message"]))
    };
    let (bot, desk) = (&shop.bot, &shop.desk);
    let owner = format!("app {} controls the thread, and only its owner does this; request control and wait", bot.id);
    for (app, arguments, code, words) in [
        (bot, "text: \"x\" expectedEpoch: 7", "STALE_EPOCH", "the thread is at epoch 1, not 7"),
        (bot, "", "INVALID", "text: a message has a text or an attachment"),
        (bot, "text: \"\"", "INVALID", "text: 1 to 2000 characters are allowed, 0 were given"),
        (
            bot,
            "text: \"x\" tag: HUMAN_AGENT",
            "HUMAN_AGENT_NOT_APPROVED",
            "the human-agent feature has not been granted",
        ),
        (desk, "text: \"x\"", "NOT_THREAD_OWNER", &owner),
    ] {
        let (given, message) = refusal(app, arguments).await;
        assert!(given == code && message.starts_with(words), "{arguments}: {given}, {message}");
    }
    shop.verb(bot, "extendThreadControl", &thread, "duration: 604800").await;
    shop.settings("enforceMessagingWindow: true").await;
    shop.server.pass(86_401);
    let (code, message) = refusal(bot, "text: \"x\"").await;
    let words = "the messaging window closed at 2026-01-02T00:00:00";
    assert!(code == "OUTSIDE_MESSAGING_WINDOW" && message.starts_with(words), "{message}");
    assert!(message.ends_with("wait for the customer to write"), "{message}");

    let beta = shop.unreviewed_app("Beta").await;
    let (code, message) = refusal(&beta, "text: \"x\"").await;
    assert!(code == "APP_NOT_REVIEWED" && message.contains("an administrator can review the app"), "{message}");
    shop.unsubscribe(&beta).await;
    let send = "mutation($it: ID!) { sendMessage(input: {threadId: $it, text: \"x\"}) { userErrors { code } } }";
    let answer = shop.server.send(&beta.token, send, json!({"it": thread})).await;
    let words = "the app is not subscribed to the page; a person with the MANAGE task subscribes it";
    assert_eq!((answer.code(), &answer.errors[0]["message"]), ("FORBIDDEN", &json!(words)));
}
