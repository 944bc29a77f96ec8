//! The threads of one subscription whose next event has failed, and when each is tried again.
//!
//! The schedule's delays grow to a day. When an endpoint was down and is back, nobody wants to wait that long: the
//! threads that failed are brought forward, oldest event first and one after the other. Such a try is extra: if it
//! fails, the schedule goes on as if it had not been, and no other comes before the next scheduled one. An endpoint
//! counts as down once two threads have failed with no success between them: an event that its receiver cannot
//! digest fails alone, among others that succeed, and keeps to the schedule.

use std::collections::{BTreeSet, HashMap};

use super::Strand;
use crate::{
    store::{ParkedRecord, Position},
    time::Timestamp,
};

/// Parked threads that are tried at the same time: the others shall not wait for those.
const RETRIED: usize = 16;
/// Milliseconds between two threads that are brought forward: what is just back shall not be overrun.
const GAP: i64 = 50;

#[derive(Default)]
pub struct Parking {
    all: HashMap<Strand, Parked>,
    /// Those that nobody is trying, soonest first.
    due: BTreeSet<(Timestamp, Position, Strand)>,
    /// All, by when the events happened that they wait with.
    since: BTreeSet<(Timestamp, Strand)>,
    tried: usize,
    health: Health,
    /// When the last of those is tried that were brought forward.
    brought_to: Timestamp,
}

struct Parked {
    record: ParkedRecord,
    /// When it is tried: at its time by the schedule, or sooner.
    try_at: Timestamp,
    state: State,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// `has_extra`: it may be brought forward, once before the schedule's next try.
    Waiting { has_extra: bool },
    /// It is being tried: `ahead` of its time, or at it.
    Tried { ahead: bool },
}

/// What the last tries tell of the endpoint.
#[derive(Default)]
enum Health {
    #[default]
    Up,
    /// This thread has failed, and nothing has succeeded since.
    Doubtful(Strand),
    /// So have several.
    Down,
}

/// A try that failed.
pub struct Failure {
    pub thread: Strand,
    /// What lies at or before this position in the thread is done.
    pub position: Position,
    /// When the event happened.
    pub since: Timestamp,
    /// How often it was tried by the schedule, this one included unless it was ahead of its time.
    pub failed: u32,
    pub next_at: Timestamp,
    /// The receiver said when to come back: it is not asked sooner.
    pub asked_to_wait: bool,
}

impl Parking {
    pub fn new(parked: Vec<ParkedRecord>) -> Self {
        let mut parking = Self::default();
        for record in parked {
            if record.failed > 0 {
                parking.doubt(record.thread);
            }
            parking.put(record, State::Waiting { has_extra: true });
        }
        parking
    }

    pub fn len(&self) -> usize {
        self.all.len()
    }

    pub fn get(&self, thread: Strand) -> Option<ParkedRecord> {
        self.all.get(&thread).map(|it| it.record)
    }

    /// When the oldest event happened that a thread waits with.
    pub fn oldest(&self) -> Option<Timestamp> {
        self.since.first().map(|(at, _)| *at)
    }

    /// Parks the thread, or moves the one that is parked on.
    pub fn put_back(&mut self, record: ParkedRecord) {
        self.put(record, State::Waiting { has_extra: true });
    }

    /// Parks a thread whose next event is on its way.
    pub fn put_on_its_way(&mut self, record: ParkedRecord) {
        self.put(record, State::Tried { ahead: false });
    }

    pub fn failed(&mut self, failure: Failure) {
        let Failure { thread, position, since, failed, next_at, asked_to_wait } = failure;
        self.doubt(thread);
        let has_extra = !asked_to_wait && self.ahead_of_time(thread).is_none();
        self.put(ParkedRecord { thread, position, since, failed, next_at }, State::Waiting { has_extra });
    }

    /// Something was delivered, whatever it was. True if the endpoint was down.
    pub fn succeeded(&mut self, now: Timestamp) -> bool {
        let was_down = matches!(self.health, Health::Down);
        if was_down {
            self.bring_forward(now);
        }
        self.health = Health::Up;
        was_down
    }

    /// The endpoint is back: who waits for long is tried soon.
    pub fn bring_forward(&mut self, now: Timestamp) {
        let mut waiting: Vec<ParkedRecord> =
            self.all.values().filter(|it| it.may_come_forward(now)).map(|it| it.record).collect();
        waiting.sort_unstable_by_key(|it| (it.since, it.position));
        let mut at = self.brought_to.max(now);
        for record in waiting {
            at = Timestamp::from_millis(at.millis() + GAP);
            if at >= record.next_at {
                continue;
            }
            self.put(record, State::Waiting { has_extra: false });
            self.move_up(record.thread, at);
            self.brought_to = at;
        }
    }

    /// If the thread is being tried before its time: how it stands with the schedule.
    pub fn ahead_of_time(&self, thread: Strand) -> Option<ParkedRecord> {
        self.all.get(&thread).filter(|it| it.state == State::Tried { ahead: true }).map(|it| it.record)
    }

    /// A thread whose time has come; it counts as being tried from now on.
    pub fn next_due(&mut self, now: Timestamp) -> Option<ParkedRecord> {
        if self.tried >= RETRIED {
            return None;
        }
        let &(_, _, thread) = self.due.first().filter(|(at, ..)| *at <= now)?;
        let parked = self.all.get(&thread)?;
        let (record, ahead) = (parked.record, now < parked.record.next_at);
        self.put(record, State::Tried { ahead });
        Some(record)
    }

    /// When the next thread's time comes; `None` while as many are tried as may be.
    pub fn next_wake(&self) -> Option<Timestamp> {
        self.due.first().filter(|_| self.tried < RETRIED).map(|(at, ..)| *at)
    }

    /// The event that the thread is at happened then.
    pub fn is_at(&mut self, thread: Strand, since: Timestamp) {
        if let Some(parked) = self.all.get_mut(&thread) {
            self.since.remove(&(parked.record.since, thread));
            parked.record.since = since;
            self.since.insert((since, thread));
        }
    }

    /// The thread is parked no more.
    pub fn remove(&mut self, thread: Strand) {
        let Some(Parked { record, try_at, state }) = self.all.remove(&thread) else { return };
        self.since.remove(&(record.since, thread));
        match state {
            State::Waiting { .. } => _ = self.due.remove(&(try_at, record.position, thread)),
            State::Tried { .. } => self.tried -= 1,
        }
    }

    fn put(&mut self, record: ParkedRecord, state: State) {
        let thread = record.thread;
        self.remove(thread);
        self.since.insert((record.since, thread));
        match state {
            State::Waiting { .. } => _ = self.due.insert((record.next_at, record.position, thread)),
            State::Tried { .. } => self.tried += 1,
        }
        self.all.insert(thread, Parked { record, try_at: record.next_at, state });
    }

    fn move_up(&mut self, thread: Strand, at: Timestamp) {
        let Some(parked) = self.all.get_mut(&thread) else { return };
        let position = parked.record.position;
        self.due.remove(&(parked.try_at, position, thread));
        parked.try_at = at;
        self.due.insert((at, position, thread));
    }

    fn doubt(&mut self, thread: Strand) {
        self.health = match self.health {
            Health::Up => Health::Doubtful(thread),
            Health::Doubtful(first) if first == thread => Health::Doubtful(first),
            Health::Doubtful(_) | Health::Down => Health::Down,
        };
    }
}

impl Parked {
    fn may_come_forward(&self, now: Timestamp) -> bool {
        self.state == State::Waiting { has_extra: true } && self.record.next_at > now
    }
}
