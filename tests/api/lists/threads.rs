//! `Page.threads` and `Page.thread`.

use serde_json::{Value, json};

use super::{customers, goes_on};
use crate::shop::{Shop, in_both_shops};

in_both_shops!(
    filters_choose_threads,
    threads_that_wait_for_an_answer,
    threads_by_what_the_customer_came_through,
    a_search_finds_customers_by_name_and_id,
    threads_come_in_the_order_asked_for,
    threads_are_paged_forward_and_backward,
    threads_of_one_moment_are_paged_without_loss,
    an_app_without_review_sees_its_testers_threads_alone,
    a_customers_thread_is_found_by_the_customers_id,
);

async fn filters_choose_threads(shop: Shop) {
    shop.owned_by(&shop.bot, "ada").await;
    let bob = shop.owned_by(&shop.bot, "bob").await;
    let cyd = shop.owned_by(&shop.desk, "cyd").await;
    shop.writes("dan", "m1").await;
    shop.verb(&shop.desk, "requestThreadControl", &bob, "").await;
    shop.verb(&shop.desk, "passThreadControl", &cyd, "targetId: \"263902037430900\"").await;
    let (bot, desk) = (&shop.bot.id, &shop.desk.id);
    for (filter, expected) in [
        ("{}".to_owned(), "ada bob cyd dan"),
        ("null".to_owned(), "ada bob cyd dan"),
        ("{state: IDLE}".to_owned(), "dan"),
        ("{state: CONTROLLED}".to_owned(), "ada bob cyd"),
        (format!("{{ownerId: \"{bot}\"}}"), "ada bob"),
        (format!("{{ownerId: {bot}}}"), "ada bob"),
        ("{ownerId: \"263902037430900\"}".to_owned(), "cyd"),
        ("{ownerId: \"999\"}".to_owned(), ""),
        ("{ownerId: \"x\"}".to_owned(), ""),
        (format!("{{requestedById: \"{desk}\"}}"), "bob"),
        (format!("{{requestedById: \"{bot}\"}}"), ""),
        (format!("{{requestedById: \"{desk}\", ownerId: \"{bot}\", state: CONTROLLED}}"), "bob"),
        (format!("{{requestedById: \"{desk}\", state: IDLE}}"), ""),
        ("{folder: MAIN}".to_owned(), "cyd"),
        ("{folder: GENERAL}".to_owned(), "ada bob dan"),
        ("{isDone: false}".to_owned(), "ada bob cyd dan"),
        ("{isDone: true}".to_owned(), ""),
        ("{customerId: \"ada\"}".to_owned(), "ada"),
        ("{customerId: \"Ada\"}".to_owned(), ""),
        ("{customerId: \"a b\"}".to_owned(), ""),
    ] {
        for order in ["LAST_ACTIVITY_DESC", "LAST_ACTIVITY_ASC", "EXPIRES_AT_ASC"] {
            let list = shop.threads(&format!("filter: {filter}, orderBy: {order}")).await;
            let mut found = customers(&list);
            found.sort_unstable();
            assert_eq!(found.join(" "), expected, "{filter} {order}");
        }
    }
}

async fn threads_that_wait_for_an_answer(shop: Shop) {
    let ada = shop.owned_by(&shop.bot, "ada").await;
    let since = shop.waits_since(&ada).await;
    assert!(since.is_string(), "the customer has written");
    shop.server.pass(60);
    shop.writes("ada", "m2").await;
    assert_eq!(shop.waits_since(&ada).await, since, "the wait began with the first message");
    shop.writes("bob", "m3").await;
    assert_eq!(shop.waiting(true).await, "ada bob");

    shop.send(&shop.bot, &ada, "text: \"Hello\"").await;
    assert_eq!((shop.waiting(true).await, shop.waiting(false).await), ("bob".to_owned(), "ada".to_owned()));
    assert_eq!(shop.waits_since(&ada).await, Value::Null);
    shop.writes("ada", "m4").await;
    assert_eq!(shop.waiting(true).await, "ada bob");

    let bob = shop.writes("bob", "m5").await;
    let survey =
        "mutation($it: ID!) { sendSurvey(input: {threadId: $it text: \"How was it?\"}) { message { status } } }";
    let sent = shop.server.send(&shop.desk.token, survey, json!({"it": bob})).await.ok();
    assert_eq!(sent["sendSurvey"]["message"]["status"], "SENT");
    assert_eq!(shop.waiting(true).await, "ada bob", "a survey answers nothing");
    let done = "mutation($it: ID!) { markThreadDone(input: {threadId: $it}) { userErrors { code } } }";
    shop.admin(done, json!({"it": bob})).await;
    assert_eq!(shop.waiting(true).await, "ada", "who is done waits for nothing");
}

