//! The same thing at both servers at the same moment counts once.

use serde_json::Value;

use crate::{
    pair::Pair,
    servers::{scene::text, story::stories},
};

#[tokio::test]
async fn the_same_external_id_counts_once() {
    let pair = Pair::open().await;
    let mut customers = Vec::new();
    for round in 0..25 {
        // Every other time the thread is new, and made by one of the two.
        let customer = format!("customer-{}", round / 2);
        let external = format!("m{round}");
        let (one, two) = tokio::join!(pair.receive(0, &customer, &external), pair.receive(1, &customer, &external));
        let [one, two] = [one.unwrap().ok(), two.unwrap().ok()].map(|mut it| it["receiveMessage"].take());
        let duplicates = [&one, &two].map(|it| it["duplicate"].as_bool().unwrap());
        assert_eq!(duplicates.iter().filter(|it| **it).count(), 1, "one of the two: {duplicates:?}");
        assert_eq!(one["thread"]["id"], two["thread"]["id"]);
        customers.push(customer);
    }
    customers.dedup();
    let stories = stories(&pair.db, &pair.page, &customers).await;
    let mut texts: Vec<&str> = stories.iter().flat_map(|it| it.texts()).collect();
    texts.sort_unstable();
    let mut expected: Vec<String> = (0..25).map(|it| format!("m{it}")).collect();
    expected.sort_unstable();
    assert_eq!(texts, expected);
}

/// `same_key_once`.
#[tokio::test]
async fn the_same_idempotency_key_sends_once() {
    let pair = Pair::open().await;
    let thread = pair.writes("ada", "m1").await;
    pair.verb(&pair.bot, "takeThreadControl", &thread, "").await;
    for round in 0..15 {
        let key = format!("key-{round}");
        let (one, two) =
            tokio::join!(pair.message(0, &pair.bot, &thread, &key), pair.message(1, &pair.bot, &thread, &key),);
        let id = |answer: Value| text(&answer["sendMessage"]["message"]["id"]);
        assert_eq!(id(one.unwrap().ok()), id(two.unwrap().ok()));
    }
    let stories = stories(&pair.db, &pair.page, &["ada".to_owned()]).await;
    assert_eq!(stories[0].messages.len(), 16);
}
