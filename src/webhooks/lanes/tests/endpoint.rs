//! Whole lives of a subscription against an endpoint that fails at times, in simulated time: whatever happens, each
//! event comes in its turn, as often as the schedule says, and soon once the endpoint is back.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;
use crate::webhooks::schedule;

/// Milliseconds that a request takes.
const TAKES: i64 = 20;
const IN_FLIGHT: usize = 32;
/// Tries of an event that the schedule has.
const TRIES: usize = 10;

/// What happens: an event each second, of one of a few threads; when the endpoint is down; and what it never digests.
#[derive(Clone, Debug)]
struct Life {
    threads: Vec<i64>,
    /// From when to when, in milliseconds.
    outages: Vec<(i64, i64)>,
    indigestible: BTreeSet<usize>,
}

fn lives() -> impl Strategy<Value = Life> {
    let outage = (0..90_000_i64, 1..200_000_i64).prop_map(|(from, takes)| (from, from + takes));
    let longer = (0..90_000_i64, 1..200_000_000_i64).prop_map(|(from, takes)| (from, from + takes));
    let outages = prop::collection::vec(prop_oneof![outage, longer], 0..3);
    (prop::collection::vec(1..6_i64, 1..60), outages, prop::collection::btree_set(0..60_usize, 0..3))
        .prop_map(|(threads, outages, indigestible)| Life { threads, outages, indigestible })
}

/// One request.
#[derive(Clone, Copy, Debug)]
struct Try {
    at: i64,
    position: i64,
    is_ahead: bool,
    succeeded: bool,
}

/// The worker, without anything around it.
struct Simulation<'a> {
    life: &'a Life,
    lanes: Lanes<i64>,
    now: i64,
    /// Requests on their way, by when they are back.
    flight: Vec<Try>,
    log: Vec<Try>,
}

impl Life {
    fn thread(&self, position: i64) -> i64 {
        self.threads[usize::try_from(position).unwrap() - 1]
    }

    fn occurs_at(position: i64) -> i64 {
        position * 1_000
    }

    fn succeeds(&self, position: i64, at: i64) -> bool {
        let is_down = self.outages.iter().any(|(from, to)| (*from..*to).contains(&at));
        !is_down && !self.is_indigestible(position)
    }

    fn is_indigestible(&self, position: i64) -> bool {
        self.indigestible.contains(&(usize::try_from(position).unwrap() - 1))
    }

    fn last(&self) -> i64 {
        i64::try_from(self.threads.len()).unwrap()
    }

    /// All requests, in order of when they were made.
    fn play(&self) -> Vec<Try> {
        let lanes = Lanes::new(Position(0), Vec::new());
        let mut simulation = Simulation { life: self, lanes, now: 0, flight: Vec::new(), log: Vec::new() };
        while simulation.step() {}
        assert_eq!(simulation.lanes.cursor(), Position(self.last()));
        assert!(simulation.lanes.is_settled() && !simulation.lanes.has_parked() && simulation.lanes.oldest().is_none());
        simulation.log
    }
}

impl Simulation<'_> {
    /// Moves on to whatever comes next; false if nothing does.
    fn step(&mut self) -> bool {
        self.read_on();
        self.take_off();
        let next_event = self.lanes.read_to().0 + 1;
        let event = (next_event <= self.life.last()).then(|| Life::occurs_at(next_event));
        let landing = self.flight.iter().map(|it| it.at + TAKES).min();
        let wake = self.lanes.next_wake().filter(|_| self.flight.len() < IN_FLIGHT).map(Timestamp::millis);
        let Some(next) = [event, landing, wake].into_iter().flatten().min() else { return false };
        assert!(next > self.now || landing == Some(next), "nothing was due, and nothing came of it at {next}");
        self.now = next;
        while let Some(index) = self.flight.iter().position(|it| it.at + TAKES <= self.now) {
            let landed = self.flight.remove(index);
            self.land(landed);
        }
        true
    }

    fn read_on(&mut self) {
        while self.lanes.read_to().0 < self.life.last() && Life::occurs_at(self.lanes.read_to().0 + 1) <= self.now {
            let position = self.lanes.read_to().0 + 1;
            let occurred_at = at(Life::occurs_at(position));
            self.lanes.read(Position(position), occurred_at, thread(self.life.thread(position)), Some(position));
        }
    }

    fn take_off(&mut self) {
        while self.flight.len() < IN_FLIGHT {
            if let Some(parked) = self.lanes.next_due(at(self.now)) {
                let is_next = |it: &i64| thread(self.life.thread(*it)) == parked.thread;
                match (parked.position.0 + 1..=self.lanes.read_to().0).find(is_next) {
                    Some(position) => {
                        self.lanes.is_at(parked.thread, at(Life::occurs_at(position)));
                        self.send(position);
                    }
                    None => self.lanes.caught_up(parked.thread),
                }
            } else if let Some(position) = self.lanes.next_to_send() {
                self.send(position);
            } else {
                break;
            }
        }
        let oldest = self.flight.iter().map(|it| Life::occurs_at(it.position)).min();
        assert!(self.lanes.oldest().map(Timestamp::millis) <= oldest.or(Some(i64::MAX)), "the oldest is older");
    }

    fn send(&mut self, position: i64) {
        let is_ahead = self.lanes.ahead_of_time(thread(self.life.thread(position))).is_some();
        let succeeded = self.life.succeeds(position, self.now);
        self.flight.push(Try { at: self.now, position, is_ahead, succeeded });
    }

    fn land(&mut self, it: Try) {
        self.log.push(it);
        let thread = thread(self.life.thread(it.position));
        let now = at(self.now);
        if it.succeeded {
            self.lanes.succeeded(now);
            return self.lanes.settled(thread, Position(it.position), now);
        }
        let ahead = self.lanes.ahead_of_time(thread);
        let failed = ahead.map_or_else(|| self.lanes.failed_before(thread) + 1, |it| it.failed);
        let next_at = ahead.map(|it| it.next_at).or_else(|| schedule::next_try(failed, now, None, 0));
        match next_at {
            Some(next_at) => {
                let before = self.lanes.parked(thread).map_or(Position(it.position - 1), |it| it.position);
                let since = at(Life::occurs_at(it.position));
                let position = before;
                self.lanes.failed(Failure { thread, position, since, failed, next_at, asked_to_wait: false });
            }
            None => self.lanes.settled(thread, Position(it.position), now),
        }
    }
}

