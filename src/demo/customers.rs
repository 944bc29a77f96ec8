//! Customers: they write, tap the menu, and come through an ad.

use std::sync::Arc;

use serde_json::json;

use super::{
    Stage,
    world::{AD, Page},
};

const PEOPLE: [&str; 14] = [
    "Ines Moreau",
    "Jonas Weber",
    "山田 さくら",
    "陳怡君",
    "Davi Souza",
    "Freya Lind",
    "Kiri Ngata",
    "Emre Aydın",
    "Amara Obi",
    "Luca Rossi",
    "小林 健",
    "林志明",
    "Nadia Haddad",
    "Owen Price",
];

const WORDS: [&str; 14] = [
    "Hello! Is the red Sparrow back in stock?",
    "When will my order arrive?",
    "Do you ship to Portugal?",
    "My kite arrived with a broken spar.",
    "Can I talk to a person, please?",
    "I would like a refund.",
    "What wind does the Heron need?",
    "注文した凧はいつ届きますか？",
    "請問可以改送貨地址嗎？",
    "Are you open on Sunday?",
    "I ordered the wrong size. Can I exchange it?",
    "Is there a course for beginners?",
    "Thank you, that helps!",
    "Do you repair lines as well?",
];

/// Writes to the page, now one and now another, for ever.
pub(super) async fn write(stage: Stage, page: Arc<Page>) {
    let channel = stage.client(&page.channel);
    for count in 0_u64.. {
        let Some(name) = stage.dice.pick(&PEOPLE) else { return };
        let place = PEOPLE.iter().position(|it| *it == name).unwrap_or_default();
        let customer = format!("c-{}", 1_001 + place);
        let event = json!({ "pageId": page.id, "customerId": customer, "externalId": format!("demo-{count}") });
        let with = |more: serde_json::Value| {
            let mut input = event.clone();
            if let (Some(input), serde_json::Value::Object(more)) = (input.as_object_mut(), more) {
                input.extend(more);
            }
            input
        };
        // Nobody taps a menu, or comes back through an ad, before they are known.
        let done = if count > 12 && stage.dice.chance(8) {
            channel.call("receiveReferral", with(json!({ "source": "AD", "key": AD })), "duplicate").await
        } else if count > 12 && stage.dice.chance(12) {
            let tap = json!({ "payload": "PERSON", "title": "Talk to a person", "menu": "PAGE" });
            channel.call("receivePostback", with(tap), "duplicate").await
        } else {
            let said = json!({ "customerName": name, "text": stage.dice.pick(&WORDS) });
            channel.call("receiveMessage", with(said), "duplicate").await
        };
        if let Err(error) = done {
            tracing::debug!(%error, "a customer was not heard");
        }
        stage.pause(900, 3_200).await;
    }
}
