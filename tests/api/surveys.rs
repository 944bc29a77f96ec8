//! `survey_waits`: a survey waits while somebody else speaks, and is delivered with whatever makes the thread idle.

use serde_json::{Value, json};

use crate::shop::{App, Shop, in_both_shops, text};

in_both_shops!(
    its_owner_and_anybody_on_an_idle_thread_sends_one_at_once,
    a_release_delivers_what_was_held,
    a_time_out_delivers_what_was_held_though_nobody_looks,
    done_delivers_what_was_held,
    an_owner_that_leaves_lets_the_others_surveys_go,
    the_surveys_of_an_app_that_leaves_are_dropped,
    a_change_of_owner_delivers_nothing,
    the_same_key_holds_one_survey,
    a_repeat_tells_what_became_of_the_survey_at_that_moment,
);

async fn its_owner_and_anybody_on_an_idle_thread_sends_one_at_once(shop: Shop) {
    let thread = shop.writes("ada", "m1").await;
    assert_eq!(shop.survey(&shop.desk, &thread, "one", None).await["status"], "SENT");
    shop.verb(&shop.bot, "takeThreadControl", &thread, "").await;
    assert_eq!(shop.survey(&shop.bot, &thread, "two", None).await["status"], "SENT");
    assert_eq!(shop.log(&thread, 2).await, ["MessageReceived", "MessageSent one", "TAKE", "MessageSent two"]);
}

async fn a_release_delivers_what_was_held(shop: Shop) {
    let thread = shop.with_held_surveys().await;
    shop.verb(&shop.bot, "releaseThreadControl", &thread, "").await;
    shop.delivered(&thread, "RELEASE").await;
}

async fn a_time_out_delivers_what_was_held_though_nobody_looks(shop: Shop) {
    let thread = shop.with_held_surveys().await;
    let mut follower = shop.follow(&shop.desk.token, None, Some(&shop.cursor(&thread).await)).await;
    shop.server.pass(86_400);
    let heard: Vec<Value> = follower.take(3).await.iter().map(|it| it["__typename"].clone()).collect();
    assert_eq!(heard, ["ControlChanged", "MessageSent", "MessageSent"]);
    shop.delivered(&thread, "IDLE_TIMEOUT").await;
}

async fn done_delivers_what_was_held(shop: Shop) {
    let thread = shop.with_held_surveys().await;
    let person = shop.person("eve", &["MODERATE"]).await;
    for operation in ["moveThreadToMain", "markThreadDone"] {
        let document = format!(
            "mutation($it: ID!) {{ {operation}(input: {{threadId: $it}}) {{ event {{ __typename }} userErrors {{ code }} }} }}"
        );
        let done = shop.server.send(&person.token, &document, json!({"it": thread})).await.ok();
        assert_eq!(done[operation]["event"]["__typename"], "ControlChanged");
    }
    shop.delivered(&thread, "INBOX_DONE").await;
}

async fn an_owner_that_leaves_lets_the_others_surveys_go(shop: Shop) {
    // The one in the queue gets nothing of it: an app that leaves passes nothing on.
    shop.settings("onRelease: NEXT_REQUEST").await;
    let thread = shop.with_held_surveys().await;
    shop.verb(&shop.desk, "requestThreadControl", &thread, "").await;
    shop.unsubscribe(&shop.bot).await;
    shop.delivered(&thread, "APP_REMOVED").await;
}

async fn the_surveys_of_an_app_that_leaves_are_dropped(shop: Shop) {
    let third = shop.app("Third").await;
    let thread = shop.with_held_surveys().await;
    shop.survey(&third, &thread, "third's", None).await;
    shop.unsubscribe(&shop.desk).await;
    assert_eq!(shop.statuses(&thread).await, ["first DROPPED", "second DROPPED", "third's HELD"]);
    shop.verb(&shop.bot, "releaseThreadControl", &thread, "").await;
    assert_eq!(shop.statuses(&thread).await, ["first DROPPED", "second DROPPED", "third's SENT"]);
    let log = shop.log(&thread, 5).await;
    assert_eq!(log[5..], ["SurveyDropped first", "SurveyDropped second", "RELEASE", "MessageSent third's"]);
}

async fn a_change_of_owner_delivers_nothing(shop: Shop) {
    shop.settings("onRelease: NEXT_REQUEST").await;
    let third = shop.app("Third").await;
    let thread = shop.with_held_surveys().await;
    shop.verb(&third, "requestThreadControl", &thread, "").await;
    shop.verb(&shop.bot, "releaseThreadControl", &thread, "").await;
    assert_eq!(shop.statuses(&thread).await, ["first HELD", "second HELD"], "control went on to the next");
    shop.verb(&third, "passThreadControl", &thread, &format!("targetId: \"{}\"", shop.desk.id)).await;
    assert_eq!(shop.statuses(&thread).await, ["first HELD", "second HELD"], "even to who asks");
    shop.verb(&shop.desk, "releaseThreadControl", &thread, "").await;
    assert_eq!(shop.statuses(&thread).await, ["first SENT", "second SENT"]);
}

