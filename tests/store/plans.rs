//! No query walks a whole table: read from the databases' own plans, over a hundred thousand threads.

use baton::{
    protocol::{EntryPointSource, Participant, Referral},
    store::{
        AuditFilter, AuditKind, Backend, DeliveryStatus, Limit, Plans, Position, Search, Slice, Store, audit, events,
        messages,
        properties::{self, Node},
        read_marks, saved_replies,
        threads::{self, Customers, ThreadCursor, ThreadFilter, ThreadOrder},
        webhooks::{
            cursors,
            deliveries::{self, DeliveryFilter},
            parked,
        },
    },
};
use sea_orm::{ConnectionTrait, Database};

use crate::{
    support::TestStore,
    world::{app, at, id, page, thread},
};

const SEED: &str = r"
    CREATE TEMPORARY TABLE n AS
        WITH RECURSIVE n(i) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < 100000) SELECT i FROM n;
    INSERT INTO threads (id, page_id, customer_id, owner, epoch, since, expires_at, is_done, last_activity_at, sequence,
            menu_app, unanswered_since, referral_source, referral_key)
        SELECT i, 1 + i % 4, 'c' || i, CASE WHEN i % 10 = 0 THEN 100 + i % 7 WHEN i % 10 = 1 THEN -1 ELSE 0 END, 0, i,
            CASE WHEN i % 10 < 2 THEN i ELSE 9223372036854775807 END, i % 5 = 0, i % 1000, 2,
            CASE WHEN i % 100 = 0 THEN 100 END, CASE WHEN i % 50 = 0 THEN i END, CASE WHEN i % 2 = 0 THEN 'AD' END,
            CASE WHEN i % 2 = 0 THEN 'ad-' || i % 3 END FROM n;
    INSERT INTO waiting_apps (page_id, app_id, thread_id) SELECT 1 + i % 4, 100 + i % 97, i FROM n WHERE i % 5 = 0;
    INSERT INTO customer_terms (page_id, term, thread_id) SELECT 1 + i % 4, 'c' || i, i FROM n;
    INSERT INTO events (page_id, thread_id, sequence, occurred_at, kind, owner, payload, external_id)
        SELECT 1 + i % 4, i, 1, i, 'MarkedDone', 0, '{}', 'e' || i FROM n;
    INSERT INTO events (page_id, thread_id, sequence, occurred_at, kind, owner, payload)
        SELECT 1 + i % 4, i, 2, i, 'MarkedDone', 0, '{}' FROM n;
    INSERT INTO messages (id, page_id, thread_id, sequence, sender, is_survey, status, sent_at, idempotency_key)
        SELECT 'm' || i, 1 + i % 4, i, 1, i % 3, i % 9 = 0, CASE WHEN i % 99 = 0 THEN 'HELD' ELSE 'SENT' END, i,
            CASE WHEN i % 2 = 0 THEN 'k' || i END FROM n;
    INSERT INTO webhook_cursors (page_id, app_id, position) SELECT i, 100 + i % 97, i FROM n;
    INSERT INTO webhook_parked (page_id, app_id, thread_id, position, failed, next_at)
        SELECT 1 + i % 4, 100 + i % 97, i, i, 1, i FROM n;
    INSERT INTO webhook_deliveries (app_id, position, page_id, thread_id, kind, channel, fields, occurred_at, status,
            attempts)
        SELECT 100 + i % 4, i, 1 + i % 4, i, CASE WHEN i % 500 = 0 THEN 'ControlChanged' ELSE 'MessageReceived' END,
            'MESSAGING', 1, i, CASE WHEN i % 500 = 1 THEN 'FAILED' ELSE 'DELIVERED' END, '[]' FROM n;
    INSERT INTO audit (occurred_at, kind, actor, user_id, user_agent, request_id, page_id, object, object_id)
        SELECT i, CASE i % 500 WHEN 0 THEN 'APP_CREATED' WHEN 1 THEN 'SIGNED_IN' ELSE 'INBOX_REPLIED' END, 'PERSON', 'u' || i % 97, '', '',
            1 + i % 4, 'THREAD', i % 997 FROM n;
    INSERT INTO read_marks (user_id, thread_id, sequence) SELECT 'u1', i, 0 FROM n WHERE i % 2 = 0;
    INSERT INTO saved_replies (id, page_id, title, body, updated_at) SELECT i, 1 + i % 997, 'a', 'b', 0 FROM n;
    INSERT INTO graph_properties (kind, node, name, value) SELECT 'THREAD', i, 'persistent_menu', '[]' FROM n;
