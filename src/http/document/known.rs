//! Documents that were read before: clients send the same few again and again.
//!
//! What is kept is what follows from the text alone. The operation, its variables and who may ask are looked at each time.

use std::sync::Arc;

use async_graphql::Variables;
use quick_cache::{Weighter, sync::Cache};

use super::{Checked, Document, DocumentError, DocumentLimits};

/// Documents kept, roughly.
const KEPT: usize = 1_024;

/// Tokens of all documents kept: parsed, one takes some hundred bytes.
const KEPT_TOKENS: u64 = 100_000;

/// Reads documents, within the same limits all.
pub struct Known {
    limits: DocumentLimits,
    known: Cache<String, Arc<Checked>, Tokens>,
}

#[derive(Clone)]
struct Tokens;

impl Weighter<String, Arc<Checked>> for Tokens {
    fn weight(&self, _: &String, document: &Arc<Checked>) -> u64 {
        u64::from(document.tokens).max(1)
    }
}

impl Known {
    pub fn new(limits: DocumentLimits) -> Self {
        Self { limits, known: Cache::with_weighter(KEPT, KEPT_TOKENS, Tokens) }
    }

    /// As [`Document::read`], or from memory.
    pub fn read(
        &self,
        query: &str,
        operation_name: Option<&str>,
        variables: &Variables,
    ) -> Result<Document, DocumentError> {
        let checked = match self.known.get(query) {
            Some(checked) => checked,
            None => {
                let checked = Arc::new(Checked::read(query, &self.limits)?);
                self.known.insert(query.to_owned(), Arc::clone(&checked));
                checked
            }
        };
        Document::of(checked, operation_name, variables)
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::{Value, parser::types::OperationType};

    use super::*;

    #[test]
    fn a_known_document_is_not_read_again_and_its_operation_is() {
        let documents = Known::new(DocumentLimits::default());
        let text = "query A($n: Int!) { a(n: $n) } mutation B { b }";
        let read = |name, variables: &Variables| documents.read(text, name, variables);

        let b = read(Some("B"), &Variables::default()).unwrap();
        let a = read(Some("A"), &Variables::from_value(async_graphql::value!({ "n": 1 }))).unwrap();
        assert!(Arc::ptr_eq(&a.checked, &b.checked));
        assert_eq!((a.kind(), b.kind()), (OperationType::Query, OperationType::Mutation));

        assert_eq!(read(None, &Variables::default()).unwrap_err(), DocumentError::OperationNameMissing);
        assert_eq!(read(Some("C"), &Variables::default()).unwrap_err(), DocumentError::OperationUnknown);
        let null = Variables::from_value(async_graphql::value!({ "n": Value::Null }));
        assert_eq!(read(Some("A"), &null).unwrap_err(), DocumentError::VariableMissing("n".to_owned()));
    }

    #[test]
    fn what_is_over_a_limit_is_refused_each_time() {
        let documents = Known::new(DocumentLimits { aliases: 1, ..DocumentLimits::default() });
        for _ in 0..2 {
            let refused = documents.read("{ x: a y: a }", None, &Variables::default()).unwrap_err();
            assert!(matches!(refused, DocumentError::Over { most: 1, asked: 2, .. }), "{refused}");
        }
    }

    #[test]
    fn memory_is_bounded_by_tokens() {
        let known = Known { limits: DocumentLimits::default(), known: Cache::with_weighter(KEPT, 1_000, Tokens) };
        for n in 0..50 {
            let text = format!("{{ {} }}", format!("field{n} ").repeat(100));
            known.read(&text, None, &Variables::default()).unwrap();
        }
        assert!((1..=1_000).contains(&known.known.weight()), "{}", known.known.weight());
    }
}
