//! `threadEvents`.

use serde_json::json;

use super::each;
use crate::{
    follow::Follower,
    shop::{Shop, in_both_shops},
};

in_both_shops!(
    without_a_cursor_events_come_from_now_on,
    a_cursor_brings_what_came_since,
    one_thread_can_be_followed_alone,
    two_followers_hear_the_same,
    another_pages_events_are_not_heard,
    a_bad_cursor_is_refused,
    what_cannot_be_seen_cannot_be_followed,
    an_event_of_which_nothing_is_asked_is_an_empty_object,
);

async fn without_a_cursor_events_come_from_now_on(shop: Shop) {
    shop.writes("ada", "before").await;
    let mut follower = shop.follow(&shop.bot.token, None, None).await;
    let mut written = 0;
    // Nothing tells when "now" was: the customer writes until it shows.
    let first = loop {
        written += 1;
        shop.writes("ada", &format!("m{written}")).await;
        if let Some(event) = follower.soon().await {
            break event;
        }
    };
    for more in 1..=3 {
        shop.writes("ada", &format!("more{more}")).await;
    }
    let first = first["sequence"].as_i64().unwrap();
    assert!(first >= 2, "nothing from before");
    let rest = follower.take(usize::try_from(written + 4 - first).unwrap()).await;
    assert_eq!(each(&rest, "sequence"), (first + 1..=written + 4).map(|it| json!(it)).collect::<Vec<_>>());
}

async fn a_cursor_brings_what_came_since(shop: Shop) {
    let thread = shop.owned_by(&shop.bot, "ada").await;
    let cursor = shop.cursor(&thread).await;
    shop.verb(&shop.desk, "requestThreadControl", &thread, "").await;
    shop.writes("bob", "m2").await;
    let mut follower = shop.follow(&shop.bot.token, None, Some(&cursor)).await;
    let replayed = follower.take(2).await;
    assert_eq!(each(&replayed, "__typename"), ["ControlRequested", "MessageReceived"]);
    shop.verb(&shop.bot, "releaseThreadControl", &thread, "").await;
    let live = follower.next().await;
    assert_eq!(live["reason"], "RELEASE");

    let mut later = shop.follow(&shop.bot.token, None, replayed[0]["cursor"].as_str()).await;
    assert_eq!(later.take(2).await, [replayed[1].clone(), live], "a cursor of the feed goes on as well");
}

async fn one_thread_can_be_followed_alone(shop: Shop) {
    let (ada, bob) = (shop.writes("ada", "m1").await, shop.writes("bob", "m2").await);
    let cursor = shop.cursor(&ada).await;
    let mut follower = shop.follow(&shop.bot.token, Some(&bob), Some(&cursor)).await;
    for round in 0..3 {
        shop.writes("ada", &format!("a{round}")).await;
        shop.writes("bob", &format!("b{round}")).await;
    }
    assert_eq!(each(&follower.take(4).await, "sequence"), [1, 2, 3, 4]);
}

async fn two_followers_hear_the_same(shop: Shop) {
    let thread = shop.writes("ada", "m1").await;
    let cursor = shop.cursor(&thread).await;
    let mut one = shop.follow(&shop.bot.token, None, Some(&cursor)).await;
    let mut two = shop.follow(&shop.server.admin, None, Some(&cursor)).await;
    for round in 0..5 {
        shop.writes("ada", &format!("a{round}")).await;
    }
    assert_eq!(one.take(5).await, two.take(5).await);
}

async fn another_pages_events_are_not_heard(shop: Shop) {
    let thread = shop.writes("ada", "m1").await;
    let created =
        shop.admin("mutation { createPage(input: {name: \"Other\", platform: WEB}) { page { id } } }", json!({})).await;
    let other = &created["createPage"]["page"]["id"];
    let issue = "mutation($page: ID!) { issueChannelToken(input: {pageId: $page}) { token } }";
    let issued = shop.admin(issue, json!({"page": other})).await;
    let mut follower = shop.follow(&shop.bot.token, None, Some(&shop.cursor(&thread).await)).await;
    let receive = "mutation($page: ID!) { receiveMessage(input: {pageId: $page, customerId: \"ada\", text: \"Hi\", externalId: \"m1\"}) { duplicate } }";
    let token = issued["issueChannelToken"]["token"].as_str().unwrap();
    let received = shop.server.send(token, receive, json!({"page": other})).await.ok();
    assert_eq!(received["receiveMessage"]["duplicate"], false, "the same external id on another page");
    shop.writes("ada", "m2").await;
    assert_eq!(follower.next().await["sequence"], 2);
}

async fn a_bad_cursor_is_refused(shop: Shop) {
    let foreign = "query($page: ID!) { page(id: $page) { subscriptions { edges { cursor } } } }";
    let data = shop.server.send(&shop.bot.token, foreign, json!({"page": shop.page})).await.ok();
    let foreign = data["page"]["subscriptions"]["edges"][0]["cursor"].as_str().unwrap();
    for bad in ["", "x", "ZTox", "🙂", foreign] {
        let mut follower = shop.follow(&shop.bot.token, None, Some(bad)).await;
        assert_eq!(follower.refusal().await, "BAD_USER_INPUT", "{bad:?}");
    }
}

async fn what_cannot_be_seen_cannot_be_followed(shop: Shop) {
    let stranger = shop.person("stranger", &[]).await;
    for (token, thread, code) in [
        (stranger.token.as_str(), None, "NOT_FOUND"),
        (&shop.channel, None, "FORBIDDEN"),
        (&shop.bot.token, Some("999"), "NOT_FOUND"),
        (&shop.bot.token, Some("x"), "NOT_FOUND"),
    ] {
        let mut follower = shop.follow(token, thread, None).await;
        assert_eq!(follower.refusal().await, code);
    }
    let mut follower = shop.listen(&shop.server.admin, None).await;
    assert_eq!(follower.refusal().await, "FORBIDDEN", "people have no feed of an app");
}

/// Whether its encoding is everybody's, or it is read from the database.
async fn an_event_of_which_nothing_is_asked_is_an_empty_object(shop: Shop) {
    let thread = shop.owned_by(&shop.bot, "ada").await;
    let cursor = shop.cursor(&thread).await;
    shop.writes("ada", "m1").await;
    shop.verb(&shop.bot, "releaseThreadControl", &thread, "").await;
    let document = "subscription($page: ID!, $after: String, $all: Boolean = false) {
        threadEvents(pageId: $page, after: $after) { ... on ControlChanged { reason thread { id @include(if: $all) } } } }";
    let variables = json!({"page": shop.page, "after": cursor});
    let mut follower = Follower::start(&shop.server, &shop.bot.token, document, variables).await;
    assert_eq!(follower.take(2).await, [json!({}), json!({"reason": "RELEASE", "thread": {}})]);

    let document = "query($thread: ID!) { thread(id: $thread) { events(last: 2) { nodes { ... on ControlChanged { reason } } } } }";
    let data = shop.server.send(&shop.bot.token, document, json!({"thread": thread})).await.ok();
    assert_eq!(data["thread"]["events"]["nodes"], json!([{}, {"reason": "RELEASE"}]));
}
