//! Requests that are none.

use serde_json::json;

use crate::shop::{Shop, in_both_shops};

in_both_shops!(
    a_body_that_is_no_request_is_refused,
    a_body_that_is_too_large_is_refused,
    a_document_that_asks_for_too_much_is_refused,
    a_document_that_does_not_fit_the_schema_is_refused,
);

async fn a_body_that_is_no_request_is_refused(shop: Shop) {
    shop.owned_by(&shop.bot, "ada").await;
    let before = shop.everything().await;
    let bodies: [&[u8]; 14] = [
        b"",
        b"null",
        b"[]",
        b"{}",
        b"{\"query\": 7}",
        b"{\"query\": \"{ viewer { isChannel } }\", \"variables\": []}",
        b"{\"query\": \"{ viewer { isChannel } }\", \"operationName\": 7}",
        b"[{\"query\": \"{ viewer { isChannel } }\"}]",
        b"{\"query\": \"{ viewer { isChannel } }\"",
        b"{\"query\": \"{ viewer { isChannel } }\"} x",
        b"{\"query\": \"{ viewer { is\xffChannel } }\"}",
        b"\xff\xfe{\x00}\x00",
        b"\xef\xbb\xbf{}",
        b"{\"query\": \"{ viewer { isChannel } }\", \"variables\": {\"x\": 1e999}}",
    ];
    for body in bodies {
        let answer = shop.server.post(&shop.bot.token, body).await;
        assert_eq!((answer.status, answer.code()), (400, "BAD_USER_INPUT"), "{:?}", String::from_utf8_lossy(body));
    }
    let nested = format!(
        "{{\"query\": \"{{ viewer {{ isChannel }} }}\", \"variables\": {{\"x\": {}{}}}}}",
        "[".repeat(50_000),
        "]".repeat(50_000)
    );
    assert_eq!(shop.server.post(&shop.bot.token, nested).await.code(), "BAD_USER_INPUT");
    assert_eq!(shop.everything().await, before);
}

async fn a_body_that_is_too_large_is_refused(shop: Shop) {
    let body = json!({"query": "{ viewer { isChannel } }", "variables": {"x": "x".repeat(2_000_000)}}).to_string();
    let answer = shop.server.post(&shop.bot.token, body).await;
    assert_eq!((answer.status, answer.code()), (413, "BAD_USER_INPUT"));
}

async fn a_document_that_asks_for_too_much_is_refused(shop: Shop) {
    let thread = shop.writes("ada", "m1").await;
    let deep = |levels: usize| {
        let inside = "thread { ".repeat(levels);
        format!("{{ thread(id: {thread}) {{ events {{ nodes {{ {inside} id {} }} }} }} }}", "}".repeat(levels))
    };
    let around = "{ page(id: 1) { threads { nodes { page { ".to_owned()
        + &"threads { nodes { page { ".repeat(30)
        + "id"
        + &"} } }".repeat(31)
        + "} }";
    for document in [
        deep(200),
        around,
        format!("{{ {} }}", "viewer { isChannel } ".repeat(5_000)),
        format!("{{ {} }}", (0..300).map(|it| format!("a{it}: viewer {{ isChannel }} ")).collect::<String>()),
        format!("{{ viewer {{ isChannel {} }} }}", "@include(if: true) ".repeat(300)),
        format!("{{ viewer {{ {} }} }}", "(".repeat(10_000)),
        format!("query({}) {{ viewer {{ isChannel }} }}", "$a: [".repeat(1_000)),
        format!("{{ thread(id: {}1{}) {{ id }} }}", "[".repeat(5_000), "]".repeat(5_000)),
        format!("{{ viewer {{ isChannel }} }} #{}", "x".repeat(70_000)),
        "{ viewer { ...A } } fragment A on Viewer { ...B ...B } fragment B on Viewer { ...A }".to_owned(),
    ] {
        let answer = shop.server.send(&shop.bot.token, &document, json!({})).await;
        assert_eq!((answer.status, answer.code()), (200, "BAD_USER_INPUT"), "{document:.60}");
    }
}

async fn a_document_that_does_not_fit_the_schema_is_refused(shop: Shop) {
    let thread = shop.owned_by(&shop.bot, "ada").await;
    let before = shop.everything().await;
    for document in [
        "".to_owned(),
        "{".to_owned(),
        "{ nothing }".to_owned(),
        "{ viewer }".to_owned(),
        "mutation { takeThreadControl { userErrors { code } } }".to_owned(),
        "mutation { takeThreadControl(input: {}) { userErrors { code } } }".to_owned(),
        format!("mutation {{ takeThreadControl(input: {{threadId: {thread}, more: 1}}) {{ userErrors {{ code }} }} }}"),
        format!(
            "mutation {{ takeThreadControl(input: {{threadId: {thread}, metadata: 1}}) {{ userErrors {{ code }} }} }}"
        ),
        format!(
            "mutation {{ takeThreadControl(input: {{threadId: {thread}, metadata: [\"x\"]}}) {{ userErrors {{ code }} }} }}"
        ),
        format!(
            "mutation {{ sendMessage(input: {{threadId: {thread}, text: \"x\", tag: ROBOT}}) {{ userErrors {{ code }} }} }}"
        ),
        format!(
            "mutation {{ sendMessage(input: {{threadId: {thread}, text: \"x\", buttons: [1]}}) {{ userErrors {{ code }} }} }}"
        ),
        format!(
            "mutation {{ sendMessage(input: {{threadId: {thread}, text: \"x\", buttons: [null]}}) {{ userErrors {{ code }} }} }}"
        ),
        format!(
            "mutation {{ sendMessage(input: {{threadId: {thread}, attachments: [null]}}) {{ userErrors {{ code }} }} }}"
        ),
        format!(
            "query($x: ThreadFilter = {{state: 1}}) {{ page(id: {}) {{ threads(filter: $x) {{ nodes {{ id }} }} }} }}",
            shop.page
        ),
        "query A { viewer { isChannel } } query B { viewer { isChannel } }".to_owned(),
        "subscription { appEvents { cursor } }".to_owned(),
    ] {
        let answer = shop.server.send(&shop.bot.token, &document, json!({})).await;
        assert_eq!((answer.status, answer.code()), (200, "BAD_USER_INPUT"), "{document}");
    }
    assert_eq!(shop.everything().await, before);
}
