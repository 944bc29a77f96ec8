//! No list costs a query for each of its rows.

use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use serde_json::json;

use crate::shop::{Shop, in_both_shops};

in_both_shops!(fifty_threads_take_as_many_statements_as_five, fifty_events_take_as_many_statements_as_five);

/// Statements that the server, which runs in this very thread, has sent to its database.
fn statements(metrics: &PrometheusHandle) -> u64 {
    let text = metrics.render();
    let count = text.lines().find_map(|it| it.strip_prefix("baton_store_statements_total "));
    count.map_or(0, |it| it.parse().unwrap())
}

/// How many statements the document takes with so many rows, once the configuration is known.
async fn cost(shop: &Shop, metrics: &PrometheusHandle, document: &str, rows: usize) -> u64 {
    let ask = || shop.server.send(&shop.bot.token, document, json!({"page": shop.page, "rows": rows}));
    ask().await.ok();
    let before = statements(metrics);
    let answer = ask().await.ok().to_string();
    assert_eq!(answer.matches("\"row\"").count(), rows, "{answer:.300}");
    statements(metrics) - before
}

async fn fifty_threads_take_as_many_statements_as_five(shop: Shop) {
    let recorder = PrometheusBuilder::new().build_recorder();
    let _guard = metrics::set_default_local_recorder(&recorder);
    for number in 0..50 {
        let thread = shop.owned_by(&shop.bot, &format!("c{number}")).await;
        shop.verb(&shop.desk, "requestThreadControl", &thread, "").await;
    }
    let document = "query($page: ID!, $rows: Int!) { page(id: $page) { threads(first: $rows) { nodes { row: __typename
        id page { name } customer { id name } folder isDone persistentMenu { level } can(action: TAKE) { allowed }
        control { state epoch since expiresAt owner { ... on App { name } } } requests { app { name } position }
        messages(last: 1) { nodes { text sender { ... on App { name } } } }
        events(last: 1) { nodes { sequence thread { id } ... on ControlRequested { app { name } } } } } } } }";
    let handle = recorder.handle();
    let five = cost(&shop, &handle, document, 5).await;
    assert!((1..=8).contains(&five), "{five}");
    assert_eq!(cost(&shop, &handle, document, 50).await, five);
}

async fn fifty_events_take_as_many_statements_as_five(shop: Shop) {
    let recorder = PrometheusBuilder::new().build_recorder();
    let _guard = metrics::set_default_local_recorder(&recorder);
    let thread = shop.owned_by(&shop.bot, "ada").await;
    for number in 0..50 {
        shop.send(&shop.bot, &thread, &format!("text: \"{number}\"")).await;
    }
    let document = "query($page: ID!, $rows: Int!) { page(id: $page) { thread(customerId: \"ada\") { events(last: $rows) {
        nodes { row: __typename ... on MessageSent { message { text sender { ... on App { name } } } thread { id } } } } } } }";
    let handle = recorder.handle();
    let five = cost(&shop, &handle, document, 5).await;
    assert!((1..=5).contains(&five), "{five}");
    assert_eq!(cost(&shop, &handle, document, 50).await, five);
}
