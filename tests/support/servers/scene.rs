//! A page with apps and a channel, on servers that share one database. Calls go to the servers in turn.

use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::{Value, json};

use crate::support::server::Answer;

pub struct Scene {
    http: reqwest::Client,
    /// The servers' origins.
    origins: Vec<String>,
    turn: AtomicUsize,
    pub admin: String,
    /// The channel's token.
    pub channel: String,
    pub page: String,
    pub bot: App,
    pub desk: App,
}

/// A subscribed and reviewed app with its page access token.
#[derive(Clone, Debug, Default)]
pub struct App {
    pub id: String,
    pub token: String,
    pub token_id: String,
}

const FIELDS: &str = "[MESSAGES, MESSAGE_ECHOES, MESSAGING_HANDOVERS, STANDBY]";

impl Scene {
    pub async fn open(origins: Vec<String>, admin: String) -> Self {
        let mut scene = Self {
            http: reqwest::Client::new(),
            origins,
            turn: AtomicUsize::new(0),
            admin,
            channel: String::new(),
            page: String::new(),
            bot: App::default(),
            desk: App::default(),
        };
        let page = scene
            .admin("mutation { createPage(input: {name: \"Shop\", platform: MESSENGER}) { page { id } } }", json!({}))
            .await;
        scene.page = text(&page["createPage"]["page"]["id"]);
        let channel = "mutation($page: ID!) { issueChannelToken(input: {pageId: $page}) { token } }";
        scene.channel = text(&scene.admin(channel, json!({})).await["issueChannelToken"]["token"]);
        scene.bot = scene.app("Bot").await;
        scene.desk = scene.app("Desk").await;
        scene
    }

    pub async fn app(&self, name: &str) -> App {
        let create = format!("mutation {{ createApp(input: {{name: \"{name}\"}}) {{ app {{ id }} }} }}");
        let id = text(&self.admin(&create, json!({})).await["createApp"]["app"]["id"]);
        let review = "mutation($app: ID!) { reviewApp(input: {appId: $app, live: true}) { userErrors { code } } }";
        self.admin(review, json!({"app": id})).await;
        self.subscribe(&id).await;
        let issue =
            "mutation($page: ID!, $app: ID!) { issuePageToken(input: {pageId: $page, appId: $app}) { token tokenId } }";
        let issued = self.admin(issue, json!({"app": id})).await;
        let issued = &issued["issuePageToken"];
        App { id, token: text(&issued["token"]), token_id: text(&issued["tokenId"]) }
    }

    pub async fn subscribe(&self, app: &str) {
        let document = format!(
            "mutation($page: ID!, $app: ID!) {{
                subscribeApp(input: {{pageId: $page, appId: $app, fields: {FIELDS}}}) {{ userErrors {{ code }} }}
            }}"
        );
        self.admin(&document, json!({"app": app})).await;
    }

    /// What an administrator does, which must go well. `$page` is known.
    pub async fn admin(&self, document: &str, mut variables: Value) -> Value {
        variables["page"] = self.page.as_str().into();
        let data = self.send(&self.admin, document, variables).await.ok();
        for payload in data.as_object().into_iter().flatten().map(|(_, it)| it) {
            assert!(payload["userErrors"].as_array().is_none_or(Vec::is_empty), "{payload}");
        }
        data
    }

    pub async fn settings(&self, settings: &str) {
        let document = format!(
            "mutation($page: ID!) {{ updatePageSettings(input: {{pageId: $page {settings}}}) {{ userErrors {{ code }} }} }}"
        );
        self.admin(&document, json!({})).await;
    }

    /// Where the next call goes.
    fn next(&self) -> usize {
        self.turn.fetch_add(1, Ordering::Relaxed) % self.origins.len()
    }

    pub async fn send(&self, token: &str, document: &str, variables: Value) -> Answer {
        self.send_to(self.next(), token, document, variables).await.expect("an answer")
    }

    /// Sends to one of the servers; fails if it is gone before it has answered.
    pub async fn send_to(
        &self,
        server: usize,
        token: &str,
        document: &str,
        variables: Value,
    ) -> Result<Answer, reqwest::Error> {
        let request = self.http.post(format!("{}/graphql", self.origins[server])).bearer_auth(token);
        let answer = request.json(&json!({"query": document, "variables": variables})).send().await?;
        let status = answer.status().as_u16();
        let mut body: Value = answer.json().await?;
        let errors = body["errors"].as_array().cloned().unwrap_or_default();
        Ok(Answer { status, data: body["data"].take(), errors })
    }

    /// The customer writes; gives the thread's id.
    pub async fn writes(&self, customer: &str, external: &str) -> String {
        let payload = self.receive(self.next(), customer, external).await.expect("an answer").ok();
        assert_eq!(payload["receiveMessage"]["userErrors"], json!([]));
        text(&payload["receiveMessage"]["thread"]["id"])
    }

    /// The customer writes the message's external id.
    pub async fn receive(&self, server: usize, customer: &str, external: &str) -> Result<Answer, reqwest::Error> {
        let document = "mutation($page: ID!, $customer: ID!, $external: String!) {
            receiveMessage(input: {pageId: $page, customerId: $customer, text: $external, externalId: $external}) {
                duplicate thread { id control { state epoch owner { ... on App { id } } } } userErrors { code }
            }
        }";
        let variables = json!({"page": self.page, "customer": customer, "external": external});
        self.send_to(server, &self.channel, document, variables).await
    }

    /// The app writes its key, under that key.
    pub async fn message(&self, server: usize, app: &App, thread: &str, key: &str) -> Result<Answer, reqwest::Error> {
        let document = "mutation($thread: ID!, $key: String!) {
            sendMessage(input: {threadId: $thread, text: $key, idempotencyKey: $key}) { message { id } userErrors { code } }
        }";
        self.send_to(server, &app.token, document, json!({"thread": thread, "key": key})).await
    }

    /// One verb of thread control; gives its payload.
    pub async fn verb(&self, app: &App, operation: &str, thread: &str, arguments: &str) -> Value {
        self.verb_at(self.next(), app, operation, thread, arguments).await.expect("an answer").ok()[operation].take()
    }

    pub async fn verb_at(
        &self,
        server: usize,
        app: &App,
        operation: &str,
        thread: &str,
        arguments: &str,
    ) -> Result<Answer, reqwest::Error> {
        let document = format!(
            "mutation($thread: ID!) {{ {operation}(input: {{threadId: $thread {arguments}}}) {{
                thread {{ control {{ state epoch expiresAt owner {{ ... on App {{ id }} }} }} requests {{ app {{ id }} metadata }} }}
                event {{ __typename sequence ... on ControlChanged {{ reason }} }}
                userErrors {{ code subcode }}
            }} }}"
        );
        self.send_to(server, &app.token, &document, json!({"thread": thread})).await
    }

    pub fn servers(&self) -> usize {
        self.origins.len()
    }

    pub fn origin(&self, server: usize) -> &str {
        &self.origins[server]
    }

    /// The same scene after a restart.
    pub fn move_to(&mut self, origins: Vec<String>) {
        self.origins = origins;
    }
}

#[track_caller]
pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("expected a text, got {value}")).to_owned()
}

/// The codes of a payload's refusals.
pub fn codes(payload: &Value) -> Vec<&str> {
    payload["userErrors"].as_array().into_iter().flatten().filter_map(|it| it["code"].as_str()).collect()
}
