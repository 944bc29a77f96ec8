//! The inbox, where people answer; and surveys, which wait until nobody speaks.

use serde_json::{Value, json};

use crate::shop::{Shop, codes, in_both_shops, text};

in_both_shops!(
    a_reply_takes_the_thread_and_done_gives_it_back,
    a_reply_to_a_done_thread_moves_nothing,
    moving_to_main_takes_and_passing_gives,
    a_person_without_the_task_is_refused,
    a_survey_waits_until_the_thread_is_idle,
);

async fn a_reply_takes_the_thread_and_done_gives_it_back(shop: Shop) {
    shop.set_primary(&shop.bot).await;
    let thread = shop.writes("ada", "m1").await;
    let reply = shop
        .in_the_inbox(
            "replyFromInbox",
            &format!("threadId: \"{thread}\" text: \"Hello, it is Eve\""),
            "message { sender { __typename } }",
        )
        .await;
    assert_eq!(reply["message"]["sender"]["__typename"], "Inbox");
    let taken = shop.thread(&shop.bot, &thread).await;
    assert_eq!((&taken["control"]["owner"]["__typename"], &taken["folder"]), (&json!("Inbox"), &json!("MAIN")));

    let done = shop
        .in_the_inbox(
            "markThreadDone",
            &format!("threadId: \"{thread}\""),
            "event { ... on ControlChanged { reason } }",
        )
        .await;
    assert_eq!(done["event"]["reason"], "INBOX_DONE");
    let after = shop.thread(&shop.bot, &thread).await;
    assert_eq!(
        (&after["control"]["owner"]["id"], &after["folder"], &after["isDone"]),
        (&json!(shop.bot.id), &json!("GENERAL"), &json!(true))
    );

    shop.writes("ada", "m2").await;
    assert_eq!(shop.thread(&shop.bot, &thread).await["isDone"], false, "the customer's next message clears it");
}

async fn a_reply_to_a_done_thread_moves_nothing(shop: Shop) {
    let thread = shop.writes("ada", "m1").await;
    shop.in_the_inbox("markThreadDone", &format!("threadId: \"{thread}\""), "event { __typename }").await;
    shop.in_the_inbox("replyFromInbox", &format!("threadId: \"{thread}\" text: \"One more thing\""), "message { id }")
        .await;
    assert_eq!(shop.thread(&shop.bot, &thread).await["control"]["state"], "IDLE");
}

async fn moving_to_main_takes_and_passing_gives(shop: Shop) {
    let thread = shop.writes("ada", "m1").await;
    let moved = shop
        .in_the_inbox(
            "moveThreadToMain",
            &format!("threadId: \"{thread}\""),
            "event { ... on ControlChanged { reason } }",
        )
        .await;
    assert_eq!(moved["event"]["reason"], "INBOX_MOVE");
    let pass = format!("threadId: \"{thread}\" targetAppId: \"{}\"", shop.desk.id);
    let passed = shop.in_the_inbox("passThreadFromInbox", &pass, "event { ... on ControlChanged { reason } }").await;
    assert_eq!(passed["event"]["reason"], "PASS");
    assert_eq!(
        codes(&shop.in_the_inbox("passThreadFromInbox", &pass, "event { __typename }").await),
        ["NOT_THREAD_OWNER"]
    );
}

async fn a_person_without_the_task_is_refused(shop: Shop) {
    let thread = shop.writes("ada", "m1").await;
    let invited = shop
        .admin("mutation { inviteUser(input: {name: \"Ann\", email: \"ann@example.org\"}) { user { id } } }", json!({}))
        .await;
    let user = text(&invited["inviteUser"]["user"]["id"]);
    let member = "mutation($page: ID!, $user: ID!) { setPageMember(input: {pageId: $page, userId: $user, tasks: [ANALYZE]}) { userErrors { code } } }";
    shop.admin(member, json!({"page": shop.page, "user": user})).await;
    let issued = shop
        .admin("mutation($user: ID!) { issueUserToken(input: {userId: $user}) { token } }", json!({"user": user}))
        .await;
    let document =
        "mutation($thread: ID!) { replyFromInbox(input: {threadId: $thread, text: \"Hi\"}) { message { id } } }";
    let token = text(&issued["issueUserToken"]["token"]);
    let answer = shop.server.send(&token, document, json!({"thread": thread})).await;
    assert_eq!(answer.code(), "FORBIDDEN");
}

async fn a_survey_waits_until_the_thread_is_idle(shop: Shop) {
    let thread = shop.writes("ada", "m1").await;
    shop.verb(&shop.bot, "takeThreadControl", &thread, "").await;
    let survey = "mutation($thread: ID!) { sendSurvey(input: {threadId: $thread, text: \"How was it?\"}) { message { id status isSurvey } userErrors { code } } }";
    let held = shop.server.send(&shop.desk.token, survey, json!({"thread": thread})).await.ok();
    assert_eq!(held["sendSurvey"]["message"]["status"], "HELD");
    assert_eq!(held["sendSurvey"]["message"]["isSurvey"], true);
    shop.verb(&shop.bot, "releaseThreadControl", &thread, "").await;

    let messages = "query($thread: ID!) { thread(id: $thread) { messages(last: 1) { nodes { status text } } } }";
    let messages = shop.server.send(&shop.desk.token, messages, json!({"thread": thread})).await.ok();
    assert_eq!(messages["thread"]["messages"]["nodes"], json!([{"status": "SENT", "text": "How was it?"}]));
    let names: Vec<String> = shop.thread(&shop.bot, &thread).await["events"]["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| text(&it["__typename"]))
        .collect();
    assert_eq!(names, ["MessageReceived", "ControlChanged", "SurveyHeld", "ControlChanged", "MessageSent"]);
}

impl Shop {
    /// What an administrator does in the inbox.
    async fn in_the_inbox(&self, operation: &str, input: &str, fields: &str) -> Value {
        let document =
            format!("mutation {{ {operation}(input: {{{input}}}) {{ {fields} userErrors {{ code field }} }} }}");
        let mut data = self.server.send(&self.server.admin, &document, json!({})).await.ok();
        data[operation].take()
    }
}
