//! The configuration as of one revision, filled as it is asked for.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock},
};

use quick_cache::sync::Cache as Bounded;

use super::{Answer, Directory, PageView, view::read_views};
use crate::{
    id::{AppId, PageId, TokenId, UserId},
    store::{
        AppRecord, Conn, PageRecord, StoreError, TokenRecord, UserRecord, Write, apps, pages, revision, tokens, users,
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
    checked: Mutex<Checked>,
}

/// When the revision was last read, and how often it was changed here: what was read before a change
/// says nothing about the time after it.
#[derive(Clone, Copy, Default)]
struct Checked {
    at: Option<Timestamp>,
    changes: u64,
}

impl Default for Cache {
    fn default() -> Self {
        Self { current: RwLock::new(Arc::new(Generation::new(-1))), checked: Mutex::default() }
    }
}

impl Cache {
    fn current(&self) -> Arc<Generation> {
        self.current.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn checked(&self) -> MutexGuard<'_, Checked> {
        self.checked.lock().unwrap_or_else(PoisonError::into_inner)
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
        if let Some(fresh) = self.fresh() {
            return Ok(fresh);
        }
        let cache = &self.0.cache;
        let now = self.now();
        let before = *cache.checked();
        // Boxed: it is asked once a second, and thousands of followers need not carry room for it.
        let generation = cache.at(Box::pin(revision::read(self.store().reader())).await?);
        let mut checked = cache.checked();
        if checked.changes == before.changes {
            checked.at = Some(now);
        }
        Ok(generation)
    }

    /// The same, if nobody has to look at the database for that.
    pub fn fresh(&self) -> Option<Arc<Generation>> {
        let (cache, now) = (&self.0.cache, self.now());
        let is_fresh = cache.checked().at.is_some_and(|at| at <= now && now < at + FRESH_FOR);
        is_fresh.then(|| cache.current())
    }

    /// The configuration that holds inside this transaction, whose own changes are not in it.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn within(&self, tx: &Write) -> Result<Arc<Generation>, StoreError> {
        Ok(self.0.cache.at(revision::at_turn(tx).await?))
    }

    /// After a change: the next to ask looks at the database.
    pub(super) fn forget(&self) {
        let mut checked = self.0.cache.checked();
        *checked = Checked { at: None, changes: checked.changes + 1 };
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
        if let Some(found) = generation.tokens.get(id) {
            return Ok(Some(found));
        }
        let found = tokens::find(self.store().reader(), id).await?;
        Ok(remember(&generation.tokens, id.clone(), found))
    }

    /// The page, or that it does not exist.
    pub(super) async fn existing_page(&self, id: PageId) -> Answer<Arc<PageView>> {
        self.page(id).await?.ok_or(super::Problem::NotFound("the page"))
    }
}

impl Generation {
    /// Which configuration this is: another number, another configuration.
    pub fn revision(&self) -> i64 {
        self.revision
    }

    fn new(revision: i64) -> Self {
        Self {
            revision,
            pages: Bounded::new(PAGES),
            apps: Bounded::new(APPS),
            users: Bounded::new(USERS),
            tokens: Bounded::new(TOKENS),
        }
    }

    /// The page, if it was asked for before.
    pub fn known_page(&self, id: PageId) -> Option<Arc<PageView>> {
        self.pages.get(&id)
    }

    /// The app, if it was asked for before.
    pub fn known_app(&self, id: AppId) -> Option<Arc<AppRecord>> {
        self.apps.get(&id)
    }

    pub(crate) async fn page(&self, conn: &impl Conn, id: PageId) -> Result<Option<Arc<PageView>>, StoreError> {
        if let Some(found) = self.pages.get(&id) {
            return Ok(Some(found));
        }
        let Some(record) = pages::find(conn, id).await? else { return Ok(None) };
        Ok(self.views(conn, vec![record]).await?.pop())
    }

    /// The views of these pages, in their order. What is not remembered yet is read all at once.
    pub(super) async fn views(
        &self,
        conn: &impl Conn,
        records: Vec<PageRecord>,
    ) -> Result<Vec<Arc<PageView>>, StoreError> {
        let order: Vec<PageId> = records.iter().map(|it| it.id).collect();
        let unknown: Vec<PageRecord> = records.into_iter().filter(|it| self.pages.get(&it.id).is_none()).collect();
        let mut views: HashMap<PageId, Arc<PageView>> =
            read_views(conn, unknown).await?.into_iter().map(|it| (it.record.id, Arc::new(it))).collect();
        for (id, view) in &views {
            self.pages.insert(*id, view.clone());
        }
        Ok(order.iter().filter_map(|id| views.remove(id).or_else(|| self.pages.get(id))).collect())
    }

    pub(crate) async fn app(&self, conn: &impl Conn, id: AppId) -> Result<Option<Arc<AppRecord>>, StoreError> {
        if let Some(found) = self.apps.get(&id) {
            return Ok(Some(found));
        }
        Ok(remember(&self.apps, id, apps::find(conn, id).await?))
    }

    pub(crate) async fn user(&self, conn: &impl Conn, id: &UserId) -> Result<Option<Arc<UserRecord>>, StoreError> {
        if let Some(found) = self.users.get(id) {
            return Ok(Some(found));
        }
        Ok(remember(&self.users, id.clone(), users::find(conn, id).await?))
    }
}

/// Only what exists is remembered: what does not exist may be made at any moment.
fn remember<K: Eq + std::hash::Hash, V>(cache: &Bounded<K, Arc<V>>, key: K, found: Option<V>) -> Option<Arc<V>> {
    let value = Arc::new(found?);
    cache.insert(key, value.clone());
    Some(value)
}

/// Whether a moment has passed; `None` never does.
pub fn is_past(at: Option<Timestamp>, now: Timestamp) -> bool {
    at.is_some_and(|at| at <= now)
}
