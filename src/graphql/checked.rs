//! Validates a document once, though it is sent a thousand times.
//!
//! Whether a document is valid depends on the schema, and on the values of its variables. One that has passed is not validated
//! again as long as each variable's value is of its type beyond doubt ([`fits`]); whatever is in doubt is
//! validated like a new one, and every refusal comes from there.

mod fits;

use std::{any::TypeId, sync::Arc};

use async_graphql::{Data, Executor, Request, Response, async_trait::async_trait, parser::types::ExecutableDocument};
use futures_util::stream::BoxStream;

use self::fits::Inputs;
use super::{by_document::ByDocument, subscription::Given};

/// The schema, which executes what it has validated, now or before.
#[derive(Clone)]
pub struct Checked<E>(Arc<Inner<E>>);

struct Inner<E> {
    strict: E,
    /// The same, and takes every document for valid.
    trusting: E,
    inputs: Inputs,
    /// Those that have passed.
    passed: ByDocument<()>,
}

impl<E: Executor> Checked<E> {
    pub fn new(strict: E, trusting: E, sdl: &str) -> Self {
        Self(Arc::new(Inner { strict, trusting, inputs: Inputs::read(sdl), passed: ByDocument::default() }))
    }
}

#[async_trait]
impl<E: Executor> Executor for Checked<E> {
    async fn execute(&self, request: Request) -> Response {
        let Inner { strict, trusting, inputs, passed } = &*self.0;
        let document = parsed(&request).filter(|it| is_beyond_doubt(it, &request, inputs));
        let Some(document) = document else { return strict.execute(request).await };
        if passed.get(&document).is_some() {
            return trusting.execute(request).await;
        }
        let response = strict.execute(request).await;
        // An error of validation is of no field.
        if response.errors.iter().all(|it| !it.path.is_empty()) {
            passed.insert(&document, ());
        }
        response
    }

    fn execute_stream(&self, request: Request, session: Option<Arc<Data>>) -> BoxStream<'static, Response> {
        // What executes an event by itself has been validated when it was subscribed to.
        let is_known = request.data.contains_key(&TypeId::of::<Given>());
        let executor = if is_known { &self.0.trusting } else { &self.0.strict };
        executor.execute_stream(request, session)
    }
}

/// The document, as the door that read it left it in the request's data.
pub fn parsed(request: &Request) -> Option<Arc<ExecutableDocument>> {
    request.data.get(&TypeId::of::<Arc<ExecutableDocument>>()).and_then(|it| it.downcast_ref()).cloned()
}

/// Whether the values are of their variables' types. Of several operations, the values belong to one, and the others are
/// validated without.
fn is_beyond_doubt(document: &ExecutableDocument, request: &Request, inputs: &Inputs) -> bool {
    let mut operations = document.operations.iter();
    match (operations.next(), operations.next()) {
        (Some((_, only)), None) => inputs.fit(&only.node.variable_definitions, &request.variables),
        _ => false,
    }
}

#[cfg(test)]
mod tests;
