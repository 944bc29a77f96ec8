//! Chance, so that no two afternoons in the shop are alike.

use crate::entropy::{Entropy, SystemEntropy};

/// Draws from the system.
#[derive(Clone, Copy)]
pub(super) struct Dice;

impl Dice {
    fn below(self, most: usize) -> usize {
        let mut bytes = [0; 4];
        SystemEntropy.fill(&mut bytes);
        usize::try_from(u32::from_le_bytes(bytes)).unwrap_or_default() % most.max(1)
    }

    pub(super) fn between(self, least: i64, most: i64) -> i64 {
        let span = usize::try_from(most - least).unwrap_or_default();
        least + i64::try_from(self.below(span)).unwrap_or_default()
    }

    /// True so many times in a hundred.
    pub(super) fn chance(self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub(super) fn pick<'a, T: ?Sized>(self, among: &[&'a T]) -> Option<&'a T> {
        among.get(self.below(among.len())).copied()
    }
}
