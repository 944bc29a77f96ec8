//! An event is encoded once for those who are told alike, and for nobody else.

use serde_json::json;

use crate::{
    follow::Follower,
    shop::{Shop, in_both_shops},
};

in_both_shops!(
    power_is_not_shared,
    a_selection_is_not_shared_with_another,
    whoever_resumes_from_elsewhere_is_told_the_same,
    a_thread_is_told_as_it_is_now,
);

const MESSAGES: &str = "subscription($page: ID!, $after: String) {
    threadEvents(pageId: $page, after: $after) { sequence ... on MessageReceived { message { text } } } }";

async fn power_is_not_shared(shop: Shop) {
    let thread = shop.writes("ada", "m1").await;
    let variables = json!({"page": shop.page, "after": shop.cursor(&thread).await});
    let reader = shop.person("mia", &["MESSAGING"]).await;
    let analyst = shop.person("mo", &["ANALYZE"]).await;
    let mut may = Vec::new();
    let mut may_not = Vec::new();
    for _ in 0..3 {
        may.push(Follower::start(&shop.server, &reader.token, MESSAGES, variables.clone()).await);
        may_not.push(Follower::start(&shop.server, &analyst.token, MESSAGES, variables.clone()).await);
    }
    shop.writes("ada", "m2").await;
    for follower in &mut may {
        let event = follower.next().await;
        assert!(event["message"]["text"].is_string(), "{event}");
    }
    for follower in &mut may_not {
        assert_eq!(follower.refusal().await, "FORBIDDEN");
    }
}

async fn a_selection_is_not_shared_with_another(shop: Shop) {
    let thread = shop.writes("ada", "m1").await;
    let cursor = shop.cursor(&thread).await;
    let start = |selection: &str, variables: serde_json::Value| {
        let n = if selection.contains("$n") { ", $n: Int = 1" } else { "" };
        let document = format!(
            "subscription($page: ID!, $after: String{n}) {{
                threadEvents(pageId: $page, after: $after) {{ {selection} }} }}"
        );
        let mut all = json!({"page": shop.page, "after": cursor});
        all.as_object_mut().unwrap().extend(variables.as_object().unwrap().clone());
        let (server, token) = (&shop.server, &shop.bot.token);
        async move { Follower::start(server, token, &document, all).await }
    };
    let counted = "thread { events(last: $n) { nodes { __typename } } }";
    let mut followers = [
        start("sequence", json!({})).await,
        start("place: sequence", json!({})).await,
        start(counted, json!({})).await,
        start(counted, json!({"n": 2})).await,
        start("...F } } fragment F on ThreadEvent { thread { id", json!({})).await,
    ];
    shop.writes("ada", "m2").await;
    let mut told = Vec::new();
    for follower in &mut followers {
        told.push(follower.next().await);
    }
    assert_eq!(told[0], json!({"sequence": 2}));
    assert_eq!(told[1], json!({"place": 2}));
    for (told, count) in [(&told[2], 1), (&told[3], 2)] {
        assert_eq!(told["thread"]["events"]["nodes"].as_array().unwrap().len(), count, "{told}");
    }
    assert_eq!(told[4], json!({"thread": {"id": thread}}));
}

async fn whoever_resumes_from_elsewhere_is_told_the_same(shop: Shop) {
    let thread = shop.writes("ada", "m1").await;
    let first = shop.cursor(&thread).await;
    shop.writes("ada", "m2").await;
    let second = shop.cursor(&thread).await;
    let mut early = shop.follow(&shop.bot.token, None, Some(&first)).await;
    let mut late = shop.follow(&shop.bot.token, Some(&thread), Some(&second)).await;
    shop.writes("ada", "m3").await;
    assert_eq!(early.next().await["sequence"], 2);
    assert_eq!(early.next().await, late.next().await);
}

/// The clock stands still: nothing but the event that follows tells that the thread is another.
async fn a_thread_is_told_as_it_is_now(shop: Shop) {
    let document = "subscription($page: ID!, $after: String) {
        controlChanged(pageId: $page, after: $after) { epoch thread { control { epoch } } } }";
    let thread = shop.owned_by(&shop.bot, "ada").await;
    let mut witness = shop.follow(&shop.bot.token, None, None).await;
    let variables = json!({"page": shop.page, "after": shop.cursor(&thread).await});
    let mut before = Follower::start(&shop.server, &shop.bot.token, document, variables.clone()).await;
    let pass = format!("targetId: \"{}\"", shop.desk.id);
    shop.verb(&shop.bot, "passThreadControl", &thread, &pass).await;
    assert_eq!(before.next().await, json!({"epoch": 2, "thread": {"control": {"epoch": 2}}}));
    shop.verb(&shop.desk, "releaseThreadControl", &thread, "").await;
    witness.take(2).await;
    let mut after = Follower::start(&shop.server, &shop.bot.token, document, variables).await;
    assert_eq!(after.next().await, json!({"epoch": 2, "thread": {"control": {"epoch": 3}}}));
}
