//! What is known of documents that were met before.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock, Weak},
};

use async_graphql::parser::types::ExecutableDocument;

/// Looked through for what has gone, beyond so many.
const MANY: usize = 4_096;

/// Documents by their place in memory, which is nobody else's as long as there is a reference to it, be it a weak one.
pub struct ByDocument<T>(RwLock<HashMap<usize, (Weak<ExecutableDocument>, T)>>);

impl<T: Clone> ByDocument<T> {
    pub fn get(&self, document: &Arc<ExecutableDocument>) -> Option<T> {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        known.get(&place(document)).map(|(_, it)| it.clone())
    }

    pub fn insert(&self, document: &Arc<ExecutableDocument>, value: T) {
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MANY {
            known.retain(|_, (it, _)| it.strong_count() > 0);
        }
        if known.len() < MANY {
            known.insert(place(document), (Arc::downgrade(document), value));
        }
    }
}

impl<T> Default for ByDocument<T> {
    fn default() -> Self {
        Self(RwLock::default())
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
    fn a_document_that_took_the_place_of_another_is_not_known() {
        let known = ByDocument::default();
        for _ in 0..100 {
            let document = Arc::new(parse_query("{ a }").unwrap());
            assert!(known.get(&document).is_none());
            known.insert(&document, ());
            assert!(known.get(&document).is_some());
        }
    }

    #[test]
    fn what_has_gone_makes_room() {
        let known = ByDocument::default();
        let document = parse_query("{ a }").unwrap();
        for _ in 0..=MANY {
            known.insert(&Arc::new(document.clone()), ());
        }
        let kept = Arc::new(document);
        known.insert(&kept, ());
        assert!(known.get(&kept).is_some());
    }
}
