//! Objects of which nothing is left to say.
//!
//! Where all that is selected of an object is skipped, or is of other types, the answer is an empty object; async-graphql
//! makes it null, though a client was promised an object. So a selection that may come to nothing also asks for its object's
//! `__typename`, under a key that no client may use, and the key is taken out of the answer.

use std::sync::Arc;

use async_graphql::{
    Name, Pos, Positioned, Value,
    parser::types::{
        DocumentOperations, ExecutableDocument, Field, OperationDefinition, OperationType, Selection, SelectionSet,
    },
};

use crate::graphql::by_document::ByDocument;

/// Names with two underscores are GraphQL's own (section 2.1.9).
const KEY: &str = "__filling";

/// Which documents have something to fill. The filled ones are not kept: whoever sends many shall not have them all remembered.
#[derive(Default)]
pub struct Filled(ByDocument<bool>);

impl Filled {
    /// What is executed in place of the document; `None` where that is itself.
    pub fn of(&self, document: &Arc<ExecutableDocument>) -> Option<ExecutableDocument> {
        if self.0.get(document) == Some(false) {
            return None;
        }
        let filled = fill(document);
        self.0.insert(document, filled.is_some());
        filled
    }
}

/// Takes out what was asked for beside what the client asked for.
pub fn empty(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.shift_remove(KEY);
            fields.values_mut().for_each(empty);
        }
        Value::List(items) => items.iter_mut().for_each(empty),
        _ => {}
    }
}

/// `None` if no selection of the document may come to nothing.
fn fill(document: &ExecutableDocument) -> Option<ExecutableDocument> {
    let mut filled = document.clone();
    let in_operations: usize = match &mut filled.operations {
        DocumentOperations::Single(operation) => fill_operation(&mut operation.node),
        DocumentOperations::Multiple(operations) => {
            operations.values_mut().map(|it| fill_operation(&mut it.node)).sum()
        }
    };
    let fragments = filled.fragments.values_mut();
    let in_fragments: usize = fragments.map(|it| fill_below(&mut it.node.selection_set.node)).sum();
    (in_operations + in_fragments > 0).then_some(filled)
}

/// All of these tell how many selections they have filled.
fn fill_operation(operation: &mut OperationDefinition) -> usize {
    let root = &mut operation.selection_set.node;
    match operation.ty {
        OperationType::Query | OperationType::Mutation => fill_set(root),
        // It has the one field.
        OperationType::Subscription => fill_below(root),
    }
}

/// Fills what is selected of an object, and of those below it.
fn fill_set(set: &mut SelectionSet) -> usize {
    let below = fill_below(set);
    if set.items.is_empty() || set.items.iter().any(|it| is_there_always(&it.node)) {
        return below;
    }
    set.items.push(at_no_place(Selection::Field(at_no_place(Field {
        alias: Some(at_no_place(Name::new(KEY))),
        name: at_no_place(Name::new("__typename")),
        arguments: Vec::new(),
        directives: Vec::new(),
        selection_set: at_no_place(SelectionSet::default()),
    }))));
    below + 1
}

/// Fills what is selected of the objects below this one. What a fragment selects, it selects of whom it is spread in.
fn fill_below(set: &mut SelectionSet) -> usize {
    let items = set.items.iter_mut().map(|it| match &mut it.node {
        Selection::Field(field) => fill_set(&mut field.node.selection_set.node),
        Selection::InlineFragment(inline) => fill_below(&mut inline.node.selection_set.node),
        Selection::FragmentSpread(_) => 0,
    });
    items.sum()
}

fn is_there_always(selection: &Selection) -> bool {
    let Selection::Field(field) = selection else { return false };
    !field.node.directives.iter().any(|it| matches!(it.node.name.node.as_str(), "skip" | "include"))
}

fn at_no_place<T>(node: T) -> Positioned<T> {
    Positioned::new(node, Pos::default())
}

#[cfg(test)]
mod tests {
    use async_graphql::parser::parse_query;

    use super::*;

    #[test]
    fn what_always_has_a_field_is_left_alone() {
        for document in [
            "{ a { b c @skip(if: true) } }",
            "{ a ...F } fragment F on Q { b @include(if: true) }",
            "subscription { ...F }",
        ] {
            assert!(fill(&parse_query(document).unwrap()).is_none(), "{document}");
        }
        for document in [
            "{ a @skip(if: true) }",
            "{ ...F }",
            "{ a { ... on B { b } } }",
            "subscription { a { b @include(if: true) } }",
        ] {
            let filled = fill(&parse_query(document).unwrap()).unwrap();
            assert!(fill(&filled).is_none(), "{document}");
        }
    }
}
