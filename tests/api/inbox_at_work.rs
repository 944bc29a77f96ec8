//! What people work with in the inbox: saved replies, what is unread, and who else looks at a thread.

use serde_json::{Value, json};

use crate::{
    follow::Follower,
    shop::{Shop, codes, field, in_both_shops, text},
};

in_both_shops!(
    saved_replies_are_written_changed_and_deleted,
    a_shortcut_names_one_reply_of_a_page,
    saved_replies_of_another_page_do_not_exist,
    what_a_customer_wrote_is_unread_until_it_is_marked,
    reading_is_each_persons_own,
    unread_messages_of_a_list_are_counted_up_to_a_hundred,
    who_looks_at_a_thread_is_seen_by_others,
    who_may_not_read_the_thread_any_more_is_not_told,
);

async fn saved_replies_are_written_changed_and_deleted(shop: Shop) {
    let eve = shop.person("eve", &["MESSAGING"]).await;
    let create = format!(
        "pageId: {:?} title: \" Hours \" text: \"Nine to five.\\nNot on Sundays.\" shortcut: \"Hours\"",
        shop.page
    );
    let created = mutate(&shop, &eve.token, "createSavedReply", &create).await;
    let reply = &created["savedReply"];
    assert_eq!((&reply["title"], &reply["shortcut"]), (&json!("Hours"), &json!("hours")));
    assert_eq!(reply["text"], "Nine to five.\nNot on Sundays.");

    let id = text(&reply["id"]);
    let changed = mutate(&shop, &eve.token, "updateSavedReply", &format!("id: {id:?} shortcut: \"\"")).await;
    assert_eq!((&changed["savedReply"]["title"], &changed["savedReply"]["shortcut"]), (&json!("Hours"), &Value::Null));
    for (input, wrong) in [("title: \" \"", "title"), ("text: \"\"", "text"), ("shortcut: \"two words\"", "shortcut")] {
        let refused = mutate(&shop, &eve.token, "updateSavedReply", &format!("id: {id:?} {input}")).await;
        assert_eq!((codes(&refused), field(&refused)), (vec!["INVALID"], vec!["input", wrong]));
    }
    assert_eq!(titles(&shop, &eve.token).await, ["Hours"]);
    mutate(&shop, &eve.token, "deleteSavedReply", &format!("id: {id:?}")).await;
    assert_eq!(titles(&shop, &eve.token).await, [""; 0]);
}

async fn a_shortcut_names_one_reply_of_a_page(shop: Shop) {
    let (admin, (other, _)) = (shop.server.admin.clone(), shop.another_page("WEB").await);
    let create = |page: &str| format!("pageId: {page:?} title: \"A\" text: \"A\" shortcut: \"a\"");
    assert!(codes(&mutate(&shop, &admin, "createSavedReply", &create(&shop.page)).await).is_empty());
    let refused = mutate(&shop, &admin, "createSavedReply", &create(&shop.page)).await;
    assert_eq!((codes(&refused), field(&refused)), (vec!["CONFLICT"], vec!["input", "shortcut"]));
    assert!(codes(&mutate(&shop, &admin, "createSavedReply", &create(&other)).await).is_empty());
}

async fn saved_replies_of_another_page_do_not_exist(shop: Shop) {
    let (other, _) = shop.another_page("WEB").await;
    let eve = shop.person("eve", &["MESSAGING"]).await;
    let create = format!("pageId: {other:?} title: \"A\" text: \"A\"");
    let created = mutate(&shop, &shop.server.admin, "createSavedReply", &create).await;
    let delete = format!(
        "mutation {{ deleteSavedReply(input: {{id: {}}}) {{ userErrors {{ code }} }} }}",
        created["savedReply"]["id"]
    );
    assert_eq!(shop.server.send(&eve.token, &delete, json!({})).await.code(), "NOT_FOUND");
}

async fn what_a_customer_wrote_is_unread_until_it_is_marked(shop: Shop) {
    let eve = shop.person("eve", &["MESSAGING"]).await;
    let thread = shop.writes("ada", "m1").await;
    shop.writes("ada", "m2").await;
    assert_eq!(unread(&shop, &eve.token, &thread).await, 2);
    shop.in_the_inbox(&eve, "replyFromInbox", &thread, "text: \"Hi\"").await;
    assert_eq!(unread(&shop, &eve.token, &thread).await, 2, "what the inbox wrote is nobody's to read");
    let marked = mark(&shop, &eve.token, &thread, "").await;
    assert_eq!(marked["thread"]["unreadCount"], 0);
    shop.writes("ada", "m3").await;
    assert_eq!(unread(&shop, &eve.token, &thread).await, 1);
    assert_eq!(mark(&shop, &eve.token, &thread, "sequence: 0").await["thread"]["unreadCount"], 3, "unread again");
    let refused = mark(&shop, &eve.token, &thread, "sequence: 99").await;
    assert_eq!((codes(&refused), field(&refused)), (vec!["INVALID"], vec!["input", "sequence"]));
    let asked =
        shop.server.send(&shop.bot.token, "query($it: ID!) { thread(id: $it) { unreadCount } }", json!({"it": thread}));
    assert_eq!(asked.await.ok()["thread"]["unreadCount"], Value::Null);
}

