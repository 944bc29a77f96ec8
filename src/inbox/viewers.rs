//! Who looks at a thread. Looking is holding a [`Viewing`]: who drops theirs looks away, and a connection that breaks
//! drops it too, so nobody has to be forgotten after a time.
//!
//! Each server knows those who look through it.

use std::{
    collections::HashMap,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use tokio::sync::watch;

use super::Inbox;
use crate::{
    id::{ThreadId, UserId},
    time::Timestamp,
};

/// Somebody who looks at a thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Viewer {
    pub user: UserId,
    pub since: Timestamp,
}

type Seats = Vec<(u64, Viewer)>;

/// The threads that somebody looks at.
#[derive(Default)]
pub struct Viewers {
    threads: Mutex<HashMap<ThreadId, watch::Sender<Seats>>>,
    seats: AtomicU64,
}

/// Somebody's looking at a thread, and their view of who else does.
pub struct Viewing {
    inbox: Inbox,
    thread: ThreadId,
    seat: u64,
    user: UserId,
    seats: watch::Receiver<Seats>,
}

impl Inbox {
    /// The person looks at the thread until the answer is dropped.
    pub fn look(&self, thread: ThreadId, user: &UserId) -> Viewing {
        let viewers = &self.0.viewers;
        let seat = viewers.seats.fetch_add(1, Ordering::Relaxed);
        let viewer = Viewer { user: user.clone(), since: self.0.clock.now() };
        let mut threads = viewers.threads();
        let seats = threads.entry(thread).or_insert_with(|| watch::Sender::new(Seats::new()));
        seats.send_modify(|seats| seats.push((seat, viewer)));
        let seats = seats.subscribe();
        drop(threads);
        Viewing { inbox: self.clone(), thread, seat, user: user.clone(), seats }
    }
}

impl Viewers {
    fn threads(&self) -> MutexGuard<'_, HashMap<ThreadId, watch::Sender<Seats>>> {
        self.threads.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Viewing {
    /// Who else looks: each person once, whoever came first first.
    pub fn others(&mut self) -> Vec<Viewer> {
        let seats = self.seats.borrow_and_update();
        let mut others: Vec<Viewer> = Vec::new();
        for (_, viewer) in seats.iter() {
            if viewer.user != self.user && others.iter().all(|it| it.user != viewer.user) {
                others.push(viewer.clone());
            }
        }
        others
    }

    /// Until somebody comes or goes.
    pub async fn changed(&mut self) {
        if self.seats.changed().await.is_err() {
            // Only once nobody looks any more, and this one does.
            std::future::pending::<()>().await;
        }
    }
}

impl Drop for Viewing {
    fn drop(&mut self) {
        let mut threads = self.inbox.0.viewers.threads();
        let Some(seats) = threads.get(&self.thread) else { return };
        seats.send_modify(|seats| seats.retain(|(seat, _)| *seat != self.seat));
        if seats.borrow().is_empty() {
            threads.remove(&self.thread);
        }
    }
}