async fn threads_by_what_the_customer_came_through(shop: Shop) {
    let document = "mutation($page: ID!, $key: String!, $app: ID!) {
        setEntryPoint(input: {pageId: $page, source: AD, key: $key, appId: $app}) {
            page { entryPoints { id key } } userErrors { code } } }";
    let mut points = json!(null);
    for key in ["autumn", "spring"] {
        let set = shop.admin(document, json!({"page": shop.page, "key": key, "app": shop.desk.id})).await;
        points = set["setEntryPoint"]["page"]["entryPoints"].clone();
    }
    assert_eq!((&points[0]["key"], &points[1]["key"]), (&json!("autumn"), &json!("spring")));
    let comes = async |customer: &str, key: &str| {
        let document = "mutation($page: ID!, $customer: ID!, $key: String!, $it: String!) { receiveReferral(input: {
            pageId: $page, customerId: $customer, source: AD, key: $key, externalId: $it}) {
            thread { referral { source key } } userErrors { code } } }";
        let variables = json!({"page": shop.page, "customer": customer, "key": key, "it": format!("{customer}-{key}")});
        let came = shop.server.send(&shop.channel, document, variables).await.ok();
        assert_eq!(came["receiveReferral"]["thread"]["referral"], json!({"source": "AD", "key": key}));
    };
    comes("ada", "spring").await;
    comes("bob", "spring").await;
    comes("cyd", "winter").await;
    shop.writes("dan", "m1").await;
    let through = async |point: &Value| {
        let list = shop.threads(&format!("filter: {{entryPointId: {point}}}")).await;
        let mut found: Vec<String> = customers(&list).into_iter().map(str::to_owned).collect();
        found.sort_unstable();
        found.join(" ")
    };
    assert_eq!(through(&points[1]["id"]).await, "ada bob");
    assert_eq!(through(&points[0]["id"]).await, "");
    comes("ada", "autumn").await;
    assert_eq!((through(&points[0]["id"]).await, through(&points[1]["id"]).await), ("ada".into(), "bob".into()));
    assert_eq!((through(&json!("999")).await, through(&json!("x")).await), (String::new(), String::new()));
}

impl Shop {
    async fn waits_since(&self, thread: &str) -> Value {
        let document = "query($it: ID!) { thread(id: $it) { unansweredSince } }";
        self.server.send(&self.bot.token, document, json!({"it": thread})).await.ok()["thread"]["unansweredSince"]
            .take()
    }

    async fn waiting(&self, is_unanswered: bool) -> String {
        let list = self.threads(&format!("filter: {{isUnanswered: {is_unanswered}}}")).await;
        let mut found = customers(&list);
        found.sort_unstable();
        found.join(" ")
    }
}

