//! Slows down who guesses: by whom they try to be, and by where they come from.

use std::sync::{Mutex, PoisonError};

use quick_cache::unsync::Cache;
use sha2::{Digest, Sha256};

use crate::time::{Seconds, Timestamp};

/// Names and addresses that are remembered; beyond, the least used are forgotten.
const REMEMBERED: usize = 10_000;

/// The longest pause between two attempts; also how long attempts are remembered.
const LONGEST_PAUSE: Seconds = Seconds(900);

/// Attempts under one name or from one address, by digest. Of this process: another server counts its own.
pub struct Throttle(Mutex<Cache<[u8; 32], Attempts>>);

#[derive(Clone, Copy)]
struct Attempts {
    count: u32,
    last: Timestamp,
}

impl Default for Throttle {
    fn default() -> Self {
        Self(Mutex::new(Cache::new(REMEMBERED)))
    }
}

impl Throttle {
    /// Counts an attempt before it is made, so that many at once do not get around it. The first `free` cost no
    /// pause; each further one doubles it.
    ///
    /// # Errors
    ///
    /// How long to wait; the attempt was then not counted.
    pub fn attempt(&self, name: &str, free: u32, now: Timestamp) -> Result<(), Seconds> {
        let key = digest(name);
        let mut attempts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = attempts.get(&key).copied().filter(|it| now < it.last + LONGEST_PAUSE);
        let count = known.map_or(0, |it| it.count);
        if let Some(known) = known {
            let open = known.last + pause(count, free);
            if now < open {
                return Err(Seconds((open.millis() - now.millis()).div_euclid(1_000) + 1));
            }
        }
        attempts.insert(key, Attempts { count: count.saturating_add(1), last: now });
        Ok(())
    }

    /// Forgets the attempts under a name: the last one was right.
    pub fn forgive(&self, name: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&digest(name));
    }
}

fn pause(count: u32, free: u32) -> Seconds {
    match count.checked_sub(free) {
        None => Seconds(0),
        Some(over) => Seconds((1_i64 << over.min(10)).min(LONGEST_PAUSE.0)),
    }
}

fn digest(name: &str) -> [u8; 32] {
    Sha256::digest(name.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_700_000_000_000);

    #[test]
    fn pauses_double_after_the_free_attempts_and_end() {
        let throttle = Throttle::default();
        let mut now = NOW;
        for _ in 0..3 {
            assert_eq!(throttle.attempt("ada", 3, now), Ok(()));
        }
        for pause in [1, 2, 4, 8] {
            assert!(throttle.attempt("ada", 3, now).is_err());
            now = now + Seconds(pause);
            assert_eq!(throttle.attempt("ada", 3, now), Ok(()), "after {pause} s");
        }
        assert_eq!(throttle.attempt("mo", 3, now), Ok(()), "others do not wait");
        assert_eq!(throttle.attempt("ada", 3, now + LONGEST_PAUSE), Ok(()));
    }

    #[test]
    fn who_was_right_begins_anew() {
        let throttle = Throttle::default();
        assert_eq!(throttle.attempt("ada", 1, NOW), Ok(()));
        assert_eq!(throttle.attempt("ada", 1, NOW), Err(Seconds(2)));
        throttle.forgive("ada");
        assert_eq!(throttle.attempt("ada", 1, NOW), Ok(()));
    }
}
