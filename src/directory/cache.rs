//! The configuration as of one revision, filled as it is asked for.

use std::{
    collections::{HashMap, HashSet},
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicI64, Ordering},
    },
};

use quick_cache::sync::Cache as Bounded;

use super::{Answer, Directory, PageView};
use crate::{
    id::{AppId, PageId, TokenId, UserId},
    protocol::{Page, Subscriber},
    store::{
        AppRecord, Conn, PageRecord, StoreError, TokenRecord, UserRecord, apps, entry_points, members, pages, revision,
        subscriptions, testers, tokens, users,
    },
    time::{Seconds, Timestamp},
};

/// How old the knowledge of the current revision may be: a fifth of what the protocol allows.
const FRESH_FOR: Seconds = Seconds(1);

/// Things kept of each kind; beyond, the least used are forgotten and read again.
const PAGES: usize = 10_000;
const APPS: usize = 10_000;
const USERS: usize = 10_000;
const TOKENS: usize = 100_000;

/// What is known of one revision of the configuration.
pub struct Generation {
    revision: i64,
    pages: Bounded<PageId, Arc<PageView>>,
    apps: Bounded<AppId, Arc<AppRecord>>,
    users: Bounded<UserId, Arc<UserRecord>>,
    tokens: Bounded<TokenId, Arc<TokenRecord>>,
}

/// The generation in force, and when somebody last made sure of that.
pub(super) struct Cache {
    current: RwLock<Arc<Generation>>,
    checked_at: AtomicI64,
}

impl Default for Cache {
    fn default() -> Self {
        Self { current: RwLock::new(Arc::new(Generation::new(-1))), checked_at: AtomicI64::new(i64::MIN) }
    }
}

impl Cache {
    fn current(&self) -> Arc<Generation> {
        self.current.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The generation of this revision: the one in force, or a new and empty one.
    fn at(&self, revision: i64) -> Arc<Generation> {
        let current = self.current();
        if current.revision == revision {
            return current;
        }
        let mut slot = self.current.write().unwrap_or_else(PoisonError::into_inner);
        if slot.revision < revision {
            *slot = Arc::new(Generation::new(revision));
        }
        if slot.revision == revision { slot.clone() } else { Arc::new(Generation::new(revision)) }
    }
}

impl Directory {
    /// The configuration, at most a second old.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn current(&self) -> Result<Arc<Generation>, StoreError> {
        let cache = &self.0.cache;
        let now = self.now().millis();
        let checked = cache.checked_at.load(Ordering::Acquire);
        let is_fresh = checked <= now && now.saturating_sub(checked) < FRESH_FOR.0 * 1_000;
        if is_fresh {
            return Ok(cache.current());
        }
        let generation = cache.at(revision::read(self.store().reader()).await?);
        cache.checked_at.store(now, Ordering::Release);
        Ok(generation)
    }

    /// The configuration that holds inside this transaction.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn within(&self, tx: &impl Conn) -> Result<Arc<Generation>, StoreError> {
        Ok(self.0.cache.at(revision::read(tx).await?))
    }

    /// After a change: the next to ask looks at the database.
    pub fn forget(&self) {
        self.0.cache.checked_at.store(i64::MIN, Ordering::Release);
    }

    /// A page as of now.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn page(&self, id: PageId) -> Result<Option<Arc<PageView>>, StoreError> {
        self.current().await?.page(self.store().reader(), id).await
    }

    /// An app as of now.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn app(&self, id: AppId) -> Result<Option<Arc<AppRecord>>, StoreError> {
        self.current().await?.app(self.store().reader(), id).await
    }

    /// A person as of now.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn user(&self, id: &UserId) -> Result<Option<Arc<UserRecord>>, StoreError> {
        self.current().await?.user(self.store().reader(), id).await
    }

    /// An issued token as of now; `None` if it was never issued here.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn token(&self, id: &TokenId) -> Result<Option<Arc<TokenRecord>>, StoreError> {
        let generation = self.current().await?;
        let missing = async || tokens::find(self.store().reader(), id).await;
        remembered(&generation.tokens, id, missing).await
    }

    /// The page, or that it does not exist.
    pub(super) async fn existing_page(&self, id: PageId) -> Answer<Arc<PageView>> {
        self.page(id).await?.ok_or(super::Problem::NotFound("the page"))
    }
}

impl Generation {
    fn new(revision: i64) -> Self {
        Self {
            revision,
            pages: Bounded::new(PAGES),
            apps: Bounded::new(APPS),
            users: Bounded::new(USERS),
            tokens: Bounded::new(TOKENS),
        }
    }

    pub(crate) async fn page(&self, conn: &impl Conn, id: PageId) -> Result<Option<Arc<PageView>>, StoreError> {
        remembered(&self.pages, &id, async || match pages::find(conn, id).await? {
            Some(record) => read_view(conn, record).await.map(Some),
            None => Ok(None),
        })
        .await
    }

    pub(crate) async fn app(&self, conn: &impl Conn, id: AppId) -> Result<Option<Arc<AppRecord>>, StoreError> {
        remembered(&self.apps, &id, async || apps::find(conn, id).await).await
    }

    pub(crate) async fn user(&self, conn: &impl Conn, id: &UserId) -> Result<Option<Arc<UserRecord>>, StoreError> {
        remembered(&self.users, id, async || users::find(conn, id).await).await
    }
}

/// Only what exists is remembered: what does not exist may be made at any moment.
async fn remembered<K, V>(
    cache: &Bounded<K, Arc<V>>,
    key: &K,
    read: impl AsyncFnOnce() -> Result<Option<V>, StoreError>,
) -> Result<Option<Arc<V>>, StoreError>
where
    K: Clone + Eq + std::hash::Hash,
{
    if let Some(found) = cache.get(key) {
        return Ok(Some(found));
    }
    let Some(value) = read().await? else { return Ok(None) };
    let value = Arc::new(value);
    cache.insert(key.clone(), value.clone());
    Ok(Some(value))
}

async fn read_view(conn: &impl Conn, record: PageRecord) -> Result<PageView, StoreError> {
    let subscribed = subscriptions::of_page(conn, record.id).await?;
    let ids: Vec<AppId> = subscribed.iter().map(|it| it.app).collect();
    let apps: HashMap<AppId, AppRecord> =
        apps::find_many(conn, &ids).await?.into_iter().map(|app| (app.id, app)).collect();
    let mut testers: HashMap<AppId, HashSet<_>> = HashMap::new();
    for (app, customer) in testers::of_apps(conn, &ids).await? {
        testers.entry(app).or_default().insert(customer);
    }
    let subscribers = subscribed
        .into_iter()
        .filter_map(|it| {
            let app = apps.get(&it.app)?;
            let testers = testers.remove(&it.app).unwrap_or_default();
            let subscriber = Subscriber { fields: it.fields, live: app.live, human_agent: app.human_agent, testers };
            Some((it.app, subscriber))
        })
        .collect();
    let rules = Page {
        id: record.id,
        platform: record.platform,
        settings: record.settings,
        primary_receiver: record.primary_receiver,
        subscribers,
        entry_points: entry_points::of_page(conn, record.id)
            .await?
            .into_iter()
            .map(|it| ((it.source, it.key), it.app))
            .collect(),
        menu: record.menu.clone(),
    };
    let members = members::of_page(conn, record.id).await?.into_iter().map(|it| (it.user, it.tasks)).collect();
    Ok(PageView { record, rules, members })
}

/// Whether a moment has passed; `None` never does.
pub(crate) fn is_past(at: Option<Timestamp>, now: Timestamp) -> bool {
    at.is_some_and(|at| at <= now)
}
