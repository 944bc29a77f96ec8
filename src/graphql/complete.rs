//! Makes answers what the specification says: keys in the document's order ([`order`]), objects though nothing is left to say of
//! them ([`filled`]), and nulls where it wants them (section 6.4.4).
//!
//! async-graphql leaves a failed field out of its object. A client that was promised a value there must
//! not find it missing: the null belongs to the nearest position above it that may be null, or, if there
//! is none, to `data` as a whole.

mod again;
pub mod filled;

use std::{cmp::Reverse, collections::HashMap, sync::Arc};

use async_graphql::{
    Data, Executor, Name, PathSegment, Positioned, Request, Response, Value,
    async_trait::async_trait,
    indexmap::IndexMap,
    parser::{
        parse_query, parse_schema,
        types::{
            BaseType, ExecutableDocument, Field, OperationDefinition, OperationType, Selection, SelectionSet, Type,
            TypeKind, TypeSystemDefinition,
        },
    },
};
use futures_util::{StreamExt, stream::BoxStream};

use self::{again::Again, filled::Filled};
use super::{checked::parsed, order, subscription::Lane};

/// An executor whose answers keep the schema's promises.
#[derive(Clone)]
pub struct Completed<E> {
    executor: E,
    types: Arc<Types>,
    filled: Arc<Filled>,
}

/// The type of each field of each type that has fields.
struct Types(HashMap<Name, HashMap<Name, Type>>);

impl<E: Executor> Completed<E> {
    pub fn new(executor: E, sdl: &str) -> Self {
        Self { executor, types: Arc::new(Types::read(sdl)), filled: Arc::default() }
    }

    /// What is asked; the request gets what is to be executed for it.
    fn asked(&self, request: &mut Request) -> Asked {
        let mut asked = Asked::of(request);
        if let Some(document) = &asked.document {
            let filled = self.filled.of(document);
            asked.is_filled = filled.is_some();
            // Execution uses it up.
            request.set_parsed_query(filled.unwrap_or_else(|| ExecutableDocument::clone(document)));
        }
        asked
    }

    fn answers(&self, asked: Asked, request: Request, session: Option<Arc<Data>>) -> BoxStream<'static, Response> {
        let types = self.types.clone();
        self.executor.execute_stream(request, session).map(move |it| asked.complete(it, &types)).boxed()
    }
}

#[async_trait]
impl<E: Executor> Executor for Completed<E> {
    async fn execute(&self, mut request: Request) -> Response {
        let asked = self.asked(&mut request);
        let response = self.executor.execute(request).await;
        asked.complete(response, &self.types)
    }

    fn execute_stream(&self, mut request: Request, session: Option<Arc<Data>>) -> BoxStream<'static, Response> {
        let asked = self.asked(&mut request);
        // Data of a session comes with the execution for one event, and there is no shorter way.
        let (Some(key), Some(document), None) = (asked.only_key(), &asked.document, &session) else {
            return self.answers(asked, request, session);
        };
        let again = Again::of(self, &mut request, document);
        let lane = Lane::default();
        request.data.insert(lane.clone());
        let answers = self.answers(asked, request, Some(again.data()));
        lane.follow(key, answers, move |given| again.execute(given)).boxed()
    }
}

/// What a request asked, kept for its answer.
struct Asked {
    /// `None` if it does not parse.
    document: Option<Arc<ExecutableDocument>>,
    operation: Option<String>,
    /// Whether what is executed asks for more than the document.
    is_filled: bool,
}

impl Asked {
    /// The door has the document parsed, and leaves it in the request's data.
    fn of(request: &Request) -> Self {
        let document = parsed(request).or_else(|| parse_query(&request.query).map(Arc::new).ok());
        Self { document, operation: request.operation_name.clone(), is_filled: false }
    }

    fn complete(&self, mut response: Response, types: &Types) -> Response {
        let Some(document) = &self.document else { return response };
        let Some(operation) = self.operation(document) else { return response };
        let located = response.errors.iter().filter(|it| !it.path.is_empty());
        let mut nulls: Vec<&[PathSegment]> = located
            .map(|it| &it.path[..depth_of_null(document, operation, types, &it.path).unwrap_or_default()])
            .collect();
        // The deepest first: a null further up takes all below it along.
        nulls.sort_by_key(|path| Reverse(path.len()));
        // Where nothing at all came of the request, `data` stays null.
        if response.data != Value::Null {
            nulls.iter().for_each(|path| put_null(&mut response.data, path));
        }
        if self.is_filled {
            filled::empty(&mut response.data);
        }
        order::arrange(&mut response.data, &operation.selection_set.node, &document.fragments);
        response
    }

