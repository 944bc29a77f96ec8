//! Answers to surveys: `receiveFeedback`, and who hears of it.

use serde_json::{Value, json};

use crate::{
    follow::Follower,
    shop::{App, Shop, codes, field, in_both_shops, text},
};

in_both_shops!(
    an_answer_reaches_the_app_that_asked,
    an_answer_is_read_by_who_asked_and_by_people,
    an_answer_moves_nothing,
    an_answer_is_taken_in_once,
    an_answer_must_be_one_to_a_survey_that_arrived,
    what_an_answer_says_is_checked,
);

const ANSWER: &str = "questionId: \"q1\" questionType: CSAT answer: \"5\" followUp: \"Quick!\"";

async fn an_answer_reaches_the_app_that_asked(shop: Shop) {
    let survey = shop.surveyed("ada").await;
    let beginning = shop.cursor(&survey.thread).await;
    shop.feedback("ada", "f1", &survey.id, ANSWER).await;
    let document = "subscription($after: String) { appEvents(after: $after) { channel event {
        __typename ... on FeedbackReceived { questionId questionType answer followUp message { id } app { id } } } } }";
    let mut follower = Follower::start(&shop.server, &shop.desk.token, document, json!({"after": beginning})).await;
    assert_eq!(
        follower.next().await,
        json!({"channel": "MESSAGING", "event": {
            "__typename": "FeedbackReceived", "questionId": "q1", "questionType": "CSAT", "answer": "5",
            "followUp": "Quick!", "message": {"id": survey.id}, "app": {"id": shop.desk.id},
        }})
    );
}

async fn an_answer_is_read_by_who_asked_and_by_people(shop: Shop) {
    let survey = shop.surveyed("ada").await;
    shop.feedback("ada", "f1", &survey.id, ANSWER).await;
    let person = shop.person("eve", &["MESSAGING"]).await;
    for (token, answer, words) in [
        (&shop.desk.token, "5", json!("Quick!")),
        (&shop.bot.token, "", json!(null)),
        (&person.token, "5", json!("Quick!")),
    ] {
        let document = "query($it: ID!) { thread(id: $it) { events(last: 1) { nodes {
            ... on FeedbackReceived { questionId answer followUp } } } } }";
        let data = shop.server.send(token, document, json!({"it": survey.thread})).await.ok();
        let told = json!([{"questionId": "q1", "answer": answer, "followUp": words}]);
        assert_eq!(data["thread"]["events"]["nodes"], told);
    }
    let onlooker = shop.person("max", &["ANALYZE"]).await;
    let document = "query($it: ID!) { thread(id: $it) { events(last: 1) { nodes {
        ... on FeedbackReceived { answer } } } } }";
    let refused = shop.server.send(&onlooker.token, document, json!({"it": survey.thread})).await;
    assert_eq!(refused.code(), "FORBIDDEN");
}

async fn an_answer_moves_nothing(shop: Shop) {
    let survey = shop.surveyed("ada").await;
    shop.verb(&shop.bot, "takeThreadControl", &survey.thread, "").await;
    shop.done_by_a_person(&survey.thread).await;
    let before = shop.state(&survey.thread).await;
    shop.server.pass(3_600);
    shop.feedback("ada", "f1", &survey.id, ANSWER).await;
    assert_eq!(shop.state(&survey.thread).await, before);
}

async fn an_answer_is_taken_in_once(shop: Shop) {
    let survey = shop.surveyed("ada").await;
    let first = shop.feedback("ada", "f1", &survey.id, ANSWER).await;
    let second = shop.feedback("ada", "f1", &survey.id, ANSWER).await;
    assert_eq!((&first["duplicate"], &second["duplicate"]), (&json!(false), &json!(true)));
    assert_eq!(first["thread"]["id"], json!(survey.thread));
    assert_eq!(first["thread"]["id"], second["thread"]["id"]);
    let third = shop.feedback("ada", "f2", &survey.id, ANSWER).await;
    assert_eq!(third["duplicate"], false, "the customer has changed their mind");
}

