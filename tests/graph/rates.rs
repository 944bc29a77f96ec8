//! Meta's rate limits, where an operator has set them.

use std::num::NonZeroU32;

use baton::http::{GraphRates, Limits};
use serde_json::{Value, json};

use crate::{
    client::Reply,
    shop::Shop,
    support::{TestStore, server::TestServer},
};

async fn shop(graph: GraphRates) -> Shop {
    let db = TestStore::sqlite().await;
    let server = TestServer::limited(&db.url, Limits { graph, ..Limits::default() }).await;
    Shop::open_on(server, db).await
}

fn header(reply: &Reply, name: &str) -> Value {
    serde_json::from_str(reply.headers.get(name).unwrap_or_else(|| panic!("no {name}")).to_str().unwrap()).unwrap()
}

fn usage(percent: u64, minutes: u64) -> Value {
    json!({"type": "messenger", "call_count": percent, "total_cputime": 0, "total_time": 0,
        "estimated_time_to_regain_access": minutes})
}

const WORDS: &str = "(#613) Calls to this api have exceeded the rate limit.";

#[tokio::test]
async fn a_window_fills_and_opens_again() {
    let shop = shop(GraphRates { profile: NonZeroU32::new(2), ..GraphRates::default() }).await;
    let ask = || shop.graph_get(&shop.bot, "me/messenger_profile");
    let first = ask().await;
    assert_eq!(header(&first, "x-business-use-case-usage"), json!({&shop.page: [usage(50, 0)]}));
    assert_eq!(header(&first, "x-app-usage"), json!({"call_count": 50, "total_time": 0, "total_cputime": 0}));
    first.ok();
    shop.server.pass(1);
    assert_eq!(header(&ask().await, "x-business-use-case-usage"), json!({&shop.page: [usage(100, 0)]}));
    let refused = ask().await;
    assert_eq!(refused.refused(613, Some(2_018_338)), WORDS);
    assert_eq!(refused.headers["retry-after"], "599");
    assert_eq!(header(&refused, "x-business-use-case-usage"), json!({&shop.page: [usage(100, 10)]}));
    // Another app's calls count as well: it is the page's limit. Other edges have none.
    shop.graph_get(&shop.desk, "me/messenger_profile").await.refused(613, Some(2_018_338));
    shop.graph_get(&shop.bot, "me").await.ok();
    shop.server.pass(599);
    ask().await.ok();
}

#[tokio::test]
async fn messages_and_media_are_counted_by_the_second() {
    let rates = GraphRates { messages: NonZeroU32::new(3), media: NonZeroU32::new(1), ..GraphRates::default() };
    let shop = shop(rates).await;
    shop.owned_by(&shop.bot, "ann").await;
    let text = json!({"message": {"text": "x"}});
    let video = json!({"message": {"attachment": {"type": "video", "payload": {"url": "https://shop.example/1.mp4"}}}});
    let send = |body: &Value| shop.graph_control(&shop.bot, "messages", "ann", body.clone());
    send(&video).await.ok();
    send(&video).await.refused(613, Some(2_018_338));
    send(&text).await.ok();
    send(&text).await.ok();
    send(&text).await.refused(613, Some(2_018_338));
    shop.server.pass(1);
    send(&video).await.ok();
}

#[tokio::test]
async fn a_customer_has_settings_and_a_page_has_customers_to_count() {
    let rates =
        GraphRates { user_settings: NonZeroU32::new(1), per_customer: NonZeroU32::new(2), ..GraphRates::default() };
    let shop = shop(rates).await;
    for customer in ["ann", "bob"] {
        shop.writes(customer, customer).await;
    }
    let settings = |psid: &str| format!("me/custom_user_settings?psid={psid}");
    shop.graph_get(&shop.bot, &settings("ann")).await.ok();
    shop.graph_get(&shop.bot, &settings("ann")).await.refused(613, Some(2_018_338));
    shop.graph_get(&shop.bot, &settings("bob")).await.ok();
    // Two customers and twice as many calls: the one that was refused was none.
    for _ in 0..2 {
        shop.graph_get(&shop.bot, "me").await.ok();
    }
    let refused = shop.graph_get(&shop.bot, "me").await;
    refused.refused(613, Some(2_018_338));
    assert_eq!(refused.headers["retry-after"], "86400");
}

#[tokio::test]
async fn nothing_is_counted_unless_it_is_set() {
    let shop = shop(GraphRates::default()).await;
    let reply = shop.graph_get(&shop.bot, "me/messenger_profile").await;
    assert!(!reply.headers.contains_key("x-app-usage"));
    for _ in 0..20 {
        shop.graph_get(&shop.bot, "me/messenger_profile").await.ok();
    }
}
