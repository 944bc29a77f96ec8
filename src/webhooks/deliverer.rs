//! Sees to it that whoever has something to send sends it, and that nobody else does.
//!
//! One task looks at the log whenever it rings, and wakes the workers of the subscriptions whose pages have
//! something new. It holds the leases, starts redeliveries, and prunes what is old.

mod crew;
mod prune;

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use tokio_util::sync::CancellationToken;

use super::{Webhooks, leases, recorder};
use crate::{
    feed::Bell,
    id::{AppId, PageId},
    store::{
        Backend, Position, StoreError, WebhookRecord, events,
        webhooks::{cursors, endpoints, shards},
    },
    time::{Seconds, Timestamp},
};

use crew::Crew;

/// Positions read at a time.
const READ: u32 = 4_096;
/// Milliseconds between two looks where other servers commit too.
const LOOK_SHARED: i64 = 250;
/// The same where this process is the only one.
const LOOK_ALONE: i64 = 60_000;
const AFTER_FAILURE: i64 = 1_000;

/// A server's name among those that share the work.
#[derive(Clone, Debug)]
pub struct Me(pub String);

/// The task that sends.
pub struct Deliverer {
    webhooks: Webhooks,
    bell: Bell,
    me: Me,
    /// How far the log was looked at for news; `None` while nobody is sent to.
    read_to: Option<Position>,
    /// The endpoints that are sent to.
    endpoints: HashMap<AppId, WebhookRecord>,
    /// The revision of the configuration that they are of.
    revision: i64,
    renew_at: Timestamp,
    held: BTreeSet<u8>,
    held_until: Timestamp,
    prune_at: Timestamp,
}

impl Deliverer {
    pub(super) fn new(webhooks: Webhooks) -> Self {
        Self {
            bell: webhooks.0.hint.listen(),
            me: Me(webhooks.0.ids.token_id(webhooks.0.clock.now()).to_string()),
            read_to: None,
            endpoints: HashMap::new(),
            revision: -1,
            renew_at: Timestamp::default(),
            held: BTreeSet::new(),
            held_until: Timestamp::default(),
            prune_at: Timestamp::default(),
            webhooks,
        }
    }

    /// Sends until `stop`, and then finishes what is on its way, for a moment.
    pub async fn run(mut self, stop: CancellationToken) {
        let (reports, inbox) = recorder::channel();
        let recorder = tokio::spawn(recorder::run(self.webhooks.clone(), self.me.clone(), inbox));
        let crew = Arc::new(Crew::new(self.webhooks.clone(), reports));
        let clock = self.webhooks.0.clock.clone();
        let look = match self.webhooks.0.store.backend() {
            Backend::Sqlite => LOOK_ALONE,
            Backend::Postgres => LOOK_SHARED,
        };
        while !stop.is_cancelled() {
            let wait = match self.tick(&crew).await {
                Ok(()) => look,
                Err(error) => {
                    let error = &error as &dyn std::error::Error;
                    tracing::error!(error, "could not look for what to send; trying again");
                    AFTER_FAILURE
                }
            };
            let again = Timestamp::from_millis(clock.now().millis() + wait);
            tokio::select! {
                () = self.bell.rung() => {}
                () = clock.sleep_until(again) => {}
                () = stop.cancelled() => {}
            }
        }
        crew.dismiss().await;
        drop(crew);
        // Fails if it panicked, which its hook has logged.
        let _ = recorder.await;
        self.leave().await;
    }

    /// Looks once: holds what is to be held, and wakes who has something to do.
    async fn tick(&mut self, crew: &Arc<Crew>) -> Result<(), StoreError> {
        let changed = self.look_at_endpoints().await?;
        self.prune();
        if self.endpoints.is_empty() {
            self.read_to = None;
            return Ok(());
        }
        let reader = self.webhooks.0.store.reader();
        if self.read_to.is_none() {
            self.read_to = Some(events::last_position(reader).await?);
        }
        if self.hold().await? {
            for app in self.endpoints.keys() {
                self.wake_all(crew, *app, false).await?;
            }
        }
        for app in changed {
            self.wake_all(crew, app, true).await?;
        }
        self.wake_those_with_news(crew).await?;
        crew.redeliver().await
    }

