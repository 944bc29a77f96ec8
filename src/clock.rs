//! What time it is, as an argument.
//!
//! Whoever needs the time is handed a [`Clock`], so that tests move it instead of waiting for it
//! (docs/adr/0003). This file is the only one that reads the machine's clocks.

use std::{
    sync::Arc,
    time::{Duration, SystemTime},
};

use futures_util::{FutureExt, future::BoxFuture};
use tokio::sync::watch;

use crate::time::{Seconds, Timestamp};

/// A clock that many share.
pub type SharedClock = Arc<dyn Clock>;

/// Tells the time, and wakes who waits for a moment.
pub trait Clock: Send + Sync + 'static {
    fn now(&self) -> Timestamp;

    /// Ends once [`now`](Self::now) is `at` or later: at once if it already is.
    fn sleep_until(&self, at: Timestamp) -> BoxFuture<'_, ()>;
}

/// The machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

/// A sleeper looks at the wall clock this often, because timers count monotonic time: somebody may
/// set the clock, or suspend the machine, while it sleeps.
const LONGEST_NAP: Duration = Duration::from_secs(30);

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the wall clock")]
    fn now(&self) -> Timestamp {
        let since_1970 = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        Timestamp::from_millis(i64::try_from(since_1970.as_millis()).unwrap_or(i64::MAX))
    }

    #[expect(clippy::disallowed_methods, reason = "the one place that sets timers")]
    fn sleep_until(&self, at: Timestamp) -> BoxFuture<'_, ()> {
        async move {
            loop {
                let left = self.now().until(at);
                if left.is_zero() {
                    return;
                }
                tokio::time::sleep(left.min(LONGEST_NAP)).await;
            }
        }
        .boxed()
    }
}

/// A clock that stands still until a test moves it.
///
/// A sleeper that begins while the clock moves is not lost: it compares the moment it waits for with
/// the time as it is, not with the moves that it saw.
///
/// ```
/// # use baton::{clock::{Clock, ManualClock}, time::{Seconds, Timestamp}};
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
/// let clock = ManualClock::new(Timestamp::from_millis(0));
/// let noon = clock.now() + Seconds::HOUR;
/// clock.advance(Seconds::HOUR);
/// clock.sleep_until(noon).await;
/// # });
/// ```
#[derive(Debug)]
pub struct ManualClock(watch::Sender<Timestamp>);

impl ManualClock {
    pub fn new(start: Timestamp) -> Self {
        Self(watch::Sender::new(start))
    }

    /// Moves on by whole seconds and wakes whoever is due.
    pub fn advance(&self, span: Seconds) {
        self.0.send_modify(|now| *now = *now + span);
    }

    /// Moves on by milliseconds and wakes whoever is due.
    pub fn advance_millis(&self, millis: i64) {
        self.0.send_modify(|now| *now = Timestamp::from_millis(now.millis().saturating_add(millis)));
    }

    /// Moves to a moment, unless that is in the past: this clock never goes back.
    pub fn advance_to(&self, at: Timestamp) {
        self.0.send_modify(|now| *now = at.max(*now));
    }

    /// How many wait for a moment.
    pub fn sleepers(&self) -> usize {
        self.0.receiver_count()
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        *self.0.borrow()
    }

    fn sleep_until(&self, at: Timestamp) -> BoxFuture<'_, ()> {
        async move {
            // Fails only when the sender is gone, and `self` holds it.
            let _ = self.0.subscribe().wait_for(|now| *now >= at).await;
        }
        .boxed()
    }
}

/// Measures how long something took, for metrics and logs. Nothing that is seen outside depends on it.
#[derive(Clone, Copy, Debug)]
pub struct Stopwatch(std::time::Instant);

impl Stopwatch {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the monotonic clock")]
    pub fn start() -> Self {
        Self(std::time::Instant::now())
    }

    pub fn elapsed(self) -> Duration {
        self.0.elapsed()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Timestamp = Timestamp::from_millis(1_700_000_000_000);

    #[tokio::test]
    async fn a_sleeper_wakes_when_its_moment_comes_and_not_before() {
        let clock = ManualClock::new(START);
        let mut sleep = clock.sleep_until(START + Seconds(10));
        assert!((&mut sleep).now_or_never().is_none());
        assert_eq!(clock.sleepers(), 1);

        clock.advance_millis(9_999);
        assert!((&mut sleep).now_or_never().is_none());

        clock.advance_millis(1);
        sleep.await;
        assert_eq!(clock.sleepers(), 0);
    }

    #[tokio::test]
    async fn a_moment_in_the_past_is_not_waited_for() {
        let clock = ManualClock::new(START);
        clock.sleep_until(START).await;
        clock.advance_to(Timestamp::from_millis(0));
        assert_eq!(clock.now(), START);
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a_sleeper_that_begins_while_the_clock_moves_is_not_lost() {
        for _ in 0..500 {
            let clock = Arc::new(ManualClock::new(START));
            let sleeper = tokio::spawn({
                let clock = clock.clone();
                async move { clock.sleep_until(START + Seconds(1)).await }
            });
            clock.advance(Seconds(1));
            sleeper.await.unwrap();
        }
    }

    #[tokio::test]
    async fn the_systems_clock_sleeps_until_a_moment() {
        let until = Timestamp::from_millis(SystemClock.now().millis() + 5);
        SystemClock.sleep_until(until).await;
        assert!(SystemClock.now() >= until);
    }
}
