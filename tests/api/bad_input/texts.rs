//! Texts that databases choke on, and texts without end.

use serde_json::{Value, json};

use crate::shop::{Shop, in_both_shops, text};

in_both_shops!(
    a_null_character_is_refused_wherever_text_stands,
    other_control_characters_pass_where_people_write,
    half_a_surrogate_pair_is_no_text,
    a_text_without_end_is_refused,
    words_of_sql_are_words,
);

/// Each place where a text stands, as `$t`: who may write there, and what.
fn places(shop: &Shop, thread: &str) -> Vec<(String, String)> {
    let (page, bot, desk) = (&shop.page, &shop.bot.id, &shop.desk.id);
    let payload = "{ userErrors { code field } }";
    let app = |operation: &str, rest: &str| {
        (
            shop.bot.token.clone(),
            format!("mutation($t: String!) {{ {operation}(input: {{threadId: {thread} {rest}}}) {payload} }}"),
        )
    };
    let admin = |operation: &str, rest: &str| {
        (shop.server.admin.clone(), format!("mutation($t: String!) {{ {operation}(input: {{{rest}}}) {payload} }}"))
    };
    let channel = |rest: &str| {
        (
            shop.channel.clone(),
            format!("mutation($t: String!) {{ receiveMessage(input: {{pageId: {page} {rest}}}) {payload} }}"),
        )
    };
    vec![
        app("passThreadControl", &format!("targetId: {desk} metadata: $t")),
        app("takeThreadControl", "metadata: $t"),
        app("requestThreadControl", "metadata: $t"),
        app("passThreadMetadata", &format!("targetAppId: {desk} metadata: $t")),
        app("sendMessage", "text: $t"),
        app("sendMessage", "text: \"x\" idempotencyKey: $t"),
        app("sendMessage", "text: \"x\" buttons: [{title: $t, payload: \"x\"}]"),
        app("sendMessage", "text: \"x\" buttons: [{title: \"x\", payload: $t}]"),
        channel("customerId: \"ada\" externalId: \"e\" text: $t"),
        channel("customerId: \"ada\" externalId: $t text: \"x\""),
        channel("customerId: \"ada\" externalId: \"e\" text: \"x\" customerName: $t"),
        admin("createPage", "name: $t platform: WEB"),
        admin("updatePageSettings", &format!("pageId: {page} name: $t")),
        admin("createApp", "name: $t"),
        admin("inviteUser", "name: $t email: \"a@example.org\""),
        admin("inviteUser", "name: \"x\" email: $t"),
    ]
    .into_iter()
    .chain([
        (shop.channel.clone(), format!("mutation($t: ID!) {{ receiveMessage(input: {{pageId: {page} customerId: $t externalId: \"e\" text: \"x\"}}) {payload} }}")),
        (shop.server.admin.clone(), format!("mutation($t: ID!) {{ addAppTester(input: {{appId: {bot} customerId: $t}}) {payload} }}")),
    ])
    .collect()
}

async fn a_null_character_is_refused_wherever_text_stands(shop: Shop) {
    let thread = shop.owned_by(&shop.bot, "ada").await;
    let before = shop.everything().await;
    for (token, document) in places(&shop, &thread) {
        for bad in ["\0", "a\0b"] {
            let answer = shop.server.send(&token, &document, json!({"t": bad})).await;
            assert_eq!((answer.status, answer.refusal().as_str()), (200, "INVALID"), "{document} {:?}", answer.errors);
        }
    }
    for argument in ["filter: {search: $t}", "filter: {customerId: $t}", "filter: {ownerId: $t}", "after: $t"] {
        let kind = if argument.contains("Id") { "ID" } else { "String" };
        let document =
            format!("query($t: {kind}) {{ page(id: {}) {{ threads({argument}) {{ nodes {{ id }} }} }} }}", shop.page);
        let answer = shop.server.send(&shop.bot.token, &document, json!({"t": "a\0b"})).await;
        let expected = if kind == "ID" { "" } else { "BAD_USER_INPUT" };
        assert_eq!((answer.status, answer.code()), (200, expected), "{argument}");
    }
    assert_eq!(shop.everything().await, before);
}

