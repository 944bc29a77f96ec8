//! `starts_idle`, `idle_goes_to_primary`, `primary_must_reach`; the channel's own id is taken in once.

use serde_json::{Value, json};

use crate::{
    shop::{Shop, codes, field, in_both_shops},
    support::server::Answer,
};

in_both_shops!(
    a_first_message_makes_an_idle_thread,
    a_message_to_an_idle_thread_gives_control_to_the_primary_receiver,
    a_primary_receiver_that_may_not_reach_the_customer_is_passed_over,
    the_same_external_id_is_taken_in_once,
    the_same_external_id_at_once_is_taken_in_once,
    a_repeated_message_shows_no_owner_whose_time_is_up,
    a_customer_has_one_thread_on_a_page_though_messages_come_at_once,
    what_a_message_may_hold_is_limited,
    the_customers_name_is_the_last_one_given,
    a_message_has_the_time_that_the_channel_says,
    a_channel_brings_messages_to_its_own_page_alone,
);

impl Shop {
    /// Brings a message in; the input stands beside the page's id.
    async fn brings(&self, input: &str) -> Value {
        let mut data = self.tries_to_bring(&self.page, input).await.ok();
        data["receiveMessage"].take()
    }

    async fn tries_to_bring(&self, page: &str, input: &str) -> Answer {
        let document = format!(
            "mutation($page: ID!) {{ receiveMessage(input: {{pageId: $page {input}}}) {{
                duplicate thread {{ id customer {{ id name }} lastCustomerMessageAt control {{ state epoch }} }}
                userErrors {{ code field }}
            }} }}"
        );
        self.server.send(&self.channel, &document, json!({"page": page})).await
    }
}

async fn a_first_message_makes_an_idle_thread(shop: Shop) {
    let thread = shop.writes("ada", "m1").await;
    let seen = shop.thread(&shop.bot, &thread).await;
    assert_eq!(seen["control"], json!({"state": "IDLE", "epoch": 0, "owner": null, "expiresAt": null}));
    assert_eq!(seen["events"]["nodes"], json!([{"__typename": "MessageReceived", "sequence": 1}]));
    assert_eq!(shop.writes("ada", "m2").await, thread, "the next one comes to the same thread");
    assert_ne!(shop.writes("bob", "m3").await, thread);
}

async fn a_message_to_an_idle_thread_gives_control_to_the_primary_receiver(shop: Shop) {
    shop.set_primary(&shop.bot).await;
    let thread = shop.writes("ada", "m1").await;
    let seen = shop.thread(&shop.desk, &thread).await;
    assert_eq!(seen["control"]["owner"]["id"], json!(shop.bot.id));
    assert_eq!(
        seen["events"]["nodes"],
        json!([
            {"__typename": "ControlChanged", "sequence": 1, "reason": "CUSTOMER_MESSAGE", "epoch": 1},
            {"__typename": "MessageReceived", "sequence": 2},
        ])
    );
}

async fn a_primary_receiver_that_may_not_reach_the_customer_is_passed_over(shop: Shop) {
    let beta = shop.unreviewed_app("Beta").await;
    shop.add_tester(&beta, "tess").await;
    shop.set_primary(&beta).await;
    let (stranger, tester) = (shop.writes("ada", "m1").await, shop.writes("tess", "m2").await);
    assert_eq!(shop.thread(&shop.bot, &stranger).await["control"]["state"], "IDLE");
    assert_eq!(shop.thread(&shop.bot, &tester).await["control"]["owner"]["id"], json!(beta.id));
}

async fn the_same_external_id_is_taken_in_once(shop: Shop) {
    let thread = shop.writes("ada", "m1").await;
    for customer in ["ada", "bob"] {
        let again = shop.receive(customer, "m1").await.ok();
        assert_eq!(again["receiveMessage"]["duplicate"], true);
        assert_eq!(again["receiveMessage"]["thread"]["id"], json!(thread), "the first one's, for {customer} too");
    }
    assert_eq!(shop.thread(&shop.bot, &thread).await["events"]["nodes"].as_array().unwrap().len(), 1);
    let document = "query($page: ID!) { page(id: $page) { threads { nodes { id } } } }";
    let data = shop.server.send(&shop.bot.token, document, json!({"page": shop.page})).await.ok();
    assert_eq!(data["page"]["threads"]["nodes"], json!([{"id": thread}]));
}

async fn the_same_external_id_at_once_is_taken_in_once(shop: Shop) {
    let shop = std::sync::Arc::new(shop);
    for round in 0..5 {
        let external = format!("m{round}");
        let tries: Vec<_> = (0..8)
            .map(|task| {
                let (shop, external) = (shop.clone(), external.clone());
                let customer = if task % 2 == 0 { "ada" } else { "bob" };
                tokio::spawn(async move { shop.receive(customer, &external).await.ok()["receiveMessage"].take() })
            })
            .collect();
        let mut payloads = Vec::new();
        for it in tries {
            payloads.push(it.await.unwrap());
        }
        let firsts: Vec<_> = payloads.iter().filter(|it| it["duplicate"] == false).collect();
        assert_eq!(firsts.len(), 1, "{payloads:?}");
        assert!(payloads.iter().all(|it| it["thread"]["id"] == firsts[0]["thread"]["id"]), "{payloads:?}");
    }
}