async fn a_search_finds_customers_by_name_and_id(shop: Shop) {
    let document = "mutation($page: ID!, $id: ID!, $name: String) {
        receiveMessage(input: {pageId: $page, customerId: $id, customerName: $name, text: \"Hi\", externalId: \"EXT\"}) { userErrors { code } } }";
    for (id, name) in [("psid-7", Some("Ada King Lovelace")), ("psid-8", Some("Zoë Ångström")), ("x_1%", None)] {
        let variables = json!({"page": shop.page, "id": id, "name": name});
        shop.server.send(&shop.channel, &document.replace("EXT", id), variables).await.ok();
    }
    for (search, expected) in [
        ("ada", "psid-7"),
        ("ADA", "psid-7"),
        ("king lo", "psid-7"),
        ("lace", ""),
        ("psid", "psid-7 psid-8"),
        ("zoë", "psid-8"),
        ("ÅNG", "psid-8"),
        ("x_", "x_1%"),
        ("_", ""),
        ("%", ""),
        ("'", ""),
        ("\\\\", ""),
        (" ", "psid-7 psid-8 x_1%"),
        ("", "psid-7 psid-8 x_1%"),
    ] {
        let list = shop.threads(&format!("filter: {{search: \"{search}\"}}")).await;
        let mut found = customers(&list);
        found.sort_unstable();
        assert_eq!(found.join(" "), expected, "{search:?}");
    }
}

async fn threads_come_in_the_order_asked_for(shop: Shop) {
    for (customer, extension) in [("ada", 300_000), ("bob", 200_000), ("cyd", 100_000)] {
        let thread = shop.owned_by(&shop.bot, customer).await;
        shop.verb(&shop.bot, "extendThreadControl", &thread, &format!("duration: {extension}")).await;
        shop.server.pass(10);
    }
    shop.writes("dan", "m1").await;
    for (order, expected) in [
        ("", ["dan", "cyd", "bob", "ada"]),
        ("(orderBy: LAST_ACTIVITY_DESC)", ["dan", "cyd", "bob", "ada"]),
        ("(orderBy: LAST_ACTIVITY_ASC)", ["ada", "bob", "cyd", "dan"]),
        ("(orderBy: EXPIRES_AT_ASC)", ["cyd", "bob", "ada", "dan"]),
    ] {
        let order = if order.is_empty() { "first: 9" } else { order.trim_matches(['(', ')']) };
        assert_eq!(customers(&shop.threads(order).await), expected, "{order}");
    }
    shop.server.pass(1);
    shop.writes("ada", "m2").await;
    assert_eq!(customers(&shop.threads("first: 1").await), ["ada"], "activity moves a thread up");
}

async fn threads_are_paged_forward_and_backward(shop: Shop) {
    let all = ["c0", "c1", "c2", "c3", "c4", "c5", "c6"];
    for customer in all {
        shop.writes(customer, customer).await;
        shop.server.pass(1);
    }
    let order = "orderBy: LAST_ACTIVITY_ASC";
    let one = shop.threads(&format!("{order}, first: 3")).await;
    assert_eq!((customers(&one), goes_on(&one)), (all[..3].to_vec(), (true, false)));
    let two = shop.threads(&format!("{order}, first: 3, after: {}", one["pageInfo"]["endCursor"])).await;
    assert_eq!((customers(&two), goes_on(&two)), (all[3..6].to_vec(), (true, true)));
    let three = shop.threads(&format!("{order}, first: 3, after: {}", two["pageInfo"]["endCursor"])).await;
    assert_eq!((customers(&three), goes_on(&three)), (all[6..].to_vec(), (false, true)));
    let back = shop.threads(&format!("{order}, last: 2, before: {}", three["pageInfo"]["startCursor"])).await;
    assert_eq!((customers(&back), goes_on(&back)), (all[4..6].to_vec(), (true, true)));
    let first = shop.threads(&format!("{order}, last: 9, before: {}", back["pageInfo"]["startCursor"])).await;
    assert_eq!((customers(&first), goes_on(&first)), (all[..4].to_vec(), (true, false)));
    let last = shop.threads(&format!("{order}, last: 2")).await;
    assert_eq!((customers(&last), goes_on(&last)), (all[5..].to_vec(), (false, true)));
}

async fn threads_of_one_moment_are_paged_without_loss(shop: Shop) {
    for customer in ["a", "b", "c", "d", "e"] {
        shop.writes(customer, customer).await;
    }
    for order in ["LAST_ACTIVITY_DESC", "LAST_ACTIVITY_ASC", "EXPIRES_AT_ASC"] {
        let (mut seen, mut after) = (Vec::new(), Value::Null);
        loop {
            let list = shop.threads(&format!("orderBy: {order}, first: 2, after: {after}")).await;
            seen.extend(customers(&list).into_iter().map(str::to_owned));
            if !goes_on(&list).0 {
                break;
            }
            after = list["pageInfo"]["endCursor"].clone();
        }
        seen.sort_unstable();
        assert_eq!(seen, ["a", "b", "c", "d", "e"], "{order}");
    }
}

async fn an_app_without_review_sees_its_testers_threads_alone(shop: Shop) {
    let beta = shop.unreviewed_app("Beta").await;
    shop.writes("ada", "m1").await;
    shop.writes("tess", "m2").await;
    let document = "query($page: ID!) { page(id: $page) { threads { nodes { customer { id } } } } }";
    let sees = async || {
        let data = shop.server.send(&beta.token, document, json!({"page": shop.page})).await.ok();
        customers(&data["page"]["threads"]).join(" ")
    };
    assert_eq!(sees().await, "");
    shop.add_tester(&beta, "tess").await;
    assert_eq!(sees().await, "tess");
}

async fn a_customers_thread_is_found_by_the_customers_id(shop: Shop) {
    let thread = shop.writes("ada", "m1").await;
    let document = "query($page: ID!, $it: ID!) { page(id: $page) { thread(customerId: $it) { id customer { id name locale } } } }";
    for (customer, found) in [("ada", json!(thread)), ("bob", json!(null)), ("a b", json!(null)), ("", json!(null))] {
        let data = shop.server.send(&shop.bot.token, document, json!({"page": shop.page, "it": customer})).await.ok();
        assert_eq!(data["page"]["thread"]["id"], found, "{customer:?}");
    }
}
