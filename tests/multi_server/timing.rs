//! `timeout_on_time`, while both servers sweep.

use baton::{
    protocol::{Control, Reason},
    time::Timestamp,
};

use crate::{
    pair::Pair,
    servers::{
        eventually::{PATIENCE, until},
        story::{stories, threads_of},
    },
};

/// What the protocol promises, in milliseconds.
const ON_TIME: i64 = 2_000;

#[tokio::test]
async fn each_thread_times_out_once_and_on_time() {
    let pair = Pair::open().await;
    pair.settings("idleTimeout: 1").await;
    let customers: Vec<String> = (0..20).map(|it| format!("customer-{it}")).collect();
    for customer in &customers {
        let thread = pair.writes(customer, &format!("m-{customer}")).await;
        pair.verb(&pair.bot, "takeThreadControl", &thread, "").await;
    }
    // Nobody reads by the API, which would release what is due by itself.
    until("the release of all", PATIENCE, async || {
        let threads = threads_of(&pair.db, &pair.page, &customers).await;
        threads.iter().all(|it| it.state.control == Control::Idle)
    })
    .await;

    let page = pair.page.clone();
    let db = pair.stop().await;
    for story in stories(&db, &page, &customers).await {
        let reasons: Vec<Reason> = story.changes().map(|it| it.reason).collect();
        assert_eq!(reasons, [Reason::Take, Reason::IdleTimeout]);
        let due: Timestamp = story.changes().find_map(|it| it.expires_at).unwrap();
        let released = story.events.last().unwrap().occurred_at;
        let late = released.millis() - due.millis();
        assert!((0..=ON_TIME).contains(&late), "{late} ms after its time");
    }
}
