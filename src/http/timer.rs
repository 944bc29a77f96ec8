//! Timers for the network's own patience: how long a peer may be silent, and how often it is asked whether it is there.
//!
//! They decide nothing that anyone is told the time of, and a test makes them short instead of moving a clock; so they are
//! tokio's, and this file is the only one here that sets them (beside `tokio::time::timeout`).

use std::time::Duration;

use tokio::time::{Instant, Interval, MissedTickBehavior, Sleep};

/// Ends after `time`.
#[expect(clippy::disallowed_methods, reason = "the network's patience is no moment on a clock")]
pub fn after(time: Duration) -> Sleep {
    tokio::time::sleep(time)
}

/// Ticks every `period`, the first time after one. A tick that comes late delays those after it.
#[expect(clippy::disallowed_methods, reason = "the network's patience is no moment on a clock")]
pub fn every(period: Duration) -> Interval {
    let mut interval = tokio::time::interval_at(Instant::now() + period, period);
    interval.set_missed_tick_behavior(MissedTickBehavior::Delay);
    interval
}
