//! The log as a stream: everything since a position, then what comes, in order, without gap or double.
//!
//! A follower is a cursor. It reads on from where it is: from the *tail* of its page, which holds the
//! newest events in memory, or from the log itself when it is further behind. Being slow therefore
//! costs a query, never an event. One task per process fills the tails, woken by *hints* that carry no
//! data: losing every hint costs the period between two looks, and nothing else.

mod hint;
mod tail;
mod tailer;

use std::{collections::HashMap, sync::Arc};

use futures_util::Stream;
use tokio::sync::Mutex;

use crate::{
    id::{PageId, ThreadId},
    store::{EventRecord, Position, Store, StoreError, events},
};

pub use hint::{Bell, Hint};
pub use tailer::Tailer;

use tail::{Since, Tail};

/// Events read from the log at a time.
const READ: u32 = 256;

/// What a follower wants to hear of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scope {
    pub page: PageId,
    /// One thread of the page, or all.
    pub thread: Option<ThreadId>,
}

/// An event on its way to a follower.
#[derive(Clone, Debug)]
pub struct News {
    pub record: Arc<EventRecord>,
    /// The newest event that is known here of the same page when this one is handed on: whoever reads the page's threads
    /// from now on reads what they were after that event, or later.
    pub newest: Position,
}

/// The way to follow the log. Cheap to clone.
#[derive(Clone)]
pub struct Feed(Arc<Inner>);

struct Inner {
    store: Store,
    /// The pages that somebody follows, and how far the tailer has read for them.
    followed: Mutex<Followed>,
    hint: Hint,
}

#[derive(Default)]
struct Followed {
    read_to: Position,
    tails: HashMap<PageId, Arc<Tail>>,
}

impl Feed {
    /// The feed, and the task that keeps it moving.
    pub fn new(store: Store, hint: Hint) -> (Self, Tailer) {
        let feed = Self(Arc::new(Inner { store, followed: Mutex::default(), hint }));
        (feed.clone(), Tailer::new(feed))
    }

    /// Events in the order of the log: what came after `from`, then what comes. Without `from`, only
    /// what comes from now on; "now" is before this returns.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked. The stream itself ends with an error when the log cannot
    /// be read; following again from the last position seen loses nothing.
    pub async fn follow(
        &self,
        scope: Scope,
        from: Option<Position>,
    ) -> Result<impl Stream<Item = Result<News, StoreError>> + Send + use<>, StoreError> {
        let tail = self.tail(scope.page).await?;
        let from = match from {
            Some(position) => position,
            None => self.end().await?,
        };
        Ok(follow(self.clone(), tail, scope, from))
    }

    /// The position of the newest event of all.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn end(&self) -> Result<Position, StoreError> {
        events::last_position(self.0.store.reader()).await
    }

    /// The page's tail; a new one begins where the tailer is.
    async fn tail(&self, page: PageId) -> Result<Arc<Tail>, StoreError> {
        let mut followed = self.0.followed.lock().await;
        followed.drop_deserted();
        if let Some(tail) = followed.tails.get(&page) {
            return Ok(tail.clone());
        }
        if followed.tails.is_empty() {
            // Nobody followed anything: the tailer has been resting, and starts from here.
            followed.read_to = events::last_position(self.0.store.reader()).await?;
        }
        let tail = Arc::new(Tail::new(followed.read_to));
        followed.tails.insert(page, tail.clone());
        // What was committed on this page since the tailer last looked, it did not look for.
        self.0.hint.ring();
        Ok(tail)
    }

    async fn read(&self, scope: Scope, after: Position) -> Result<Vec<EventRecord>, StoreError> {
        let reader = self.0.store.reader();
        match scope.thread {
            Some(thread) => events::after_in_thread(reader, scope.page, thread, after, READ).await,
            None => events::after(reader, &[scope.page], after, READ).await,
        }
    }
}

impl Followed {
    /// Tails that nobody but this table holds.
    fn drop_deserted(&mut self) {
        self.tails.retain(|_, tail| Arc::strong_count(tail) > 1);
    }
}

fn follow(
    feed: Feed,
    tail: Arc<Tail>,
    scope: Scope,
    from: Position,
) -> impl Stream<Item = Result<News, StoreError>> + Send {
    async_stream::try_stream! {
        let mut at = from;
        let mut news = tail.news();
        loop {
            news.mark_unchanged();
            match tail.since(at) {
                Since::Behind(floor) => {
                    // Boxed: few are behind, and the others need not carry room for it.
                    let read = Box::pin(feed.read(scope, at)).await?;
                    // All up to the tail's floor is committed: nothing found means nothing there.
                    if u32::try_from(read.len()).is_ok_and(|it| it < READ) {
                        at = at.max(floor);
                    }
                    for event in read {
                        at = at.max(event.position);
                        yield News { record: Arc::new(event), newest: tail.newest() };
                    }
                }
                Since::Events(events) => {
                    for event in events {
                        at = event.position;
                        if scope.thread.is_none_or(|it| it == event.thread) {
                            yield News { record: event, newest: tail.newest() };
                        }
                    }
                }
                Since::Nothing => {
                    if news.changed().await.is_err() {
                        return;
                    }
                }
            }
        }
    }
}
