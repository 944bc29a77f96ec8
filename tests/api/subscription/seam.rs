//! No event is lost or doubled where replay meets live, nor by a reader that falls behind.

use std::sync::Arc;

use serde_json::{Value, json};
use tokio::task::JoinHandle;

use super::each;
use crate::{
    follow::Follower,
    shop::{Shop, in_both_shops},
};

in_both_shops!(
    nothing_is_lost_or_doubled_where_replay_meets_live,
    a_reader_that_falls_behind_is_caught_up_from_the_log,
);

/// Customers write so many messages, several at a time.
fn customers_write(shop: &Arc<Shop>, tasks: usize, each: usize, text: &str) -> Vec<JoinHandle<()>> {
    let text: Arc<str> = text.into();
    let write = move |task: usize| {
        let (shop, text) = (shop.clone(), text.clone());
        async move {
            for number in 0..each {
                let document = "mutation($page: ID!, $customer: ID!, $id: String!, $text: String!) {
                    receiveMessage(input: {pageId: $page, customerId: $customer, externalId: $id, text: $text}) { duplicate } }";
                let customer = format!("c{task}");
                let id = format!("{customer}-{number}-{}", text.len());
                let variables = json!({"page": shop.page, "customer": customer, "id": id, "text": &*text});
                assert_eq!(
                    shop.server.send(&shop.channel, document, variables).await.ok()["receiveMessage"]["duplicate"],
                    false
                );
            }
        }
    };
    (0..tasks).map(|task| tokio::spawn(write(task))).collect()
}

async fn nothing_is_lost_or_doubled_where_replay_meets_live(shop: Shop) {
    let cursor = shop.cursor(&shop.writes("ada", "m1").await).await;
    let shop = Arc::new(shop);
    let writing = customers_write(&shop, 8, 25, "Hello");
    // They begin at different moments of the writing, each at the place where the last one was.
    let mut followers = Vec::new();
    let mut at = cursor.clone();
    for seen in [0, 20, 60] {
        let mut follower = shop.follow(&shop.bot.token, None, Some(&at)).await;
        let events = follower.take(seen).await;
        if let Some(last) = events.last() {
            at = last["cursor"].as_str().unwrap().to_owned();
        }
        followers.push((follower, events));
    }
    for it in writing {
        it.await.unwrap();
    }
    let mut log = shop.follow(&shop.bot.token, None, Some(&cursor)).await;
    let log = each(&log.take(200).await, "cursor");
    let mut skipped = 0;
    for (mut follower, events) in followers {
        let mut heard = each(&events, "cursor");
        heard.extend(each(&follower.take(200 - skipped - events.len()).await, "cursor"));
        assert_eq!(heard, log[skipped..]);
        skipped += events.len();
    }
    let distinct: std::collections::HashSet<_> = log.iter().map(Value::to_string).collect();
    assert_eq!(distinct.len(), 200);
}

async fn a_reader_that_falls_behind_is_caught_up_from_the_log(shop: Shop) {
    const LARGE: usize = 240;
    const SMALL: usize = 1_800;
    let cursor = shop.cursor(&shop.writes("ada", "m1").await).await;
    let shop = Arc::new(shop);
    // So much of each that the socket is full long before the reader looks.
    let texts: String = (0..8).map(|it| format!("t{it}: text ")).collect();
    let document = format!(
        "subscription($page: ID!, $after: String) {{ threadEvents(pageId: $page, after: $after) {{
            cursor sequence ... on MessageReceived {{ message {{ {texts} }} }} }} }}"
    );
    let variables = json!({"page": shop.page, "after": cursor});
    let mut lagging = Follower::start(&shop.server, &shop.bot.token, &document, variables).await;
    assert_eq!(shop.follow(&shop.bot.token, None, Some(&cursor)).await.soon().await, None);
    for it in customers_write(&shop, 16, LARGE / 16, &"\u{1F642}".repeat(2_000)) {
        it.await.unwrap();
    }
    for it in customers_write(&shop, 24, SMALL / 24, "Hello") {
        it.await.unwrap();
    }
    let heard = each(&lagging.take(LARGE + SMALL).await, "cursor");
    let mut log = shop.follow(&shop.bot.token, None, Some(&cursor)).await;
    assert!(heard == each(&log.take(LARGE + SMALL).await, "cursor"), "exactly the log");
}