async fn reading_is_each_persons_own(shop: Shop) {
    let (eve, ann) = (shop.person("eve", &["MESSAGING"]).await, shop.person("ann", &["MODERATE"]).await);
    let thread = shop.writes("ada", "m1").await;
    mark(&shop, &eve.token, &thread, "").await;
    assert_eq!(
        (unread(&shop, &eve.token, &thread).await, unread(&shop, &ann.token, &thread).await),
        (0.into(), 1.into())
    );
}

async fn unread_messages_of_a_list_are_counted_up_to_a_hundred(shop: Shop) {
    for n in 0..5 {
        for m in 0..=n {
            shop.writes(&format!("c{n}"), &format!("m{n}-{m}")).await;
        }
    }
    for m in 0..105 {
        shop.writes("c4", &format!("more-{m}")).await;
    }
    let query = "query($page: ID!) { page(id: $page) { threads(orderBy: LAST_ACTIVITY_ASC) { nodes { unreadCount customer { id } } } } }";
    let data = shop.admin(query, json!({"page": shop.page})).await;
    let mut counts: Vec<(String, i64)> = data["page"]["threads"]["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| (text(&it["customer"]["id"]), it["unreadCount"].as_i64().unwrap()))
        .collect();
    counts.sort();
    let expected = [("c0", 1), ("c1", 2), ("c2", 3), ("c3", 4), ("c4", 100)].map(|(id, count)| (id.to_owned(), count));
    assert_eq!(counts, expected);
}

async fn who_looks_at_a_thread_is_seen_by_others(shop: Shop) {
    let (eve, ann) = (shop.person("eve", &["MESSAGING"]).await, shop.person("ann", &["MODERATE"]).await);
    let thread = shop.writes("ada", "m1").await;
    let mut first = look(&shop, &eve.token, &thread).await;
    assert_eq!(names(&first.next().await), [""; 0]);
    let mut second = look(&shop, &ann.token, &thread).await;
    assert_eq!(names(&second.next().await), ["eve"]);
    assert_eq!(names(&first.next().await), ["ann"]);
    // A second window of the same person is nobody new; another thread is another place.
    let mut third = look(&shop, &ann.token, &thread).await;
    assert_eq!(names(&third.next().await), ["eve"]);
    let elsewhere = shop.writes("bob", "m2").await;
    assert_eq!(names(&look(&shop, &shop.server.admin.clone(), &elsewhere).await.next().await), [""; 0]);
    drop(second);
    drop(third);
    assert_eq!(names(&first.next().await), [""; 0], "whose connection is gone looks no more");
}

async fn who_may_not_read_the_thread_any_more_is_not_told(shop: Shop) {
    let eve = shop.person("eve", &["MESSAGING"]).await;
    let thread = shop.writes("ada", "m1").await;
    let mut viewers = look(&shop, &eve.token, &thread).await;
    assert_eq!(names(&viewers.next().await), [""; 0]);
    shop.set_tasks(&eve, &["ANALYZE"]).await;
    assert_eq!(viewers.refusal_in_time(&shop.server).await, "FORBIDDEN");
}

async fn look(shop: &Shop, token: &str, thread: &str) -> Follower {
    let document = "subscription($thread: ID!) { threadViewers(threadId: $thread) { since user { name } } }";
    Follower::start(&shop.server, token, document, json!({"thread": thread})).await
}

fn names(viewers: &Value) -> Vec<String> {
    viewers.as_array().unwrap().iter().map(|it| text(&it["user"]["name"])).collect()
}

async fn mutate(shop: &Shop, token: &str, name: &str, input: &str) -> Value {
    let document = format!(
        "mutation {{ {name}(input: {{{input}}}) {{ savedReply {{ id title text shortcut }} userErrors {{ code field }} }} }}"
    );
    shop.server.send(token, &document, json!({})).await.ok()[name].take()
}

async fn titles(shop: &Shop, token: &str) -> Vec<String> {
    let query = "query($page: ID!) { page(id: $page) { savedReplies(first: 10) { nodes { title } } } }";
    let data = shop.server.send(token, query, json!({"page": shop.page})).await.ok();
    data["page"]["savedReplies"]["nodes"].as_array().unwrap().iter().map(|it| text(&it["title"])).collect()
}

async fn mark(shop: &Shop, token: &str, thread: &str, arguments: &str) -> Value {
    let document = format!(
        "mutation($thread: ID!) {{ markThreadRead(input: {{threadId: $thread {arguments}}}) {{
            thread {{ unreadCount }} userErrors {{ code field }} }} }}"
    );
    shop.server.send(token, &document, json!({"thread": thread})).await.ok()["markThreadRead"].take()
}

async fn unread(shop: &Shop, token: &str, thread: &str) -> Value {
    let query = "query($thread: ID!) { thread(id: $thread) { unreadCount } }";
    shop.server.send(token, query, json!({"thread": thread})).await.ok()["thread"]["unreadCount"].take()
}