    /// Apps whose endpoint is new, or was set or enabled again.
    async fn look_at_endpoints(&mut self) -> Result<Vec<AppId>, StoreError> {
        let inner = &self.webhooks.0;
        let generation = inner.directory.current().await?;
        if generation.revision() == self.revision {
            return Ok(Vec::new());
        }
        let mut now = HashMap::new();
        for app in endpoints::enabled(inner.store.reader()).await? {
            let record = inner.directory.app(app).await?;
            if let Some(webhook) = record.and_then(|it| it.webhook.clone()).filter(|it| it.disabled.is_none()) {
                now.insert(app, webhook);
            }
        }
        let changed = now.iter().filter(|(app, webhook)| self.endpoints.get(*app) != Some(*webhook));
        let changed = changed.map(|(app, _)| *app).collect();
        (self.endpoints, self.revision) = (now, generation.revision());
        Ok(changed)
    }

    async fn wake_all(&self, crew: &Arc<Crew>, app: AppId, anew: bool) -> Result<(), StoreError> {
        for (page, _) in cursors::of_app(self.webhooks.0.store.reader(), app).await? {
            if self.holds(page, app) {
                if anew {
                    crew.begin_anew(page, app);
                } else {
                    crew.wake(page, app);
                }
            }
        }
        Ok(())
    }

    async fn wake_those_with_news(&mut self, crew: &Arc<Crew>) -> Result<(), StoreError> {
        let inner = &self.webhooks.0;
        while let Some(read_to) = self.read_to {
            let news = events::pages_after(inner.store.reader(), read_to, READ).await?;
            let Some((last, _)) = news.last().copied() else { return Ok(()) };
            let pages: BTreeSet<PageId> = news.into_iter().map(|(_, page)| page).collect();
            for page in pages {
                let Some(view) = inner.directory.page(page).await? else { continue };
                for app in view.rules.subscribers.keys().filter(|it| self.endpoints.contains_key(it)) {
                    if self.holds(page, *app) {
                        crew.wake(page, *app);
                    }
                }
            }
            self.read_to = Some(last);
        }
        Ok(())
    }

    fn holds(&self, page: PageId, app: AppId) -> bool {
        self.webhooks.0.leases.holds(page, app, self.webhooks.0.clock.now())
    }

    /// Holds this server's share of the work. True if something came to it, or was not held for a while.
    async fn hold(&mut self) -> Result<bool, StoreError> {
        let inner = &self.webhooks.0;
        let now = inner.clock.now();
        if inner.store.backend() == Backend::Sqlite {
            let all: Vec<u8> = (0..leases::SHARDS).collect();
            inner.leases.set(&all, Timestamp::from_millis(i64::MAX));
            let is_new = self.held.is_empty();
            if is_new {
                // Those that ran when the last server ended.
                inner.redelivering.notify_one();
            }
            self.held = all.into_iter().collect();
            return Ok(is_new);
        }
        if now < self.renew_at {
            return Ok(false);
        }
        let tx = inner.store.write().await?;
        shards::greet(&tx, &self.me.0, now, Timestamp::from_millis(now.millis() - leases::GONE.0 * 1_000)).await?;
        let table = shards::all(&tx).await?;
        let mine = leases::plan(&table, &shards::servers(&tx).await?, &self.me.0, now);
        let until = now + leases::LEASE;
        let over = table.iter().filter(|it| it.held_by == self.me.0 && !mine.contains(&it.id));
        shards::hold(&tx, &over.map(|it| it.id).collect::<Vec<_>>(), "", Timestamp::default()).await?;
        shards::hold(&tx, &mine, &self.me.0, until).await?;
        tx.commit().await?;
        let lapsed = self.held_until <= now;
        let held: BTreeSet<u8> = mine.iter().copied().collect();
        let is_new = lapsed || !held.is_subset(&self.held);
        inner.leases.set(&mine, until);
        inner.redelivering.notify_one();
        (self.held, self.held_until, self.renew_at) = (held, until, now + leases::RENEW);
        Ok(is_new)
    }

    /// Once an hour, beside everything else.
    fn prune(&mut self) {
        let now = self.webhooks.0.clock.now();
        if now < self.prune_at {
            return;
        }
        self.prune_at = now + Seconds::HOUR;
        tokio::spawn(prune::run(self.webhooks.clone()));
    }

    /// Others need not wait for the end of the leases.
    async fn leave(&self) {
        let store = &self.webhooks.0.store;
        if self.held.is_empty() || store.backend() == Backend::Sqlite {
            return;
        }
        let left = async {
            let tx = store.write().await?;
            shards::leave(&tx, &self.me.0).await?;
            tx.commit().await
        };
        if let Err(error) = left.await {
            tracing::warn!(%error, "could not hand over the webhooks; others take them over in a few seconds");
        }
    }
}