fn by_event(log: &[Try]) -> BTreeMap<i64, Vec<Try>> {
    let mut events: BTreeMap<i64, Vec<Try>> = BTreeMap::new();
    for it in log {
        events.entry(it.position).or_default().push(*it);
    }
    events
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    /// `in_order`: nothing of a thread is sent before all of the thread's earlier events are done.
    #[test]
    fn events_of_a_thread_come_one_after_the_other(life in lives()) {
        let mut last: BTreeMap<i64, i64> = BTreeMap::new();
        for it in life.play() {
            let before = last.insert(life.thread(it.position), it.position).unwrap_or_default();
            prop_assert!(before <= it.position, "{it:?} after {before}");
        }
    }

    /// Delivered once, or given up after as many tries as the schedule has.
    #[test]
    fn every_event_has_its_tries_and_no_more(life in lives()) {
        let events = by_event(&life.play());
        prop_assert_eq!(events.len(), life.threads.len());
        for (position, tries) in events {
            let successes = tries.iter().filter(|it| it.succeeded).count();
            let scheduled = tries.iter().filter(|it| !it.is_ahead).count();
            prop_assert!(successes <= 1 && tries[..tries.len() - 1].iter().all(|it| !it.succeeded));
            prop_assert!(scheduled <= TRIES);
            prop_assert!(successes == 1 || scheduled == TRIES, "{position} was given up too soon: {tries:?}");
            prop_assert!(!life.is_indigestible(position) || scheduled == TRIES);
        }
    }

    /// What comes ahead of its time is extra: the schedule's own tries come when they would have come without it.
    #[test]
    fn a_try_ahead_of_its_time_moves_no_other(life in lives()) {
        for tries in by_event(&life.play()).into_values() {
            prop_assert!(tries.windows(2).all(|it| !(it[0].is_ahead && it[1].is_ahead)), "two in a row: {tries:?}");
            let scheduled: Vec<i64> = tries.iter().filter(|it| !it.is_ahead).map(|it| it.at).collect();
            for (failed, pair) in (1..).zip(scheduled.windows(2)) {
                let due = schedule::next_try(failed, at(pair[0] + TAKES), None, 0).unwrap().millis();
                // A try ahead of its time may still be on its way then.
                prop_assert!((due..=due + TAKES).contains(&pair[1]), "due at {due}: {tries:?}");
            }
        }
    }

    /// An endpoint that was down, as two threads could tell, gets everything within seconds of its first success.
    #[test]
    fn an_endpoint_that_is_back_waits_for_nothing(life in lives(), from in 3_000..20_000_i64, takes in 20_000..100_000_000_i64) {
        let (back, calm) = (from + takes, Life { outages: vec![(from, from + takes)], indigestible: [].into(), ..life });
        let log = calm.play();
        let Some(first) = log.iter().filter(|it| it.succeeded && it.at >= back).map(|it| it.at + TAKES).min() else {
            return Ok(());
        };
        let failed: BTreeSet<i64> =
            log.iter().filter(|it| !it.succeeded).map(|it| calm.thread(it.position)).collect();
        if failed.len() > 1 {
            // Each thread's turn, and then its events one after the other.
            let patience = 50 * 5 + TAKES * calm.last();
            for it in log.iter().filter(|it| it.succeeded && Life::occurs_at(it.position) < first) {
                prop_assert!(it.at <= first + patience, "{it:?}, though the endpoint was back at {first}");
            }
        }
    }
}
