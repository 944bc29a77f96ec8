//! The one task of a process that reads the log's end, for all who follow it.

use std::{collections::HashMap, sync::Arc};

use tokio_util::sync::CancellationToken;

use super::{Feed, hint::Bell};
use crate::{
    clock::SharedClock,
    id::PageId,
    store::{Backend, EventRecord, StoreError, events},
    time::Timestamp,
};

/// Events read at a time.
const READ: u32 = 1_024;
/// Milliseconds between two looks where other servers commit too: the most that a lost hint costs.
const LOOK_SHARED: i64 = 250;
/// The same where this process is the only one, whose hints are never lost.
const LOOK_ALONE: i64 = 60_000;

/// Milliseconds after a failure: the hint that led to it is spent.
const AFTER_FAILURE: i64 = 1_000;

/// Reads what was committed and puts it on the tails of its pages.
pub struct Tailer {
    feed: Feed,
    bell: Bell,
}

impl Tailer {
    pub(super) fn new(feed: Feed) -> Self {
        let bell = feed.0.hint.listen();
        Self { feed, bell }
    }

    /// Runs until `stop`.
    pub async fn run(mut self, clock: SharedClock, stop: CancellationToken) {
        let look = match self.feed.0.store.backend() {
            Backend::Sqlite => LOOK_ALONE,
            Backend::Postgres => LOOK_SHARED,
        };
        loop {
            let wait = match self.tick().await {
                Ok(read) if read == READ as usize => continue,
                Ok(_) => look,
                Err(error) => {
                    tracing::error!(error = &error as &dyn std::error::Error, "could not read the log; trying again");
                    AFTER_FAILURE
                }
            };
            let again = Timestamp::from_millis(clock.now().millis() + wait);
            tokio::select! {
                () = self.bell.rung() => {}
                () = clock.sleep_until(again) => {}
                () = stop.cancelled() => return,
            }
        }
    }

    /// Reads on once; tells how many events it found.
    async fn tick(&self) -> Result<usize, StoreError> {
        let mut followed = self.feed.0.followed.lock().await;
        followed.drop_deserted();
        metrics::gauge!("baton_feed_pages_followed").set(u32::try_from(followed.tails.len()).unwrap_or(u32::MAX));
        if followed.tails.is_empty() {
            return Ok(0);
        }
        let pages: Vec<PageId> = followed.tails.keys().copied().collect();
        let read = events::after(self.feed.0.store.reader(), &pages, followed.read_to, READ).await?;
        let found = read.len();
        followed.read_to = read.last().map_or(followed.read_to, |it| it.position);
        for (page, events) in by_page(read) {
            if let Some(tail) = followed.tails.get(&page) {
                tail.extend(events);
            }
        }
        Ok(found)
    }
}

fn by_page(read: Vec<EventRecord>) -> HashMap<PageId, Vec<Arc<EventRecord>>> {
    let mut pages: HashMap<PageId, Vec<Arc<EventRecord>>> = HashMap::new();
    for event in read {
        pages.entry(event.page).or_default().push(Arc::new(event));
    }
    pages
}