";

/// Tables that grow without end.
const LARGE: [&str; 12] = [
    "threads",
    "events",
    "messages",
    "waiting_apps",
    "customer_terms",
    "webhook_cursors",
    "webhook_parked",
    "webhook_deliveries",
    "audit",
    "read_marks",
    "saved_replies",
    "graph_properties",
];

#[tokio::test]
async fn no_query_walks_a_table_on_sqlite() {
    let store = TestStore::sqlite().await;
    let raw = Database::connect(&store.url).await.unwrap();
    raw.execute_unprepared(&format!("PRAGMA synchronous = OFF; BEGIN; {SEED} COMMIT")).await.unwrap();
    // As it is by default: the planner knows nothing of the data.
    check(&store).await;
    raw.execute_unprepared("ANALYZE").await.unwrap();
    let store = Store::open(&baton::store::Options::new(&store.url)).await.unwrap();
    check(&store).await;
}

#[tokio::test]
async fn no_query_walks_a_table_on_postgres() {
    let store = TestStore::postgres().await;
    let raw = Database::connect(&store.url).await.unwrap();
    raw.execute_unprepared(SEED).await.unwrap();
    raw.execute_unprepared("ANALYZE").await.unwrap();
    check(&store).await;
}

async fn check(store: &Store) {
    let plans = Plans::new(store.reader());
    let backend = store.backend();
    for (filter, sorted_by_index) in filters() {
        for order in [ThreadOrder::LastActivityDesc, ThreadOrder::LastActivityAsc, ThreadOrder::ExpiresAtAsc] {
            for slice in slices() {
                threads::list(&plans, page(1), None, &filter, order, &slice).await.unwrap();
                for plan in plans.take() {
                    assert_searches(backend, &plan);
                    let sorts = plan.contains("TEMP B-TREE") || plan.contains("Sort");
                    let by_activity = order != ThreadOrder::ExpiresAtAsc;
                    // The few of their kind are not found by walking over all that the page has.
                    let few = filter.is_unanswered == Some(true) || filter.referral.is_some();
                    let whole = plan.contains("threads_activity") || plan.contains("threads_done");
                    assert!(!(few && by_activity && whole), "{filter:?} walks the list:\n{plan}");
                    assert!(!(sorted_by_index && by_activity && sorts), "{filter:?} sorts:\n{plan}");
                    assert!(sorted_by_index || !walks_the_list(backend, &plan), "{filter:?} walks the list:\n{plan}");
                }
            }
        }
    }
    let c = &plans;
    let testers = [id("c4"), id("c8"), id("c12")];
    let any = ThreadFilter::default();
    threads::list(c, page(1), Some(&testers), &any, ThreadOrder::LastActivityDesc, &Slice::first(50)).await.unwrap();
    events::after_in_thread(c, page(1), thread(4), Position(1000), 100).await.unwrap();
    let looked_up = plans.take();
    assert!(looked_up.iter().all(|plan| !walks_the_list(backend, plan)), "{looked_up:#?}");
    looked_up.iter().for_each(|plan| assert_searches(backend, plan));
    threads::find(c, page(1), thread(1)).await.unwrap();
    threads::page_of(c, thread(1)).await.unwrap();
    threads::find_many(c, &(1..=64).map(thread).collect::<Vec<_>>()).await.unwrap();
    let customers: Vec<_> = (1..=64).map(|n| (page(1), id(&format!("c{n}")))).collect();
    threads::by_customers(c, &customers).await.unwrap();
    threads::by_customer(c, page(1), &id("c4")).await.unwrap();
    threads::due(c, at(500), 100).await.unwrap();
    threads::due_on_page(c, page(1), at(500), 100).await.unwrap();
    threads::next_deadline(c).await.unwrap();
    threads::count_active(c, page(1), at(990)).await.unwrap();
    properties::of(c, Node::Thread(thread(4))).await.unwrap();
    threads::touched_by(c, page(1), app(100), None, 100).await.unwrap();
    let some: Vec<_> = (1..=50).map(|n| thread(n * 4)).collect();
    for slice in [Slice::first(20), Slice { after: Some(1), ..Slice::first(20) }, Slice::last(20)] {
        events::of_thread(c, page(1), thread(4), &slice).await.unwrap();
        events::of_threads(c, page(1), &some, &slice, true).await.unwrap();
        messages::of_thread(c, page(1), thread(4), &slice).await.unwrap();
        messages::of_threads(c, page(1), &some, &slice, true).await.unwrap();
    }
    for position in [Position(0), Position(100_000), Position(199_990)] {
        events::after(c, &[page(1), page(2)], position, 100).await.unwrap();
    }
    let external: Vec<_> = (1..=64).map(|n| (page(1), id(&format!("e{n}")))).collect();
    events::by_external_ids(c, &external).await.unwrap();
    events::last_position(c).await.unwrap();
    messages::find_many(c, &[id("m4"), id("m8")]).await.unwrap();
    let keys: Vec<_> = (1..=64).map(|n| (thread(n), Participant::App(app(2)), format!("k{n}"))).collect();
    messages::by_keys(c, &keys).await.unwrap();
    let plans = plans.take();
    assert_eq!(plans.len(), 30, "every query above is explained");
    plans.iter().for_each(|plan| assert_searches(backend, plan));
    check_webhooks(store).await;
    check_people(store).await;
}

