//! A whole server on a port of its own, on a clock that the test moves.

use std::{net::SocketAddr, path::PathBuf, sync::Arc, time::Duration};

use baton::{
    app::{Baton, Settings},
    auth::Keys,
    clock::{Clock, ManualClock},
    entropy::SystemEntropy,
    http::{self, Documents, Limits},
    store::{Author, Options, Store, TokenScope},
    time::{Seconds, Timestamp},
    webhooks::Policy,
};
use serde_json::{Value, json};
use tokio::{net::TcpListener, task::JoinHandle};
use tokio_util::sync::CancellationToken;

/// When every test begins: 2026-01-01T00:00:00Z.
pub const DAWN: Timestamp = Timestamp::from_millis(1_767_225_600_000);

const KEY: &str = "key.pem";

pub struct TestServer {
    pub address: SocketAddr,
    pub clock: Arc<ManualClock>,
    /// An administrator's token.
    pub admin: String,
    /// Makes the first administrator who can sign in.
    pub first_code: Option<String>,
    http: reqwest::Client,
    stop: CancellationToken,
    task: JoinHandle<()>,
    /// Holds the keys.
    folder: Arc<tempfile::TempDir>,
}

/// What a request came to.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub data: Value,
    pub errors: Vec<Value>,
}

impl TestServer {
    pub async fn start(url: &str) -> Self {
        Self::limited(url, Limits::default()).await
    }

    /// One that lets callers do less.
    pub async fn limited(url: &str, limits: Limits) -> Self {
        let folder = Arc::new(tempfile::tempdir().unwrap());
        let keys = Keys::load_or_create(&folder.path().join(KEY), None).unwrap();
        Self::start_within(limits, url, Arc::new(ManualClock::new(DAWN)), folder, keys).await
    }

    /// Another server on the same database, clock and keys.
    pub async fn beside(&self, url: &str) -> Self {
        let keys = Keys::load_or_create(&self.key_file(), None).unwrap();
        Self::start_with(url, self.clock.clone(), self.folder.clone(), keys).await
    }

    /// Another server on the same database and clock, that signs with a new key; whether it is given the
    /// old one's file too.
    pub async fn rotated(&self, url: &str, with_previous: bool) -> Self {
        let previous = self.key_file();
        let next = self.folder.path().join("next.pem");
        let keys = Keys::load_or_create(&next, with_previous.then_some(previous.as_path())).unwrap();
        Self::start_with(url, self.clock.clone(), self.folder.clone(), keys).await
    }

    async fn start_with(url: &str, clock: Arc<ManualClock>, folder: Arc<tempfile::TempDir>, keys: Keys) -> Self {
        Self::start_within(Limits::default(), url, clock, folder, keys).await
    }

    async fn start_within(
        limits: Limits,
        url: &str,
        clock: Arc<ManualClock>,
        folder: Arc<tempfile::TempDir>,
        keys: Keys,
    ) -> Self {
        let store = Store::open(&Options::new(url)).await.unwrap();
        let stop = CancellationToken::new();
        // Receivers of webhooks are tests too, at home.
        let settings = Settings { webhooks: Policy { allow_private: true }, ..Settings::default() };
        let entropy = Arc::new(SystemEntropy);
        let running = Baton::with(store, keys, clock.clone(), entropy, settings).start(&stop);
        let admin = running.services.directory.first_admin().await.unwrap();
        let scope = TokenScope::User { user: admin.id.clone() };
        let editor = running.services.directory.by(Author::operator());
        let admin = running.services.auth.issue(&editor, scope, None).await.unwrap().unwrap().text;

        let first_code = running.services.auth.first_code().await.unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        // A test that reads late on a busy machine is no stalled client.
        let patience = Duration::from_secs(300);
        let limits = Limits { stall_time: patience, ping_period: patience, ..limits };
        let documents = Documents::new(&limits).unwrap();
        let routes = running.routes(limits.clone(), documents, String::new, stop.clone(), "http://localhost");
        let served = http::serve(listener, routes, limits, stop.clone(), Duration::from_secs(5));
        let task = tokio::spawn(async move {
            served.await.unwrap();
            running.finish().await;
        });
        Self { address, clock, admin, first_code, http: reqwest::Client::new(), stop, task, folder }
    }

    /// Where the key is that it began with.
    pub fn key_file(&self) -> PathBuf {
        self.folder.path().join(KEY)
    }

    pub fn url(&self) -> String {
        format!("http://{}/graphql", self.address)
    }

    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Lets this much time pass.
    pub fn pass(&self, seconds: i64) {
        self.clock.advance(Seconds(seconds));
    }

    /// Sends a document with its variables; an empty token is none.
    pub async fn send(&self, token: &str, document: &str, variables: Value) -> Answer {
        self.post(token, json!({"query": document, "variables": variables}).to_string()).await
    }

    /// Sends a body as it is.
    pub async fn post(&self, token: &str, body: impl Into<Vec<u8>>) -> Answer {
        let mut request = self.http.post(self.url()).header("content-type", "application/json").body(body.into());
        if !token.is_empty() {
            request = request.bearer_auth(token);
        }
        let answer = request.send().await.unwrap();
        let status = answer.status().as_u16();
        let body: Value = answer.json().await.unwrap();
        let errors = body.get("errors").and_then(Value::as_array).cloned().unwrap_or_default();
        Answer { status, data: body.get("data").cloned().unwrap_or_default(), errors }
    }

    /// Stops as a signal would.
    pub async fn stop(self) {
        self.stop.cancel();
        self.task.await.unwrap();
    }

    /// Stops, lets time pass and starts again.
    pub async fn restart(self, url: &str, seconds: i64) -> Self {
        let (clock, folder) = (self.clock.clone(), self.folder.clone());
        let keys = Keys::load_or_create(&self.key_file(), None).unwrap();
        self.stop().await;
        clock.advance(Seconds(seconds));
        Self::start_with(url, clock, folder, keys).await
    }
}

impl Answer {
    /// The data, where nothing went wrong.
    #[track_caller]
    pub fn ok(self) -> Value {
        assert!(self.errors.is_empty(), "{:?}", self.errors);
        self.data
    }

    /// `extensions.code` of the first error; empty if there is none.
    pub fn code(&self) -> &str {
        self.errors.first().and_then(|it| it["extensions"]["code"].as_str()).unwrap_or_default()
    }
}
