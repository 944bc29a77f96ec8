//! Pages of long lists: from a cursor, in either direction, without counting or skipping rows.

use std::{collections::HashMap, hash::Hash};

/// Which part of a list is wanted. Cursors are exclusive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slice<C> {
    pub after: Option<C>,
    pub before: Option<C>,
    pub limit: Limit,
}

/// How many rows, and from which end of what lies between the cursors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    First(u32),
    Last(u32),
}

impl Limit {
    pub(super) const fn rows(self) -> u32 {
        let (Self::First(n) | Self::Last(n)) = self;
        n
    }
}

/// Rows in the list's order, whichever end they were counted from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found<T> {
    pub rows: Vec<T>,
    pub has_next: bool,
    pub has_previous: bool,
}

impl<T> Default for Found<T> {
    fn default() -> Self {
        Self { rows: Vec::new(), has_next: false, has_previous: false }
    }
}

impl<C> Slice<C> {
    /// The first `n` rows of all.
    pub const fn first(n: u32) -> Self {
        Self { after: None, before: None, limit: Limit::First(n) }
    }

    /// The last `n` rows of all.
    pub const fn last(n: u32) -> Self {
        Self { after: None, before: None, limit: Limit::Last(n) }
    }

    pub(super) const fn is_backwards(&self) -> bool {
        matches!(self.limit, Limit::Last(_))
    }

    /// One row more than asked for, which tells whether the list goes on.
    pub(super) const fn fetch(&self) -> u64 {
        self.limit.rows() as u64 + 1
    }

    /// Makes the answer of rows fetched in the direction asked for. Towards the cursor that it started
    /// from the list goes on by at least that cursor's own row.
    pub(super) fn found<T>(&self, mut rows: Vec<T>) -> Found<T> {
        let wanted = self.limit.rows() as usize;
        let has_more = rows.len() > wanted;
        rows.truncate(wanted);
        if self.is_backwards() {
            rows.reverse();
            Found { rows, has_next: self.before.is_some(), has_previous: has_more }
        } else {
            Found { rows, has_next: has_more, has_previous: self.after.is_some() }
        }
    }

    /// The same for rows of several lists at once, in whatever order they come. `place` tells which list a
    /// row is of, and its key there.
    pub(super) fn found_by<T, L: Copy + Eq + Hash>(
        &self,
        lists: &[L],
        mut rows: Vec<T>,
        place: impl Fn(&T) -> (L, i64),
    ) -> HashMap<L, Found<T>> {
        rows.sort_by_key(|row| place(row).1);
        if self.is_backwards() {
            rows.reverse();
        }
        let mut of: HashMap<L, Vec<T>> = lists.iter().map(|&list| (list, Vec::new())).collect();
        for row in rows {
            of.entry(place(&row).0).or_default().push(row);
        }
        of.into_iter().map(|(list, rows)| (list, self.found(rows))).collect()
    }
}

impl<K: Ord> Slice<K> {
    /// Cuts the slice out of rows that are all in memory, sorted by their keys.
    pub fn of<T>(&self, rows: impl Iterator<Item = (K, T)>) -> Found<T> {
        let inside = |key: &K| {
            self.after.as_ref().is_none_or(|after| key > after)
                && self.before.as_ref().is_none_or(|before| key < before)
        };
        let mut rows: Vec<T> = rows.filter(|(key, _)| inside(key)).map(|(_, row)| row).collect();
        if self.is_backwards() {
            rows.reverse();
        }
        self.found(rows)
    }
}
