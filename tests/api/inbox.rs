//! The inbox, where people answer under their own names; and surveys, which wait until nobody speaks.

use serde_json::{Value, json};

use crate::shop::{CONTROL, Person, Shop, codes, in_both_shops, text};

in_both_shops!(
    a_reply_takes_the_thread_and_done_gives_it_back,
    a_reply_to_a_done_thread_moves_nothing,
    moving_to_main_takes_and_passing_gives,
    each_task_allows_what_it_says,
    events_tell_who_did_it,
    the_inbox_has_its_well_known_ids,
    a_survey_waits_until_the_thread_is_idle,
);

/// `inbox_reply_takes`, `inbox_done_releases`, `folders`, `done_mark`.
async fn a_reply_takes_the_thread_and_done_gives_it_back(shop: Shop) {
    shop.set_primary(&shop.bot).await;
    let (thread, eve) = (shop.writes("ada", "m1").await, shop.person("eve", &["MESSAGING"]).await);
    let reply = shop.in_the_inbox(&eve, "replyFromInbox", &thread, "text: \"Hello, it is Eve\"").await;
    assert_eq!(reply["message"]["sender"]["__typename"], "Inbox");
    let taken = shop.thread(&shop.bot, &thread).await;
    assert_eq!((&taken["control"]["owner"]["__typename"], &taken["folder"]), (&json!("Inbox"), &json!("MAIN")));

    let done = shop.in_the_inbox(&eve, "markThreadDone", &thread, "").await;
    assert_eq!(done["event"]["reason"], "INBOX_DONE");
    let after = shop.thread(&shop.bot, &thread).await;
    assert_eq!(
        (&after["control"]["owner"]["id"], &after["folder"], &after["isDone"]),
        (&json!(shop.bot.id), &json!("GENERAL"), &json!(true))
    );
    shop.writes("ada", "m2").await;
    assert_eq!(shop.thread(&shop.bot, &thread).await["isDone"], false, "the customer's next message clears it");
}

/// `inbox_reply_to_done`.
async fn a_reply_to_a_done_thread_moves_nothing(shop: Shop) {
    let (thread, eve) = (shop.writes("ada", "m1").await, shop.person("eve", &["MESSAGING"]).await);
    shop.in_the_inbox(&eve, "markThreadDone", &thread, "").await;
    shop.in_the_inbox(&eve, "replyFromInbox", &thread, "text: \"One more thing\"").await;
    assert_eq!(shop.thread(&shop.bot, &thread).await["control"]["state"], "IDLE");
    shop.verb(&shop.bot, "takeThreadControl", &thread, "").await;
    shop.in_the_inbox(&eve, "replyFromInbox", &thread, "text: \"And another\"").await;
    assert_eq!(shop.thread(&shop.bot, &thread).await["control"]["owner"]["id"], json!(shop.bot.id));
}

/// `inbox_move_takes`, `inbox_passes`.
async fn moving_to_main_takes_and_passing_gives(shop: Shop) {
    let (thread, ann) = (shop.writes("ada", "m1").await, shop.person("ann", &["MODERATE"]).await);
    let moved = shop.in_the_inbox(&ann, "moveThreadToMain", &thread, "").await;
    assert_eq!(moved["event"]["reason"], "INBOX_MOVE");
    let to_desk = format!("targetAppId: \"{}\" metadata: \"all yours\"", shop.desk.id);
    let passed = shop.in_the_inbox(&ann, "passThreadFromInbox", &thread, &to_desk).await;
    assert_eq!((&passed["event"]["reason"], &passed["event"]["metadata"]), (&json!("PASS"), &json!("all yours")));
    assert_eq!(passed["thread"]["control"]["owner"]["id"], json!(shop.desk.id));
    let refused = shop.in_the_inbox(&ann, "passThreadFromInbox", &thread, &to_desk).await;
    assert_eq!(codes(&refused), ["NOT_THREAD_OWNER"]);
    let message = format!("app {} controls the thread", shop.desk.id);
    assert!(text(&refused["userErrors"][0]["message"]).starts_with(&message), "{refused}");
}

/// `tasks`, `token_moderate`: whether the person may reply, move, mark done, pass.
async fn each_task_allows_what_it_says(shop: Shop) {
    let eve = shop.person("eve", &[]).await;
    for (turn, (tasks, allowed)) in [
        (&["MODERATE"][..], [true; 4]),
        (&["MESSAGING"], [true, true, true, false]),
        (&["MANAGE", "ANALYZE"], [false; 4]),
        (&["ANALYZE"], [false; 4]),
        (&[], [false; 4]),
    ]
    .into_iter()
    .enumerate()
    {
        shop.set_tasks(&eve, tasks).await;
        let pass = format!("targetAppId: \"{}\"", shop.desk.id);
        let calls = ["replyFromInbox", "moveThreadToMain", "markThreadDone", "passThreadFromInbox"];
        for ((call, arguments), allowed) in calls.into_iter().zip(["text: \"Hi\"", "", "", &pass]).zip(allowed) {
            let customer = format!("{call}-{turn}");
            let thread = shop.writes(&customer, &customer).await;
            let to_inbox = format!("targetId: \"{INBOX}\"");
            shop.verb(&shop.bot, "takeThreadControl", &thread, "").await;
            shop.verb(&shop.bot, "passThreadControl", &thread, &to_inbox).await;
            let document = inbox_document(call, arguments);
            let answer = shop.server.send(&eve.token, &document, json!({"thread": thread})).await;
            let code = match tasks {
                _ if allowed => "",
                // Somebody without any task on the page knows of none of its threads.
                [] => "NOT_FOUND",
                _ => "FORBIDDEN",
            };
            assert_eq!(answer.code(), code, "{call} with {tasks:?}");
            if allowed {
                assert_eq!(answer.ok()[call]["userErrors"], json!([]), "{call} with {tasks:?}");
            }
        }
    }
}

