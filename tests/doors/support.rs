//! A server on a port of its own, with a small schema and a gate that knows two tokens.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use async_graphql::{
    Context, Error, ErrorExtensions, ID, InputValueError, InputValueResult, Object, Scalar, ScalarType, Schema,
    SimpleObject, Subscription, Value,
    futures_util::{Stream, StreamExt, stream},
};
use baton::{
    client::Client,
    http::{Denied, Documents, Entrance, Gate, Limits, Readiness, routes, serve},
};
use serde_json::json;
use tokio::{net::TcpListener, sync::watch, task::JoinHandle};
use tokio_util::sync::CancellationToken;

/// How long a test waits for what should come at once.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// What the tests move and see from outside.
#[derive(Clone)]
pub struct World {
    pub mutations: Arc<AtomicUsize>,
    /// Resolvers of `waits` answer once this is true.
    pub released: watch::Sender<bool>,
    /// How many operations are running `waits`.
    pub waiting: watch::Sender<usize>,
    /// How many subscriptions to `flood` or `silent` are open.
    pub open: watch::Sender<usize>,
    pub ready: watch::Sender<bool>,
}

pub struct Server {
    pub address: SocketAddr,
    pub world: World,
    pub stop: CancellationToken,
    pub task: JoinHandle<std::io::Result<()>>,
    pub http: reqwest::Client,
}

impl Server {
    pub async fn start() -> Self {
        Self::with(Limits::default()).await
    }

    pub async fn with(limits: Limits) -> Self {
        let world = World {
            mutations: Arc::default(),
            released: watch::channel(false).0,
            waiting: watch::channel(0).0,
            open: watch::channel(0).0,
            ready: watch::channel(true).0,
        };
        let schema = Schema::build(Query, Mutation, Subscriptions).data(world.clone()).finish();
        let stop = CancellationToken::new();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let metrics = || "baton_up 1\n".to_owned();
        let documents = Documents::new(&limits).unwrap();
        let entrance = Entrance::new(limits.clone());
        let routes = routes(schema, Doorman, world.clone(), metrics, &entrance, documents, stop.clone());
        let task = tokio::spawn(serve(listener, routes, limits, stop.clone(), PATIENCE));
        Self { address, world, stop, task, http: reqwest::Client::new() }
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// A `POST` of `body` as JSON.
    pub fn post(&self, body: &serde_json::Value) -> reqwest::RequestBuilder {
        self.http.post(self.url("/graphql")).json(body)
    }

    /// A `GET` with `parameters`.
    pub fn get(&self, parameters: &[(&str, &str)]) -> reqwest::RequestBuilder {
        self.http.get(url::Url::parse_with_params(&self.url("/graphql"), parameters).unwrap())
    }

    pub async fn query(&self, query: &str) -> Reply {
        reply(self.post(&json!({ "query": query }))).await
    }

    /// The same in the newer media type.
    pub async fn strict(&self, query: &str) -> Reply {
        let accept = "application/graphql-response+json";
        reply(self.post(&json!({ "query": query })).header("accept", accept)).await
    }

    pub fn mutations(&self) -> usize {
        self.world.mutations.load(Ordering::SeqCst)
    }

    /// Stops the server and waits until it ended.
    pub async fn stop(self) {
        self.stop.cancel();
        tokio::time::timeout(PATIENCE, self.task).await.unwrap().unwrap().unwrap();
    }
}

/// An answer whose body was JSON.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub headers: reqwest::header::HeaderMap,
    pub body: serde_json::Value,
}

impl Reply {
    pub fn code(&self) -> &str {
        self.body["errors"][0]["extensions"]["code"].as_str().unwrap_or_default()
    }

