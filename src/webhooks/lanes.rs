//! How far one subscription is: which of its events may be sent now, which wait for others of their thread,
//! and up to where all is done. Pure: nothing here sends or stores.
//!
//! Events are read from the log in order. Those of one thread stand in a *lane* and go one after the other;
//! lanes go beside one another. The *cursor* stands before the first event that is not settled. A thread whose
//! event fails is *parked*: it leaves the lanes, gets a cursor of its own, and holds up nobody else.

use std::collections::{BTreeMap, HashMap, VecDeque};

use crate::{
    id::ThreadId,
    store::{ParkedRecord, Position},
    time::Timestamp,
};

/// What goes in order: a thread's events, or those of the page itself (`None`).
type Strand = Option<ThreadId>;

/// Events that are read and not settled, at most: more would be sent twice after a crash.
const WINDOW: usize = 512;
/// Parked threads at most: beyond, the subscription waits as a whole.
const PARKED: usize = 10_000;
/// Parked threads that are tried at the same time: the others shall not wait for those.
const RETRIED: usize = 16;

/// The lanes of one subscription. `T` is what there is to send.
pub struct Lanes<T> {
    read_to: Position,
    /// What was read and is not settled, and when it happened.
    open: BTreeMap<Position, Timestamp>,
    lanes: HashMap<Strand, Lane<T>>,
    /// Threads whose next event may be sent.
    ready: VecDeque<Strand>,
    parked: HashMap<Strand, Parked>,
    /// Parked threads that are being tried.
    retried: usize,
}

struct Lane<T> {
    waiting: VecDeque<(Position, T)>,
    /// The one that is being sent.
    sending: Option<Position>,
}

struct Parked {
    record: ParkedRecord,
    is_busy: bool,
}

