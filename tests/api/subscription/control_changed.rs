//! `controlChanged`.

use serde_json::json;

use crate::{
    follow::{Follower, event_stream},
    shop::{Shop, in_both_shops},
};
use async_graphql::futures_util::StreamExt;

in_both_shops!(changes_of_control_are_told_and_nothing_else, the_same_over_server_sent_events);

const DOCUMENT: &str = "subscription($page: ID!, $thread: ID, $after: String) {
    controlChanged(pageId: $page, threadId: $thread, after: $after) { sequence reason epoch metadata occurredAt
        thread { id } previousOwner { ... on App { id } ... on Inbox { id } } newOwner { ... on App { id } ... on Inbox { id } } } }";

async fn hands_over(shop: &Shop, thread: &str) {
    let pass = format!("targetId: \"{}\" metadata: \"refund\"", shop.desk.id);
    shop.verb(&shop.bot, "passThreadControl", thread, &pass).await;
    shop.writes("ada", "m9").await;
    shop.server.pass(5);
    shop.verb(&shop.desk, "releaseThreadControl", thread, "").await;
}

async fn changes_of_control_are_told_and_nothing_else(shop: Shop) {
    let thread = shop.owned_by(&shop.bot, "ada").await;
    let variables = json!({"page": shop.page, "after": shop.cursor(&thread).await});
    let mut follower = Follower::start(&shop.server, &shop.desk.token, DOCUMENT, variables).await;
    hands_over(&shop, &thread).await;
    assert_eq!(
        follower.take(2).await,
        [
            json!({"sequence": 3, "reason": "PASS", "epoch": 2, "metadata": "refund", "occurredAt": "2026-01-01T00:00:00+00:00",
                "thread": {"id": thread}, "previousOwner": {"id": shop.bot.id}, "newOwner": {"id": shop.desk.id}}),
            json!({"sequence": 5, "reason": "RELEASE", "epoch": 3, "metadata": null, "occurredAt": "2026-01-01T00:00:05+00:00",
                "thread": {"id": thread}, "previousOwner": {"id": shop.desk.id}, "newOwner": null}),
        ]
    );
}

async fn the_same_over_server_sent_events(shop: Shop) {
    let thread = shop.owned_by(&shop.bot, "ada").await;
    let variables = json!({"page": shop.page, "thread": thread, "after": shop.cursor(&thread).await});
    let mut stream = event_stream(&shop.server, &shop.desk.token, DOCUMENT, variables).await;
    hands_over(&shop, &thread).await;
    for reason in ["PASS", "RELEASE"] {
        let event = stream.next().await.unwrap();
        assert_eq!(event["data"]["controlChanged"]["reason"], reason, "{event}");
    }
}
