//! The Send API.

use serde_json::{Value, json};

use crate::{
    client::Reply,
    shop::{App, Shop, in_both_shops, text},
};

in_both_shops!(
    text_is_sent_by_the_owner,
    a_send_without_control_is_refused_in_metas_words,
    attachments_and_buttons_are_kept_and_tapped,
    an_attachment_is_sent_again_by_its_id,
    a_survey_waits,
    human_agents_send_without_control,
    the_window_closes,
    a_sender_action_is_acknowledged,
    control_moves_with_the_message,
    what_is_wrong_is_said,
);

impl Shop {
    async fn graph_send(&self, app: &App, customer: &str, message: Value) -> Reply {
        self.graph_control(app, "messages", customer, json!({"messaging_type": "RESPONSE", "message": message})).await
    }

    /// The messages of the thread, as GraphQL shows them to the bot.
    async fn said(&self, thread: &str) -> Vec<Value> {
        let document = "query($thread: ID!) { thread(id: $thread) { messages(last: 10) { nodes {
            id text attachments buttons { title payload } tag status isSurvey } } } }";
        let data = self.server.send(&self.bot.token, document, json!({ "thread": thread })).await.ok();
        data["thread"]["messages"]["nodes"].as_array().unwrap().clone()
    }
}

async fn text_is_sent_by_the_owner(shop: Shop) {
    let thread = shop.owned_by(&shop.bot, "ann").await;
    let sent = shop.graph_send(&shop.bot, "ann", json!({"text": "Hello 👋"})).await.ok();
    let said = shop.said(&thread).await;
    assert_eq!(sent, json!({"recipient_id": "ann", "message_id": said[1]["id"]}));
    assert_eq!(said[1]["text"], "Hello 👋");
    // All that a message may come with, and that changes nothing.
    let more = json!({
        "messaging_type": "UPDATE", "notification_type": "NO_PUSH", "persona_id": 42, "reply_to": {"mid": "m_1"},
        "message": {"text": "more", "metadata": "mine"}
    });
    shop.graph_control(&shop.bot, "messages", "ann", more).await.ok();
    shop.graph_control(&shop.bot, "messages", "ann", json!({"message": "{\"text\":\"as a text\"}"})).await.ok();
    let texts: Vec<Value> = shop.said(&thread).await.into_iter().map(|it| it["text"].clone()).collect();
    assert_eq!(texts, ["Hello", "Hello 👋", "more", "as a text"]);
}

/// `send_by_owner`
async fn a_send_without_control_is_refused_in_metas_words(shop: Shop) {
    let thread = shop.owned_by(&shop.bot, "ann").await;
    let refused = shop.graph_send(&shop.desk, "ann", json!({"text": "Hello"})).await;
    let words = "(#10) Message failed to send because another app is controlling this thread now.";
    assert_eq!(refused.refused(10, Some(2_018_300)), words);
    shop.graph_control(&shop.bot, "release_thread_control", "ann", json!({})).await.ok();
    shop.graph_send(&shop.bot, "ann", json!({"text": "Hello"})).await.refused(10, Some(2_018_300));
    assert_eq!(shop.said(&thread).await.len(), 1);
    shop.graph_send(&shop.bot, "nobody", json!({"text": "Hello"})).await.refused(100, Some(2_018_001));
}

