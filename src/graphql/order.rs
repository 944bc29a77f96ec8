//! Puts the keys of an answer into the order of its document (section 7.2.2).
//!
//! async-graphql answers keys in the order in which their resolvers ended. An answer whose resolvers waited for nobody is in
//! order already; looking at that costs a comparison a key, and only another is put into order.
//!
//! Where fragments on different types select the same key of one object, the first of them places it, though the object may
//! be of the other's type: the answer does not say.

use std::{cell::OnceCell, collections::HashMap};

use async_graphql::{
    Name, Positioned, Value,
    indexmap::IndexMap,
    parser::types::{Field, FragmentDefinition, Selection, SelectionSet},
};

type Fragments = HashMap<Name, Positioned<FragmentDefinition>>;

/// Orders `value` and all within it as `set` selects them.
pub fn arrange(value: &mut Value, set: &SelectionSet, fragments: &Fragments) {
    if !is_in_order(value, set, fragments) {
        Keys::of(&[set], fragments).arrange(value, fragments);
    }
}

fn is_in_order(value: &Value, set: &SelectionSet, fragments: &Fragments) -> bool {
    match value {
        Value::Object(fields) => {
            let mut seen = 0;
            follows(fields, &mut seen, set, fragments) && seen == fields.len()
        }
        Value::List(items) => items.iter().all(|item| is_in_order(item, set, fragments)),
        _ => true,
    }
}

/// Whether `fields` go on as `set` does after the first `seen`.
fn follows(fields: &IndexMap<Name, Value>, seen: &mut usize, set: &SelectionSet, fragments: &Fragments) -> bool {
    set.items.iter().all(|item| match &item.node {
        Selection::Field(field) => {
            let key = &field.node.response_key().node;
            match fields.get_index(*seen) {
                Some((next, value)) if next == key => {
                    *seen += 1;
                    is_in_order(value, &field.node.selection_set.node, fragments)
                }
                // Of a fragment on another type, or skipped; or else it came before, or comes later.
                _ => !fields.contains_key(key),
            }
        }
        other => inner(other, fragments).is_none_or(|set| follows(fields, seen, set, fragments)),
    })
}

/// The keys of an object in their order: found out once for all objects of a list.
struct Keys<'a>(Vec<Key<'a>>);

struct Key<'a> {
    name: &'a Name,
    /// They are merged: a key may be selected several times.
    sets: Vec<&'a SelectionSet>,
    below: OnceCell<Keys<'a>>,
}

impl<'a> Keys<'a> {
    fn of(sets: &[&'a SelectionSet], fragments: &'a Fragments) -> Self {
        let mut selected = IndexMap::new();
        for set in sets {
            collect(&mut selected, set, fragments);
        }
        Self(selected.into_iter().map(|(name, sets)| Key { name, sets, below: OnceCell::new() }).collect())
    }

    fn arrange(&self, value: &mut Value, fragments: &'a Fragments) {
        match value {
            Value::Object(fields) => {
                let mut place = 0;
                for key in &self.0 {
                    if fields.get_index(place).is_none_or(|(name, _)| name != key.name) {
                        let Some(found) = fields.get_index_of(key.name) else { continue };
                        fields.swap_indices(place, found);
                    }
                    key.arrange(&mut fields[place], fragments);
                    place += 1;
                }
            }
            Value::List(items) => items.iter_mut().for_each(|item| self.arrange(item, fragments)),
            _ => {}
        }
    }
}

impl<'a> Key<'a> {
    fn arrange(&self, value: &mut Value, fragments: &'a Fragments) {
        if self.sets.iter().any(|it| !it.items.is_empty()) {
            self.below.get_or_init(|| Keys::of(&self.sets, fragments)).arrange(value, fragments);
        }
    }
}

/// The keys of `set`, and the selections below each.
fn collect<'a>(
    selected: &mut IndexMap<&'a Name, Vec<&'a SelectionSet>>,
    set: &'a SelectionSet,
    fragments: &'a Fragments,
) {
    for item in &set.items {
        match &item.node {
            Selection::Field(field) => {
                let field: &Field = &field.node;
                selected.entry(&field.response_key().node).or_default().push(&field.selection_set.node);
            }
            other => {
                if let Some(set) = inner(other, fragments) {
                    collect(selected, set, fragments);
                }
            }
        }
    }
}

/// The selections of a fragment.
fn inner<'a>(selection: &'a Selection, fragments: &'a Fragments) -> Option<&'a SelectionSet> {
    match selection {
        Selection::Field(_) => None,
        Selection::InlineFragment(inline) => Some(&inline.node.selection_set.node),
        Selection::FragmentSpread(spread) => {
            fragments.get(&spread.node.fragment_name.node).map(|it| &it.node.selection_set.node)
        }
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::{parser::parse_query, value};

    use super::*;

    fn arranged(document: &str, mut answer: Value) -> String {
        let document = parse_query(document).unwrap();
        let (_, operation) = document.operations.iter().next().unwrap();
        arrange(&mut answer, &operation.node.selection_set.node, &document.fragments);
        serde_json::to_string(&answer).unwrap()
    }

    #[test]
    fn keys_stand_as_the_document_has_them() {
        for (document, answer, expected) in [
            ("{ a b }", value!({"a": 1, "b": 2}), r#"{"a":1,"b":2}"#),
            ("{ a b }", value!({"b": 2, "a": 1}), r#"{"a":1,"b":2}"#),
            ("{ x: a b }", value!({"b": 2, "x": 1}), r#"{"x":1,"b":2}"#),
            ("{ a { b c } d }", value!({"a": {"c": 2, "b": 1}, "d": 3}), r#"{"a":{"b":1,"c":2},"d":3}"#),
            (
                "{ a { b c } }",
                value!({"a": [{"b": 1, "c": 2}, {"c": 2, "b": 1}, null]}),
                r#"{"a":[{"b":1,"c":2},{"b":1,"c":2},null]}"#,
            ),
            // Selected twice: where it stands first, with all that is below either.
            ("{ a { b } d a { c } }", value!({"d": 3, "a": {"c": 2, "b": 1}}), r#"{"a":{"b":1,"c":2},"d":3}"#),
            // Fragments stand where they are spread; the one on another type has left nothing.
            (
                "{ ...F c } fragment F on Q { a ... on Q { b } ... on R { e } }",
                value!({"c": 3, "b": 2, "a": 1}),
                r#"{"a":1,"b":2,"c":3}"#,
            ),
            ("{ a ... on R { e } b }", value!({"a": 1, "b": 2}), r#"{"a":1,"b":2}"#),
            // What nobody selected stays, at the end.
            ("{ a }", value!({"z": 0, "a": 1}), r#"{"a":1,"z":0}"#),
        ] {
            assert_eq!(arranged(document, answer), expected, "{document}");
        }
    }

    #[test]
    fn an_answer_in_order_is_recognised() {
        let document = parse_query("{ a { b ...F } d } fragment F on Q { c }").unwrap();
        let (_, operation) = document.operations.iter().next().unwrap();
        let is = |answer| is_in_order(&answer, &operation.node.selection_set.node, &document.fragments);
        assert!(is(value!({"a": [{"b": 1, "c": 2}], "d": 3})));
        assert!(is(value!({"a": null, "d": 3})));
        assert!(!is(value!({"a": [{"b": 1, "c": 2}, {"c": 1, "b": 2}], "d": 3})));
        assert!(!is(value!({"d": 3, "a": null})));
    }
}