    /// The key of the one field that the operation selects, if it does.
    fn only_key(&self) -> Option<Name> {
        match self.operation(self.document.as_ref()?)?.selection_set.node.items.as_slice() {
            [Positioned { node: Selection::Field(field), .. }] => Some(field.node.response_key().node.clone()),
            _ => None,
        }
    }

    fn operation<'a>(&self, document: &'a ExecutableDocument) -> Option<&'a OperationDefinition> {
        let mut operations = document.operations.iter();
        let wanted = self.operation.as_deref();
        operations.find(|(name, _)| wanted.is_none_or(|it| name.is_some_and(|name| name == it))).map(|(_, it)| &it.node)
    }
}

/// How many segments of the path lead to the nearest position that may be null; `None` for `data`.
fn depth_of_null(
    document: &ExecutableDocument,
    operation: &OperationDefinition,
    types: &Types,
    path: &[PathSegment],
) -> Option<usize> {
    let root = match operation.ty {
        OperationType::Query => "Query",
        OperationType::Mutation => "Mutation",
        OperationType::Subscription => "Subscription",
    };
    let mut selected = vec![(Name::new(root), &operation.selection_set.node)];
    let mut at: Option<Type> = None;
    let mut deepest = None;
    for (index, segment) in path.iter().enumerate() {
        at = match (segment, at) {
            (PathSegment::Field(key), _) => {
                let (parent, field) = find(document, &selected, key)?;
                let ty = types.0.get(&parent)?.get(&field.name.node)?.clone();
                selected = vec![(named(&ty), &field.selection_set.node)];
                Some(ty)
            }
            (PathSegment::Index(_), Some(Type { base: BaseType::List(item), .. })) => Some(*item),
            _ => return deepest,
        };
        if at.as_ref().is_some_and(|it| it.nullable) {
            deepest = Some(index + 1);
        }
    }
    deepest
}

