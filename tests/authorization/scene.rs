//! A page with two apps and all kinds of callers.

use std::{
    collections::HashMap,
    sync::atomic::{AtomicU32, Ordering},
};

use serde_json::{Value, json};

use crate::{
    stream::Events,
    support::{
        TestStore,
        server::{Answer, TestServer},
    },
};

pub struct Scene {
    pub server: TestServer,
    pub page: String,
    /// A page that most callers have nothing to do with.
    pub elsewhere: String,
    /// The app that calls: primary receiver of the page, and subscribed elsewhere too.
    pub app: String,
    /// An app of the page alone.
    pub desk: String,
    /// A person without any task.
    pub guest: String,
    /// The token of each kind of caller, by the table's words; an empty one is none.
    pub tokens: HashMap<&'static str, String>,
    pub db: TestStore,
    count: AtomicU32,
}

impl Scene {
    pub async fn open(db: TestStore) -> Self {
        let server = TestServer::start(&db.url).await;
        let nothing = String::new();
        let mut scene = Self {
            server,
            page: nothing.clone(),
            elsewhere: nothing.clone(),
            app: nothing.clone(),
            desk: nothing.clone(),
            guest: nothing,
            tokens: HashMap::new(),
            db,
            count: AtomicU32::new(0),
        };
        scene.page = scene.create_page().await;
        scene.elsewhere = scene.create_page().await;
        scene.app = scene.create_app().await;
        scene.desk = scene.create_app().await;
        for (page, app) in [(&scene.page, &scene.app), (&scene.page, &scene.desk), (&scene.elsewhere, &scene.app)] {
            scene.subscribe(page, app).await;
        }
        let primary = format!("pageId: {:?} appId: {:?}", scene.page, scene.app);
        scene.admin("setPrimaryReceiver", &primary, "userErrors { code }").await;
        scene.guest = scene.person(&[]).await.0;
        scene.tokens = scene.callers().await;
        scene
    }