impl<T> Lanes<T> {
    pub fn new(cursor: Position, parked: Vec<ParkedRecord>) -> Self {
        let parked = parked.into_iter().map(|record| (record.thread, Parked { record, is_busy: false })).collect();
        Self {
            read_to: cursor,
            open: BTreeMap::new(),
            lanes: HashMap::new(),
            ready: VecDeque::new(),
            parked,
            retried: 0,
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
        if self.parked.contains_key(&thread) {
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
        if self.parked.contains_key(&thread) {
            self.park(ParkedRecord { thread, position, failed: 0, next_at: now }, false);
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

    /// How often the event that a thread is at has failed.
    pub fn failed_before(&self, thread: Strand) -> u32 {
        self.parked.get(&thread).map_or(0, |it| it.record.failed)
    }

    /// The event is to be tried again: its thread is parked until then.
    pub fn failed(&mut self, thread: Strand, position: Position, failed: u32, next_at: Timestamp) {
        let before = Position(position.0 - 1);
        let at = self.parked.get(&thread).map_or(before, |it| it.record.position);
        self.park(ParkedRecord { thread, position: at, failed, next_at }, false);
    }

    /// If no more can be read because one thread's events wait for one another, lets that thread go its own way.
    pub fn detach_longest(&mut self, now: Timestamp) -> Option<ParkedRecord> {
        if self.open.len() < WINDOW {
            return None;
        }
        let (thread, lane) = self.lanes.iter().find(|(_, lane)| lane.waiting.len() >= WINDOW / 2)?;
        let first = lane.sending.or_else(|| lane.waiting.front().map(|(position, _)| *position))?;
        let (thread, is_busy) = (*thread, lane.sending.is_some());
        let record = ParkedRecord { thread, position: Position(first.0 - 1), failed: 0, next_at: now };
        self.park(record, is_busy);
        Some(record)
    }

    fn park(&mut self, record: ParkedRecord, is_busy: bool) {
        let before = self.parked.insert(record.thread, Parked { record, is_busy });
        self.retried += usize::from(is_busy);
        self.retried -= usize::from(before.is_some_and(|it| it.is_busy));
        self.leave_lane(record.thread);
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
        if self.retried >= RETRIED {
            return None;
        }
        let parked = self.parked.values_mut().find(|it| !it.is_busy && it.record.next_at <= now)?;
        parked.is_busy = true;
        self.retried += 1;
        Some(parked.record)
    }

    /// A parked thread has nothing left up to where the log was read: it goes with the others again.
    pub fn caught_up(&mut self, thread: Strand) {
        let before = self.parked.remove(&thread);
        self.retried -= usize::from(before.is_some_and(|it| it.is_busy));
    }

    /// When the next parked thread's time comes; `None` while as many are tried as may be.
    pub fn next_wake(&self) -> Option<Timestamp> {
        if self.retried >= RETRIED {
            return None;
        }
        self.parked.values().filter(|it| !it.is_busy).map(|it| it.record.next_at).min()
    }

    pub fn parked(&self, thread: Strand) -> Option<ParkedRecord> {
        self.parked.get(&thread).map(|it| it.record)
    }

    /// When the oldest event happened that is read, not settled and not parked.
    pub fn oldest(&self) -> Option<Timestamp> {
        self.open.first_key_value().map(|(_, at)| *at)
    }

    pub fn has_parked(&self) -> bool {
        !self.parked.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_000);

    fn thread(n: i64) -> Strand {
        Some(ThreadId::new(n).unwrap())
    }

    /// Events at positions 1, 2, 3 … of these threads; what is sent is the position.
    fn lanes(threads: &[i64]) -> Lanes<i64> {
        let mut lanes = Lanes::new(Position(0), Vec::new());
        for (position, n) in (1..).zip(threads) {
            lanes.read(Position(position), NOW, thread(*n), Some(position));
        }
        lanes
    }

    fn all_ready(lanes: &mut Lanes<i64>) -> Vec<i64> {
        std::iter::from_fn(|| lanes.next_to_send()).collect()
    }

    #[test]
    fn threads_go_beside_one_another_and_their_events_after_one_another() {
        let mut lanes = lanes(&[1, 1, 2, 1]);
        assert_eq!(all_ready(&mut lanes), [1, 3]);
        lanes.settled(thread(2), Position(3), NOW);
        assert_eq!(lanes.cursor(), Position(0), "the first is still on its way");
        lanes.settled(thread(1), Position(1), NOW);
        assert_eq!((lanes.cursor(), all_ready(&mut lanes)), (Position(1), vec![2]));
        lanes.settled(thread(1), Position(2), NOW);
        assert_eq!((lanes.cursor(), all_ready(&mut lanes)), (Position(3), vec![4]));
        lanes.settled(thread(1), Position(4), NOW);
        assert!(lanes.is_settled() && lanes.cursor() == Position(4));
    }

    #[test]
    fn what_the_app_does_not_hear_moves_the_cursor() {
        let mut lanes = lanes(&[1]);
        lanes.read(Position(2), NOW, thread(1), None);
        assert_eq!((lanes.read_to(), lanes.cursor()), (Position(2), Position(0)));
        all_ready(&mut lanes);
        lanes.settled(thread(1), Position(1), NOW);
        assert_eq!(lanes.cursor(), Position(2));
    }

    #[test]
    fn a_parked_thread_holds_nobody_up_and_keeps_its_place() {
        let mut lanes = lanes(&[1, 1, 2]);
        all_ready(&mut lanes);
        lanes.failed(thread(1), Position(1), 1, Timestamp::from_millis(6_000));
        lanes.settled(thread(2), Position(3), NOW);
        assert_eq!(lanes.cursor(), Position(3));
        lanes.read(Position(4), NOW, thread(1), Some(4));
        assert_eq!((all_ready(&mut lanes), lanes.cursor()), (vec![], Position(4)), "it comes to it by its own cursor");
        assert_eq!((lanes.next_due(NOW), lanes.next_wake()), (None, Some(Timestamp::from_millis(6_000))));
        let due = lanes.next_due(Timestamp::from_millis(6_000)).unwrap();
        assert_eq!((due.thread, due.position, due.failed), (thread(1), Position(0), 1));
        assert_eq!(lanes.next_due(Timestamp::from_millis(6_000)), None, "it is being tried");
        lanes.settled(thread(1), Position(1), NOW);
        let due = lanes.next_due(NOW).unwrap();
        assert_eq!((due.position, due.failed), (Position(1), 0), "the next one at once");
        lanes.caught_up(thread(1));
        lanes.read(Position(5), NOW, thread(1), Some(5));
        assert_eq!(all_ready(&mut lanes), [5]);
    }

    #[test]
    fn a_long_thread_is_let_go_when_it_would_hold_the_others_up() {
        let spread: Vec<i64> = (1..=WINDOW).map(|it| i64::try_from(it % 100 + 1).unwrap()).collect();
        let mut many = lanes(&spread);
        assert!(!many.has_room() && many.detach_longest(NOW).is_none(), "all of them go on");

        let mut lanes = lanes(&vec![1; WINDOW]);
        assert_eq!(all_ready(&mut lanes), [1]);
        let long = lanes.detach_longest(NOW).unwrap();
        assert_eq!((long.thread, long.position), (thread(1), Position(0)));
        assert!(lanes.has_room() && lanes.is_settled());
        assert_eq!(lanes.next_due(NOW), None, "its event is on its way already");
        lanes.settled(thread(1), Position(1), NOW);
        assert_eq!(lanes.next_due(NOW).map(|it| it.position), Some(Position(1)));
    }
}
