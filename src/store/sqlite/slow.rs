//! Which statements took long when they last ran.

use std::{
    collections::HashSet,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// How long a statement may keep its thread from other tasks. To hand those over to another thread, and to go on without them,
/// costs more than most statements do; and where thousands ask at once, each hand-over may start a thread.
const SOON: Duration = Duration::from_millis(2);
/// Statements remembered; there are not as many.
const REMEMBERED: usize = 1_024;

/// The statements that took longer.
#[derive(Default)]
pub struct Slow(Mutex<HashSet<String>>);

impl Slow {
    pub fn has(&self, sql: &str) -> bool {
        self.lock().contains(sql)
    }

    /// Remembers a statement, or forgets it, by how long it took.
    pub fn note(&self, sql: &str, took: Duration) {
        let mut slow = self.lock();
        if took < SOON {
            slow.remove(sql);
        } else if slow.len() < REMEMBERED {
            slow.insert(sql.to_owned());
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashSet<String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_is_slow_until_it_is_not() {
        let slow = Slow::default();
        assert!(!slow.has("SELECT 1"));
        slow.note("SELECT 1", SOON);
        slow.note("SELECT 2", SOON / 2);
        assert!(slow.has("SELECT 1") && !slow.has("SELECT 2"));
        slow.note("SELECT 1", SOON / 2);
        assert!(!slow.has("SELECT 1"));
    }
}
