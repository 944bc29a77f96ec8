//! Numbers beyond what they count.

use serde_json::{Value, json};

use crate::shop::{Shop, in_both_shops};

in_both_shops!(a_number_that_is_too_large_is_refused, what_is_no_whole_number_is_refused);

const NUMBERS: [&str; 9] = [
    "2147483648",
    "-2147483649",
    "9007199254740992",
    "9223372036854775807",
    "9223372036854775808",
    "18446744073709551616",
    "1e10",
    "1e400",
    "-1e400",
];

/// Each place where a number stands, as `N`.
fn places(shop: &Shop, thread: &str) -> Vec<(String, String)> {
    let (page, admin, bot) = (&shop.page, &shop.server.admin, &shop.bot.token);
    let payload = "{ userErrors { code } }";
    [
        (bot, format!("mutation {{ extendThreadControl(input: {{threadId: {thread}, duration: N}}) {payload} }}")),
        (
            bot,
            format!("mutation {{ releaseThreadControl(input: {{threadId: {thread}, expectedEpoch: N}}) {payload} }}"),
        ),
        (admin, format!("mutation {{ updatePageSettings(input: {{pageId: {page}, idleTimeout: N}}) {payload} }}")),
        (admin, format!("mutation {{ issueChannelToken(input: {{pageId: {page}, expiresIn: N}}) {payload} }}")),
        (admin, format!("{{ page(id: {page}) {{ threads(first: N) {{ nodes {{ id }} }} }} }}")),
    ]
    .map(|(token, document)| (token.clone(), document))
    .to_vec()
}

async fn a_number_that_is_too_large_is_refused(shop: Shop) {
    let thread = shop.owned_by(&shop.bot, "ada").await;
    let before = shop.everything().await;
    for (token, document) in places(&shop, &thread) {
        for number in NUMBERS {
            let answer = shop.server.send(&token, &document.replace('N', number), json!({})).await;
            assert_eq!((answer.status, answer.code()), (200, "BAD_USER_INPUT"), "{document} {number}");

            let root = if document.starts_with("mutation") { "mutation" } else { "query" };
            let with_variable =
                format!("{root}($n: Int) {}", document.trim_start_matches("mutation").replace('N', "$n"));
            let body = format!("{{\"query\": {}, \"variables\": {{\"n\": {number}}}}}", json!(with_variable));
            let answer = shop.server.post(&token, body).await;
            assert_eq!(answer.code(), "BAD_USER_INPUT", "{with_variable} {number}");
            assert!(answer.status < 500, "{with_variable} {number}");
        }
    }
    assert_eq!(shop.everything().await, before);
}

async fn what_is_no_whole_number_is_refused(shop: Shop) {
    let thread = shop.owned_by(&shop.bot, "ada").await;
    let before = shop.everything().await;
    let wrong: [Value; 6] = [json!("60"), json!(60.5), json!(true), json!([60, 60]), json!({}), json!("")];
    for (token, document) in places(&shop, &thread) {
        for value in &wrong {
            let answer = shop.server.send(&token, &document.replace('N', &value.to_string()), json!({})).await;
            assert_eq!((answer.status, answer.code()), (200, "BAD_USER_INPUT"), "{document} {value}");
        }
    }
    assert_eq!(shop.everything().await, before);
}
