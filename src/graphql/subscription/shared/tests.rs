use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use async_graphql::{EmptyMutation, Executor, Object, Request, Response, Schema, Subscription, Variables, value};
use futures_util::{FutureExt, stream};

use super::*;
use crate::graphql::Completed;

struct Query;

#[Object]
impl Query {
    async fn nothing(&self) -> i32 {
        0
    }
}

/// Counts how often it is resolved.
struct Event {
    resolved: Arc<AtomicUsize>,
}

#[Object]
impl Event {
    async fn slow(&self) -> usize {
        tokio::task::yield_now().await;
        self.resolved.fetch_add(1, Ordering::SeqCst)
    }

    async fn quick(&self) -> i32 {
        1
    }

    async fn broken(&self) -> Result<Option<i32>> {
        self.resolved.fetch_add(1, Ordering::SeqCst);
        Err("no".into())
    }
}

struct Events;

#[Subscription(name = "Subscription")]
impl Events {
    async fn event(&self, ctx: &Context<'_>) -> Result<impl Stream<Item = Result<Shared<Event>>>> {
        let (position, resolved) = ctx.data_unchecked::<(i64, Arc<AtomicUsize>)>().clone();
        share(ctx, async move { Ok(stream::iter([Ok((likeness(position), Event { resolved }))])) }).await
    }
}

fn likeness(position: i64) -> Likeness {
    Likeness::new([0; 32], Position(position), Position(9), 1, Timestamp::from_millis(0))
}

/// Some subscribers of one likeness each, to events that are counted together.
struct Scene {
    schema: Completed<Schema<Query, EmptyMutation, Events>>,
    resolved: Arc<AtomicUsize>,
}

impl Scene {
    fn new() -> Self {
        let schema = Schema::build(Query, EmptyMutation, Events).data(Encodings::default()).finish();
        let sdl = schema.sdl();
        let schema = Completed::new(schema, &sdl);
        Self { schema, resolved: Arc::default() }
    }

    fn subscriber(&self, position: i64, selection: &str) -> impl Future<Output = Response> + Unpin + use<> {
        self.ask(position, Request::new(format!("subscription {{ event {{ {selection} }} }}")))
    }

    fn ask(&self, position: i64, request: Request) -> impl Future<Output = Response> + Unpin + use<> {
        let mut stream = self.schema.execute_stream(request.data((position, self.resolved.clone())), None);
        Box::pin(async move { stream.next().await.unwrap() })
    }

    fn resolved(&self) -> usize {
        self.resolved.load(Ordering::SeqCst)
    }
}

#[tokio::test]
async fn those_who_are_told_alike_share_one_encoding_in_order() {
    let scene = Scene::new();
    let told = futures_util::future::join_all((0..50).map(|_| scene.subscriber(1, "slow quick"))).await;
    assert_eq!(scene.resolved(), 1);
    for response in told {
        assert_eq!(
            response.data,
            Value::Object([(async_graphql::Name::new("event"), encoded(r#"{"slow":0,"quick":1}"#))].into())
        );
    }
    scene.subscriber(2, "slow").await;
    assert_eq!(scene.resolved(), 2);
}

fn encoded(json: &'static str) -> Value {
    Value::Binary(json.as_bytes().into())
}

/// An event without an encoding is executed by itself, as it was subscribed to.
#[tokio::test]
async fn operation_variables_and_fragments_are_those_of_the_subscription() {
    let scene = Scene::new();
    let document = "
        subscription Other { event { quick } }
        subscription Wanted($slow: Boolean!) {
            event { ...Asked again: quick @skip(if: $slow) }
        }
        fragment Asked on Event { slow @include(if: $slow) quick }";
    for (position, slow, expected) in [(1, true, r#"{"slow":0,"quick":1}"#), (2, false, r#"{"quick":1,"again":1}"#)] {
        let variables = Variables::from_value(value!({ "slow": slow }));
        let request = Request::new(document).operation_name("Wanted").variables(variables);
        let response = scene.ask(position, request).await;
        assert_eq!(response.errors, []);
        assert_eq!(response.data, Value::Object([(async_graphql::Name::new("event"), encoded(expected))].into()));
    }
}

#[tokio::test]
async fn a_failure_is_everybodys_own() {
    let scene = Scene::new();
    for count in 1..=3 {
        let response = scene.subscriber(1, "quick broken").await;
        assert_eq!((scene.resolved(), response.errors.len()), (count, 1));
        assert_eq!(response.data, value!({"event": {"quick": 1, "broken": null}}));
    }
}

#[tokio::test]
async fn whoever_goes_away_leaves_the_turn_to_the_next() {
    let scene = Scene::new();
    let mut first = scene.subscriber(1, "slow");
    assert!((&mut first).now_or_never().is_none());
    let mut second = scene.subscriber(1, "slow");
    assert!((&mut second).now_or_never().is_none());
    drop(first);
    second.await;
    assert_eq!(scene.resolved(), 1);
}

#[tokio::test]
async fn whoever_stops_in_the_midst_holds_up_nobody() {
    let scene = Scene::new();
    let mut first = scene.subscriber(1, "slow");
    assert!((&mut first).now_or_never().is_none());
    // `first` is kept, and never polled again.
    let others = futures_util::future::join_all((0..50).map(|_| scene.subscriber(1, "slow"))).await;
    assert_eq!((others.len(), scene.resolved()), (50, 1));
    drop(first);
}
