//! Webhooks: deliveries a second against a bare client, latency from commit to receipt, and what twenty subscribed apps cost
//! those who write.
//!
//! `cargo bench --bench webhooks` measures SQLite in a temporary folder (of `TMPDIR`) and prints a table; `make bench
//! ONLY=webhooks` writes it into docs/benchmarks.md. Receiver and server share the machine and the process. With `-- --quick`, or
//! `BENCH_QUICK=1`, the runs are few and short; with `-- --deliveries` the first figure alone is measured.

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a benchmark that cannot go on ends, prints what it measured, and reads the wall clock"
)]

use std::{
    convert::Infallible,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use baton::{
    app::{Baton, Running, Settings},
    auth::Keys,
    clock::SystemClock,
    directory::{NewApp, NewPage, ReviewChange},
    engine::Arrival,
    entropy::SystemEntropy,
    id::{AppId, PageId},
    protocol::{Content, Fields, Platform},
    store::{Author, Options, Store},
    webhooks::Policy,
};
use futures_util::{StreamExt, future::join_all, stream};
use http_body_util::{BodyExt, Empty, Full};
use hyper::{
    Request, Response,
    body::{Bytes, Incoming},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::{TokioExecutor, TokioIo},
};
use tokio::{net::TcpListener, sync::Notify};
use tokio_util::sync::CancellationToken;

/// As in the program.
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

const THREADS: usize = 1_000;
/// Requests on their way at the same time: as many as one subscription may have.
const IN_FLIGHT: usize = 64;
/// Messages a second, paced, that twenty apps hear of: on a machine that keeps up with the deliveries easily,
const MODERATE: u32 = 25;
/// and on one that delivers as fast as it writes.
const BUSY: u32 = 250;
const APPS: usize = 20;

/// How much is measured.
struct Size {
    /// Events that wait when deliveries are measured.
    events: usize,
    /// Messages that are timed one by one.
    single: usize,
    /// Turns of the server and the bare client.
    turns: usize,
    /// Seconds of paced writing, with and without subscribed apps.
    paced: u32,
    /// Runs of paced writing.
    runs: usize,
}

const FULL: Size = Size { events: 50_000, single: 500, turns: 7, paced: 8, runs: 3 };
const QUICK: Size = Size { events: 3_200, single: 100, turns: 1, paced: 2, runs: 1 };

#[tokio::main]
pub async fn main() {
    let is_quick = std::env::args().any(|it| it == "--quick") || std::env::var_os("BENCH_QUICK").is_some();
    let size = if is_quick { QUICK } else { FULL };
    let receiver = Receiver::start().await;
    let mut rows = vec![deliveries(&receiver, &size).await];
    if !std::env::args().any(|it| it == "--deliveries") {
        rows.push(latency(&receiver, &size).await);
        rows.push(cost_to_writers(&receiver, &size, MODERATE).await);
        rows.push(cost_to_writers(&receiver, &size, BUSY).await);
    }
    println!("| | measured | to reach | verdict |\n| --- | --- | --- | --- |");
    for Row { what, measured, target, is_reached } in rows {
        let verdict = if is_reached { "reached" } else { "**missed**" };
        println!("| {what} | {measured} | {target} | {verdict} |");
    }
}

/// One figure, as the table shows it.
struct Row {
    what: String,
    measured: String,
    target: &'static str,
    is_reached: bool,
}

/// The server and a bare client, in turns. The machine's pace changes within seconds: each turn is compared with itself.
async fn deliveries(receiver: &Receiver, size: &Size) -> Row {
    let (mut bare, mut sent, mut percents) = (Vec::new(), Vec::new(), Vec::new());
    for turn in 0..size.turns {
        // Whoever comes second comes first the next time.
        let first = if turn % 2 == 1 { Some(sent_by_bare_client(receiver, size.events).await) } else { None };
        let by_server = sent_by_server(receiver, size.events).await;
        let by_client = match first {
            Some(pace) => pace,
            None => sent_by_bare_client(receiver, size.events).await,
        };
        percents.push(100.0 * by_server.a_second / by_client.a_second);
        sent.push(by_server);
        bare.push(by_client);
    }
    percents.sort_by(f64::total_cmp);
    let (lowest, percent, highest) = (percents[0], percents[percents.len() / 2], percents[percents.len() - 1]);
    let shares = format!("{percent:.1} % in the middle of {} turns ({lowest:.0}–{highest:.0})", size.turns);
    Row {
        what: format!("deliveries/s to one receiver, {} events of {THREADS} threads", size.events),
        measured: format!("{}; a bare client {}: {shares}", spread(sent), spread(bare)),
        target: "60 % of the bare client",
        is_reached: percent >= 60.0,
    }
}

async fn latency(receiver: &Receiver, size: &Size) -> Row {
    let latencies = latencies(receiver, size.single).await;
    let (p50, p99) = (at(&latencies, 50), at(&latencies, 99));
    Row {
        what: format!("from commit to receipt when idle, {} events", size.single),
        measured: format!("p50 {p50:.2?}, p99 {p99:.2?}"),
        target: "p50 < 10 ms, p99 < 50 ms",
        is_reached: p50 < Duration::from_millis(10) && p99 < Duration::from_millis(50),
    }
}

/// With and without subscribed apps, in turns.
async fn cost_to_writers(receiver: &Receiver, size: &Size, a_second: u32) -> Row {
    let (mut alone, mut with_apps) = (Vec::new(), Vec::new());
    for _ in 0..size.runs {
        alone.extend(commits(receiver, 0, a_second, size.paced).await);
        with_apps.extend(commits(receiver, APPS, a_second, size.paced).await);
    }
    alone.sort_unstable();
    with_apps.sort_unstable();
    let slower = 100.0 * (at(&with_apps, 50).as_secs_f64() / at(&alone, 50).as_secs_f64() - 1.0);
    let shown = |it: &[Duration]| format!("p50 {:.2?}, p99 {:.2?}", at(it, 50), at(it, 99));
    Row {
        what: format!("a commit at {a_second} a second, {} of them", alone.len()),
        measured: format!(
            "without apps {}; with {APPS} subscribed {}: {slower:+.0} % in the middle",
            shown(&alone),
            shown(&with_apps)
        ),
        target: "at most 10 % slower",
        is_reached: slower <= 10.0,
    }
}

/// A server with a page, and apps that hear everything at the receiver.
struct Scene {
    running: Running,
    stop: CancellationToken,
    page: PageId,
    apps: Vec<AppId>,
    _folder: tempfile::TempDir,
}

impl Scene {
    async fn open(apps: usize) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let url = format!("sqlite://{}/baton.db", folder.path().display());
        let store = Store::open(&Options::new(url)).await.expect("open");
        store.migrate().await.expect("migrate");
        let keys = Keys::load_or_create(&folder.path().join("key.pem"), None).expect("keys");
        let settings = Settings { webhooks: Policy { allow_private: true }, ..Settings::default() };
        let stop = CancellationToken::new();
        let (clock, entropy) = (Arc::new(SystemClock), Arc::new(SystemEntropy));
        let running = Baton::with(store, keys, clock, entropy, settings).start(&stop);
        let directory = running.services.directory.by(Author::operator());
        let page = NewPage { id: None, name: "Bench".to_owned(), platform: Platform::Web };
        let page = directory.create_page(page).await.expect("a page").record.id;
        let mut made = Vec::new();
        for _ in 0..apps {
            let app = directory.create_app(NewApp { id: None, name: "Bench".to_owned() }).await.expect("an app").id;
            let live = ReviewChange { live: Some(true), human_agent: None };
            directory.review_app(app, live).await.expect("reviewed");
            directory.subscribe(page, app, Fields::MESSAGES | Fields::STANDBY).await.expect("subscribed");
            made.push(app);
        }
        Self { running, stop, page, apps: made, _folder: folder }
    }

    async fn set_webhooks(&self, receiver: &Receiver) {
        let editor = self.running.services.directory.by(Author::operator());
        for app in &self.apps {
            self.running.services.webhooks.set(&editor, *app, &receiver.url, None).await.expect("an endpoint");
        }
    }

    async fn write(&self, n: usize) {
        let arrival = Arrival {
            page: self.page,
            customer: format!("customer-{}", n % THREADS).parse().expect("an id"),
            customer_name: None,
            content: Content {
                text: Some("When will my order arrive? It was due on Monday.".to_owned()),
                ..Content::default()
            },
            external_id: format!("m{n}").parse().expect("an id"),
            sent_at: None,
        };
        self.running.services.engine.receive(arrival).await.expect("received");
    }

    async fn close(self) {
        self.stop.cancel();
        self.running.finish().await;
    }
}

