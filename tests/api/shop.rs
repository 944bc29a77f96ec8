//! The scene of most cases: a page with a bot and a live desk, a channel, and a customer.

use serde_json::{Value, json};

use crate::support::{
    TestStore,
    server::{Answer, TestServer},
};

pub struct Shop {
    pub server: TestServer,
    pub page: String,
    pub bot: App,
    pub desk: App,
    /// The channel's token.
    pub channel: String,
    pub db: TestStore,
}

/// A subscribed and reviewed app, with a page access token that an administrator asked for.
#[derive(Clone, Debug)]
pub struct App {
    pub id: String,
    pub token: String,
}

/// A person, with an access token of theirs.
#[derive(Clone, Debug)]
pub struct Person {
    pub id: String,
    pub token: String,
}

/// What a thread's control looks like in most answers.
pub const CONTROL: &str = "state epoch owner { __typename ... on App { id } ... on Inbox { id } } expiresAt";

impl Shop {
    /// Stops the server, lets time pass and starts another on the same database.
    pub async fn restart(self, seconds: i64) -> Self {
        let server = self.server.restart(&self.db.url, seconds).await;
        Self { server, ..self }
    }

    pub async fn open(db: TestStore) -> Self {
        let server = TestServer::start(&db.url).await;
        Self::open_on(server, db).await
    }

    /// The same on a server that runs already.
    pub async fn open_on(server: TestServer, db: TestStore) -> Self {
        let (page, channel) = page(&server, "MESSENGER").await;
        let nobody = App { id: String::new(), token: String::new() };
        let mut shop = Self { server, page, bot: nobody.clone(), desk: nobody, channel, db };
        shop.bot = shop.app("Bot").await;
        shop.desk = shop.app("Desk").await;
        shop
    }

    /// A second page: its id, and its channel's token.
    pub async fn another_page(&self, platform: &str) -> (String, String) {
        page(&self.server, platform).await
    }

