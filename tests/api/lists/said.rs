//! What a list's threads say is what each of them says.

use serde_json::json;

use crate::shop::{Shop, in_both_shops};

in_both_shops!(
    the_threads_of_a_list_say_what_each_says,
    who_may_not_read_messages_reads_none_in_lists,
    a_lists_messages_are_asked_for_as_a_threads_are,
);

/// One field in several ways: under two names, in a fragment, with a variable, and with what the resolvers must load.
const SAID: &str = "fragment Said on Thread {
    id
    messages(last: $last) { nodes { text } pageInfo { hasPreviousPage hasNextPage startCursor } }
    first: messages(first: 1) { edges { cursor node { text status } } }
    ...More
}
fragment More on Thread { answered: messages(first: 3) { nodes { text sender { ... on App { id name } } } } }";

async fn the_threads_of_a_list_say_what_each_says(shop: Shop) {
    for (customer, answers) in [("ada", 0), ("bob", 1), ("cyd", 4)] {
        let thread = shop.owned_by(&shop.bot, customer).await;
        for number in 1..=answers {
            shop.send(&shop.bot, &thread, &format!("text: \"{customer} {number}\"")).await;
        }
    }
    let document = format!(
        "query($page: ID!, $last: Int = 2) {{ page(id: $page) {{
            threads {{ nodes {{ ...Said }} edges {{ node {{ ...Said ... on Thread {{ isDone }} }} }} }} }} }} {SAID}"
    );
    let list = shop.server.send(&shop.bot.token, &document, json!({"page": shop.page})).await.ok();
    let list = &list["page"]["threads"];
    let threads = list["nodes"].as_array().unwrap();
    assert_eq!(threads.len(), 3);
    let document = format!("query($it: ID!, $last: Int = 2) {{ thread(id: $it) {{ ...Said }} }} {SAID}");
    for (thread, edge) in threads.iter().zip(list["edges"].as_array().unwrap()) {
        let alone = shop.server.send(&shop.bot.token, &document, json!({"it": thread["id"]})).await.ok();
        assert_eq!(alone["thread"].to_string(), thread.to_string());
        let mut of_edge = edge["node"].clone();
        assert_eq!(of_edge.as_object_mut().unwrap().remove("isDone"), Some(json!(false)));
        assert_eq!(&of_edge, thread);
    }
}

async fn who_may_not_read_messages_reads_none_in_lists(shop: Shop) {
    shop.writes("ada", "m1").await;
    let document = "query($page: ID!) { page(id: $page) { threads { nodes { id messages { nodes { text } } } } } }";
    for (tasks, code) in [(["MESSAGING"], ""), (["ANALYZE"], "FORBIDDEN"), (["MANAGE"], "FORBIDDEN")] {
        let person = shop.person(&tasks[0].to_lowercase(), &tasks).await;
        let answer = shop.server.send(&person.token, document, json!({"page": shop.page})).await;
        assert_eq!(answer.code(), code, "{tasks:?}");
    }
    assert_eq!(shop.server.send(&shop.channel, document, json!({"page": shop.page})).await.code(), "FORBIDDEN");
}

async fn a_lists_messages_are_asked_for_as_a_threads_are(shop: Shop) {
    shop.writes("ada", "m1").await;
    for arguments in ["first: 101", "first: -1", "first: 1, last: 1", "after: \"x\""] {
        let document = format!(
            "query($page: ID!) {{ page(id: $page) {{ threads {{ nodes {{ messages({arguments}) {{ nodes {{ text }} }} }} }} }} }}"
        );
        let answer = shop.server.send(&shop.bot.token, &document, json!({"page": shop.page})).await;
        assert_eq!(answer.code(), "BAD_USER_INPUT", "{arguments}");
    }
}