/// From setting the endpoint free to the last event's receipt.
async fn sent_by_server(receiver: &Receiver, events: usize) -> Pace {
    let scene = Scene::open(1).await;
    scene.set_webhooks(receiver).await;
    let app = scene.apps[0];
    let directory = scene.running.services.directory.by(Author::operator());
    directory.disable_webhook(app, baton::store::DisabledReason::Gone).await.expect("disabled");
    stream::iter(0..events).for_each_concurrent(256, |n| scene.write(n)).await;
    receiver.expect(events);
    let watch = Watch::start();
    directory.enable_webhook(app, baton::directory::GoOn::WhereItStopped).await.expect("enabled");
    receiver.full.notified().await;
    let pace = watch.pace(events);
    scene.close().await;
    pace
}

/// The same requests by a client that does nothing else.
async fn sent_by_bare_client(receiver: &Receiver, events: usize) -> Pace {
    let client: Client<HttpConnector, Full<Bytes>> = Client::builder(TokioExecutor::new()).build_http();
    let body = Bytes::from(vec![b'x'; 300]);
    receiver.expect(events);
    let watch = Watch::start();
    let callers = (0..IN_FLIGHT).map(|first| {
        let (client, body, url) = (client.clone(), body.clone(), receiver.url.clone());
        tokio::spawn(async move {
            for _ in (first..events).step_by(IN_FLIGHT) {
                let mut request = Request::post(&url).header("content-type", "application/json");
                for name in
                    ["x-hub-signature-256", "x-hub-signature", "webhook-id", "webhook-timestamp", "webhook-signature"]
                {
                    request =
                        request.header(name, "sha256=0123456789012345678901234567890123456789012345678901234567890123");
                }
                let answer = client.request(request.body(Full::new(body.clone())).expect("a request")).await;
                answer.expect("an answer").into_body().collect().await.expect("a body");
            }
        })
    });
    join_all(callers).await;
    let pace = watch.pace(events);
    // Nobody may take this for the end of what comes next.
    receiver.full.notified().await;
    pace
}

