//! Whatever the values: the answer is what it would be without the short cut.

use async_graphql::{
    EmptyMutation, EmptySubscription, Enum, ID, InputObject, Name, Object, SchemaBuilder, ValidationMode, Value,
    Variables, parser::parse_query,
};
use proptest::prelude::*;

use super::*;

struct Query;

#[derive(Enum, Clone, Copy, PartialEq, Eq)]
enum Order {
    Up,
    Down,
}

#[derive(InputObject)]
struct Filter {
    order: Option<Order>,
    words: Vec<String>,
    #[graphql(default = 1)]
    times: i32,
    inner: Option<Box<Filter>>,
}

#[Object]
impl Query {
    async fn plain(&self, n: i32, id: Option<ID>, yes: bool) -> String {
        format!("{n} {id:?} {yes}")
    }

    async fn found(&self, filter: Filter) -> usize {
        let order = usize::from(filter.order == Some(Order::Down));
        filter.words.len() + order + filter.inner.map_or(0, |it| it.words.len()) + usize::from(filter.times == 1)
    }
}

type TestSchema = async_graphql::Schema<Query, EmptyMutation, EmptySubscription>;

fn builder() -> SchemaBuilder<Query, EmptyMutation, EmptySubscription> {
    async_graphql::Schema::build(Query, EmptyMutation, EmptySubscription)
}

fn checked() -> Checked<TestSchema> {
    let strict = builder().finish();
    let sdl = strict.sdl();
    Checked::new(strict, builder().validation_mode(ValidationMode::Fast).finish(), &sdl)
}

fn request(document: &Arc<ExecutableDocument>, variables: Value) -> Request {
    let mut request = Request::new("").variables(Variables::from_value(variables)).data(Arc::clone(document));
    request.set_parsed_query(ExecutableDocument::clone(document));
    request
}

/// Documents, each with values that it passes with.
fn documents() -> [(&'static str, Value); 4] {
    let filter = async_graphql::value!({"filter": {"order": "UP", "words": ["a"], "inner": {"words": []}}});
    [
        (
            "query Plain($n: Int!, $yes: Boolean!) { plain(n: $n, yes: $yes) }",
            async_graphql::value!({"n": 1, "yes": true}),
        ),
        ("query($n: Int!, $id: ID) { plain(n: $n, id: $id, yes: true) }", async_graphql::value!({"n": 1, "id": "1"})),
        ("query Found($filter: Filter!) { found(filter: $filter) }", filter),
        ("query($words: [String!]!) { found(filter: {words: $words}) }", async_graphql::value!({"words": ["a"]})),
    ]
}

fn values() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        prop_oneof![Just(1_i64), Just(i64::from(i32::MAX) + 1)].prop_map(Value::from),
        Just(Value::from(1.5)),
        prop_oneof!["UP", "DOWN", "1", "other"].prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        let names = prop_oneof!["order", "words", "times", "inner", "other"];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::List),
            prop::collection::vec((names, inner), 0..4)
                .prop_map(|fields| Value::Object(fields.into_iter().map(|(name, it)| (Name::new(name), it)).collect())),
        ]
    })
}

fn variables() -> impl Strategy<Value = Value> {
    let names = prop_oneof!["n", "yes", "id", "filter", "words"];
    prop::collection::vec((names, values()), 0..5)
        .prop_map(|fields| Value::Object(fields.into_iter().map(|(name, it)| (Name::new(name), it)).collect()))
}

proptest! {
    #[test]
    fn the_answer_is_the_same(which in 0..4_usize, variables in variables()) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let checked = checked();
            let (text, passing) = &documents()[which];
            let document = Arc::new(parse_query(text).unwrap());
            checked.execute(request(&document, passing.clone())).await;
            assert!(checked.0.passed.get(&document).is_some(), "{text}");
            let answer = checked.execute(request(&document, variables.clone())).await;
            let strict = checked.0.strict.execute(request(&document, variables)).await;
            assert_eq!(serde_json::to_value(&answer).unwrap(), serde_json::to_value(&strict).unwrap());
        });
    }
}

#[tokio::test]
async fn what_is_refused_has_not_passed() {
    let checked = checked();
    let document = Arc::new(parse_query("query($n: Int!) { plain(n: $n, yes: true) unknown }").unwrap());
    for _ in 0..2 {
        let answer = checked.execute(request(&document, async_graphql::value!({"n": 1}))).await;
        assert_eq!(answer.errors.len(), 1);
        assert!(checked.0.passed.get(&document).is_none());
    }
}