/// Two people, each by a token of their own; apps read their names, and nothing else of them.
async fn events_tell_who_did_it(shop: Shop) {
    let (eve, ann) = (shop.person("eve", &["MESSAGING"]).await, shop.person("ann", &["MODERATE"]).await);
    let thread = shop.owned_by(&shop.bot, "ada").await;
    shop.send(&shop.bot, &thread, "text: \"I am a bot\"").await;
    shop.in_the_inbox(&eve, "replyFromInbox", &thread, "text: \"And I am Eve\"").await;
    shop.in_the_inbox(&ann, "markThreadDone", &thread, "").await;
    shop.in_the_inbox(&ann, "moveThreadToMain", &thread, "").await;
    shop.in_the_inbox(&ann, "passThreadFromInbox", &thread, &format!("targetAppId: \"{}\"", shop.bot.id)).await;
    let document = "query($it: ID!) { thread(id: $it) { events { nodes { __typename
        ... on ControlChanged { by { name } } ... on MessageSent { by { name } } ... on FolderChanged { by { name } } } } } }";
    for token in [&shop.desk.token, &shop.server.admin] {
        let data = shop.server.send(token, document, json!({"it": thread})).await.ok();
        let nodes = data["thread"]["events"]["nodes"].as_array().unwrap();
        let told: Vec<_> = nodes.iter().map(|it| (text(&it["__typename"]), it["by"]["name"].as_str())).collect();
        let told: Vec<_> = told.iter().map(|(kind, by)| (kind.as_str(), *by)).collect();
        assert_eq!(
            told,
            [
                ("MessageReceived", None),
                ("ControlChanged", None),
                ("MessageSent", None),
                ("ControlChanged", Some("eve")),
                ("MessageSent", Some("eve")),
                ("FolderChanged", Some("ann")),
                ("ControlChanged", Some("ann")),
                ("ControlChanged", Some("ann")),
                ("ControlChanged", Some("ann")),
            ]
        );
    }
    let email = document.replacen("by { name }", "by { email }", 1);
    assert_eq!(shop.server.send(&shop.desk.token, &email, json!({"it": thread})).await.code(), "FORBIDDEN");
}

/// The inbox's ids on the Graph API (*Words*), and `inbox_never_primary`.
async fn the_inbox_has_its_well_known_ids(mut shop: Shop) {
    for (platform, id, another) in
        [("MESSENGER", INBOX, INSTAGRAM_INBOX), ("WEB", INBOX, INSTAGRAM_INBOX), ("INSTAGRAM", INSTAGRAM_INBOX, INBOX)]
    {
        (shop.page, shop.channel) = shop.another_page(platform).await;
        let app = shop.app(platform).await;
        let thread = shop.owned_by(&app, "ada").await;
        let elsewhere = shop.verb(&app, "passThreadControl", &thread, &format!("targetId: \"{another}\"")).await;
        assert_eq!(codes(&elsewhere), ["TARGET_NOT_SUBSCRIBED"], "{platform}: that is another platform's");
        let passed = shop.verb(&app, "passThreadControl", &thread, &format!("targetId: \"{id}\"")).await;
        assert_eq!(passed["thread"]["control"]["owner"], json!({"__typename": "Inbox", "id": id}), "{platform}");
        assert_eq!(passed["thread"]["folder"], "MAIN");

        let set = "mutation($page: ID!, $app: ID!) { setPrimaryReceiver(input: {pageId: $page, appId: $app}) {
            page { inbox { id } } userErrors { code field message } } }";
        let refused = shop.server.send(&shop.server.admin, set, json!({"page": shop.page, "app": id})).await.ok();
        let words = "the inbox cannot be the primary receiver; choose a subscribed app, or none";
        let error = json!({"code": "INBOX_CANNOT_BE_PRIMARY", "field": ["input", "appId"], "message": words});
        assert_eq!(refused["setPrimaryReceiver"], json!({"page": null, "userErrors": [error]}));
    }
}

/// `survey_waits`.
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

const INBOX: &str = "263902037430900";
const INSTAGRAM_INBOX: &str = "1217981644879628";

/// One call of the inbox, asking for whatever its payload has.
fn inbox_document(operation: &str, arguments: &str) -> String {
    let payload = if operation == "replyFromInbox" {
        "message { sender { __typename } }".to_owned()
    } else {
        format!("thread {{ control {{ {CONTROL} }} }} event {{ ... on ControlChanged {{ reason metadata }} }}")
    };
    format!(
        "mutation($thread: ID!) {{ {operation}(input: {{threadId: $thread {arguments}}}) {{
            {payload} userErrors {{ code field message }} }} }}"
    )
}

impl Shop {
    /// What a person does in the inbox; gives the payload.
    pub async fn in_the_inbox(&self, person: &Person, operation: &str, thread: &str, arguments: &str) -> Value {
        let document = inbox_document(operation, arguments);
        let mut data = self.server.send(&person.token, &document, json!({"thread": thread})).await.ok();
        data[operation].take()
    }
}