async fn a_repeated_message_shows_no_owner_whose_time_is_up(shop: Shop) {
    let thread = shop.owned_by(&shop.bot, "ada").await;
    shop.server.pass(86_400);
    let again = shop.receive("ada", "ada-1").await.ok();
    assert_eq!(again["receiveMessage"]["duplicate"], true);
    assert_eq!(again["receiveMessage"]["thread"]["control"]["state"], "IDLE");
    assert_eq!(shop.thread(&shop.bot, &thread).await["control"]["epoch"], 2);
}

async fn a_customer_has_one_thread_on_a_page_though_messages_come_at_once(shop: Shop) {
    let shop = std::sync::Arc::new(shop);
    let tries: Vec<_> = (0..8)
        .map(|task| {
            let shop = shop.clone();
            tokio::spawn(async move { shop.writes("ada", &format!("m{task}")).await })
        })
        .collect();
    let mut threads = std::collections::HashSet::new();
    for it in tries {
        threads.insert(it.await.unwrap());
    }
    assert_eq!(threads.len(), 1);
    let thread = threads.into_iter().next().unwrap();
    let seen = shop.thread(&shop.bot, &thread).await;
    let sequences: Vec<_> =
        seen["events"]["nodes"].as_array().unwrap().iter().map(|it| it["sequence"].clone()).collect();
    assert_eq!(sequences, [1, 2, 3, 4, 5, 6, 7, 8]);
}

async fn what_a_message_may_hold_is_limited(shop: Shop) {
    let long = |characters: usize| "é".repeat(characters);
    let refused = [
        ("externalId: \"e\" customerId: \"ada\"".to_owned(), "text"),
        ("externalId: \"e\" customerId: \"ada\" text: \"\"".to_owned(), "text"),
        (format!("externalId: \"e\" customerId: \"ada\" text: \"{}\"", long(2_001)), "text"),
        (format!("externalId: \"e\" customerId: \"ada\" attachments: [{}]", "1,".repeat(31)), "attachments"),
        ("externalId: \"\" customerId: \"ada\" text: \"Hi\"".to_owned(), "externalId"),
        (format!("externalId: \"{}\" customerId: \"ada\" text: \"Hi\"", long(129)), "externalId"),
        ("externalId: \"e\" customerId: \"\" text: \"Hi\"".to_owned(), "customerId"),
        ("externalId: \"e\" customerId: \"a b\" text: \"Hi\"".to_owned(), "customerId"),
        (format!("externalId: \"e\" customerId: \"{}\" text: \"Hi\"", long(129)), "customerId"),
        (format!("externalId: \"e\" customerId: \"ada\" text: \"Hi\" customerName: \"{}\"", long(201)), "customerName"),
    ];
    for (input, wrong) in refused {
        let payload = shop.brings(&input).await;
        assert_eq!((codes(&payload), field(&payload)), (vec!["INVALID"], vec!["input", wrong]), "{input:.80}");
        assert_eq!((&payload["thread"], &payload["duplicate"]), (&json!(null), &json!(false)));
    }
    let most = format!(
        "externalId: \"{}\" customerId: \"{}\" text: \"{}\" customerName: \"{}\"",
        long(128),
        long(128),
        long(2_000),
        long(200)
    );
    let taken = shop.brings(&most).await;
    assert_eq!(taken["userErrors"], json!([]));
    assert_eq!(taken["thread"]["customer"], json!({"id": long(128), "name": long(200)}));
}

async fn the_customers_name_is_the_last_one_given(shop: Shop) {
    let name = async |external: &str, name: &str| {
        let input = format!("externalId: \"{external}\" customerId: \"ada\" text: \"Hi\" {name}");
        shop.brings(&input).await["thread"]["customer"]["name"].clone()
    };
    assert_eq!(name("m1", "").await, json!(null));
    assert_eq!(name("m2", "customerName: \"Ada\"").await, "Ada");
    assert_eq!(name("m3", "").await, "Ada", "left out, it stays");
    assert_eq!(name("m4", "customerName: \"Ada Lovelace\"").await, "Ada Lovelace");
    assert_eq!(name("m2", "customerName: \"Nobody\"").await, "Ada Lovelace", "a repeated message changes nothing");
}

async fn a_message_has_the_time_that_the_channel_says(shop: Shop) {
    let taken = shop
        .brings("externalId: \"m1\" customerId: \"ada\" text: \"Hi\" sentAt: \"2025-12-31T22:00:00.5-01:30\"")
        .await;
    shop.writes("ada", "m2").await;
    let document = "query($it: ID!) { thread(id: $it) { messages { nodes { sentAt sender { __typename } } } } }";
    let data = shop.server.send(&shop.bot.token, document, json!({"it": taken["thread"]["id"]})).await.ok();
    assert_eq!(
        data["thread"]["messages"]["nodes"],
        json!([
            {"sentAt": "2025-12-31T23:30:00.500+00:00", "sender": null},
            {"sentAt": "2026-01-01T00:00:00+00:00", "sender": null},
        ])
    );
    for no_time in ["yesterday", "2026-13-01T00:00:00Z", "2026-01-01", ""] {
        let input = format!("externalId: \"m3\" customerId: \"ada\" text: \"Hi\" sentAt: \"{no_time}\"");
        let answer = shop.tries_to_bring(&shop.page, &input).await;
        assert_eq!(answer.code(), "BAD_USER_INPUT", "{no_time:?}");
    }
}

async fn a_channel_brings_messages_to_its_own_page_alone(shop: Shop) {
    for page in ["1", "abc", "0", shop.bot.id.as_str()] {
        let answer = shop.tries_to_bring(page, "externalId: \"m1\" customerId: \"ada\" text: \"Hi\"").await;
        assert_eq!(answer.code(), "FORBIDDEN", "{page}");
    }
}