async fn the_same_key_holds_one_survey(shop: Shop) {
    let thread = shop.owned_by(&shop.bot, "ada").await;
    let held = shop.survey(&shop.desk, &thread, "one", Some("key")).await;
    assert_eq!(shop.survey(&shop.desk, &thread, "one", Some("key")).await, held);
    shop.verb(&shop.bot, "releaseThreadControl", &thread, "").await;
    let again = shop.survey(&shop.desk, &thread, "one", Some("key")).await;
    assert_eq!((&again["id"], &again["status"]), (&held["id"], &json!("SENT")), "what became of it");
    assert_eq!(shop.statuses(&thread).await, ["one SENT"]);
}

async fn a_repeat_tells_what_became_of_the_survey_at_that_moment(shop: Shop) {
    let document =
        "mutation($thread: ID!) { sendSurvey(input: {threadId: $thread, text: \"one\", idempotencyKey: \"key\"}) {
        message { status } thread { control { state } } } }";
    for round in 0..12 {
        let thread = shop.owned_by(&shop.bot, &format!("customer-{round}")).await;
        shop.survey(&shop.desk, &thread, "one", Some("key")).await;
        let external = format!("bob-{round}");
        // While the first of these is committed the others wait, and are decided together.
        let (_, _, repeated) = tokio::join!(
            shop.writes("bob", &external),
            shop.verb(&shop.bot, "releaseThreadControl", &thread, ""),
            shop.server.send(&shop.desk.token, document, json!({"thread": thread})),
        );
        let repeated = repeated.ok()["sendSurvey"].take();
        let is_idle = repeated["thread"]["control"]["state"] == "IDLE";
        assert_eq!(repeated["message"]["status"], if is_idle { "SENT" } else { "HELD" });
    }
}

impl Shop {
    /// The bot's thread, in which two surveys of the desk's wait.
    async fn with_held_surveys(&self) -> String {
        let thread = self.owned_by(&self.bot, "ada").await;
        for name in ["first", "second"] {
            assert_eq!(self.survey(&self.desk, &thread, name, None).await["status"], "HELD");
        }
        thread
    }

    async fn survey(&self, app: &App, thread: &str, text: &str, key: Option<&str>) -> Value {
        let document = "mutation($thread: ID!, $text: String!, $key: String) {
            sendSurvey(input: {threadId: $thread, text: $text, idempotencyKey: $key}) {
                message { id status } userErrors { code } } }";
        let variables = json!({"thread": thread, "text": text, "key": key});
        let mut data = self.server.send(&app.token, document, variables).await.ok();
        assert_eq!(data["sendSurvey"]["userErrors"], json!([]));
        data["sendSurvey"]["message"].take()
    }

    /// The log ends with this, and both surveys after it, in order, at the same moment.
    async fn delivered(&self, thread: &str, reason: &str) {
        assert_eq!(self.statuses(thread).await, ["first SENT", "second SENT"]);
        let log = self.log(thread, 3).await;
        assert_eq!(log[log.len() - 3..], [reason, "MessageSent first", "MessageSent second"]);
    }

    /// What became of each survey in the thread.
    async fn statuses(&self, thread: &str) -> Vec<String> {
        let document =
            "query($it: ID!) { thread(id: $it) { messages(first: 100) { nodes { text status isSurvey } } } }";
        let data = self.server.send(&self.server.admin, document, json!({"it": thread})).await.ok();
        let nodes = data["thread"]["messages"]["nodes"].as_array().unwrap();
        let surveys = nodes.iter().filter(|it| it["isSurvey"] == true);
        surveys.map(|it| format!("{} {}", text(&it["text"]), text(&it["status"]))).collect()
    }

    /// Kinds of events, reasons of changes, and what surveys say. The last few happened at the same moment.
    async fn log(&self, thread: &str, at_once: usize) -> Vec<String> {
        let document = "query($it: ID!) { thread(id: $it) { events(first: 100) { nodes { __typename occurredAt
            ... on ControlChanged { reason } ... on MessageSent { message { text } }
            ... on SurveyHeld { message { text } } ... on SurveyDropped { message { text } } } } } }";
        let data = self.server.send(&self.server.admin, document, json!({"it": thread})).await.ok();
        let nodes = data["thread"]["events"]["nodes"].as_array().unwrap();
        let last = &nodes[nodes.len().saturating_sub(at_once)..];
        assert!(last.windows(2).all(|it| it[0]["occurredAt"] == it[1]["occurredAt"]), "{last:?}");
        let line = |it: &Value| match (&it["reason"], &it["message"]["text"]) {
            (Value::String(reason), _) => reason.clone(),
            (_, Value::String(said)) => format!("{} {said}", text(&it["__typename"])),
            _ => text(&it["__typename"]),
        };
        nodes.iter().map(line).collect()
    }
}
