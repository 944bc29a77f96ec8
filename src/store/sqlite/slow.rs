//! Which statements take long.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// How long a statement may keep its thread from other tasks. To hand those over to another thread, and to go on without them,
/// costs more than most statements do; and where thousands ask at once, each hand-over may start a thread.
const SOON: Duration = Duration::from_millis(2);
/// So many times in a row, and a statement counts as slow: one that the kernel stopped meanwhile, for another thread, would else be
/// handed over to a thread more, and so would be stopped again.
const IN_A_ROW: u8 = 4;
/// Statements remembered; there are not as many.
const REMEMBERED: usize = 1_024;

/// The statements that took longer, each with how often in a row.
#[derive(Default)]
pub struct Slow(Mutex<HashMap<String, u8>>);

impl Slow {
    pub fn has(&self, sql: &str) -> bool {
        self.lock().get(sql).is_some_and(|it| *it >= IN_A_ROW)
    }

    /// Remembers a statement, or forgets it, by how long it took.
    pub fn note(&self, sql: &str, took: Duration) {
        let mut slow = self.lock();
        if took < SOON {
            slow.remove(sql);
        } else if let Some(times) = slow.get_mut(sql) {
            *times = times.saturating_add(1);
        } else if slow.len() < REMEMBERED {
            slow.insert(sql.to_owned(), 1);
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, u8>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_is_slow_once_it_always_is_and_until_it_is_not() {
        let slow = Slow::default();
        for _ in 0..IN_A_ROW {
            assert!(!slow.has("SELECT 1"));
            slow.note("SELECT 1", SOON);
            slow.note("SELECT 2", SOON);
            slow.note("SELECT 2", SOON / 2);
        }
        assert!(slow.has("SELECT 1") && !slow.has("SELECT 2"));
        slow.note("SELECT 1", SOON / 2);
        slow.note("SELECT 1", SOON);
        assert!(!slow.has("SELECT 1"));
    }
}
