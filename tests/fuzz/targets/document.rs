//! The budget of documents: nothing panics, nothing above it passes, and what passes is soon validated.
//!
//! Run with `-timeout=1`: that is how the fuzzer notices a document that costs too much.

#![no_main]

use std::sync::LazyLock;

use async_graphql::{EmptyMutation, EmptySubscription, InputObject, Object, Schema};
use baton::fuzz::{DocumentLimits, document};
use libfuzzer_sys::fuzz_target;

/// A schema in which everything nests, so that documents get far.
struct Query;

#[derive(InputObject)]
struct Filter {
    text: Option<String>,
    any: Option<Vec<Filter>>,
}

#[Object]
impl Query {
    async fn me(&self) -> Self {
        Self
    }

    async fn all(&self, first: Option<i32>, filter: Option<Filter>) -> Option<Vec<Self>> {
        let _ = (first, filter.map(|filter| (filter.text, filter.any.map(|any| any.len()))));
        None
    }

    async fn id(&self) -> i32 {
        1
    }
}

static SCHEMA: LazyLock<Schema<Query, EmptyMutation, EmptySubscription>> =
    LazyLock::new(|| Schema::new(Query, EmptyMutation, EmptySubscription));

fuzz_target!(|text: &str| {
    if let Ok(request) = document(text, &DocumentLimits::default()) {
        drop(futures_executor::block_on(SCHEMA.execute(request)));
    }
});
