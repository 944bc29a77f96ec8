//! When an event is tried again: the schedule of Standard Webhooks, ten tries in 75 hours.

use crate::time::{Seconds, Timestamp};

/// Seconds between a try that failed and the next one; the first try is at once.
const DELAYS: [i64; 9] = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];

/// An endpoint that has only failed for so long is disabled.
pub const PATIENCE: Seconds = Seconds::days(5);

/// The longest `Retry-After` that is honoured.
const LONGEST_WAIT: Seconds = Seconds::DAY;

/// When to try after so many failed tries, at least one; `None` when they are used up. `chance` spreads the
/// tries over a tenth of the delay, so that what failed together does not come back together.
pub fn next_try(failed: u32, now: Timestamp, retry_after: Option<Seconds>, chance: u16) -> Option<Timestamp> {
    let index = usize::try_from(failed.saturating_sub(1)).unwrap_or(usize::MAX);
    let delay = Seconds(*DELAYS.get(index)?);
    let jitter = delay.0 * 100 * i64::from(chance) / i64::from(u16::MAX);
    let scheduled = Timestamp::from_millis((now + delay).millis() + jitter);
    let asked = retry_after.map_or(now, |it| now + it.clamp(Seconds(0), LONGEST_WAIT));
    Some(scheduled.max(asked))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_000_000);

    #[test]
    fn ten_tries_in_75_hours() {
        let (mut at, mut tries) = (NOW, 1);
        while let Some(next) = next_try(tries, at, None, 0) {
            (at, tries) = (next, tries + 1);
        }
        let hours = (at.millis() - NOW.millis()) / 3_600_000;
        assert_eq!((tries, hours), (10, 75));
    }

    #[test]
    fn jitter_is_at_most_a_tenth_and_never_early() {
        let at = |chance| next_try(2, NOW, None, chance).unwrap().millis() - NOW.millis();
        assert_eq!((at(0), at(u16::MAX)), (300_000, 330_000));
        assert!((300_001..330_000).contains(&at(20_000)));
    }

    #[test]
    fn retry_after_delays_and_never_hastens() {
        let at = |seconds| next_try(1, NOW, Some(Seconds(seconds)), 0).unwrap().millis() - NOW.millis();
        assert_eq!((at(120), at(1), at(-7)), (120_000, 5_000, 5_000));
        assert_eq!(at(i64::MAX), 86_400_000);
    }
}
