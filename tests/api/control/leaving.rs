//! `leaving`: an app is unsubscribed.

use serde_json::json;

use crate::shop::{Shop, in_both_shops};

in_both_shops!(
    the_threads_of_an_app_that_leaves_go_idle,
    its_requests_and_its_role_go_with_it,
    it_may_do_nothing_more_whatever_its_token_says,
);

async fn the_threads_of_an_app_that_leaves_go_idle(shop: Shop) {
    shop.settings("onRelease: NEXT_REQUEST").await;
    let (ada, bob) = (shop.owned_by(&shop.bot, "ada").await, shop.owned_by(&shop.desk, "bob").await);
    shop.verb(&shop.desk, "requestThreadControl", &ada, "").await;
    shop.unsubscribe(&shop.bot).await;
    let after = shop.thread(&shop.desk, &ada).await;
    assert_eq!((&after["control"]["state"], &after["control"]["epoch"]), (&json!("IDLE"), &json!(2)));
    assert_eq!(after["events"]["nodes"][3]["reason"], "APP_REMOVED");
    assert_eq!(shop.thread(&shop.desk, &bob).await["control"]["owner"]["id"], json!(shop.desk.id));
}

async fn its_requests_and_its_role_go_with_it(shop: Shop) {
    let thread = shop.owned_by(&shop.desk, "ada").await;
    shop.set_primary(&shop.bot).await;
    shop.verb(&shop.bot, "requestThreadControl", &thread, "").await;
    shop.unsubscribe(&shop.bot).await;
    let after = shop.thread(&shop.desk, &thread).await;
    assert_eq!(after["requests"], json!([]));
    assert_eq!(after["events"]["nodes"].as_array().unwrap().last().unwrap()["__typename"], "RequestWithdrawn");
    let document =
        "query($page: ID!) { page(id: $page) { primaryReceiver { id } subscriptions { nodes { app { id } } } } }";
    let data = shop.server.send(&shop.server.admin, document, json!({"page": shop.page})).await.ok();
    assert_eq!(data["page"]["primaryReceiver"], json!(null));
    assert_eq!(data["page"]["subscriptions"]["nodes"], json!([{"app": {"id": shop.desk.id}}]));
}

async fn it_may_do_nothing_more_whatever_its_token_says(shop: Shop) {
    let thread = shop.owned_by(&shop.bot, "ada").await;
    shop.unsubscribe(&shop.bot).await;
    for document in [
        "mutation($it: ID!) { takeThreadControl(input: {threadId: $it}) { userErrors { code } } }",
        "mutation($it: ID!) { requestThreadControl(input: {threadId: $it}) { userErrors { code } } }",
        "mutation($it: ID!) { sendMessage(input: {threadId: $it, text: \"Hi\"}) { userErrors { code } } }",
        "query($it: ID!) { thread(id: $it) { id } }",
    ] {
        let answer = shop.server.send(&shop.bot.token, document, json!({"it": thread})).await;
        assert_eq!((answer.status, answer.code()), (200, "FORBIDDEN"), "{document}");
    }
}
