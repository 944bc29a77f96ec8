//! A thread that is loaded only where more is asked of it than its name: what most who follow a page's events want to know
//! of their threads.

use std::borrow::Cow;

use async_graphql::{
    ContextSelectionSet, OutputType, Positioned, ServerResult, Value,
    async_trait::async_trait,
    indexmap::IndexMap,
    parser::types::{Field, Selection, SelectionSet},
    registry::Registry,
};

use super::thread::Thread;
use crate::graphql::{at_hand::Lean, loader::ThreadKey};

/// A thread, or where it is to be found.
#[derive(Clone)]
pub enum ThreadRef {
    Named(ThreadKey),
    Loaded(Thread),
}

#[async_trait]
impl OutputType for ThreadRef {
    fn type_name() -> Cow<'static, str> {
        <Thread as OutputType>::type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        <Thread as OutputType>::create_type_info(registry)
    }

    async fn resolve(&self, ctx: &ContextSelectionSet<'_>, field: &Positioned<Field>) -> ServerResult<Value> {
        let key = match self {
            Self::Loaded(thread) => return Lean(thread.clone()).resolve(ctx, field).await,
            Self::Named(key) => *key,
        };
        if let Some(name) = name(&ctx.item.node, key) {
            return Ok(name);
        }
        let loaded = Thread::load(ctx, key).await;
        let thread = loaded.map_err(|error| ctx.set_error_path(error.into_server_error(field.pos)))?;
        Lean(thread).resolve(ctx, field).await
    }
}

/// What `set` selects, if that is in the key already.
fn name(set: &SelectionSet, key: ThreadKey) -> Option<Value> {
    let mut fields = IndexMap::with_capacity(set.items.len());
    for selection in &set.items {
        let Selection::Field(field) = &selection.node else { return None };
        let value = match field.node.name.node.as_str() {
            "id" => key.1.to_string(),
            "__typename" => ThreadRef::type_name().into_owned(),
            _ => return None,
        };
        fields.insert(field.node.response_key().node.clone(), Value::String(value));
    }
    Some(Value::Object(fields))
}

#[cfg(test)]
mod tests {
    use async_graphql::{parser::parse_query, value};

    use super::*;

    #[test]
    fn only_what_names_a_thread_needs_no_look_at_it() {
        let key = ThreadKey("1001".parse().unwrap(), "77".parse().unwrap());
        let of = |selection: &str| {
            let document = parse_query(selection).unwrap();
            name(&document.operations.iter().next().unwrap().1.node.selection_set.node, key)
        };
        assert_eq!(of("{ id }"), Some(value!({"id": "77"})));
        assert_eq!(of("{ a: id __typename id }"), Some(value!({"a": "77", "__typename": "Thread", "id": "77"})));
        assert_eq!(of("{ id isDone }"), None);
        assert_eq!(of("{ id ...F }  fragment F on Thread { isDone }"), None);
    }
}
