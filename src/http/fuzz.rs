//! What the fuzz targets (`tests/fuzz`) throw at this room, and what must hold of it.

use std::{any::TypeId, sync::Arc};

use async_graphql::{
    Request, Variables,
    parser::types::{ExecutableDocument, Selection, SelectionSet},
};

use super::{
    DocumentLimits,
    document::{Document, DocumentError},
    params::Params,
    websocket,
};

/// Reads a document within `limits`: `Ok` is what may be validated and executed.
///
/// # Errors
///
/// What the caller would be told.
///
/// # Panics
///
/// If the budget let a document pass whose naive expansion is above it.
pub fn document(text: &str, limits: &DocumentLimits) -> Result<Request, DocumentError> {
    let document = Document::read(text, None, &Variables::default(), limits)?;
    let mut request = Request::new(text);
    document.attach(&mut request);
    let attached = request.data.get(&TypeId::of::<Arc<ExecutableDocument>>());
    let Some(parsed) = attached.and_then(|it| it.downcast_ref::<Arc<ExecutableDocument>>()).cloned() else {
        unreachable!("the document is attached")
    };
    let expanded = expanded(&parsed, limits.selections + 1);
    assert!(expanded <= limits.selections, "{expanded} selections passed");
    request.set_parsed_query(ExecutableDocument::clone(&parsed));
    Ok(request)
}

/// Reads a WebSocket message and the token in it.
///
/// # Panics
///
/// If a refusal's reason does not fit into a close frame.
pub fn message(text: &str) {
    websocket::fuzz::message(text);
}

/// Reads a request's parameters, as a body and as a query string.
pub fn params(bytes: &[u8]) {
    if let Ok(params) = Params::from_body(bytes) {
        drop(params.into_request());
    }
    if let Ok(text) = std::str::from_utf8(bytes)
        && let Ok(params) = Params::from_query_string(text)
    {
        drop(params.into_request());
    }
}

/// How many selections the operations have when every spread is written out; counts to `most`.
fn expanded(document: &ExecutableDocument, most: u32) -> u32 {
    let mut left = most;
    for (_, operation) in document.operations.iter() {
        spend(&mut left, document, &operation.node.selection_set.node);
    }
    most - left
}

fn spend(left: &mut u32, document: &ExecutableDocument, set: &SelectionSet) {
    for selection in &set.items {
        *left = left.saturating_sub(1);
        if *left == 0 {
            return;
        }
        match &selection.node {
            Selection::Field(field) => spend(left, document, &field.node.selection_set.node),
            Selection::InlineFragment(inline) => spend(left, document, &inline.node.selection_set.node),
            Selection::FragmentSpread(spread) => {
                if let Some(fragment) = document.fragments.get(&spread.node.fragment_name.node) {
                    spend(left, document, &fragment.node.selection_set.node);
                }
            }
        }
    }
}