/// `postback_to_creator`, of buttons wherever a message has them.
async fn attachments_and_buttons_are_kept_and_tapped(shop: Shop) {
    let thread = shop.owned_by(&shop.bot, "ann").await;
    let postback = |n: usize| json!({"type": "postback", "title": format!("Button {n}"), "payload": format!("P{n}")});
    let element =
        |n: usize| json!({"title": "T", "buttons": [postback(3 * n), postback(3 * n + 1), postback(3 * n + 2)]});
    let elements: Vec<Value> = (0..10).map(element).collect();
    let generic = json!({"type": "template", "payload": {"template_type": "generic", "elements": elements}});
    let image = json!({"type": "image", "payload": {"url": "https://shop.example/1.png", "is_reusable": true}});
    let button = json!({"type": "template", "payload": {"template_type": "button", "text": "Well?", "buttons": [
        {"type": "web_url", "title": "Open", "url": "https://shop.example"}, postback(99)]}});
    for attachment in [&image, &button, &generic] {
        shop.graph_send(&shop.bot, "ann", json!({ "attachment": attachment })).await.ok();
    }
    let quick = json!([
        {"content_type": "text", "title": "Yes", "payload": "YES"},
        {"content_type": "text", "title": "No", "payload": "NO", "image_url": "https://shop.example/no.png"},
        {"content_type": "user_email"}
    ]);
    shop.graph_send(&shop.bot, "ann", json!({"text": "Sure?", "quick_replies": quick})).await.ok();

    let said = shop.said(&thread).await;
    assert_eq!(said[1]["attachments"], json!([image]));
    assert_eq!(said[2]["attachments"], json!([button]));
    assert_eq!(said[2]["buttons"], json!([{"title": "Button 99", "payload": "P99"}]));
    assert_eq!(said[3]["attachments"], json!([generic]));
    assert_eq!(said[3]["buttons"].as_array().unwrap().len(), 13, "as many as a message may have");
    assert_eq!(said[4]["buttons"], json!([{"title": "Yes", "payload": "YES"}, {"title": "No", "payload": "NO"}]));

    // The template's thirtieth button belongs to the bot as well, though the desk has control.
    shop.graph_control(&shop.bot, "pass_thread_control", "ann", json!({"target_app_id": shop.desk.id})).await.ok();
    let tap = "mutation($page: ID!, $message: ID!) { receivePostback(input: {pageId: $page, customerId: \"ann\",
        payload: \"P29\", title: \"Button 29\", messageId: $message, externalId: \"tap\"}) { userErrors { code } } }";
    let message = text(&said[3]["id"]);
    shop.server.send(&shop.channel, tap, json!({"page": shop.page, "message": message})).await.ok();
    assert_eq!(shop.graph_owner(&shop.bot, "ann").await["data"][0]["thread_owner"]["app_id"], json!(shop.bot.id));
}

async fn an_attachment_is_sent_again_by_its_id(shop: Shop) {
    let thread = shop.owned_by(&shop.bot, "ann").await;
    let attachment = |payload: Value| json!({"attachment": {"type": "image", "payload": payload}});
    let image = json!({"url": "https://shop.example/1.png", "is_reusable": true});
    let first = shop.graph_send(&shop.bot, "ann", attachment(image)).await.ok();
    assert_eq!(first["attachment_id"], first["message_id"]);
    let again = attachment(json!({"attachment_id": first["attachment_id"]}));
    let second = shop.graph_send(&shop.bot, "ann", again.clone()).await.ok();
    assert!(second.get("attachment_id").is_none());
    assert_eq!(shop.said(&thread).await[2]["attachments"][0]["payload"], json!({"url": "https://shop.example/1.png"}));
    // Another app's is none, and neither is what never was.
    shop.owned_by(&shop.desk, "bob").await;
    shop.graph_send(&shop.desk, "bob", again).await.refused(100, Some(2_018_074));
    let unknown = attachment(json!({"attachment_id": "4711"}));
    shop.graph_send(&shop.bot, "ann", unknown).await.refused(100, Some(2_018_074));
}

/// `survey_waits`
async fn a_survey_waits(shop: Shop) {
    let thread = shop.owned_by(&shop.bot, "ann").await;
    let feedback = json!({"attachment": {"type": "template", "payload": {
        "template_type": "customer_feedback", "title": "How was it?", "button_title": "Tell us",
        "feedback_screens": [{"questions": [{"id": "q1", "type": "csat", "title": "Rate your visit"}]}],
        "business_privacy": {"url": "https://shop.example/privacy"}}}});
    let held = shop.graph_send(&shop.desk, "ann", feedback.clone()).await.ok();
    let survey = &shop.said(&thread).await[1];
    assert_eq!(held, json!({"recipient_id": "ann", "message_id": survey["id"]}));
    assert_eq!((&survey["status"], &survey["isSurvey"]), (&json!("HELD"), &json!(true)));
    assert_eq!(survey["attachments"], json!([feedback["attachment"]]));
    shop.graph_control(&shop.bot, "release_thread_control", "ann", json!({})).await.ok();
    assert_eq!(shop.said(&thread).await[1]["status"], "SENT");
}

/// `human_agent_exception`
async fn human_agents_send_without_control(shop: Shop) {
    let thread = shop.owned_by(&shop.bot, "ann").await;
    let tagged = |tag: &str| json!({"messaging_type": "MESSAGE_TAG", "tag": tag, "message": {"text": "A person here"}});
    let refused = shop.graph_control(&shop.desk, "messages", "ann", tagged("HUMAN_AGENT")).await;
    refused.refused(10, Some(1_404_170));
    shop.grant_human_agent(&shop.desk).await;
    shop.graph_control(&shop.desk, "messages", "ann", tagged("HUMAN_AGENT")).await.ok();
    assert_eq!(shop.said(&thread).await[1]["tag"], "HUMAN_AGENT");
    assert_eq!(shop.graph_owner(&shop.bot, "ann").await["data"][0]["thread_owner"]["app_id"], json!(shop.bot.id));
    for retired in ["ACCOUNT_UPDATE", "CONFIRMED_EVENT_UPDATE", "POST_PURCHASE_UPDATE", "X"] {
        shop.graph_control(&shop.bot, "messages", "ann", tagged(retired)).await.refused(100, None);
    }
}