    pub fn message(&self) -> &str {
        self.body["errors"][0]["message"].as_str().unwrap_or_default()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// That the request was refused with `status` and `code`, in a GraphQL body without `data`.
    #[track_caller]
    pub fn assert_refused(&self, status: u16, code: &str) {
        assert_eq!((self.status, self.code()), (status, code), "{self:?}");
        assert!(self.body.get("data").is_none(), "{self:?}");
    }
}

pub async fn reply(request: reqwest::RequestBuilder) -> Reply {
    let response = request.timeout(PATIENCE).send().await.unwrap();
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let text = response.text().await.unwrap();
    let body = serde_json::from_str(&text).unwrap_or_else(|_| panic!("no JSON: {text:?}"));
    Reply { status, headers, body }
}

/// Waits until `value` satisfies `condition`.
pub async fn until<T>(value: &watch::Sender<T>, condition: impl FnMut(&T) -> bool) {
    tokio::time::timeout(PATIENCE, value.subscribe().wait_for(condition)).await.unwrap().unwrap();
}

/// Admits "good" and nobody at all; "later" cannot be checked.
pub struct Doorman;

#[derive(Clone)]
pub struct Session(&'static str);

impl Gate for Doorman {
    type Session = Session;

    async fn admit(&self, token: Option<&str>) -> Result<Session, Denied> {
        match token {
            None => Ok(Session("nobody")),
            Some("good") => Ok(Session("somebody")),
            Some("later") => Err(Denied::Unavailable("The keys cannot be read.".to_owned())),
            Some(_) => Err(Denied::Unauthenticated("The token is no good.".to_owned())),
        }
    }
}

impl Readiness for World {
    async fn ready(&self) -> Result<(), String> {
        if *self.ready.borrow() { Ok(()) } else { Err("The database is not reached.".to_owned()) }
    }
}

/// A scalar that cannot be checked before execution.
struct Even(i64);

#[Scalar]
impl ScalarType for Even {
    fn parse(value: Value) -> InputValueResult<Self> {
        match value {
            Value::Number(number) => match number.as_i64() {
                Some(even) if even % 2 == 0 => Ok(Self(even)),
                _ => Err(InputValueError::custom("odd")),
            },
            other => Err(InputValueError::expected_type(other)),
        }
    }

    fn to_value(&self) -> Value {
        self.0.into()
    }
}

#[derive(SimpleObject)]
struct Leaf {
    value: i32,
}

struct Query;

#[Object]
impl Query {
    async fn hello(&self) -> &str {
        "world"
    }

    async fn client(&self, ctx: &Context<'_>) -> async_graphql::Result<String> {
        let client = ctx.data::<Client>()?;
        let address = client.address().map(|it| it.to_string()).unwrap_or_default();
        Ok(format!("{address} {} {}", client.agent(), client.request_id()))
    }

    async fn caller(&self, ctx: &Context<'_>) -> async_graphql::Result<&'static str> {
        Ok(ctx.data::<Session>()?.0)
    }

    async fn echo(&self, id: ID) -> ID {
        id
    }

    async fn even(&self, n: Even) -> Even {
        n
    }

    async fn deep(&self) -> Self {
        Self
    }

    async fn leaf(&self) -> Leaf {
        Leaf { value: 1 }
    }

    async fn breaks(&self) -> Result<Option<i32>, std::io::Error> {
        Err(std::io::Error::other("password of the database"))
    }

    async fn breaks_all(&self) -> Result<i32, std::io::Error> {
        Err(std::io::Error::other("password of the database"))
    }

    async fn forbidden(&self) -> async_graphql::Result<Option<i32>> {
        Err(Error::new("not yours").extend_with(|_, extensions| extensions.set("code", "FORBIDDEN")))
    }

    async fn panics(&self) -> i32 {
        on_purpose()
    }

    async fn waits(&self, ctx: &Context<'_>) -> async_graphql::Result<bool> {
        let world = ctx.data::<World>()?;
        world.waiting.send_modify(|waiting| *waiting += 1);
        Ok(*world.released.subscribe().wait_for(|released| *released).await?)
    }
}

fn on_purpose() -> i32 {
    panic!("on purpose")
}

struct Mutation;

#[Object]
impl Mutation {
    async fn count(&self, ctx: &Context<'_>) -> async_graphql::Result<usize> {
        Ok(ctx.data::<World>()?.mutations.fetch_add(1, Ordering::SeqCst) + 1)
    }
}

/// Counts as open until it is dropped.
struct Open(watch::Sender<usize>);

impl Open {
    fn new(ctx: &Context<'_>) -> async_graphql::Result<Self> {
        let open = ctx.data::<World>()?.open.clone();
        open.send_modify(|open| *open += 1);
        Ok(Self(open))
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.0.send_modify(|open| *open -= 1);
    }
}

struct Subscriptions;

#[Subscription(name = "Subscription")]
impl Subscriptions {
    /// 1 to `to`, then the end.
    async fn count(&self, to: i32) -> impl Stream<Item = i32> {
        stream::iter(1..=to)
    }

    /// As many events as anyone can take.
    async fn flood(&self, ctx: &Context<'_>) -> async_graphql::Result<impl Stream<Item = String>> {
        let open = Open::new(ctx)?;
        Ok(stream::repeat("x".repeat(1000)).map(move |text| {
            let _ = &open;
            text
        }))
    }

    /// Nothing, for ever.
    async fn silent(&self, ctx: &Context<'_>) -> async_graphql::Result<impl Stream<Item = i32>> {
        let open = Open::new(ctx)?;
        Ok(stream::pending::<i32>().map(move |never| {
            let _ = &open;
            never
        }))
    }

    async fn forbidden(&self) -> async_graphql::Result<impl Stream<Item = i32>> {
        let error = Error::new("not yours").extend_with(|_, extensions| extensions.set("code", "FORBIDDEN"));
        Err::<stream::Pending<i32>, _>(error)
    }
}