async fn other_control_characters_pass_where_people_write(shop: Shop) {
    let thread = shop.owned_by(&shop.bot, "ada").await;
    let written = "tab\t, line\n, \u{1}\u{7f}\u{85}\u{2028}\u{202e}\u{feff}\u{fffd}\u{10ffff} 👨‍👩‍👧";
    let document = "mutation($it: ID!, $t: String!) { sendMessage(input: {threadId: $it, text: $t}) { message { text } userErrors { code } } }";
    let sent = shop.server.send(&shop.bot.token, document, json!({"it": thread, "t": written})).await.ok();
    assert_eq!(sent["sendMessage"]["message"]["text"], written);
}

async fn half_a_surrogate_pair_is_no_text(shop: Shop) {
    let thread = shop.owned_by(&shop.bot, "ada").await;
    let before = shop.everything().await;
    for half in ["\\ud800", "\\udc00", "\\ud800x", "\\udc00\\ud800"] {
        let document =
            "mutation($it: ID!, $t: String!) { sendMessage(input: {threadId: $it, text: $t}) { userErrors { code } } }";
        let body =
            format!("{{\"query\": {}, \"variables\": {{\"it\": \"{thread}\", \"t\": \"{half}\"}}}}", json!(document));
        let answer = shop.server.post(&shop.bot.token, body).await;
        assert_eq!((answer.status, answer.code()), (400, "BAD_USER_INPUT"), "{half} in the variables");

        let document = format!(
            "mutation {{ sendMessage(input: {{threadId: {thread}, text: \"{half}\"}}) {{ userErrors {{ code }} }} }}"
        );
        let answer = shop.server.send(&shop.bot.token, &document, json!({})).await;
        assert_eq!((answer.status, answer.code()), (200, "BAD_USER_INPUT"), "{half} in the document");
    }
    assert_eq!(shop.everything().await, before);
}

async fn a_text_without_end_is_refused(shop: Shop) {
    let thread = shop.owned_by(&shop.bot, "ada").await;
    let before = shop.everything().await;
    let long = "x".repeat(500_000);
    for (token, document) in places(&shop, &thread) {
        let answer = shop.server.send(&token, &document, json!({"t": long})).await;
        assert_eq!((answer.status, answer.refusal().as_str()), (200, "INVALID"), "{document}");
        let words: Vec<Value> = answer.errors.clone();
        assert!(words.iter().all(|it| it.to_string().len() < 1_000), "{document}");
    }
    let search = format!(
        "query($t: String) {{ page(id: {}) {{ threads(filter: {{search: $t}}) {{ nodes {{ id }} }} }} }}",
        shop.page
    );
    assert_eq!(shop.server.send(&shop.bot.token, &search, json!({"t": long})).await.code(), "BAD_USER_INPUT");
    assert_eq!(shop.everything().await, before);
}

async fn words_of_sql_are_words(shop: Shop) {
    let nasty = "'; DROP TABLE threads; -- \\ %_ $1 ? {} \"";
    let thread = shop.owned_by(&shop.bot, "';--\"\\").await;
    let document = "mutation($it: ID!, $t: String!) { sendMessage(input: {threadId: $it, text: $t, idempotencyKey: $t}) { message { text } } }";
    let sent = shop.server.send(&shop.bot.token, document, json!({"it": thread, "t": nasty})).await.ok();
    assert_eq!(text(&sent["sendMessage"]["message"]["text"]), nasty);
    let search = format!(
        "query($t: String) {{ page(id: {}) {{ threads(filter: {{search: $t}}) {{ nodes {{ id }} }} }} }}",
        shop.page
    );
    let found = shop.server.send(&shop.bot.token, &search, json!({"t": "';--"})).await.ok();
    assert_eq!(found["page"]["threads"]["nodes"], json!([{"id": thread}]));
}
