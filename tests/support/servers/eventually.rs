//! Waiting for what another process does, whose clock no test can move.

use std::time::Duration;

use tokio::time::{MissedTickBehavior, timeout};

/// How long anything may take on a busy machine before it counts as never.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// Between two looks.
const LOOK: Duration = Duration::from_millis(10);

/// Looks again and again until there is something to see, and gives it.
///
/// # Panics
///
/// When nothing is there in time.
pub async fn eventually<T>(what: &str, within: Duration, mut look: impl AsyncFnMut() -> Option<T>) -> T {
    #[expect(clippy::disallowed_methods, reason = "paces looks at another process; nothing depends on the pace")]
    let mut pace = tokio::time::interval(LOOK);
    pace.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let seen = timeout(within, async {
        loop {
            pace.tick().await;
            if let Some(seen) = look().await {
                return seen;
            }
        }
    });
    seen.await.unwrap_or_else(|_| panic!("{what}: not within {within:?}"))
}

/// The same for a mere condition.
pub async fn until(what: &str, within: Duration, mut holds: impl AsyncFnMut() -> bool) {
    eventually(what, within, async || holds().await.then_some(())).await;
}
