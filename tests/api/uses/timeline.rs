//! A thread's log in words.

use serde_json::{Value, json};

use crate::shop::{Shop, text};

const EVENTS: &str = "__typename
    ... on MessageReceived { message { text } }
    ... on MessageSent { message { text sender { ...Name } } }
    ... on PostbackReceived { payload app { name } }
    ... on ReferralReceived { key }
    ... on ControlChanged { reason newOwner { ...Name } word: metadata }
    ... on ControlRequested { app { name } word: metadata }
    ... on ControlExtended { owner { ...Name } expiresAt }
    ... on MetadataPassed { from { ...Name } to { name } metadata }
    ... on FolderChanged { by { name } }";

/// All that happened in the customer's thread, a line each.
pub async fn timeline(shop: &Shop, customer: &str) -> Vec<String> {
    let document = format!(
        "query($page: ID!, $customer: ID!) {{
            page(id: $page) {{ threads(filter: {{customerId: $customer}}) {{ nodes {{
                events(first: 100) {{ nodes {{ {EVENTS} }} }}
            }} }} }}
        }} fragment Name on Participant {{ ... on App {{ name }} ... on Inbox {{ name }} }}"
    );
    let variables = json!({"page": shop.page, "customer": customer});
    let data = shop.server.send(&shop.server.admin, &document, variables).await.ok();
    data["page"]["threads"]["nodes"][0]["events"]["nodes"].as_array().unwrap().iter().map(line).collect()
}

fn line(event: &Value) -> String {
    let name = |field: &str| event[field]["name"].as_str().unwrap_or("nobody").to_owned();
    let word = event["word"].as_str().map(|it| format!(": {it}")).unwrap_or_default();
    let said = event["message"]["text"].as_str().unwrap_or_default();
    match event["__typename"].as_str().unwrap() {
        "MessageReceived" => format!("the customer: {said}"),
        "MessageSent" => format!("{}: {said}", text(&event["message"]["sender"]["name"])),
        "PostbackReceived" => format!("the customer taps {} of {}", text(&event["payload"]), name("app")),
        "ReferralReceived" => format!("the customer comes by {}", text(&event["key"])),
        "ControlChanged" => format!("{} has control, {}{word}", name("newOwner"), text(&event["reason"])),
        "ControlRequested" => format!("{} requests control{word}", name("app")),
        "ControlExtended" => format!("{} keeps control until {}", name("owner"), text(&event["expiresAt"])),
        "MetadataPassed" => format!("{} tells {}: {}", name("from"), name("to"), text(&event["metadata"])),
        "FolderChanged" => format!("{} marks it done", name("by")),
        other => other.to_owned(),
    }
}
