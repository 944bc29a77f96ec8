//! What a search by name finds.
//!
//! It is the beginning of something: of a word in a name or, in scripts that write words without gaps, of what follows
//! any letter, or of an id. Customers are many, so the beginnings of their names are written down
//! (`threads::add_terms`). Pages, apps and people are some thousands at most, and are looked through: what is lower
//! case beyond ASCII is a question that the two databases would answer differently.

use std::collections::BTreeSet;

use super::{Found, Slice};

/// The most characters of a term, and of what is sought.
const LENGTH: usize = 32;
/// The most terms of a name.
const MOST: usize = 24;
/// Rows that are looked through at a time.
const STEP: u32 = 500;

/// What is sought, as terms are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Search(String);

impl Search {
    /// `None` if nothing is sought.
    pub fn new(text: &str) -> Option<Self> {
        let text = beginning(&normal(text));
        (!text.is_empty()).then_some(Self(text))
    }

    pub(super) fn into_term(self) -> String {
        self.0
    }

    /// Whether this is found: by a word of the name, or by the beginning of one of the ids.
    pub fn finds(&self, name: &str, ids: &[&str]) -> bool {
        ids.iter().any(|it| it.to_lowercase().starts_with(&self.0))
            || words(&normal(name)).any(|it| it.starts_with(&self.0))
    }
}

/// What somebody of that name and id is found by.
pub(super) fn terms(name: &str, id: &str) -> BTreeSet<String> {
    let mut terms = BTreeSet::from([beginning(&id.to_lowercase())]);
    for word in words(&normal(name)) {
        if terms.len() == MOST {
            break;
        }
        terms.insert(beginning(word));
    }
    terms
}

/// A normal name from each word on, and from each letter on that could begin one.
fn words(name: &str) -> impl Iterator<Item = &str> {
    let words = name.char_indices().filter(|&(at, _)| at == 0 || name[..at].ends_with(' '));
    let letters = name.char_indices().filter(|(_, it)| !it.is_ascii() && it.is_alphabetic());
    words.chain(letters).map(|(at, _)| &name[at..])
}

/// Lower case, with single blanks between words.
fn normal(text: &str) -> String {
    text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn beginning(text: &str) -> String {
    text.chars().take(LENGTH).collect::<String>().trim_end().to_owned()
}

/// Gathers what a search finds in a list, which it reads on from the cursor, some rows at a time, until there is enough.
/// Such lists are read forwards alone.
pub(super) struct Sieve<C, T> {
    rest: Option<Slice<C>>,
    wanted: usize,
    has_previous: bool,
    rows: Vec<T>,
}

impl<C: Clone, T> Sieve<C, T> {
    pub(super) fn new(slice: &Slice<C>) -> Self {
        let rest = Slice { after: slice.after.clone(), ..Slice::first(STEP) };
        let wanted = slice.limit.rows() as usize;
        Self { rest: Some(rest), wanted, has_previous: slice.after.is_some(), rows: Vec::new() }
    }

    /// What is to be read next; `None` once there is enough, or no more.
    pub(super) fn step(&self) -> Option<&Slice<C>> {
        self.rest.as_ref().filter(|_| self.rows.len() <= self.wanted)
    }

    pub(super) fn take(&mut self, read: Found<T>, place: impl Fn(&T) -> C, is_found: impl Fn(&T) -> bool) {
        let after = read.rows.last().map(place).filter(|_| read.has_next);
        self.rest = after.map(|it| Slice { after: Some(it), ..Slice::first(STEP) });
        self.rows.extend(read.rows.into_iter().filter(is_found));
    }

    pub(super) fn found(mut self) -> Found<T> {
        let has_next = self.rows.len() > self.wanted;
        self.rows.truncate(self.wanted);
        Found { rows: self.rows, has_next, has_previous: self.has_previous }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str) -> Vec<String> {
        terms(name, "PSID-7").into_iter().collect()
    }

    #[test]
    fn a_name_is_found_by_each_of_its_words() {
        assert_eq!(of("Ada  King Lovelace"), ["ada king lovelace", "king lovelace", "lovelace", "psid-7"]);
    }

    #[test]
    fn a_name_without_gaps_is_found_by_each_of_its_letters() {
        assert_eq!(of("山田太郎"), ["psid-7", "太郎", "山田太郎", "田太郎", "郎"]);
    }

    #[test]
    fn terms_are_bounded() {
        let terms = of(&"ж".repeat(500));
        assert!(terms.len() <= MOST);
        assert!(terms.iter().all(|it| it.chars().count() <= LENGTH));
        assert!(of(&"word ".repeat(500)).len() <= MOST);
    }

    #[test]
    fn blanks_seek_nothing() {
        assert_eq!(Search::new(" \t"), None);
        assert_eq!(Search::new(" KING  L").map(Search::into_term).as_deref(), Some("king l"));
    }

    #[test]
    fn a_list_is_read_on_until_there_is_enough() {
        let numbers = |slice: &Slice<u32>| slice.of((1..=1_200).map(|it| (it, it)));
        let find = |slice: &Slice<u32>, is_found: fn(&u32) -> bool| {
            let (mut sieve, mut reads) = (Sieve::new(slice), 0);
            while let Some(step) = sieve.step() {
                let read = numbers(step);
                sieve.take(read, |it| *it, is_found);
                reads += 1;
            }
            (sieve.found(), reads)
        };
        let found = |rows: Vec<u32>, has_next, has_previous| Found { rows, has_next, has_previous };
        assert_eq!(find(&Slice::first(2), |it| it % 400 == 0), (found(vec![400, 800], true, false), 3));
        let rest = Slice { after: Some(800), ..Slice::first(2) };
        assert_eq!(find(&rest, |it| it % 400 == 0), (found(vec![1_200], false, true), 1));
        assert_eq!(find(&Slice::first(2), |_| true), (found(vec![1, 2], true, false), 1));
        assert_eq!(find(&Slice::first(0), |_| false), (found(vec![], false, false), 3));
    }
}
