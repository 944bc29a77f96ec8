//! Objects that have most of their fields at hand.
//!
//! async-graphql makes a future for each field, boxes it, and queues it with its siblings, though most fields are values that
//! their object already has. That was most of what a list cost (docs/adr/0012). An object in a [`Lean`] is asked for its
//! values first; a future is made for the fields that are left, and for them alone. What is answered is the same, and in the
//! order of the document.

use std::{borrow::Cow, collections::HashMap, future::Future};

use async_graphql::{
    ContainerType, Context, ContextSelectionSet, InputType, Name, OutputType, Pos, Positioned, ScalarType,
    ServerResult, Value,
    async_trait::async_trait,
    indexmap::IndexMap,
    parser::types::{Field, FragmentDefinition, Selection, SelectionSet},
    registry::Registry,
    resolver_utils::resolve_container,
};
use futures_util::future::join_all;

use super::context::Services;

/// More futures at once, and `join_all` would put each into an allocation and a queue of its own.
const CHUNK: usize = 30;

/// An object that answers some of its fields without a future.
pub trait AtHand: ContainerType {
    /// The field's value, as its resolver would answer it; `None` leaves it to the resolver. Never of a field that takes
    /// arguments or asks who the caller is, unless both were looked at beforehand.
    fn at_hand(&self, asked: Asked<'_>) -> Option<Value>;

    /// A field that is not at hand.
    fn resolve_left(&self, ctx: &Context<'_>) -> impl Future<Output = ServerResult<Option<Value>>> + Send {
        async { self.resolve_field(ctx).await }
    }
}

impl<T: AtHand> AtHand for &T {
    fn at_hand(&self, asked: Asked<'_>) -> Option<Value> {
        T::at_hand(self, asked)
    }

    fn resolve_left(&self, ctx: &Context<'_>) -> impl Future<Output = ServerResult<Option<Value>>> + Send {
        T::resolve_left(self, ctx)
    }
}

/// The same object in GraphQL, less its futures.
#[derive(Clone, Debug, Default)]
pub struct Lean<T>(pub T);

/// A field that somebody asks for.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    field: &'a Field,
    scope: Scope<'a>,
}

/// What a selection may refer to.
#[derive(Clone, Copy)]
struct Scope<'a> {
    fragments: &'a HashMap<Name, Positioned<FragmentDefinition>>,
    registry: &'a Registry,
    services: Option<&'a Services>,
}

impl<'a> Asked<'a> {
    pub fn name(&self) -> &'a str {
        &self.field.name.node
    }

    /// Where in the document.
    pub const fn place(&self) -> Pos {
        self.field.name.pos
    }

    /// What is in memory.
    pub const fn services(&self) -> Option<&'a Services> {
        self.scope.services
    }

    /// The object that the field leads to, if all that is selected of it is at hand.
    pub fn object<T: AtHand>(&self, object: &T) -> Option<Value> {
        let mut answer = Answer::of(&self.field.selection_set.node);
        let set = &self.field.selection_set.node;
        let is_whole = self.scope.visit(object, set, &mut |field| {
            let value = if field.node.name.node == "__typename" {
                typename(object)
            } else {
                object.at_hand(Asked { field: &field.node, scope: self.scope })?
            };
            answer.put(field, value)
        });
        is_whole.map(|()| answer.finish())
    }

    /// The same of each of these.
    pub fn list<'b, T: AtHand + 'b>(&self, objects: impl Iterator<Item = &'b T>) -> Option<Value> {
        objects.map(|it| self.object(it)).collect::<Option<Vec<Value>>>().map(Value::List)
    }
}

impl<'a> Scope<'a> {
    fn of(ctx: &ContextSelectionSet<'a>) -> Self {
        Self { fragments: &ctx.query_env.fragments, registry: &ctx.schema_env.registry, services: ctx.data_opt() }
    }

    /// Visits what the set selects of the object, in its order, until somebody answers `None`.
    fn visit<T: AtHand>(
        self,
        object: &T,
        set: &'a SelectionSet,
        visit: &mut impl FnMut(&'a Positioned<Field>) -> Option<()>,
    ) -> Option<()> {
        for item in &set.items {
            let (condition, set) = match &item.node {
                Selection::Field(field) => {
                    visit(field)?;
                    continue;
                }
                Selection::FragmentSpread(spread) => {
                    let fragment = &self.fragments.get(&spread.node.fragment_name.node)?.node;
                    (Some(&fragment.type_condition), &fragment.selection_set)
                }
                Selection::InlineFragment(inline) => (inline.node.type_condition.as_ref(), &inline.node.selection_set),
            };
            if condition.is_none_or(|it| self.applies(object, &it.node.on.node)) {
                self.visit(object, &set.node, visit)?;
            }
        }
        Some(())
    }

    /// Whether the object is of this type, which may be an interface or a union.
    fn applies<T: AtHand>(self, object: &T, condition: &str) -> bool {
        let name = object.introspection_type_name();
        name == condition
            || T::type_name() == condition
            || self.registry.implements.get(&*name).is_some_and(|it| it.contains(condition))
    }
}

/// An object that is being answered.
struct Answer(IndexMap<Name, Value>);

impl Answer {
    fn of(set: &SelectionSet) -> Self {
        Self(IndexMap::with_capacity(set.items.len()))
    }

