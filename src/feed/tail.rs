//! The newest events of one page, in memory, shared by all who follow it.

use std::{
    collections::VecDeque,
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicI64, Ordering},
    },
};

use tokio::sync::watch;

use crate::store::{EventRecord, Position};

/// Events kept; who is further behind reads the log.
const KEPT: usize = 1_024;

/// Events handed to a follower at a time.
const HANDED: usize = 64;

pub(super) struct Tail {
    kept: RwLock<Kept>,
    /// The position of the newest event, or the floor's.
    newest: AtomicI64,
    news: watch::Sender<()>,
}

struct Kept {
    /// Everything after this position is in `events`.
    floor: Position,
    events: VecDeque<Arc<EventRecord>>,
}

/// What a follower at some position finds.
pub(super) enum Since {
    /// It is behind what is kept, which begins after this position.
    Behind(Position),
    Events(Vec<Arc<EventRecord>>),
    Nothing,
}

impl Tail {
    pub(super) fn new(floor: Position) -> Self {
        Self {
            kept: RwLock::new(Kept { floor, events: VecDeque::new() }),
            newest: AtomicI64::new(floor.0),
            news: watch::Sender::new(()),
        }
    }

    pub(super) fn news(&self) -> watch::Receiver<()> {
        self.news.subscribe()
    }

    /// The newest position taken in; what was committed up to it can be read.
    pub(super) fn newest(&self) -> Position {
        Position(self.newest.load(Ordering::Acquire))
    }

    pub(super) fn since(&self, at: Position) -> Since {
        let kept = self.kept.read().unwrap_or_else(PoisonError::into_inner);
        if at < kept.floor {
            return Since::Behind(kept.floor);
        }
        let first = kept.events.partition_point(|it| it.position <= at);
        let events: Vec<_> = kept.events.range(first..).take(HANDED).cloned().collect();
        if events.is_empty() { Since::Nothing } else { Since::Events(events) }
    }

    /// Takes newer events in, oldest first.
    pub(super) fn extend(&self, events: impl IntoIterator<Item = Arc<EventRecord>>) {
        let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        kept.events.extend(events);
        while kept.events.len() > KEPT {
            if let Some(oldest) = kept.events.pop_front() {
                kept.floor = oldest.position;
            }
        }
        if let Some(last) = kept.events.back() {
            self.newest.store(last.position.0, Ordering::Release);
        }
        drop(kept);
        self.news.send_replace(());
    }
}