/// `window`
async fn the_window_closes(shop: Shop) {
    shop.owned_by(&shop.bot, "ann").await;
    shop.settings("enforceMessagingWindow: true").await;
    shop.graph_control(&shop.bot, "extend_thread_control", "ann", json!({"duration": 604_800})).await.ok();
    shop.server.pass(86_401);
    let refused = shop.graph_send(&shop.bot, "ann", json!({"text": "Still there?"})).await;
    let words = "(#10) This message is sent outside of allowed window.";
    assert_eq!(refused.refused(10, Some(2_018_278)), words);
}

async fn a_sender_action_is_acknowledged(shop: Shop) {
    shop.owned_by(&shop.bot, "ann").await;
    let typing = json!({"sender_action": "typing_on"});
    assert_eq!(
        shop.graph_control(&shop.bot, "messages", "ann", typing.clone()).await.ok(),
        json!({"recipient_id": "ann"})
    );
    shop.graph_control(&shop.desk, "messages", "ann", typing).await.refused(10, Some(2_018_300));
    shop.graph_control(&shop.bot, "messages", "ann", json!({"sender_action": "dance"})).await.refused(100, None);
    let both = shop
        .graph_control(&shop.bot, "messages", "ann", json!({"sender_action": "typing_off", "message": {"text": "x"}}))
        .await;
    assert_eq!(both.refused(100, Some(2_018_014)), "(#100) Cannot send both message and state at the same time.");
}

async fn control_moves_with_the_message(shop: Shop) {
    let thread = shop.owned_by(&shop.bot, "ann").await;
    let with = |control: Value| json!({"message": {"text": "Let me transfer you"}, "thread_control": control});
    // Half of a call is worse than none.
    let to_nobody = with(json!({"control_type": "pass", "app_id": "4711"}));
    shop.graph_control(&shop.bot, "messages", "ann", to_nobody).await.refused(100, Some(2_018_164));
    assert_eq!(shop.said(&thread).await.len(), 1);
    let to_desk = with(json!({"control_type": "pass", "app_id": shop.desk.id}));
    shop.graph_control(&shop.bot, "messages", "ann", to_desk).await.ok();
    assert_eq!(shop.graph_owner(&shop.bot, "ann").await["data"][0]["thread_owner"]["app_id"], json!(shop.desk.id));
    shop.graph_control(&shop.desk, "messages", "ann", with(json!({"control_type": "release"}))).await.ok();
    assert_eq!(shop.graph_owner(&shop.bot, "ann").await, json!({"data": []}));
    assert_eq!(shop.said(&thread).await.len(), 3);
    shop.graph_control(&shop.bot, "messages", "ann", with(json!({"control_type": "x"}))).await.refused(100, None);
}

async fn what_is_wrong_is_said(shop: Shop) {
    shop.owned_by(&shop.bot, "ann").await;
    let text = |length: usize| json!({"text": "x".repeat(length)});
    shop.graph_send(&shop.bot, "ann", text(2_000)).await.ok();
    for wrong in [
        text(2_001),
        json!({}),
        json!({"text": ""}),
        json!({"text": {"a": 1}}),
        json!({"text": "x", "metadata": "x".repeat(1_001)}),
        json!({"text": "x", "quick_replies": "none"}),
        json!({"text": "x", "quick_replies": vec![json!({"content_type": "text", "title": "A", "payload": "B"}); 14]}),
        json!({"text": "x", "quick_replies": [{"content_type": "text", "title": "x".repeat(21), "payload": "B"}]}),
        json!({"attachment": "x"}),
        json!({"attachment": {"payload": {}}}),
        json!([1]),
    ] {
        shop.graph_send(&shop.bot, "ann", wrong).await.refused(100, None);
    }
    for wrong in [
        json!({"messaging_type": "X", "message": {"text": "x"}}),
        json!({"messaging_type": "MESSAGE_TAG", "message": {"text": "x"}}),
        json!({"notification_type": "LOUD", "message": {"text": "x"}}),
        json!({"recipient": {}, "message": {"text": "x"}}),
        json!({"messaging_type": "RESPONSE"}),
    ] {
        shop.graph_control(&shop.bot, "messages", "ann", wrong).await.refused(100, None);
    }
}
