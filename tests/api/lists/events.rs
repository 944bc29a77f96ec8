//! `Thread.events`.

use serde_json::{Value, json};

use super::goes_on;
use crate::shop::{Shop, in_both_shops};

in_both_shops!(events_are_paged_both_ways_without_gaps, each_event_tells_its_thread_and_what_it_was);

async fn events_are_paged_both_ways_without_gaps(shop: Shop) {
    let thread = shop.owned_by(&shop.bot, "ada").await;
    for round in 0..5 {
        shop.send(&shop.bot, &thread, &format!("text: \"{round}\"")).await;
        shop.writes("bob", &format!("b{round}")).await;
    }
    let list = async |arguments: String| {
        let document = format!(
            "query($it: ID!) {{ thread(id: $it) {{ events({arguments}) {{ nodes {{ sequence }}
                pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} }} }} }}"
        );
        shop.server.send(&shop.desk.token, &document, json!({"it": thread})).await.ok()["thread"]["events"].take()
    };
    let sequences = |list: &Value| {
        list["nodes"].as_array().unwrap().iter().map(|it| it["sequence"].as_i64().unwrap()).collect::<Vec<_>>()
    };
    let one = list("first: 3".to_owned()).await;
    assert_eq!((sequences(&one), goes_on(&one)), (vec![1, 2, 3], (true, false)));
    let two = list(format!("first: 100, after: {}", one["pageInfo"]["endCursor"])).await;
    assert_eq!((sequences(&two), goes_on(&two)), (vec![4, 5, 6, 7], (false, true)));
    let last = list("last: 3".to_owned()).await;
    assert_eq!((sequences(&last), goes_on(&last)), (vec![5, 6, 7], (false, true)));
    let before = list(format!("last: 3, before: {}", last["pageInfo"]["startCursor"])).await;
    assert_eq!((sequences(&before), goes_on(&before)), (vec![2, 3, 4], (true, true)));
    let between = list(format!(
        "first: 9, after: {}, before: {}",
        one["pageInfo"]["startCursor"], before["pageInfo"]["endCursor"]
    ))
    .await;
    assert_eq!(sequences(&between), [2, 3]);
}

async fn each_event_tells_its_thread_and_what_it_was(shop: Shop) {
    let thread = shop.owned_by(&shop.bot, "ada").await;
    shop.verb(&shop.desk, "requestThreadControl", &thread, "metadata: \"please\"").await;
    shop.verb(&shop.desk, "withdrawThreadControlRequest", &thread, "").await;
    shop.verb(&shop.bot, "extendThreadControl", &thread, "duration: 604800").await;
    let metadata = format!("targetAppId: \"{}\" metadata: \"order 7\"", shop.desk.id);
    shop.verb(&shop.bot, "passThreadMetadata", &thread, &metadata).await;
    shop.send(&shop.bot, &thread, "text: \"Hello\"").await;
    let document = "query($it: ID!) { thread(id: $it) { events { nodes { kind: __typename thread { id }
        ... on MessageReceived { message { text sender { __typename } } }
        ... on MessageSent { message { text sender { ... on App { id } } } }
        ... on ControlChanged { previousOwner { __typename } newOwner { ... on App { id } } reason epoch metadata }
        ... on ControlRequested { app { id } position metadata }
        ... on RequestWithdrawn { app { id } }
        ... on ControlExtended { owner { ... on App { id } } expiresAt }
        ... on MetadataPassed { from { ... on App { id } } to { id } passed: metadata }
    } } } }";
    let data = shop.server.send(&shop.bot.token, document, json!({"it": thread})).await.ok();
    let (bot, desk, thread) = (json!({"id": shop.bot.id}), json!({"id": shop.desk.id}), json!({"id": thread}));
    assert_eq!(
        data["thread"]["events"]["nodes"],
        json!([
            {"kind": "MessageReceived", "thread": thread, "message": {"text": "Hello", "sender": null}},
            {"kind": "ControlChanged", "thread": thread, "previousOwner": null, "newOwner": bot, "reason": "TAKE", "epoch": 1, "metadata": null},
            {"kind": "ControlRequested", "thread": thread, "app": desk, "position": 1, "metadata": "please"},
            {"kind": "RequestWithdrawn", "thread": thread, "app": desk},
            {"kind": "ControlExtended", "thread": thread, "owner": bot, "expiresAt": "2026-01-08T00:00:00+00:00"},
            {"kind": "MetadataPassed", "thread": thread, "from": bot, "to": desk, "passed": "order 7"},
            {"kind": "MessageSent", "thread": thread, "message": {"text": "Hello", "sender": bot}},
        ])
    );
}
