//! Durable control changes a second: the engine's batches against one sea-orm transaction a call.
//!
//! `cargo bench --bench engine` measures SQLite in a temporary folder (of `TMPDIR`); with
//! `BENCH_DATABASE_URL=postgres://…` an empty Postgres database. Both variants run in turns, three times
//! each, below HTTP; the median is printed, with the lowest and the highest run, and the processor time that this process
//! took for a change, its callers' included. `BENCH_QUICK=1` makes the runs few and short.

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a benchmark that cannot go on ends, prints what it measured, and reads the wall clock"
)]

#[path = "engine/plain.rs"]
mod plain;

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use baton::{
    app::Baton,
    auth::Keys,
    clock::{Clock, SystemClock},
    directory::{NewApp, NewPage, ReviewChange},
    engine::{Actor, Arrival, Engine},
    entropy::SystemEntropy,
    id::{AppId, CustomerId, PageId, ThreadId, UserId},
    protocol::{Command, Content, Fields, Permissions, Platform},
    store::{Author, Options, Store},
};
use sea_orm::DatabaseConnection;
use tokio_util::sync::CancellationToken;

/// The kernel counts processor time for user programs in hundredths of a second, on every machine.
const TICK: Duration = Duration::from_millis(10);
const RUNS: usize = 3;

struct Scene {
    store: Store,
    engine: Engine,
    plain: DatabaseConnection,
    page: PageId,
    app: AppId,
    asked_by: UserId,
}

#[tokio::main]
pub async fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    let url = std::env::var("BENCH_DATABASE_URL")
        .unwrap_or_else(|_| format!("sqlite://{}/baton.db", folder.path().display()));
    let scene = Arc::new(Scene::open(&url, &folder).await);
    println!(
        "durable control changes/s below HTTP on {:?}, median (lowest–highest) of {RUNS}\n",
        scene.store.backend()
    );
    println!("callers    one transaction a call         batches                        ratio    µs of CPU a change");
    let is_quick = std::env::var_os("BENCH_QUICK").is_some();
    let (run, numbers): (_, &[usize]) =
        if is_quick { (Duration::from_millis(200), &[1, 16]) } else { (Duration::from_secs(2), &[1, 16, 64, 256]) };
    for &callers in numbers {
        let threads = scene.threads(callers).await;
        let (mut alone, mut batched) = (Vec::new(), Vec::new());
        for _ in 0..RUNS {
            alone.push(measure(&scene, &threads, false, run).await);
            batched.push(measure(&scene, &threads, true, run).await);
        }
        let (alone_cpu, batched_cpu) = (Spread::of(&alone, |it| it.1).median, Spread::of(&batched, |it| it.1).median);
        let (alone, batched) = (Spread::of(&alone, |it| it.0), Spread::of(&batched, |it| it.0));
        let ratio = batched.median / alone.median;
        println!("{callers:>7}    {alone:<28} {batched:<28} {ratio:>6.1} ×    {alone_cpu:.0} / {batched_cpu:.1}");
    }
}

/// Every caller takes and releases a thread of its own until the time is up: changes a second, and microseconds of
/// processor time a change.
async fn measure(scene: &Arc<Scene>, threads: &[ThreadId], batched: bool, run: Duration) -> (f64, f64) {
    let (begin, used) = (Instant::now(), used());
    let callers = threads.iter().map(|&thread| {
        let scene = scene.clone();
        tokio::spawn(async move {
            let mut changes = 0_u32;
            while begin.elapsed() < run {
                if batched {
                    scene.command(thread, Command::Take { metadata: None, expected_epoch: None }).await;
                    scene.command(thread, Command::Release { expected_epoch: None }).await;
                } else {
                    plain::change(&scene.plain, thread, scene.app.get(), SystemClock.now()).await;
                    plain::change(&scene.plain, thread, 0, SystemClock.now()).await;
                }
                changes += 2;
            }
            changes
        })
    });
    let counts = futures_util::future::join_all(callers.collect::<Vec<_>>()).await;
    let changes: u32 = counts.into_iter().map(|it| it.expect("a caller")).sum();
    let took = (begin.elapsed(), self::used().saturating_sub(used));
    (f64::from(changes) / took.0.as_secs_f64(), took.1.as_secs_f64() * 1e6 / f64::from(changes))
}

/// The processor time of this process so far, where Linux tells.
fn used() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace().skip(11).take(2);
    TICK * fields.filter_map(|it| it.parse::<u32>().ok()).sum::<u32>()
}

impl Scene {
    async fn open(url: &str, folder: &tempfile::TempDir) -> Self {
        let store = Store::open(&Options::new(url)).await.expect("open");
        store.migrate().await.expect("migrate");
        let keys = Keys::load_or_create(&folder.path().join("key.pem"), None).expect("keys");
        let baton = Baton::new(store.clone(), keys, Arc::new(SystemClock), Arc::new(SystemEntropy));
        let services = baton.start(&CancellationToken::new()).services;
        let directory = services.directory.by(Author::operator());
        let asked_by = directory.first_admin().await.expect("an administrator").id.clone();
        let page = NewPage { id: None, name: "Bench".to_owned(), platform: Platform::Web };
        let page = directory.create_page(page).await.expect("a page").record.id;
        let app = directory.create_app(NewApp { id: None, name: "Bench".to_owned() }).await.expect("an app").id;
        let live = ReviewChange { live: Some(true), human_agent: None };
        directory.review_app(app, live).await.expect("reviewed");
        directory.subscribe(page, app, Fields::MESSAGES).await.expect("subscribed");
        let plain = plain::connect(url).await;
        Self { store, engine: services.engine, plain, page, app, asked_by }
    }

    async fn threads(&self, count: usize) -> Vec<ThreadId> {
        let mut threads = Vec::new();
        for n in 0..count {
            let id = format!("{count}-{n}");
            let arrival = Arrival {
                page: self.page,
                customer: id.parse::<CustomerId>().expect("an id"),
                customer_name: None,
                content: Content { text: Some("hello".to_owned()), ..Content::default() },
                external_id: id.parse().expect("an id"),
                sent_at: None,
            };
            threads.push(self.engine.receive(arrival).await.expect("received").thread.id);
        }
        threads
    }

    async fn command(&self, thread: ThreadId, command: Command) {
        let (asked_by, permissions) = (self.asked_by.clone(), Permissions::all());
        let actor = Actor::App { app: self.app, asked_by, permissions };
        self.engine.command(self.page, thread, actor, command, None).await.expect("done");
    }
}

struct Spread {
    median: f64,
    lowest: f64,
    highest: f64,
}

impl Spread {
    fn of(runs: &[(f64, f64)], figure: impl Fn(&(f64, f64)) -> f64) -> Self {
        let mut runs: Vec<_> = runs.iter().map(figure).collect();
        runs.sort_by(f64::total_cmp);
        Self { median: runs[runs.len() / 2], lowest: runs[0], highest: runs[runs.len() - 1] }
    }
}

impl std::fmt::Display for Spread {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&format!("{:.0} ({:.0}–{:.0})", self.median, self.lowest, self.highest))
    }
}
