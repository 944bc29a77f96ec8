//! Documents that have passed.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock, Weak},
};

use async_graphql::parser::types::ExecutableDocument;

/// Looked through for what has gone, beyond so many.
const MANY: usize = 4_096;

/// Documents by their place in memory, which is nobody else's as long as there is a reference to it, be it a weak one.
#[derive(Default)]
pub struct Passed(RwLock<HashMap<usize, Weak<ExecutableDocument>>>);

impl Passed {
    pub fn has(&self, document: &Arc<ExecutableDocument>) -> bool {
        self.0.read().unwrap_or_else(PoisonError::into_inner).contains_key(&place(document))
    }

    pub fn insert(&self, document: &Arc<ExecutableDocument>) {
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MANY {
            known.retain(|_, it| it.strong_count() > 0);
        }
        if known.len() < MANY {
            known.insert(place(document), Arc::downgrade(document));
        }
    }
}

fn place(document: &Arc<ExecutableDocument>) -> usize {
    Arc::as_ptr(document).addr()
}

#[cfg(test)]
mod tests {
    use async_graphql::parser::parse_query;

    use super::*;

    #[test]
    fn a_document_that_took_the_place_of_another_has_not_passed() {
        let passed = Passed::default();
        for _ in 0..100 {
            let document = Arc::new(parse_query("{ a }").unwrap());
            assert!(!passed.has(&document));
            passed.insert(&document);
            assert!(passed.has(&document));
        }
    }

    #[test]
    fn what_has_gone_makes_room() {
        let passed = Passed::default();
        let document = parse_query("{ a }").unwrap();
        for _ in 0..=MANY {
            passed.insert(&Arc::new(document.clone()));
        }
        let kept = Arc::new(document);
        passed.insert(&kept);
        assert!(passed.has(&kept));
    }
}
