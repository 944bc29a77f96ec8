//! SIGTERM: what runs is answered, subscriptions end with 1001, the exit status is 0.

use std::time::Duration;

use sea_orm::{ConnectionTrait, Database, DatabaseConnection, TransactionTrait};
use serde_json::json;

use crate::{
    house::House,
    servers::{
        eventually::{PATIENCE, until},
        listener::Listener,
        story::stories,
    },
    support::TestStore,
};

/// What the commands' description promises.
const GRACE: Duration = Duration::from_secs(15);

const EVENTS: &str = "subscription($page: ID!) { threadEvents(pageId: $page) { sequence } }";
const AWAY: u16 = 1001;

/// Postgres tells when the calls are inside, waiting for the writers' turn; so the signal comes in their middle.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn running_calls_are_answered_and_sockets_closed() {
    let mut house = House::open(TestStore::postgres().await).await;
    let variables = json!({"page": house.page});
    let listener = Listener::subscribe(house.origin(0), &house.bot.token, EVENTS, variables).await;
    let beside = Database::connect(house.db.url.as_str()).await.unwrap();
    let turn = beside.begin().await.unwrap();
    turn.execute_unprepared("SELECT pg_advisory_xact_lock(6218390457212)").await.unwrap();

    let mut server = house.server.take().unwrap();
    let customers: Vec<String> = (0..16).map(|it| format!("customer-{it}")).collect();
    let externals: Vec<String> = customers.iter().map(|it| format!("m-{it}")).collect();
    let calls = customers.iter().zip(&externals).map(|(customer, external)| house.receive(0, customer, external));
    let signal = async {
        until("calls that wait for their turn", PATIENCE, async || waiting(&beside).await > 0).await;
        server.terminate();
        assert_eq!(listener.closed().await, AWAY);
        turn.commit().await.unwrap();
    };
    let (answers, ()) = tokio::join!(futures_util::future::join_all(calls), signal);
    assert!(server.ended(GRACE).await.success());

    let answered = answers.into_iter().filter_map(Result::ok).collect::<Vec<_>>();
    let answered = answered.into_iter().map(|it| it.ok()).collect::<Vec<_>>().len();
    let said = stories(&house.db, &house.page, &customers).await.len();
    assert!(answered > 0 && answered == said, "{answered} calls were answered, {said} carried out");
}

async fn waiting(beside: &DatabaseConnection) -> i64 {
    let locks = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted";
    let locks = sea_orm::Statement::from_string(beside.get_database_backend(), locks);
    beside.query_one_raw(locks).await.unwrap().unwrap().try_get_by_index(0).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_idle_server_on_sqlite_stops_at_once() {
    let mut house = House::open(TestStore::sqlite().await).await;
    house.writes("ada", "m1").await;
    let mut server = house.server.take().unwrap();
    server.terminate();
    assert!(server.ended(GRACE).await.success());
    assert_eq!(stories(&house.db, &house.page, &["ada".to_owned()]).await.len(), 1);
}