async fn an_answer_must_be_one_to_a_survey_that_arrived(shop: Shop) {
    let survey = shop.surveyed("ada").await;
    let other = shop.writes("ben", "m2").await;
    shop.verb(&shop.bot, "takeThreadControl", &other, "").await;
    let held = shop.sends_survey(&shop.desk, &other).await;
    let plain = text(&shop.send(&shop.bot, &other, "text: \"Hello\"").await["message"]["id"]);
    for (customer, message) in
        [("ben", &survey.id), ("ben", &held), ("ben", &plain), ("zoe", &survey.id), ("ben", &"m_none".to_owned())]
    {
        let refused = shop.feedback(customer, "f1", message, ANSWER).await;
        assert_eq!((codes(&refused), field(&refused)), (vec!["INVALID"], vec!["input", "messageId"]), "{customer}");
    }
    shop.verb(&shop.bot, "releaseThreadControl", &other, "").await;
    assert_eq!(shop.feedback("ben", "f1", &held, ANSWER).await["userErrors"], json!([]), "now it has arrived");
}

async fn what_an_answer_says_is_checked(shop: Shop) {
    let survey = shop.surveyed("ada").await;
    let long = "x".repeat(2_001);
    for (said, wrong) in [
        ("questionId: \"\" questionType: NPS answer: \"9\"".to_owned(), "questionId"),
        ("questionId: \"a b\" questionType: NPS answer: \"9\"".to_owned(), "questionId"),
        (format!("questionId: \"{}\" questionType: NPS answer: \"9\"", "q".repeat(81)), "questionId"),
        ("questionId: \"q\" questionType: CES answer: \"\"".to_owned(), "answer"),
        (format!("questionId: \"q\" questionType: FREE_FORM answer: \"{long}\""), "answer"),
        (format!("questionId: \"q\" questionType: CSAT answer: \"1\" followUp: \"{long}\""), "followUp"),
        ("questionId: \"q\" questionType: CSAT answer: \"a\\u0000\"".to_owned(), "answer"),
    ] {
        let refused = shop.feedback("ada", "f1", &survey.id, &said).await;
        assert_eq!((codes(&refused), field(&refused)), (vec!["INVALID"], vec!["input", wrong]), "{said}");
    }
}

/// A survey that has reached its customer.
struct Survey {
    thread: String,
    id: String,
}

impl Shop {
    /// The desk's survey in the customer's thread, which nobody controls.
    async fn surveyed(&self, customer: &str) -> Survey {
        let thread = self.writes(customer, "m1").await;
        let id = self.sends_survey(&self.desk, &thread).await;
        Survey { thread, id }
    }

    async fn sends_survey(&self, app: &App, thread: &str) -> String {
        let document = "mutation($thread: ID!) {
            sendSurvey(input: {threadId: $thread, text: \"How was it?\"}) { message { id } userErrors { code } } }";
        let data = self.server.send(&app.token, document, json!({"thread": thread})).await.ok();
        text(&data["sendSurvey"]["message"]["id"])
    }

    async fn feedback(&self, customer: &str, external: &str, survey: &str, said: &str) -> Value {
        let document = format!(
            "mutation($page: ID!, $customer: ID!, $external: String!, $survey: ID!) {{
                receiveFeedback(input: {{pageId: $page, customerId: $customer, externalId: $external, messageId: $survey
                    {said}}}) {{ duplicate thread {{ id }} userErrors {{ code field }} }} }}"
        );
        let variables = json!({"page": self.page, "customer": customer, "external": external, "survey": survey});
        self.server.send(&self.channel, &document, variables).await.ok()["receiveFeedback"].take()
    }

    async fn done_by_a_person(&self, thread: &str) {
        let person = self.person("amy", &["MODERATE"]).await;
        let document = "mutation($it: ID!) { markThreadDone(input: {threadId: $it}) { userErrors { code } } }";
        let done = self.server.send(&person.token, document, json!({"it": thread})).await.ok();
        assert_eq!(done["markThreadDone"]["userErrors"], json!([]));
    }

    /// All that an event could have moved.
    async fn state(&self, thread: &str) -> Value {
        let document = "query($it: ID!) { thread(id: $it) { isDone lastActivityAt
            control { state epoch since expiresAt owner { ... on App { id } } } } }";
        self.server.send(&self.server.admin, document, json!({"it": thread})).await.ok()["thread"].take()
    }
}
