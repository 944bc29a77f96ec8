//! The composition root: the only place that wires parts together.

mod admin;
mod demo;
mod gate;
mod open;
mod runtime;
mod serve;
mod start_error;
mod upkeep;

use std::sync::Arc;

use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{
    auth::{Auth, Keys, OpenIdSettings},
    clock::SharedClock,
    directory::Directory,
    engine::{self, Engine},
    entropy::{Ids, SharedEntropy},
    feed::{Feed, Hint, Tailer},
    graph_api::{self, GraphApi},
    graphql::{self, Services},
    http::{self, Documents, Entrance, Limits},
    inbox::Inbox,
    portal,
    store::Store,
    time::Seconds,
    webhooks::{Deliverer, Policy, Webhooks},
};

pub use admin::{admin_create, admin_token};
pub use demo::{SignIn, demo};
pub use open::{Migrate, migrate};
pub use runtime::runtime;
pub use serve::serve;
pub use start_error::StartError;

/// A server without its sockets: everything behind the door, and the tasks that keep it going.
pub struct Baton {
    pub services: Services,
    store: Store,
    entropy: SharedEntropy,
    tasks: engine::Tasks,
    tailer: Tailer,
    deliverer: Deliverer,
    audit_kept: Option<Seconds>,
}

/// What of a server's behaviour an operator may choose.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Where webhooks may go.
    pub webhooks: Policy,
    /// The provider that people may sign in with.
    pub openid: Option<OpenIdSettings>,
    /// How long the audit log is kept; `None`: for good.
    pub audit_kept: Option<Seconds>,
}

impl Baton {
    /// Wires the rooms together over an open and migrated store. Webhooks go to public addresses alone.
    pub fn new(store: Store, keys: Keys, clock: SharedClock, entropy: SharedEntropy) -> Self {
        Self::with(store, keys, clock, entropy, Settings::default())
    }

    /// The same, with what an operator may choose.
    pub fn with(store: Store, keys: Keys, clock: SharedClock, entropy: SharedEntropy, settings: Settings) -> Self {
        let ids = Arc::new(Ids::shared(entropy.clone()));
        let hint = Hint::default();
        let directory = Directory::new(store.clone(), clock.clone(), ids.clone(), hint.clone());
        let (feed, tailer) = Feed::new(store.clone(), hint.clone());
        let (engine, tasks) = Engine::new(store.clone(), directory.clone(), clock.clone(), ids, hint.clone());
        let auth = Auth::new(keys, directory.clone(), clock.clone(), entropy.clone());
        let auth = Arc::new(auth.with_openid(settings.openid));
        let (webhooks, deliverer) =
            Webhooks::new(store.clone(), directory.clone(), clock.clone(), entropy.clone(), hint, settings.webhooks);
        let inbox = Inbox::new(store.clone(), clock.clone());
        let services = Services { engine, directory, inbox, feed, auth, webhooks, clock };
        Self { services, store, entropy, tasks, tailer, deliverer, audit_kept: settings.audit_kept }
    }

    /// Starts the tasks. They end after `stop`, once what was let in is carried out.
    pub fn start(self, stop: &CancellationToken) -> Running {
        let tracker = TaskTracker::new();
        tracker.spawn(self.tasks.run(stop.clone()));
        tracker.spawn(self.tailer.run(self.services.clock.clone(), stop.clone()));
        tracker.spawn(self.deliverer.run(stop.clone()));
        if let Some(kept) = self.audit_kept {
            tracker.spawn(upkeep::forget_old_entries(self.services.clone(), kept, stop.clone()));
        }
        tracker.close();
        Running { services: self.services, store: self.store, entropy: self.entropy, tracker }
    }
}

/// A server whose tasks run.
pub struct Running {
    pub services: Services,
    store: Store,
    entropy: SharedEntropy,
    tracker: TaskTracker,
}

impl Running {
    /// The addresses that it answers, found by browsers at `public_url`. Subscriptions end when `stop` is cancelled.
    pub fn routes(
        &self,
        limits: Limits,
        documents: Documents,
        metrics: impl Fn() -> String + Send + Sync + 'static,
        stop: CancellationToken,
        public_url: &str,
    ) -> GraphApi<portal::Guarded<poem::Route>> {
        let gate = gate::TokenGate(self.services.auth.clone());
        let ready = gate::StoreReady(self.store.clone());
        let executor = graphql::executor(self.services.clone());
        let entrance = Entrance::new(limits);
        let routes = http::routes(executor, gate, ready, metrics, &entrance, documents, stop);
        let routes = portal::mount(routes, self.services.auth.clone(), public_url);
        graph_api::mount(routes, self.graph_services(public_url), entrance)
    }

    fn graph_services(&self, public_url: &str) -> graph_api::Services {
        let Services { engine, directory, auth, webhooks, clock, .. } = self.services.clone();
        let (entropy, public_url) = (self.entropy.clone(), public_url.to_owned());
        graph_api::Services { engine, directory, auth, webhooks, clock, entropy, public_url }
    }

    /// Waits until the tasks have ended, then closes the database.
    pub async fn finish(self) {
        self.tracker.wait().await;
        self.store.close().await;
    }
}

/// The GraphQL schema in its own language.
pub fn schema() -> String {
    graphql::sdl()
}
