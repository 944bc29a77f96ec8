//! Whoever takes part: a token, ears on a WebSocket, and a voice over HTTP.

use serde_json::{Value, json};

use crate::{
    follow::Follower,
    shop::{App, Person, Shop, text},
};

/// What an actor hears of a thread.
#[derive(Debug)]
pub struct Heard {
    pub thread: String,
    pub channel: Channel,
    pub what: What,
}

#[derive(Debug, PartialEq, Eq)]
pub enum Channel {
    Messaging,
    Standby,
    Handovers,
    /// For people, who follow the page's log.
    Log,
}

/// Texts are what customers, apps and people wrote; participants are known by their names.
#[derive(Debug, PartialEq, Eq)]
pub enum What {
    CustomerWrote(String),
    CustomerTapped { payload: String },
    CustomerCame { key: String },
    Said { by: String, text: String, message: String, buttons: Vec<String> },
    Control { from: Option<String>, to: Option<String>, metadata: Option<String> },
    Request { by: String, app: String },
    Metadata(String),
    Other,
}

pub struct Actor {
    token: String,
    url: String,
    http: reqwest::Client,
    ears: Follower,
}

const EVENT: &str = "__typename thread { id }
    ... on MessageReceived { message { text } }
    ... on MessageSent { message { id text buttons { payload } sender { ...Name } } }
    ... on PostbackReceived { payload }
    ... on ReferralReceived { key }
    ... on ControlChanged { previousOwner { ...Name } newOwner { ...Name } word: metadata }
    ... on ControlRequested { app { id name } }
    ... on MetadataPassed { metadata }";

const NAME: &str = "fragment Name on Participant { ... on App { id name } ... on Inbox { id name } }";

impl Actor {
    /// An app, which hears its own feed from the cursor on.
    pub async fn app(shop: &Shop, app: &App, after: &str) -> Self {
        let document = format!(
            "subscription($after: String) {{ appEvents(after: $after) {{ channel event {{ {EVENT} }} }} }} {NAME}"
        );
        let ears = Follower::start(&shop.server, &app.token, &document, json!({"after": after})).await;
        Self::new(shop, &app.token, ears)
    }

    /// A person, who follows the page.
    pub async fn person(shop: &Shop, person: &Person, after: &str) -> Self {
        Self::new(shop, &person.token, follow(shop, &person.token, after).await)
    }

    fn new(shop: &Shop, token: &str, ears: Follower) -> Self {
        Self { token: token.to_owned(), url: shop.server.url(), http: reqwest::Client::new(), ears }
    }

    pub async fn hears(&mut self) -> Heard {
        Heard::of(&self.ears.next().await)
    }

    /// Does something to the thread, which must go well.
    pub async fn does(&self, operation: &str, thread: &str, mut input: Value) {
        input["threadId"] = thread.into();
        self.calls(operation, input).await;
    }

    pub async fn says(&self, thread: &str, text: &str) {
        self.does("sendMessage", thread, json!({"text": text})).await;
    }

    async fn calls(&self, operation: &str, input: Value) {
        let (head, tail) = operation.split_at(1);
        let kind = format!("{}{tail}Input", head.to_uppercase());
        let document =
            format!("mutation($input: {kind}!) {{ {operation}(input: $input) {{ userErrors {{ code message }} }} }}");
        let request = self.http.post(&self.url).bearer_auth(&self.token);
        let body = json!({"query": document, "variables": {"input": input}});
        let answer: Value = request.json(&body).send().await.unwrap().json().await.unwrap();
        assert_eq!(answer, json!({"data": {operation: {"userErrors": []}}}), "{operation}: {input}");
    }
}

/// A customer, behind a channel that carries what they do, and shows them what is said to them.
pub struct Customer {
    channel: Actor,
    page: String,
    name: &'static str,
    events: usize,
}

impl Customer {
    pub async fn new(shop: &Shop, name: &'static str, after: &str) -> Self {
        // The channel's token brings things in and follows nothing: its eyes are a person's.
        let eyes = follow(shop, &shop.server.admin, after).await;
        let channel = Actor::new(shop, &shop.channel, eyes);
        Self { channel, page: shop.page.clone(), name, events: 0 }
    }

    pub async fn writes(&mut self, text: &str) {
        self.acts("receiveMessage", json!({"text": text})).await;
    }

    pub async fn taps(&mut self, message: &str, payload: &str) {
        self.acts("receivePostback", json!({"messageId": message, "payload": payload})).await;
    }

    pub async fn comes_by_ad(&mut self, key: &str) {
        self.acts("receiveReferral", json!({"source": "AD", "key": key})).await;
    }

    /// The next that is said: its text, its message's id and the payloads of its buttons.
    pub async fn reads(&mut self) -> (String, String, Vec<String>) {
        loop {
            if let What::Said { text, message, buttons, .. } = self.channel.hears().await.what {
                return (text, message, buttons);
            }
        }
    }

    async fn acts(&mut self, operation: &str, mut input: Value) {
        self.events += 1;
        input["pageId"] = self.page.as_str().into();
        input["customerId"] = self.name.into();
        input["externalId"] = format!("{}-{}", self.name, self.events).into();
        self.channel.calls(operation, input).await;
    }
}

async fn follow(shop: &Shop, token: &str, after: &str) -> Follower {
    let document = format!(
        "subscription($page: ID!, $after: String) {{ threadEvents(pageId: $page, after: $after) {{ {EVENT} }} }} {NAME}"
    );
    Follower::start(&shop.server, token, &document, json!({"page": shop.page, "after": after})).await
}

impl Heard {
    fn of(told: &Value) -> Self {
        let (channel, event) = match told["channel"].as_str() {
            Some("MESSAGING") => (Channel::Messaging, &told["event"]),
            Some("STANDBY") => (Channel::Standby, &told["event"]),
            Some(_) => (Channel::Handovers, &told["event"]),
            None => (Channel::Log, told),
        };
        let name = |it: &Value| it["name"].as_str().map(str::to_owned);
        let what = match event["__typename"].as_str().unwrap() {
            "MessageReceived" => What::CustomerWrote(text(&event["message"]["text"])),
            "PostbackReceived" => What::CustomerTapped { payload: text(&event["payload"]) },
            "ReferralReceived" => What::CustomerCame { key: text(&event["key"]) },
            "MessageSent" => {
                let message = &event["message"];
                let buttons = message["buttons"].as_array().unwrap().iter().map(|it| text(&it["payload"])).collect();
                let by = text(&message["sender"]["name"]);
                What::Said { by, text: text(&message["text"]), message: text(&message["id"]), buttons }
            }
            "ControlChanged" => What::Control {
                from: event["previousOwner"]["id"].as_str().map(str::to_owned),
                to: name(&event["newOwner"]),
                metadata: event["word"].as_str().map(str::to_owned),
            },
            "ControlRequested" => What::Request { by: text(&event["app"]["name"]), app: text(&event["app"]["id"]) },
            "MetadataPassed" => What::Metadata(text(&event["metadata"])),
            _ => What::Other,
        };
        Self { thread: text(&event["thread"]["id"]), channel, what }
    }
}