    /// An app that is subscribed to everything and reviewed.
    pub async fn app(&self, name: &str) -> App {
        let created = self
            .admin("mutation($name: String!) { createApp(input: {name: $name}) { app { id } } }", json!({"name": name}))
            .await;
        let id = text(&created["createApp"]["app"]["id"]);
        self.admin(
            "mutation($page: ID!, $app: ID!) {
                reviewApp(input: {appId: $app, live: true}) { app { id } }
                subscribeApp(input: {pageId: $page, appId: $app, fields: [MESSAGES, MESSAGING_POSTBACKS,
                    MESSAGING_REFERRALS, MESSAGE_ECHOES, MESSAGING_HANDOVERS, MESSAGING_FEEDBACK, STANDBY]}) { page { id } }
            }",
            json!({"page": self.page, "app": id}),
        )
        .await;
        let app = App { id, token: String::new() };
        App { token: self.page_token(&app).await, ..app }
    }

    /// A token for the app on the page, asked for by an administrator.
    pub async fn page_token(&self, app: &App) -> String {
        let document =
            "mutation($page: ID!, $app: ID!) { issuePageToken(input: {pageId: $page, appId: $app}) { token } }";
        text(&self.admin(document, json!({"page": self.page, "app": app.id})).await["issuePageToken"]["token"])
    }

    /// What an administrator does, which must go well.
    pub async fn admin(&self, document: &str, variables: Value) -> Value {
        let data = self.server.send(&self.server.admin, document, variables).await.ok();
        for payload in data.as_object().into_iter().flatten().map(|(_, it)| it) {
            let refused = payload["userErrors"].as_array().is_some_and(|it| !it.is_empty());
            assert!(!refused, "{payload}");
        }
        data
    }

    /// An app that takes part without review: it reaches its testers alone.
    pub async fn unreviewed_app(&self, name: &str) -> App {
        let app = self.app(name).await;
        let document = "mutation($app: ID!) { reviewApp(input: {appId: $app, live: false}) { userErrors { code } } }";
        self.admin(document, json!({"app": app.id})).await;
        app
    }

    pub async fn grant_human_agent(&self, app: &App) {
        let document =
            "mutation($app: ID!) { reviewApp(input: {appId: $app, humanAgent: true}) { userErrors { code } } }";
        self.admin(document, json!({"app": app.id})).await;
    }

    pub async fn add_tester(&self, app: &App, customer: &str) {
        let document = "mutation($app: ID!, $customer: ID!) {
            addAppTester(input: {appId: $app, customerId: $customer}) { userErrors { code } } }";
        self.admin(document, json!({"app": app.id, "customer": customer})).await;
    }

    pub async fn unsubscribe(&self, app: &App) {
        let document = "mutation($page: ID!, $app: ID!) {
            unsubscribeApp(input: {pageId: $page, appId: $app}) { userErrors { code } } }";
        self.admin(document, json!({"page": self.page, "app": app.id})).await;
    }

    /// A person with these tasks on the page, and an access token of theirs.
    pub async fn person(&self, name: &str, tasks: &[&str]) -> Person {
        let document = "mutation($name: String!, $email: String!) {
            inviteUser(input: {name: $name, email: $email}) { user { id } userErrors { code } } }";
        let email = format!("{name}@example.org");
        let id = text(&self.admin(document, json!({"name": name, "email": email})).await["inviteUser"]["user"]["id"]);
        let document = "mutation($user: ID!) { issueUserToken(input: {userId: $user}) { token userErrors { code } } }";
        let token = text(&self.admin(document, json!({"user": id})).await["issueUserToken"]["token"]);
        let person = Person { id, token };
        self.set_tasks(&person, tasks).await;
        person
    }

    pub async fn set_tasks(&self, person: &Person, tasks: &[&str]) {
        let document = "mutation($page: ID!, $user: ID!, $tasks: [PageTask!]!) {
            setPageMember(input: {pageId: $page, userId: $user, tasks: $tasks}) { userErrors { code } } }";
        self.admin(document, json!({"page": self.page, "user": person.id, "tasks": tasks})).await;
    }

    /// Changes the page's settings, written as in the input.
    pub async fn settings(&self, settings: &str) {
        let document = format!(
            "mutation($page: ID!) {{ updatePageSettings(input: {{pageId: $page {settings}}}) {{ userErrors {{ code }} }} }}"
        );
        self.admin(&document, json!({"page": self.page})).await;
    }

    pub async fn set_primary(&self, app: &App) {
        let document = "mutation($page: ID!, $app: ID) { setPrimaryReceiver(input: {pageId: $page, appId: $app}) { userErrors { code } } }";
        self.admin(document, json!({"page": self.page, "app": app.id})).await;
    }

    /// The customer writes; gives the thread's id.
    pub async fn writes(&self, customer: &str, external: &str) -> String {
        let data = self.receive(customer, external).await.ok();
        assert_eq!(data["receiveMessage"]["userErrors"], json!([]));
        text(&data["receiveMessage"]["thread"]["id"])
    }

    /// A customer's thread that this app has taken.
    pub async fn owned_by(&self, app: &App, customer: &str) -> String {
        let thread = self.writes(customer, &format!("{customer}-1")).await;
        let taken = self.verb(app, "takeThreadControl", &thread, "").await;
        assert_eq!(taken["thread"]["control"]["owner"]["id"], json!(app.id), "{taken}");
        thread
    }

    pub async fn receive(&self, customer: &str, external: &str) -> Answer {
        let document = format!(
            "mutation($page: ID!, $customer: ID!, $external: String!) {{
                receiveMessage(input: {{pageId: $page, customerId: $customer, text: \"Hello\", externalId: $external}}) {{
                    duplicate thread {{ id control {{ {CONTROL} }} }} userErrors {{ code field message }}
                }}
            }}"
        );
        let variables = json!({"page": self.page, "customer": customer, "external": external});
        self.server.send(&self.channel, &document, variables).await
    }

    /// One verb of thread control; gives its payload.
    pub async fn verb(&self, app: &App, operation: &str, thread: &str, arguments: &str) -> Value {
        let document = format!(
            "mutation($thread: ID!) {{ {operation}(input: {{threadId: $thread {arguments}}}) {{
                thread {{ id control {{ {CONTROL} }} requests {{ app {{ id }} position metadata }} folder }}
                event {{ __typename sequence ... on ControlChanged {{ reason epoch metadata }} }}
                userErrors {{ code field message status subcode }}
            }} }}"
        );
        let mut data = self.server.send(&app.token, &document, json!({"thread": thread})).await.ok();
        data[operation].take()
    }

    /// Sends a message; the arguments stand beside the thread's id. Gives the payload.
    pub async fn send(&self, app: &App, thread: &str, arguments: &str) -> Value {
        let document = format!(
            "mutation($thread: ID!) {{ sendMessage(input: {{threadId: $thread {arguments}}}) {{
                message {{ id text tag status attachments buttons {{ title payload }} sender {{ ... on App {{ id }} }} }}
                thread {{ control {{ {CONTROL} }} }} userErrors {{ code field message status subcode }}
            }} }}"
        );
        let mut data = self.server.send(&app.token, &document, json!({"thread": thread})).await.ok();
        data["sendMessage"].take()
    }

    /// The thread, as this app sees it now.
    pub async fn thread(&self, app: &App, thread: &str) -> Value {
        let document = format!(
            "query($thread: ID!) {{ thread(id: $thread) {{ id folder isDone control {{ {CONTROL} }} requests {{ app {{ id }} }}
                events(first: 100) {{ nodes {{ __typename sequence ... on ControlChanged {{ reason epoch }} }} }} }} }}"
        );
        let mut data = self.server.send(&app.token, &document, json!({"thread": thread})).await.ok();
        data["thread"].take()
    }
}

/// Makes a page: its id, and its channel's token.
async fn page(server: &TestServer, platform: &str) -> (String, String) {
    let create = "mutation($it: Platform!) { createPage(input: {name: \"Shop\", platform: $it}) { page { id } } }";
    let created = server.send(&server.admin, create, json!({"it": platform})).await.ok();
    let page = text(&created["createPage"]["page"]["id"]);
    let issue = "mutation($page: ID!) { issueChannelToken(input: {pageId: $page}) { token } }";
    let issued = server.send(&server.admin, issue, json!({"page": page})).await.ok();
    (page, text(&issued["issueChannelToken"]["token"]))
}

#[track_caller]
pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("expected a text, got {value}")).to_owned()
}

/// The codes of a payload's refusals.
pub fn codes(payload: &Value) -> Vec<&str> {
    payload["userErrors"].as_array().into_iter().flatten().filter_map(|it| it["code"].as_str()).collect()
}

/// The path to the value that the first refusal is about.
pub fn field(payload: &Value) -> Vec<&str> {
    payload["userErrors"][0]["field"].as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

/// Makes two tests of each case, an `async fn(Shop)`: one on SQLite, one on Postgres.
macro_rules! in_both_shops {
    ($($case:ident),+ $(,)?) => {
        mod on_sqlite {
            $(#[tokio::test]
            async fn $case() {
                super::$case($crate::shop::Shop::open($crate::support::TestStore::sqlite().await).await).await;
            })+
        }
        mod on_postgres {
            $(#[tokio::test]
            async fn $case() {
                super::$case($crate::shop::Shop::open($crate::support::TestStore::postgres().await).await).await;
            })+
        }
    };
}
pub(crate) use in_both_shops;