async fn latencies(receiver: &Receiver, count: usize) -> Vec<Duration> {
    let scene = Scene::open(1).await;
    scene.set_webhooks(receiver).await;
    let mut latencies = Vec::new();
    for n in 0..count {
        receiver.expect(1);
        scene.write(n).await;
        let committed = Instant::now();
        receiver.full.notified().await;
        latencies.push(committed.elapsed());
    }
    scene.close().await;
    latencies.sort_unstable();
    latencies
}

/// How long each of many paced writes takes.
async fn commits(receiver: &Receiver, apps: usize, a_second: u32, seconds: u32) -> Vec<Duration> {
    let scene = Scene::open(apps).await;
    scene.set_webhooks(receiver).await;
    receiver.expect(usize::MAX);
    let mut pace = tokio::time::interval(Duration::from_secs(1) / a_second);
    let mut commits = Vec::new();
    for n in 0..a_second as usize * seconds as usize {
        pace.tick().await;
        let begin = Instant::now();
        scene.write(n).await;
        commits.push(begin.elapsed());
    }
    scene.close().await;
    commits
}

/// Answers 200, and tells when as many requests have come as were expected.
struct Receiver {
    url: String,
    left: Arc<AtomicUsize>,
    full: Arc<Notify>,
}

impl Receiver {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("listen");
        let url = format!("http://{}/", listener.local_addr().expect("an address"));
        let (left, full) = (Arc::new(AtomicUsize::new(0)), Arc::new(Notify::new()));
        let serving = (left.clone(), full.clone());
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.expect("accept");
                stream.set_nodelay(true).expect("no delay");
                let (left, full) = serving.clone();
                let service = service_fn(move |request| answer(request, left.clone(), full.clone()));
                // Whoever asked may hang up.
                tokio::spawn(
                    async move { http1::Builder::new().serve_connection(TokioIo::new(stream), service).await },
                );
            }
        });
        Self { url, left, full }
    }

    fn expect(&self, count: usize) {
        self.left.store(count, Ordering::SeqCst);
    }
}

async fn answer(
    request: Request<Incoming>,
    left: Arc<AtomicUsize>,
    full: Arc<Notify>,
) -> Result<Response<http_body_util::Either<Empty<Bytes>, Full<Bytes>>>, Infallible> {
    let asked = request.uri().query().and_then(|it| it.split("hub.challenge=").nth(1)).map(str::to_owned);
    if let Some(challenge) = asked {
        return Ok(Response::new(http_body_util::Either::Right(Full::from(challenge))));
    }
    let _ = request.into_body().collect().await;
    if left.fetch_sub(1, Ordering::SeqCst) == 1 {
        full.notify_one();
    }
    Ok(Response::new(http_body_util::Either::Left(Empty::new())))
}

/// When something began, and what processor time the process had taken by then.
struct Watch {
    begin: Instant,
    used: Duration,
}

/// How fast something went, and what processor time each took.
#[derive(Clone, Copy)]
struct Pace {
    a_second: f64,
    micros: f64,
}

impl Watch {
    fn start() -> Self {
        Self { begin: Instant::now(), used: processor_time() }
    }

    fn pace(&self, count: usize) -> Pace {
        let (took, used) = (self.begin.elapsed(), processor_time() - self.used);
        let count = f64::from(u32::try_from(count).expect("a count"));
        Pace { a_second: count / took.as_secs_f64(), micros: used.as_secs_f64() * 1e6 / count }
    }
}

/// Of this process until now.
fn processor_time() -> Duration {
    let myself = baton::bench::Process::find(std::process::id()).expect("Linux tells");
    myself.time()
}

/// The median by speed, with the spread.
fn spread(mut runs: Vec<Pace>) -> String {
    runs.sort_by(|a, b| a.a_second.total_cmp(&b.a_second));
    let Pace { a_second, micros } = runs[runs.len() / 2];
    let (slowest, fastest) = (runs[0].a_second, runs[runs.len() - 1].a_second);
    format!("{a_second:.0} ({slowest:.0}–{fastest:.0}), {micros:.0} µs of CPU each")
}

fn at(sorted: &[Duration], percent: usize) -> Duration {
    sorted[(sorted.len() * percent / 100).min(sorted.len() - 1)]
}