    async fn callers(&self) -> HashMap<&'static str, String> {
        let admin = self.server.admin.as_str();
        let manage = self.person(&["MANAGE"]).await.1;
        let without_messaging = "permissions: [PAGES_MANAGE_METADATA]";
        HashMap::from([
            ("anonymous", String::new()),
            ("stranger", self.person(&[]).await.1),
            ("elsewhere", self.page_token(admin, &self.elsewhere, "").await),
            ("no-moderate", self.page_token(&manage, &self.page, "").await),
            ("no-messaging", self.page_token(admin, &self.page, without_messaging).await),
            ("app", self.page_token(admin, &self.page, "").await),
            ("moderate", self.person(&["MODERATE"]).await.1),
            ("manage", manage),
            ("analyze", self.person(&["ANALYZE"]).await.1),
            ("channel", self.channel_token(&self.page).await),
            ("admin", admin.to_owned()),
        ])
    }

    /// The token of a kind of caller.
    pub fn token(&self, caller: &str) -> &str {
        self.tokens.get(caller).unwrap_or_else(|| panic!("nobody is called {caller}"))
    }

    /// A mutation by this caller that must go well; gives what is selected of its payload.
    pub async fn mutate(&self, token: &str, name: &str, input: &str, selection: &str) -> Value {
        let document = format!("mutation {{ {name}(input: {{{input}}}) {{ {selection} }} }}");
        let mut data = self.server.send(token, &document, json!({})).await.ok();
        let payload = data[name].take();
        assert!(payload["userErrors"].as_array().is_none_or(Vec::is_empty), "{payload}");
        payload
    }

    pub async fn admin(&self, name: &str, input: &str, selection: &str) -> Value {
        self.mutate(&self.server.admin, name, input, selection).await
    }

    async fn create_page(&self) -> String {
        text(&self.admin("createPage", "name: \"Shop\" platform: MESSENGER", "page { id }").await["page"]["id"])
    }

    /// A reviewed app.
    pub async fn create_app(&self) -> String {
        let app = text(&self.admin("createApp", "name: \"App\"", "app { id }").await["app"]["id"]);
        self.admin("reviewApp", &format!("appId: {app:?} live: true"), "app { id }").await;
        app
    }

    pub async fn subscribe(&self, page: &str, app: &str) {
        let fields = "[MESSAGES, STANDBY, MESSAGING_HANDOVERS]";
        self.admin("subscribeApp", &format!("pageId: {page:?} appId: {app:?} fields: {fields}"), "page { id }").await;
    }

    /// A person with these tasks on the page, and their token.
    pub async fn person(&self, tasks: &[&str]) -> (String, String) {
        let input = format!("name: \"Eve\" email: {:?}", self.address());
        let invited = self.admin("inviteUser", &input, "user { id }").await;
        let user = text(&invited["user"]["id"]);
        let issued = self.admin("issueUserToken", &format!("userId: {user:?}"), "token").await;
        if !tasks.is_empty() {
            self.set_tasks(&user, tasks).await;
        }
        (user, text(&issued["token"]))
    }

    pub async fn set_tasks(&self, user: &str, tasks: &[&str]) {
        let input = format!("pageId: {:?} userId: {user:?} tasks: [{}]", self.page, tasks.join(" "));
        self.admin("setPageMember", &input, "userErrors { code }").await;
    }

    /// A page token for the calling app, asked for by this person.
    pub async fn page_token(&self, person: &str, page: &str, more: &str) -> String {
        let input = format!("pageId: {page:?} appId: {:?} {more}", self.app);
        text(&self.mutate(person, "issuePageToken", &input, "token").await["token"])
    }

    async fn channel_token(&self, page: &str) -> String {
        text(&self.admin("issueChannelToken", &format!("pageId: {page:?}"), "token").await["token"])
    }

    /// A new customer writes to the page; the thread that makes, which the calling app controls.
    pub async fn thread(&self) -> String {
        self.write(self.token("channel"), &self.page).await
    }

    async fn write(&self, channel: &str, page: &str) -> String {
        let customer = self.name();
        let input = format!("pageId: {page:?} customerId: {customer:?} text: \"Hello\" externalId: {customer:?}");
        text(&self.mutate(channel, "receiveMessage", &input, "thread { id } userErrors { code }").await["thread"]["id"])
    }

    /// A thread that the desk controls and the calling app waits for.
    async fn waiting(&self) -> String {
        let (thread, app) = (self.thread().await, self.token("app"));
        let pass = format!("threadId: {thread:?} targetId: {:?}", self.desk);
        self.mutate(app, "passThreadControl", &pass, "userErrors { code }").await;
        self.mutate(app, "requestThreadControl", &format!("threadId: {thread:?}"), "userErrors { code }").await;
        thread
    }

    /// A thread that the inbox controls.
    async fn in_main(&self) -> String {
        let thread = self.thread().await;
        self.admin("moveThreadToMain", &format!("threadId: {thread:?}"), "userErrors { code }").await;
        thread
    }

    /// A place in the log after which something happened on both pages.
    pub async fn cursor(&self) -> String {
        let thread = self.thread().await;
        self.thread().await;
        self.write(&self.channel_token(&self.elsewhere).await, &self.elsewhere).await;
        let query = format!("{{ thread(id: {thread:?}) {{ events(first: 1) {{ nodes {{ cursor }} }} }} }}");
        let data = self.server.send(&self.server.admin, &query, json!({})).await.ok();
        text(&data["thread"]["events"]["nodes"][0]["cursor"])
    }

    async fn leaver(&self) -> String {
        let app = self.create_app().await;
        self.subscribe(&self.page, &app).await;
        app
    }

    async fn entry_point(&self) -> String {
        let input = format!("pageId: {:?} source: LINK key: {:?} appId: {:?}", self.page, self.name(), self.desk);
        let page = self.admin("setEntryPoint", &input, "page { entryPoints { id } }").await;
        text(&page["page"]["entryPoints"].as_array().and_then(|it| it.last()).unwrap_or(&Value::Null)["id"])
    }

    async fn saved_reply(&self) -> String {
        let input = format!("pageId: {:?} title: \"Hours\" text: \"From nine to five.\"", self.page);
        text(&self.admin("createSavedReply", &input, "savedReply { id }").await["savedReply"]["id"])
    }

    async fn token_id(&self) -> String {
        text(&self.admin("issueChannelToken", &format!("pageId: {:?}", self.page), "tokenId").await["tokenId"])
    }

    fn name(&self) -> String {
        format!("n{}", self.count.fetch_add(1, Ordering::Relaxed))
    }

    fn address(&self) -> String {
        format!("{}@example.org", self.name())
    }

    /// The document with what it names, made anew where it can be used up.
    pub async fn fill(&self, document: &str) -> String {
        let mut text = document.to_owned();
        while let Some((before, rest)) = text.split_once('<') {
            let (name, after) = rest.split_once('>').unwrap_or_else(|| panic!("unfinished: {document}"));
            let value = match name {
                "page" => self.page.clone(),
                "app" => self.app.clone(),
                "desk" => self.desk.clone(),
                "guest" => self.guest.clone(),
                "new" => self.name(),
                "address" => self.address(),
                "thread" => self.thread().await,
                "waiting" => self.waiting().await,
                "main" => self.in_main().await,
                "cursor" => self.cursor().await,
                "leaver" => self.leaver().await,
                "entry" => self.entry_point().await,
                "token" => self.token_id().await,
                "reply" => self.saved_reply().await,
                _ => panic!("nothing is called {name}"),
            };
            text = format!("{before}{value:?}{after}");
        }
        text
    }

    /// What a call comes to on this server, in the table's words.
    pub async fn call(&self, server: &TestServer, token: &str, document: &str) -> String {
        let document = self.fill(document).await;
        let answer = if document.starts_with("subscription") {
            Events::open(server, token, &document).await.next().await.expect("an event or an error")
        } else {
            server.send(token, &document, json!({})).await
        };
        self.outcome(&answer)
    }

    fn outcome(&self, answer: &Answer) -> String {
        match answer.code() {
            "" if answer.errors.is_empty() => {}
            "UNAUTHENTICATED" => return "401".to_owned(),
            "FORBIDDEN" => return "403".to_owned(),
            "NOT_FOUND" => return "404".to_owned(),
            _ => return format!("{:?}", answer.errors),
        }
        let root = answer.data.as_object().and_then(|it| it.values().next()).unwrap_or(&Value::Null);
        if root.is_null() {
            return "null".to_owned();
        }
        if let Some(code) = root["userErrors"][0]["code"].as_str() {
            return code.to_owned();
        }
        let listed = |it: &Value| it["id"] == json!(self.page) || it["id"] == json!(self.desk);
        let is_empty = root["nodes"].as_array().is_some_and(|nodes| !nodes.iter().any(listed));
        if is_empty { "[]" } else { "ok" }.to_owned()
    }
}

#[track_caller]
pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("expected a text, got {value}")).to_owned()
}

/// Makes two tests of each case, an `async fn(Scene)`: one on SQLite, one on Postgres.
macro_rules! in_both_scenes {
    ($($case:ident),+ $(,)?) => {
        mod on_sqlite {
            $(#[tokio::test]
            async fn $case() {
                super::$case($crate::scene::Scene::open($crate::support::TestStore::sqlite().await).await).await;
            })+
        }
        mod on_postgres {
            $(#[tokio::test]
            async fn $case() {
                super::$case($crate::scene::Scene::open($crate::support::TestStore::postgres().await).await).await;
            })+
        }
    };
}
pub(crate) use in_both_scenes;