async fn check_webhooks(store: &Store) {
    let (plans, backend) = (Plans::new(store.reader()), store.backend());
    let c = &plans;
    let any = DeliveryFilter::default;
    let filters = [
        any(),
        DeliveryFilter { page: Some(page(1)), ..any() },
        DeliveryFilter { thread: Some(thread(4)), ..any() },
        DeliveryFilter { status: Some(DeliveryStatus::Failed), ..any() },
        DeliveryFilter { kind: Some("ControlChanged".to_owned()), ..any() },
        DeliveryFilter { after: Some(Position(10)), until: Some(Position(500)), ..any() },
    ];
    for filter in &filters {
        let after = Slice { after: Some(Position(50_000)), ..Slice::first(50) };
        for slice in [Slice::first(50), after] {
            deliveries::list(c, app(100), filter, &slice).await.unwrap();
        }
    }
    let lists = plans.take();
    assert_eq!(lists.len(), 12);
    for plan in &lists {
        assert_searches(backend, plan);
        // The few that are asked for by thread, status or kind are not found by walking over the many.
        let few = ["thread_id = ", "status = ", "kind = "].iter().any(|it| plan.replace('"', "").contains(it));
        let walks = plan.lines().any(|it| it.contains("autoindex_webhook_deliveries") && !it.contains("position=?"));
        let sorts = plan.contains("TEMP B-TREE");
        assert!(!(few && (walks || sorts) && backend == Backend::Sqlite), "walks all of the app's:\n{plan}");
    }
    deliveries::find(c, app(100), Position(4)).await.unwrap();
    deliveries::find_many(c, app(100), &[Position(4), Position(8)]).await.unwrap();
    deliveries::settled_after(c, page(1), app(100), Position(99_000), 100).await.unwrap();
    deliveries::has_older(c, app(100), at(7)).await.unwrap();
    deliveries::failures(c, app(101), 10_000).await.unwrap();
    deliveries::failed_after(c, app(101), (Position(0), Position(99_000)), Some("500"), 100).await.unwrap();
    deliveries::tally(c, (app(101), Some(page(1))), Position(99_000), 1_000).await.unwrap();
    cursors::find(c, page(7), app(107)).await.unwrap();
    cursors::of_app(c, app(107)).await.unwrap();
    parked::of_subscription(c, page(1), app(100)).await.unwrap();
    events::pages_after(c, Position(199_990), 100).await.unwrap();
    events::logged_after(c, page(1), Position(199_990), 100, &Customers::default()).await.unwrap();
    Customers::default().of(c, &[Some(thread(1)), None, Some(thread(2))]).await.unwrap();
    events::of_page_after(c, page(1), Position(0), 100).await.unwrap();
    events::logged_at(c, &[Position(1), Position(2)]).await.unwrap();
    events::position_before(c, at(7)).await.unwrap();
    let looked_up = plans.take();
    assert_eq!(looked_up.len(), 16, "every query above is explained");
    // The rows hold all tries, and are long: what has failed is read from its index alone.
    let failed = looked_up[4..6].iter().all(|plan| plan.contains("COVERING INDEX webhook_deliveries_failed"));
    assert!(failed || backend == Backend::Postgres, "{looked_up:#?}");
    looked_up.iter().for_each(|plan| assert_searches(backend, plan));
}

