//! How far one subscription is: which of its events may be sent now, which wait for others of their thread,
//! and up to where all is done. Pure: nothing here sends or stores.
//!
//! Events are read from the log in order. Those of one thread stand in a *lane* and go one after the other;
//! lanes go beside one another. The *cursor* stands before the first event that is not settled. A thread whose
//! event fails is *parked*: it leaves the lanes, gets a cursor of its own, and holds up nobody else.

mod parking;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap, VecDeque};

use crate::{
    id::ThreadId,
    store::{ParkedRecord, Position},
    time::Timestamp,
};

pub use parking::Failure;

use parking::Parking;

/// What goes in order: a thread's events, or those of the page itself (`None`).
type Strand = Option<ThreadId>;

/// Events that are read and not settled, at most: more would be sent twice after a crash.
const WINDOW: usize = 512;
/// Parked threads at most: beyond, the subscription waits as a whole.
const PARKED: usize = 10_000;

/// The lanes of one subscription. `T` is what there is to send.
pub struct Lanes<T> {
    read_to: Position,
    /// What was read and is not settled, and when it happened.
    open: BTreeMap<Position, Timestamp>,
    lanes: HashMap<Strand, Lane<T>>,
    /// Threads whose next event may be sent.
    ready: VecDeque<Strand>,
    parked: Parking,
}

struct Lane<T> {
    waiting: VecDeque<(Position, T)>,
    /// The one that is being sent.
    sending: Option<Position>,
}

impl<T> Lanes<T> {
    pub fn new(cursor: Position, parked: Vec<ParkedRecord>) -> Self {
        Self {
            read_to: cursor,
            open: BTreeMap::new(),
            lanes: HashMap::new(),
            ready: VecDeque::new(),
            parked: Parking::new(parked),
        }
    }

    /// How far the log was read.
    pub const fn read_to(&self) -> Position {
        self.read_to
    }

    /// Up to where all is settled or parked.
    pub fn cursor(&self) -> Position {
        self.open.first_key_value().map_or(self.read_to, |(first, _)| Position(first.0 - 1))
    }

    /// Whether all that was read is settled or parked.
    pub fn is_settled(&self) -> bool {
        self.open.is_empty()
    }

    /// Whether more may be read.
    pub fn has_room(&self) -> bool {
        self.open.len() < WINDOW && self.parked.len() < PARKED
    }

    /// Takes in the next event of the log, with what there is to send of it, if the app hears it.
    pub fn read(&mut self, position: Position, at: Timestamp, thread: Strand, heard: Option<T>) {
        self.read_to = self.read_to.max(position);
        let Some(item) = heard else { return };
        // The parked thread comes to it by its own cursor.
        if self.parked.get(thread).is_some() {
            return;
        }
        self.open.insert(position, at);
        let lane = self.lanes.entry(thread).or_insert_with(|| Lane { waiting: VecDeque::new(), sending: None });
        if lane.sending.is_none() && lane.waiting.is_empty() {
            self.ready.push_back(thread);
        }
        lane.waiting.push_back((position, item));
    }

    /// The next event to send, of any thread but the parked ones.
    pub fn next_to_send(&mut self) -> Option<T> {
        let thread = self.ready.pop_front()?;
        let lane = self.lanes.get_mut(&thread)?;
        let (position, item) = lane.waiting.pop_front()?;
        lane.sending = Some(position);
        Some(item)
    }

    /// The event was delivered, or given up: its thread goes on.
    pub fn settled(&mut self, thread: Strand, position: Position, now: Timestamp) {
        if self.parked.get(thread).is_some() {
            self.parked.put_back(ParkedRecord { thread, position, since: now, failed: 0, next_at: now });
            return;
        }
        self.open.remove(&position);
        if let Some(lane) = self.lanes.get_mut(&thread) {
            lane.sending = None;
            if lane.waiting.is_empty() {
                self.lanes.remove(&thread);
            } else {
                self.ready.push_back(thread);
            }
        }
    }

    /// How often the event that a thread is at has failed, by the schedule.
    pub fn failed_before(&self, thread: Strand) -> u32 {
        self.parked.get(thread).map_or(0, |it| it.failed)
    }

    /// The event is to be tried again: its thread is parked until then.
    pub fn failed(&mut self, failure: Failure) {
        let thread = failure.thread;
        self.parked.failed(failure);
        self.leave_lane(thread);
    }

    /// Something was delivered. True if the endpoint had been down: then parked threads are tried soon.
    pub fn succeeded(&mut self, now: Timestamp) -> bool {
        self.parked.succeeded(now)
    }

    /// The endpoint is back, as another subscription has seen.
    pub fn bring_forward(&mut self, now: Timestamp) {
        self.parked.bring_forward(now);
    }

    /// If the thread is being tried before its time: how it stands with the schedule.
    pub fn ahead_of_time(&self, thread: Strand) -> Option<ParkedRecord> {
        self.parked.ahead_of_time(thread)
    }

    /// If no more can be read because one thread's events wait for one another, lets that thread go its own way.
    pub fn detach_longest(&mut self, now: Timestamp) -> Option<ParkedRecord> {
        if self.open.len() < WINDOW {
            return None;
        }
        let (thread, lane) = self.lanes.iter().find(|(_, lane)| lane.waiting.len() >= WINDOW / 2)?;
        let first = lane.sending.or_else(|| lane.waiting.front().map(|(position, _)| *position))?;
        let (thread, is_busy) = (*thread, lane.sending.is_some());
        let since = self.open.get(&first).copied().unwrap_or(now);
        let record = ParkedRecord { thread, position: Position(first.0 - 1), since, failed: 0, next_at: now };
        if is_busy {
            self.parked.put_on_its_way(record);
        } else {
            self.parked.put_back(record);
        }
        self.leave_lane(thread);
        Some(record)
    }

    fn leave_lane(&mut self, thread: Strand) {
        let Some(lane) = self.lanes.remove(&thread) else { return };
        for position in lane.sending.into_iter().chain(lane.waiting.into_iter().map(|(position, _)| position)) {
            self.open.remove(&position);
        }
        self.ready.retain(|it| *it != thread);
    }

    /// A parked thread whose time has come; it counts as being sent from now on.
    pub fn next_due(&mut self, now: Timestamp) -> Option<ParkedRecord> {
        self.parked.next_due(now)
    }

    /// The event that a parked thread is at happened then.
    pub fn is_at(&mut self, thread: Strand, since: Timestamp) {
        self.parked.is_at(thread, since);
    }

    /// A parked thread has nothing left up to where the log was read: it goes with the others again.
    pub fn caught_up(&mut self, thread: Strand) {
        self.parked.remove(thread);
    }

    /// When the next parked thread's time comes; `None` while as many are tried as may be.
    pub fn next_wake(&self) -> Option<Timestamp> {
        self.parked.next_wake()
    }

    pub fn parked(&self, thread: Strand) -> Option<ParkedRecord> {
        self.parked.get(thread)
    }

    /// When the oldest event happened that is read and not settled.
    pub fn oldest(&self) -> Option<Timestamp> {
        let open = self.open.first_key_value().map(|(_, at)| *at);
        open.into_iter().chain(self.parked.oldest()).min()
    }

    pub fn has_parked(&self) -> bool {
        self.parked.len() > 0
    }
}
