//! Random histories: the machine and the model through the same steps, every property after each of them.
//!
//! `BATON_STEPS` sets how many steps the long run takes, `BATON_SEED` where it starts; a failure prints the seed of
//! its history, which is then the first one.

use std::collections::HashSet;

use baton::protocol::{Event, Reason};
use proptest::prelude::*;

use crate::{
    code::Code,
    properties::{self, Property},
    world::{Dice, Seeded, World},
};

/// Steps of the long run, unless told otherwise.
const STEPS: u64 = 1_000_000;
/// Steps of a history: long enough for a queue, a few owners and a leaving app.
const LENGTH: usize = 100;
/// Steps for one property by itself.
const STEPS_EACH: u64 = 5_000;

#[test]
fn the_machine_agrees_with_the_model_for_a_million_steps() {
    run(setting("BATON_SEED", 1), setting("BATON_STEPS", STEPS), &properties::ALL);
}

macro_rules! hold {
    ($($property:ident),+ $(,)?) => {
        $(#[test]
        fn $property() {
            run(7, STEPS_EACH, &[properties::$property]);
        })+
    };
}

hold![
    one_owner,
    only_subscribed_apps_wait,
    an_idle_thread_holds_no_survey,
    a_done_thread_is_not_the_inboxs,
    epoch_counts_changes_of_owner,
    folding_the_events_gives_the_state,
    sequence_has_no_gaps,
    events_tell_when_control_ends,
    a_refusal_changes_nothing,
    the_queue_is_fair,
    the_queue_loses_nobody,
    permit_agrees_with_decide,
    expiry_never_moves_earlier_while_the_owner_stays,
    everybody_hears_what_is_theirs,
];

/// The world keeps the keys and objects to a second message; here it has nothing else to look at.
#[test]
fn never_two_messages_for_a_repeated_key() {
    run(7, STEPS_EACH, &[]);
}

/// A proof by histories is worth what they visit: every kind of event, every reason, every refusal.
#[test]
fn the_histories_leave_nothing_out() {
    let (mut kinds, mut reasons, mut codes) = (HashSet::new(), HashSet::new(), HashSet::new());
    for (page, steps) in histories(7, 30_000) {
        let mut world = World::new(Dice(page));
        for step in steps {
            world.step(&mut Dice(step), |step| match step.answer {
                Ok(events) => {
                    kinds.extend(events.iter().map(Event::kind));
                    reasons.extend(events.iter().filter_map(reason));
                }
                Err(refusal) => _ = codes.insert(Code::from(refusal)),
            });
        }
    }
    assert_eq!(kinds.len(), 14, "kinds of events: {kinds:?}");
    assert_eq!(reasons.len(), 14, "reasons, all but ADMIN: {reasons:?}");
    assert_eq!(codes.len(), 11, "codes of refusals: {codes:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    /// The same with few steps, and fewer when it fails: this one tells the shortest story.
    #[test]
    fn the_machine_agrees_with_the_model_on_short_histories(
        page in any::<u64>(),
        steps in proptest::collection::vec(any::<u64>(), 1..40),
    ) {
        history(page, steps.into_iter(), &properties::ALL);
    }
}

fn run(seed: u64, steps: u64, all: &[Property]) {
    for (seed, (page, steps)) in (seed..).zip(histories(seed, steps)) {
        let _told = TellSeed(seed);
        history(page, steps, all);
    }
}

/// As many histories as it takes, each from a seed of its own: what its page is made of, and its steps.
fn histories(seed: u64, steps: u64) -> impl Iterator<Item = (u64, impl Iterator<Item = u64>)> {
    let count = steps.div_ceil(u64::try_from(LENGTH).unwrap());
    (seed..).take(usize::try_from(count).unwrap()).map(|seed| {
        let mut numbers = Seeded(seed.wrapping_mul(0x5851_f42d_4c95_7f2d));
        (numbers.next().unwrap(), numbers.take(LENGTH))
    })
}

const fn reason(event: &Event) -> Option<Reason> {
    match event {
        Event::ControlChanged(change) => Some(change.reason),
        _ => None,
    }
}

fn history(page: u64, steps: impl Iterator<Item = u64>, all: &[Property]) {
    let mut world = World::new(Dice(page));
    for step in steps {
        world.step(&mut Dice(step), |step| all.iter().for_each(|holds| holds(step)));
    }
    world.check_log();
}

/// Says how to run a failed history again.
struct TellSeed(u64);

impl Drop for TellSeed {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("to see this again: BATON_SEED={} BATON_STEPS={LENGTH}", self.0);
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "whoever runs the tests says how long")]
fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).map_or(default, |it| it.parse().unwrap_or_else(|_| panic!("{name} is a number")))
}
