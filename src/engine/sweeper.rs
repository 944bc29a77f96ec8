//! Releases threads whose owner's time is up (`timeout_on_time`), and sleeps until the next one.
//!
//! Every server sweeps. A release decided twice is decided once: the second finds nothing due.

use std::sync::atomic::{AtomicI64, Ordering};

use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use super::{Engine, EngineError, Order};
use crate::{
    store::{Backend, StoreError, threads},
    time::{Seconds, Timestamp},
};

/// Threads released in one go.
const SWEEP: u32 = 256;
/// How long a server relies on having heard of every deadline, where others make them too.
const LOOK_SHARED: Seconds = Seconds(1);
/// The same where it is the only one.
const LOOK_ALONE: Seconds = Seconds::MINUTE;
/// How long to wait after a failure.
const AFTER_FAILURE: Seconds = Seconds(1);

/// The soonest deadline that the sweeper sleeps for, and the bell that wakes it for a sooner one.
#[derive(Default)]
pub(super) struct Deadlines {
    asleep_until: AtomicI64,
    sooner: Notify,
}

impl Deadlines {
    /// Wakes the sweeper if it would sleep past this moment.
    pub(super) fn arm(&self, at: Timestamp) {
        if at.millis() < self.asleep_until.load(Ordering::SeqCst) {
            self.sooner.notify_one();
        }
    }
}

/// Sweeps until `stop`.
pub(super) async fn run(engine: Engine, stop: CancellationToken) {
    loop {
        let wake_at = match engine.sweep().await {
            Ok(wake_at) => wake_at,
            Err(EngineError::Stopped) => return,
            Err(error) => {
                tracing::error!(%error, "could not release the threads whose time is up; trying again");
                engine.0.clock.now() + AFTER_FAILURE
            }
        };
        tokio::select! {
            () = engine.0.clock.sleep_until(wake_at) => {}
            () = engine.0.deadlines.sooner.notified() => {}
            () = stop.cancelled() => return,
        }
    }
}

impl Engine {
    /// Releases what is due, and tells when to look again.
    async fn sweep(&self) -> Result<Timestamp, EngineError> {
        let deadlines = &self.0.deadlines;
        // From here on every new deadline rings: none falls between the look and the sleep.
        deadlines.asleep_until.store(i64::MAX, Ordering::SeqCst);
        loop {
            let now = self.0.clock.now();
            let due = threads::due(self.0.store.reader(), now, SWEEP).await?;
            if due.is_empty() {
                break;
            }
            self.time_out(due).await?;
        }
        let wake_at = self.next_look().await?;
        deadlines.asleep_until.store(wake_at.millis(), Ordering::SeqCst);
        Ok(wake_at)
    }

    async fn next_look(&self) -> Result<Timestamp, StoreError> {
        let look = match self.0.store.backend() {
            Backend::Sqlite => LOOK_ALONE,
            Backend::Postgres => LOOK_SHARED,
        };
        let latest = self.0.clock.now() + look;
        let next = threads::next_deadline(self.0.store.reader()).await?;
        Ok(next.map_or(latest, |at| at.min(latest)))
    }

    /// Releases these threads, if they are still due. All at once: they fill the same batches.
    pub(super) async fn time_out(&self, due: Vec<(crate::id::PageId, crate::id::ThreadId)>) -> Result<(), EngineError> {
        let orders = due.into_iter().map(|(page, thread)| self.submit(Order::timeout(page, thread)));
        for outcome in futures_util::future::join_all(orders).await {
            match outcome {
                Ok(outcome) if outcome.events.is_empty() => {}
                Ok(_) => metrics::counter!("baton_engine_released_total").increment(1),
                Err(EngineError::NotFound(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}