    /// `None` where two selections of the same field would have to be made one.
    fn put(&mut self, field: &Positioned<Field>, value: Value) -> Option<()> {
        let before = self.0.insert(field.node.response_key().node.clone(), value);
        (!matches!(before, Some(Value::Object(_) | Value::List(_)))).then_some(())
    }

    fn finish(self) -> Value {
        // As async-graphql does it.
        if self.0.is_empty() { Value::Null } else { Value::Object(self.0) }
    }
}

#[async_trait]
impl<T: AtHand> OutputType for Lean<T> {
    fn type_name() -> Cow<'static, str> {
        T::type_name()
    }

    fn introspection_type_name(&self) -> Cow<'static, str> {
        self.0.introspection_type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        T::create_type_info(registry)
    }

    async fn resolve(&self, ctx: &ContextSelectionSet<'_>, _: &Positioned<Field>) -> ServerResult<Value> {
        resolve(&self.0, ctx).await
    }
}

/// Answers what is selected of an object: what it has at hand, and then what its resolvers say.
///
/// # Errors
///
/// As [`resolve_container`] does: a field's own error is not one, but noted.
async fn resolve<T: AtHand>(object: &T, ctx: &ContextSelectionSet<'_>) -> ServerResult<Value> {
    let scope = Scope::of(ctx);
    let set = &ctx.item.node;
    let (mut answer, mut left) = (Answer::of(set), Vec::new());
    let visited = scope.visit(object, set, &mut |field| {
        let key = &field.node.response_key().node;
        if left.iter().any(|it: &&Positioned<Field>| it.node.response_key().node == *key) {
            return None;
        }
        let value = if field.node.name.node == "__typename" {
            typename(object)
        } else if let Some(value) = object.at_hand(Asked { field: &field.node, scope }) {
            value
        } else {
            left.push(field);
            // Holds its place.
            Value::Null
        };
        answer.put(field, value)
    });
    if visited.is_none() {
        return resolve_container(ctx, object).await;
    }
    let resolved = |field| async move { (field, object.resolve_left(&ctx.with_field(field)).await) };
    let resolved = match left.as_slice() {
        [] => Vec::new(),
        // Boxed: an object of which all is at hand need not have room for it.
        [field] => vec![Box::pin(resolved(*field)).await],
        _ => join_all(left.into_iter().map(resolved)).await,
    };
    for (field, value) in resolved {
        let key = &field.node.response_key().node;
        match value {
            Ok(value) => _ = answer.0.insert(key.clone(), value.unwrap_or_default()),
            Err(error) => {
                answer.0.shift_remove(key);
                ctx.add_error(error);
            }
        }
    }
    Ok(answer.finish())
}

/// What is selected of each of these, which the field leads to.
///
/// # Errors
///
/// As async-graphql's own lists: the first item that fails as a whole.
pub async fn list<T: OutputType>(ctx: &Context<'_>, items: impl Iterator<Item = T>) -> ServerResult<Value> {
    let field = ctx.item;
    let ctx = ctx.with_selection_set(&field.node.selection_set);
    let mut resolved = items.enumerate().map(|(index, item)| {
        let ctx = ctx.with_index(index);
        async move { item.resolve(&ctx, field).await.map_err(|it| ctx.set_error_path(it)) }
    });
    let mut chunks = Vec::new();
    loop {
        let chunk: Vec<_> = resolved.by_ref().take(CHUNK).collect();
        if chunk.is_empty() {
            break;
        }
        chunks.push(join_all(chunk));
    }
    join_all(chunks).await.into_iter().flatten().collect::<ServerResult<Vec<Value>>>().map(Value::List)
}

fn typename(object: &impl OutputType) -> Value {
    Value::String(object.introspection_type_name().into_owned())
}

/// A scalar, as async-graphql writes it.
pub fn scalar(value: &impl ScalarType) -> Value {
    value.to_value()
}

/// A scalar that may be null.
pub fn maybe<T: ScalarType>(value: Option<T>) -> Value {
    value.map_or(Value::Null, |it| it.to_value())
}

/// One of the names of an enum.
pub fn word(value: &impl InputType) -> Value {
    value.to_value()
}

/// A text.
pub fn text(value: impl Into<String>) -> Value {
    Value::String(value.into())
}

#[cfg(test)]
mod tests;
