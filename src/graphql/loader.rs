//! Loaders: what many rows of one answer need is asked of the database once.

use std::{collections::HashMap, future::poll_fn, mem, sync::Arc, task::Poll};

use async_graphql::{async_trait::async_trait, dataloader::Loader};

use super::connection::MOST_ROWS;
use crate::{
    directory::Directory,
    engine::{Engine, EngineError},
    id::{MessageId, PageId, ThreadId, UserId},
    inbox::Inbox,
    store::{EventRecord, Found, Limit, MessageRecord, Slice, StoreError, ThreadRecord},
};

/// Goes to the end of the scheduler's queue. Tokio's own `yield_now` looks at the sockets too, which costs a system call.
async fn turn() {
    let mut has_waited = false;
    poll_fn(|context| {
        if mem::replace(&mut has_waited, true) {
            return Poll::Ready(());
        }
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

/// Loads threads by id, messages by id, parts of threads' histories and how much of them is unread; and who has a second
/// factor.
pub struct Reads {
    pub engine: Engine,
    pub inbox: Inbox,
    pub directory: Directory,
}

/// Turns of the scheduler that a loading lets pass: as many as the longest list has rows.
const TURNS: i32 = MOST_ROWS;

/// Starts a loading once everybody has asked who will. A long list is visited a few rows a turn, and a loading that
/// began after the first turn would be one of many. This waits by turns and not by time: an answer with nothing left
/// to visit gives its turns away at once.
pub fn in_company(loading: impl Future<Output = ()> + Send + 'static) {
    tokio::spawn(async move {
        for _ in 0..TURNS {
            turn().await;
        }
        loading.await;
    });
}

/// A thread of a page: the page is part of the key, so that no key crosses pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ThreadKey(pub PageId, pub ThreadId);

/// A message of a page.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct MessageOf(pub PageId, pub MessageId);

/// A part of a thread's messages.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct MessagesOf(pub ThreadKey, pub Part);

/// A part of a thread's events.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EventsOf(pub ThreadKey, pub Part);

/// How many of the customer's messages a person has not read.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct UnreadOf(pub UserId, pub ThreadId);

/// Whether a person has a second factor.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SecondFactorOf(pub UserId);

/// A slice as a key, and whether it matters that there is more beyond.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Part {
    after: Option<i64>,
    before: Option<i64>,
    count: u32,
    from_end: bool,
    and_more: bool,
}

impl Part {
    pub const fn new(slice: &Slice<i64>, and_more: bool) -> Self {
        let (count, from_end) = match slice.limit {
            Limit::First(n) => (n, false),
            Limit::Last(n) => (n, true),
        };
        Self { after: slice.after, before: slice.before, count, from_end, and_more }
    }

    /// These parts of threads' messages.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn of(
        self,
        engine: &Engine,
        page: PageId,
        threads: &[ThreadId],
    ) -> Result<HashMap<ThreadId, Found<MessageRecord>>, StoreError> {
        engine.messages_of(page, threads, &self.slice(), self.and_more).await
    }

    const fn slice(self) -> Slice<i64> {
        let limit = if self.from_end { Limit::Last(self.count) } else { Limit::First(self.count) };
        Slice { after: self.after, before: self.before, limit }
    }
}

/// Loaders hand one failure to all who asked.
type Failure = Arc<StoreError>;

#[async_trait]
impl Loader<ThreadKey> for Reads {
    type Value = Arc<ThreadRecord>;
    type Error = Arc<EngineError>;

    async fn load(&self, keys: &[ThreadKey]) -> Result<HashMap<ThreadKey, Self::Value>, Self::Error> {
        let ids: Vec<ThreadId> = keys.iter().map(|it| it.1).collect();
        let found = self.engine.threads_by_id(&ids).await.map_err(Arc::new)?;
        Ok(found.into_iter().map(|it| (ThreadKey(it.page, it.id), Arc::new(it))).collect())
    }
}

#[async_trait]
impl Loader<MessageOf> for Reads {
    type Value = Arc<MessageRecord>;
    type Error = Failure;

    async fn load(&self, keys: &[MessageOf]) -> Result<HashMap<MessageOf, Self::Value>, Failure> {
        let ids: Vec<MessageId> = keys.iter().map(|it| it.1.clone()).collect();
        let found = self.engine.messages(&ids).await?;
        Ok(found.into_iter().map(|it| (MessageOf(it.page, it.id.clone()), Arc::new(it))).collect())
    }
}

#[async_trait]
impl Loader<MessagesOf> for Reads {
    type Value = Found<MessageRecord>;
    type Error = Failure;

    async fn load(&self, keys: &[MessagesOf]) -> Result<HashMap<MessagesOf, Self::Value>, Failure> {
        let mut loaded = HashMap::new();
        for ((page, part), threads) in grouped(keys.iter().map(|it| (it.0, it.1))) {
            let found = part.of(&self.engine, page, &threads).await?;
            loaded.extend(found.into_iter().map(|(id, it)| (MessagesOf(ThreadKey(page, id), part), it)));
        }
        Ok(loaded)
    }
}

#[async_trait]
impl Loader<EventsOf> for Reads {
    type Value = Found<EventRecord>;
    type Error = Failure;

    async fn load(&self, keys: &[EventsOf]) -> Result<HashMap<EventsOf, Self::Value>, Failure> {
        let mut loaded = HashMap::new();
        for ((page, part), threads) in grouped(keys.iter().map(|it| (it.0, it.1))) {
            let found = self.engine.events_of(page, &threads, &part.slice(), part.and_more).await?;
            loaded.extend(found.into_iter().map(|(id, it)| (EventsOf(ThreadKey(page, id), part), it)));
        }
        Ok(loaded)
    }
}

#[async_trait]
impl Loader<UnreadOf> for Reads {
    type Value = i64;
    type Error = Failure;

    async fn load(&self, keys: &[UnreadOf]) -> Result<HashMap<UnreadOf, i64>, Failure> {
        let mut threads: HashMap<&UserId, Vec<ThreadId>> = HashMap::new();
        for UnreadOf(user, thread) in keys {
            threads.entry(user).or_default().push(*thread);
        }
        let mut loaded = HashMap::new();
        for (user, threads) in threads {
            let counts = self.inbox.unread(user, &threads).await?;
            loaded.extend(counts.into_iter().map(|(thread, count)| (UnreadOf(user.clone(), thread), count)));
        }
        Ok(loaded)
    }
}

#[async_trait]
impl Loader<SecondFactorOf> for Reads {
    type Value = ();
    type Error = Failure;

    async fn load(&self, keys: &[SecondFactorOf]) -> Result<HashMap<SecondFactorOf, ()>, Failure> {
        let users: Vec<UserId> = keys.iter().map(|it| it.0.clone()).collect();
        let found = self.directory.with_second_factor(&users).await?;
        Ok(found.into_iter().map(|user| (SecondFactorOf(user), ())).collect())
    }
}

/// The threads that want the same part, by page.
fn grouped(keys: impl Iterator<Item = (ThreadKey, Part)>) -> HashMap<(PageId, Part), Vec<ThreadId>> {
    let mut groups: HashMap<(PageId, Part), Vec<ThreadId>> = HashMap::new();
    for (ThreadKey(page, thread), part) in keys {
        groups.entry((page, part)).or_default().push(thread);
    }
    groups
}
