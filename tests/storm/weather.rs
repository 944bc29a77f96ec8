//! The scene that all clients share: servers on one database, a page with apps, people and a channel; and what one
//! client lets the others know.

use std::sync::{
    Arc, Mutex, OnceLock,
    atomic::{AtomicU64, Ordering},
};

use baton::{
    clock::Clock,
    id::{AppId, MessageId, PageId, ThreadId, UserId},
    protocol::Participant,
    store::events,
    time::{Seconds, Timestamp},
};
use serde_json::{Value, json};

use crate::{
    keeper::Keeper,
    support::{
        TestStore,
        server::{Answer, TestServer},
    },
};

pub struct Weather {
    pub servers: Vec<TestServer>,
    pub db: TestStore,
    pub page: PageId,
    /// The channel's token.
    pub channel: String,
    pub apps: Vec<Bearer<AppId>>,
    pub people: Vec<Bearer<UserId>>,
    pub places: Vec<Place>,
    /// Buttons that the customers may have seen.
    pub buttons: Mutex<Vec<Sent>>,
    pub keeper: tokio::sync::Mutex<Keeper>,
    /// All that the clock has ever shown.
    pub times: Mutex<Vec<Timestamp>>,
    ticks: AtomicU64,
}

/// Somebody, and the token that speaks for them.
#[derive(Clone)]
pub struct Bearer<T> {
    pub id: T,
    pub token: String,
}

/// A customer, and what the clients know of the thread.
#[derive(Default)]
pub struct Place {
    pub thread: OnceLock<ThreadId>,
    /// The owner and the epoch that somebody was told last.
    pub believed: Mutex<(Option<Participant>, i64)>,
}

/// A button that was sent along with a message.
#[derive(Clone)]
pub struct Sent {
    pub thread: ThreadId,
    pub message: MessageId,
    pub sender: AppId,
}

/// What is certain of a moment: so much had been counted, committed and shown by the clock.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    pub tick: u64,
    pub position: i64,
    pub now: Timestamp,
}

/// From before something began to after it had ended.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    pub from: Moment,
    pub to: Moment,
}

/// What a tap on any button or menu item sends back.
pub const PAYLOAD: &str = "BUY";

impl Weather {
    pub async fn gather(db: TestStore, servers: usize, threads: usize) -> Arc<Self> {
        let first = TestServer::start(&db.url).await;
        let created = "mutation { createPage(input: {name: \"Shop\", platform: MESSENGER}) { page { id } } }";
        let page = admin(&first, created, json!({})).await["createPage"]["page"]["id"].clone();
        let channel = "mutation($page: ID!) { issueChannelToken(input: {pageId: $page}) { token } }";
        let channel = admin(&first, channel, json!({"page": page})).await;
        let mut apps = Vec::new();
        for name in ["Bot", "Desk", "Ads"] {
            apps.push(app(&first, &page, name).await);
        }
        let people = vec![person(&first, &page, "eve").await, person(&first, &page, "max").await];
        let page: PageId = read(&page);
        let keeper = Keeper::new(page, apps.iter().map(|it| it.id));
        let mut all = vec![first];
        while all.len() < servers {
            let next = all[0].beside(&db.url).await;
            all.push(next);
        }
        Arc::new(Self {
            times: Mutex::new(vec![all[0].now()]),
            servers: all,
            db,
            page,
            channel: read(&channel["issueChannelToken"]["token"]),
            apps,
            people,
            places: (0..threads).map(|_| Place::default()).collect(),
            buttons: Mutex::default(),
            keeper: tokio::sync::Mutex::new(keeper),
            ticks: AtomicU64::new(0),
        })
    }

    pub fn customer(place: usize) -> String {
        format!("customer-{place}")
    }

    pub fn admin(&self) -> &str {
        &self.servers[0].admin
    }

    /// Carries out one mutation with its input.
    pub async fn mutate(&self, server: usize, token: &str, operation: &str, input: Value, shown: &str) -> Answer {
        let kind = match operation.split_at(1) {
            _ if operation.ends_with("AppTester") => "AppTesterInput".to_owned(),
            (head, tail) => format!("{}{tail}Input", head.to_uppercase()),
        };
        let document = format!(
            "mutation($input: {kind}!) {{ {operation}(input: $input) {{ {shown} userErrors {{ code message }} }} }}"
        );
        self.servers[server].send(token, &document, json!({"input": input})).await
    }

    pub async fn moment(&self) -> Moment {
        let position = events::last_position(self.db.reader()).await.unwrap().0;
        let tick = self.ticks.fetch_add(1, Ordering::SeqCst);
        Moment { tick, position, now: self.servers[0].clock.now() }
    }

    /// Lets time pass.
    pub fn pass(&self, span: Seconds) {
        let mut times = self.times.lock().unwrap();
        let clock = &self.servers[0].clock;
        clock.advance(span);
        times.push(clock.now());
    }
}

/// An id, or a text, out of an answer.
#[track_caller]
pub fn read<T: std::str::FromStr>(value: &Value) -> T {
    let text = value.as_str().unwrap_or_else(|| panic!("expected a text, got {value}"));
    text.parse().unwrap_or_else(|_| panic!("unexpected text: {text}"))
}

async fn admin(server: &TestServer, document: &str, variables: Value) -> Value {
    let data = server.send(&server.admin, document, variables).await.ok();
    for payload in data.as_object().unwrap().values() {
        assert!(payload["userErrors"].as_array().is_none_or(Vec::is_empty), "{payload}");
    }
    data
}

/// An app that is reviewed and subscribed to everything.
async fn app(server: &TestServer, page: &Value, name: &str) -> Bearer<AppId> {
    let create = "mutation($name: String!) { createApp(input: {name: $name}) { app { id } } }";
    let id = admin(server, create, json!({"name": name})).await["createApp"]["app"]["id"].clone();
    let document = "mutation($page: ID!, $app: ID!) {
        reviewApp(input: {appId: $app, live: true}) { userErrors { code } }
        subscribeApp(input: {pageId: $page, appId: $app, fields: [MESSAGES]}) { userErrors { code } }
        issuePageToken(input: {pageId: $page, appId: $app}) { token }
    }";
    let issued = admin(server, document, json!({"page": page, "app": id})).await;
    Bearer { id: read(&id), token: read(&issued["issuePageToken"]["token"]) }
}

/// A person who answers in the inbox.
async fn person(server: &TestServer, page: &Value, name: &str) -> Bearer<UserId> {
    let invite = "mutation($name: String!, $email: String!) {
        inviteUser(input: {name: $name, email: $email}) { user { id } userErrors { code } } }";
    let invited = admin(server, invite, json!({"name": name, "email": format!("{name}@example.org")})).await;
    let id = invited["inviteUser"]["user"]["id"].clone();
    let document = "mutation($page: ID!, $user: ID!) {
        setPageMember(input: {pageId: $page, userId: $user, tasks: [MODERATE, MESSAGING]}) { userErrors { code } }
        issueUserToken(input: {userId: $user}) { token userErrors { code } }
    }";
    let issued = admin(server, document, json!({"page": page, "user": id})).await;
    Bearer { id: read(&id), token: read(&issued["issueUserToken"]["token"]) }
}