async fn check_people(store: &Store) {
    let (plans, backend) = (Plans::new(store.reader()), store.backend());
    let c = &plans;
    let any = AuditFilter::default;
    let kinds = vec![AuditKind::AppCreated, AuditKind::SignedIn];
    for filter in [
        AuditFilter { page: Some(page(1)), ..any() },
        AuditFilter { user: Some(id("u7")), ..any() },
        AuditFilter { object: Some("7".to_owned()), ..any() },
        AuditFilter { kinds: kinds.clone(), ..any() },
        AuditFilter { kinds, page: Some(page(1)), since: Some(at(7)), until: Some(at(90_000)), ..any() },
    ] {
        for slice in [Slice::first(50), Slice { after: Some(50_000), ..Slice::first(50) }] {
            audit::list(c, &filter, &slice).await.unwrap();
        }
        for plan in plans.take() {
            assert_searches(backend, &plan);
            // Postgres counts beforehand, and may sort a few.
            assert!(!plan.contains("TEMP B-TREE"), "{filter:?} sorts:\n{plan}");
        }
    }
    let some: Vec<_> = (1..=50).map(|n| thread(n * 4)).collect();
    read_marks::unread(c, &id("u1"), &some).await.unwrap();
    read_marks::find(c, &id("u1"), thread(4)).await.unwrap();
    saved_replies::list(c, page(1), &Slice::first(50)).await.unwrap();
    saved_replies::count(c, page(1)).await.unwrap();
    let looked_up = plans.take();
    assert_eq!(looked_up.len(), 4, "every query above is explained");
    looked_up.iter().for_each(|plan| assert_searches(backend, plan));
}

/// Filters, and whether an index also has their threads in order of activity. The others name few threads, which
/// must be looked up, and not be found by walking over the page's list.
fn filters() -> Vec<(ThreadFilter, bool)> {
    let any = ThreadFilter::default;
    vec![
        (any(), true),
        (ThreadFilter { controlled: Some(true), ..any() }, true),
        (ThreadFilter { controlled: Some(false), ..any() }, true),
        (ThreadFilter { owner: Some(app(100).into()), ..any() }, true),
        (ThreadFilter { in_main: Some(true), ..any() }, true),
        (ThreadFilter { in_main: Some(false), ..any() }, true),
        (ThreadFilter { is_done: Some(true), ..any() }, true),
        (ThreadFilter { is_done: Some(false), ..any() }, true),
        (ThreadFilter { is_unanswered: Some(true), ..any() }, true),
        (ThreadFilter { is_unanswered: Some(false), ..any() }, true),
        (ThreadFilter { is_unanswered: Some(true), is_done: Some(false), in_main: Some(false), ..any() }, true),
        (ThreadFilter { referral: Some(ad("ad-1")), ..any() }, true),
        (ThreadFilter { requested_by: Some(app(100)), ..any() }, false),
        (ThreadFilter { customer: Some(id("c4")), ..any() }, false),
        (ThreadFilter { search: Search::new("c10"), ..any() }, false),
        (ThreadFilter { is_done: Some(true), in_main: Some(true), search: Search::new("c1000"), ..any() }, false),
    ]
}

fn ad(key: &str) -> Referral {
    Referral { source: EntryPointSource::Ad, key: key.to_owned() }
}

fn slices() -> Vec<Slice<ThreadCursor>> {
    let cursor = |key| Some(ThreadCursor { key, id: thread(50_000) });
    vec![
        Slice::first(50),
        Slice::last(50),
        Slice { after: cursor(500), before: None, limit: Limit::First(50) },
        Slice { after: None, before: cursor(500), limit: Limit::Last(50) },
    ]
}

/// Whether it reads threads or events of the page that it was not asked for. Postgres may: it counts beforehand.
fn walks_the_list(backend: Backend, plan: &str) -> bool {
    if backend == Backend::Postgres {
        return false;
    }
    ["activity", "expiry", "owner", "done", "controlled"].iter().any(|it| plan.contains(&format!("threads_{it}")))
        || plan.contains("events_page")
}

fn assert_searches(backend: Backend, plan: &str) {
    for table in LARGE {
        let walks = match backend {
            Backend::Sqlite => format!("SCAN {table}"),
            Backend::Postgres => format!("Seq Scan on {table}"),
        };
        assert!(!plan.contains(&walks), "walks {table}:\n{plan}");
    }
}