/// The field under this response key, and the type that it is asked of.
fn find<'a>(
    document: &'a ExecutableDocument,
    selected: &[(Name, &'a SelectionSet)],
    key: &str,
) -> Option<(Name, &'a Field)> {
    let mut open: Vec<(Name, &SelectionSet)> = selected.to_vec();
    while let Some((parent, set)) = open.pop() {
        for item in &set.items {
            match &item.node {
                Selection::Field(field) if field.node.response_key().node == key => {
                    return Some((parent, &field.node));
                }
                Selection::Field(_) => {}
                Selection::FragmentSpread(spread) => {
                    let fragment = &document.fragments.get(&spread.node.fragment_name.node)?.node;
                    open.push((fragment.type_condition.node.on.node.clone(), &fragment.selection_set.node));
                }
                Selection::InlineFragment(inline) => {
                    let condition = inline.node.type_condition.as_ref().map(|it| it.node.on.node.clone());
                    open.push((condition.unwrap_or_else(|| parent.clone()), &inline.node.selection_set.node));
                }
            }
        }
    }
    None
}

fn named(ty: &Type) -> Name {
    match &ty.base {
        BaseType::Named(name) => name.clone(),
        BaseType::List(item) => named(item),
    }
}

fn put_null(data: &mut Value, path: &[PathSegment]) {
    let Some((first, rest)) = path.split_first() else {
        *data = Value::Null;
        return;
    };
    // An object all of whose fields failed has come as null.
    if matches!((&*data, first), (Value::Null, PathSegment::Field(_))) {
        *data = Value::Object(IndexMap::new());
    }
    match (data, first) {
        (Value::Object(fields), PathSegment::Field(name)) => {
            put_null(fields.entry(Name::new(name)).or_insert(Value::Null), rest);
        }
        (Value::List(items), PathSegment::Index(index)) => {
            if let Some(item) = items.get_mut(*index) {
                put_null(item, rest);
            }
        }
        _ => {}
    }
}

impl Types {
    fn read(sdl: &str) -> Self {
        // Our own schema's text parses; were it not to, nulls would stay where they are.
        let definitions = parse_schema(sdl).map(|it| it.definitions).unwrap_or_default();
        let types = definitions.into_iter().filter_map(|it| match it {
            TypeSystemDefinition::Type(it) => Some(it.node),
            _ => None,
        });
        let with_fields = types.filter_map(|it| {
            let fields = match it.kind {
                TypeKind::Object(it) => it.fields,
                TypeKind::Interface(it) => it.fields,
                _ => return None,
            };
            Some((it.name.node, fields.into_iter().map(|it| (it.node.name.node, it.node.ty.node)).collect()))
        });
        Self(with_fields.collect())
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::{EmptyMutation, EmptySubscription, Error, Object, Schema, value};

    use super::*;

    struct Query;
    struct Inner;

    #[Object]
    impl Query {
        async fn maybe(&self) -> Option<Inner> {
            Some(Inner)
        }

        async fn nothing(&self) -> Option<Inner> {
            None
        }

        async fn surely(&self) -> Inner {
            Inner
        }

        async fn fine(&self) -> i32 {
            1
        }

        async fn slow(&self) -> i32 {
            tokio::task::yield_now().await;
            1
        }

        async fn several(&self) -> Vec<Option<Inner>> {
            vec![Some(Inner), Some(Inner)]
        }
    }

    #[Object]
    impl Inner {
        async fn fine(&self) -> i32 {
            1
        }

        async fn slow(&self) -> i32 {
            tokio::task::yield_now().await;
            1
        }

        async fn broken(&self) -> Result<i32, Error> {
            Err("no".into())
        }

        async fn broken_but_nullable(&self) -> Result<Option<i32>, Error> {
            Err("no".into())
        }
    }

    async fn answer(query: &str) -> Value {
        let schema = Schema::new(Query, EmptyMutation, EmptySubscription);
        let sdl = schema.sdl();
        Completed::new(schema, &sdl).execute(Request::new(query)).await.data
    }

    #[tokio::test]
    async fn keys_keep_their_order_though_resolvers_wait() {
        let text = |it: Value| serde_json::to_string(&it).unwrap();
        assert_eq!(text(answer("{ slow fast: fine }").await), r#"{"slow":1,"fast":1}"#);
        assert_eq!(text(answer("{ maybe { slow fine } a: fine }").await), r#"{"maybe":{"slow":1,"fine":1},"a":1}"#);
        // The null of a failed field takes its field's place, too.
        assert_eq!(
            text(answer("{ maybe { brokenButNullable fine } }").await),
            r#"{"maybe":{"brokenButNullable":null,"fine":1}}"#
        );
    }

    #[tokio::test]
    async fn an_object_of_which_nothing_is_left_is_empty() {
        assert_eq!(answer("{ fine @skip(if: true) }").await, value!({}));
        assert_eq!(answer("{ maybe { fine @skip(if: true) slow @include(if: false) } }").await, value!({"maybe": {}}));
        assert_eq!(
            answer("{ several { ...F } } fragment F on Inner { fine @skip(if: true) }").await,
            value!({"several": [{}, {}]})
        );
        assert_eq!(
            answer("{ surely { ... @include(if: false) { fine } } fine }").await,
            value!({"surely": {}, "fine": 1})
        );
        // And one of which something is left is what it was, and so is null.
        assert_eq!(answer("{ maybe { ...F } } fragment F on Inner { fine }").await, value!({"maybe": {"fine": 1}}));
        assert_eq!(answer("{ nothing { ...F } } fragment F on Inner { fine }").await, value!({"nothing": null}));
        assert_eq!(answer("{ maybe { ... on Inner { broken } } }").await, value!({"maybe": null}));
    }

    #[tokio::test]
    async fn a_null_goes_to_the_nearest_place_that_may_be_null() {
        assert_eq!(
            answer("{ maybe { fine brokenButNullable } }").await,
            value!({"maybe": {"fine": 1, "brokenButNullable": null}})
        );
        assert_eq!(
            answer("{ maybe { brokenButNullable } }").await,
            value!({"maybe": {"brokenButNullable": null}}),
            "though it is the only one"
        );
        assert_eq!(answer("{ maybe { brokenButNullable broken } }").await, value!({"maybe": null}));
        assert_eq!(answer("{ maybe { fine broken } }").await, value!({"maybe": null}));
        assert_eq!(answer("{ a: maybe { fine ...F } } fragment F on Inner { b: broken }").await, value!({"a": null}));
        assert_eq!(answer("{ surely { fine broken } }").await, Value::Null);
        assert_eq!(answer("{ several { fine broken } }").await, value!({"several": [null, null]}));
        assert_eq!(answer("{ surely { fine } }").await, value!({"surely": {"fine": 1}}));
    }
}
