//! Reading what was written.

use serde_json::{Value, json};

use crate::shop::{Shop, in_both_shops, text};

in_both_shops!(
    messages_are_paged_both_ways,
    messages_are_for_those_who_may_read_them,
    an_app_without_review_reads_its_testers_messages_alone,
);

async fn page(shop: &Shop, thread: &str, arguments: &str) -> Value {
    let document = format!(
        "query($it: ID!) {{ thread(id: $it) {{ messages({arguments}) {{
            nodes {{ text }} pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} }} }} }}"
    );
    shop.server.send(&shop.bot.token, &document, json!({"it": thread})).await.ok()["thread"]["messages"].take()
}

fn texts(page: &Value) -> Vec<String> {
    page["nodes"].as_array().unwrap().iter().map(|it| text(&it["text"])).collect()
}

async fn messages_are_paged_both_ways(shop: Shop) {
    let thread = shop.owned_by(&shop.bot, "ada").await;
    for number in 1..=5 {
        shop.send(&shop.bot, &thread, &format!("text: \"{number}\"")).await;
    }
    let first = page(&shop, &thread, "first: 2").await;
    assert_eq!(texts(&first), ["Hello", "1"]);
    assert_eq!(
        (&first["pageInfo"]["hasNextPage"], &first["pageInfo"]["hasPreviousPage"]),
        (&json!(true), &json!(false))
    );
    let next = page(&shop, &thread, &format!("first: 9, after: {}", first["pageInfo"]["endCursor"])).await;
    assert_eq!(texts(&next), ["2", "3", "4", "5"]);
    assert_eq!((&next["pageInfo"]["hasNextPage"], &next["pageInfo"]["hasPreviousPage"]), (&json!(false), &json!(true)));
    let last = page(&shop, &thread, "last: 2").await;
    assert_eq!(texts(&last), ["4", "5"]);
    let before = page(&shop, &thread, &format!("last: 2, before: {}", last["pageInfo"]["startCursor"])).await;
    assert_eq!(texts(&before), ["2", "3"]);
    assert_eq!(
        (&before["pageInfo"]["hasNextPage"], &before["pageInfo"]["hasPreviousPage"]),
        (&json!(true), &json!(true))
    );
    assert!(texts(&page(&shop, &thread, "first: 0").await).is_empty());
}

async fn messages_are_for_those_who_may_read_them(shop: Shop) {
    let thread = shop.writes("ada", "m1").await;
    let document = "query($it: ID!) { thread(id: $it) { id messages { nodes { text } } } }";
    for (tasks, code) in
        [(["MESSAGING"], ""), (["MODERATE"], ""), (["ANALYZE"], "FORBIDDEN"), (["MANAGE"], "FORBIDDEN")]
    {
        let person = shop.person(&tasks[0].to_lowercase(), &tasks).await;
        let answer = shop.server.send(&person.token, document, json!({"it": thread})).await;
        assert_eq!(answer.code(), code, "{tasks:?}");
    }
    assert_eq!(shop.server.send(&shop.channel, document, json!({"it": thread})).await.code(), "FORBIDDEN");
    let stranger = shop.person("stranger", &[]).await;
    assert_eq!(shop.server.send(&stranger.token, document, json!({"it": thread})).await.ok()["thread"], json!(null));
}

async fn an_app_without_review_reads_its_testers_messages_alone(shop: Shop) {
    let beta = shop.unreviewed_app("Beta").await;
    shop.add_tester(&beta, "tess").await;
    let (stranger, tester) = (shop.writes("ada", "m1").await, shop.writes("tess", "m2").await);
    let document = "query($it: ID!) { thread(id: $it) { id messages { nodes { text } } } }";
    let unknown = shop.server.send(&beta.token, document, json!({"it": stranger})).await.ok();
    assert_eq!(unknown["thread"], json!(null));
    let read = shop.server.send(&beta.token, document, json!({"it": tester})).await.ok();
    assert_eq!(read["thread"]["messages"]["nodes"], json!([{"text": "Hello"}]));
}
