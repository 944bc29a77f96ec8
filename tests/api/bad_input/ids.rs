//! Ids of nothing, of other pages, and of the wrong kind.

use serde_json::json;

use crate::shop::{Shop, in_both_shops, text};

in_both_shops!(
    a_thread_that_is_none_of_the_pages_is_not_found,
    what_does_not_exist_is_null_where_it_is_asked_for,
    a_number_is_as_good_an_id_as_its_digits,
    an_id_of_another_type_is_not_understood,
);

/// Every mutation about a thread, with the rest of its input.
const ABOUT_THREADS: [(&str, &str); 8] = [
    ("passThreadControl", "targetId: 1"),
    ("takeThreadControl", ""),
    ("requestThreadControl", ""),
    ("withdrawThreadControlRequest", ""),
    ("releaseThreadControl", ""),
    ("extendThreadControl", "duration: 60"),
    ("passThreadMetadata", "targetAppId: 1, metadata: \"x\""),
    ("sendMessage", "text: \"x\""),
];

fn mutation(operation: &str, rest: &str) -> String {
    format!("mutation($it: ID!) {{ {operation}(input: {{threadId: $it {rest}}}) {{ userErrors {{ code }} }} }}")
}

/// A thread of another page, where this shop's apps are strangers.
async fn foreign_thread(shop: &Shop) -> String {
    let created =
        shop.admin("mutation { createPage(input: {name: \"Other\", platform: WEB}) { page { id } } }", json!({})).await;
    let page = &created["createPage"]["page"]["id"];
    let issue = "mutation($page: ID!) { issueChannelToken(input: {pageId: $page}) { token } }";
    let token = text(&shop.admin(issue, json!({"page": page})).await["issueChannelToken"]["token"]);
    let receive = "mutation($page: ID!) { receiveMessage(input: {pageId: $page, customerId: \"ada\", text: \"Hi\", externalId: \"m1\"}) { thread { id } } }";
    text(&shop.server.send(&token, receive, json!({"page": page})).await.ok()["receiveMessage"]["thread"]["id"])
}

async fn a_thread_that_is_none_of_the_pages_is_not_found(shop: Shop) {
    shop.owned_by(&shop.bot, "ada").await;
    let foreign = foreign_thread(&shop).await;
    let mo = shop.person("mo", &["MODERATE"]).await;
    let before = shop.everything().await;
    for (operation, rest) in ABOUT_THREADS {
        let document = mutation(operation, rest);
        for id in [
            foreign.as_str(),
            "999",
            "x",
            "",
            "-1",
            "0",
            "007",
            " 1",
            "1e3",
            "9007199254740992",
            "\0",
            "٣",
            &"9".repeat(1_000),
        ] {
            for token in [&shop.bot.token, &mo.token] {
                let answer = shop.server.send(token, &document, json!({"it": id})).await;
                assert_eq!((answer.status, answer.code()), (200, "NOT_FOUND"), "{operation} {id:.20?}");
            }
        }
    }
    assert_eq!(shop.everything().await, before);
}

async fn what_does_not_exist_is_null_where_it_is_asked_for(shop: Shop) {
    let foreign = foreign_thread(&shop).await;
    for field in ["page", "thread", "app"] {
        for id in [foreign.as_str(), "999", "x", "", "-1", "\0", "9007199254740992"] {
            let document = format!("query($it: ID!) {{ {field}(id: $it) {{ id }} }}");
            let data = shop.server.send(&shop.bot.token, &document, json!({"it": id})).await.ok();
            assert_eq!(data[field], json!(null), "{field} {id:?}");
        }
    }
}

async fn a_number_is_as_good_an_id_as_its_digits(shop: Shop) {
    let thread = shop.writes("ada", "m1").await;
    let number: i64 = thread.parse().unwrap();
    let take = mutation("takeThreadControl", "");
    for it in [json!({"it": number}), json!({"it": thread})] {
        assert_eq!(shop.server.send(&shop.bot.token, &take, it).await.refusal(), "");
    }
    let document = format!(
        "mutation {{ passThreadControl(input: {{threadId: {thread}, targetId: {}}}) {{ thread {{ id }} userErrors {{ code }} }} }}",
        shop.desk.id
    );
    let passed = shop.server.send(&shop.bot.token, &document, json!({})).await.ok();
    assert_eq!(passed["passThreadControl"]["thread"]["id"], json!(thread));
    let receive = format!(
        "mutation {{ receiveMessage(input: {{pageId: {}, customerId: 42, text: \"Hi\", externalId: \"m2\"}}) {{ thread {{ customer {{ id }} }} }} }}",
        shop.page
    );
    let received = shop.server.send(&shop.channel, &receive, json!({})).await.ok();
    assert_eq!(received["receiveMessage"]["thread"]["customer"]["id"], "42");
}

async fn an_id_of_another_type_is_not_understood(shop: Shop) {
    shop.owned_by(&shop.bot, "ada").await;
    let before = shop.everything().await;
    for (operation, rest) in ABOUT_THREADS {
        for it in [json!(null), json!(true), json!(1.5), json!([]), json!({}), json!({"id": "1"}), json!(1e300)] {
            let answer = shop.server.send(&shop.bot.token, &mutation(operation, rest), json!({"it": it})).await;
            assert_eq!((answer.status, answer.code()), (200, "BAD_USER_INPUT"), "{operation} {it}");
        }
    }
    assert_eq!(shop.everything().await, before);
}
