//! `timeout_on_time`: what ran out while no server ran is released at once after a start.

use std::time::Duration;

use baton::{
    clock::{Clock, SystemClock},
    protocol::{Control, Reason},
};

use crate::{
    house::{House, on_both_databases},
    servers::{
        eventually::{PATIENCE, until},
        story::{stories, threads_of},
    },
    support::TestStore,
};

/// What the protocol allows, and what a busy machine may add.
const AT_ONCE: Duration = Duration::from_secs(2 + 2);

on_both_databases!(a_time_out_missed_is_made_up_for);

async fn a_time_out_missed_is_made_up_for(db: TestStore) {
    let mut house = House::open(db).await;
    let customers = ["ada".to_owned()];
    house.settings("idleTimeout: 2").await;
    let thread = house.writes("ada", "m1").await;
    house.verb(&house.bot, "takeThreadControl", &thread, "").await;
    house.server.take().unwrap().kill();

    let story = stories(&house.db, &house.page, &customers).await.remove(0);
    let expires_at = story.thread.state.expires_at().expect("killed before the time was up");
    until("the end of its time", PATIENCE, async || SystemClock.now() > expires_at).await;
    house.start().await;
    // Nobody reads by the API, which would release what is due by itself.
    let is_idle = async || threads_of(&house.db, &house.page, &customers).await[0].state.control == Control::Idle;
    until("the release of a thread whose time is up", AT_ONCE, is_idle).await;
    let story = stories(&house.db, &house.page, &customers).await.remove(0);
    let reasons: Vec<Reason> = story.changes().map(|it| it.reason).collect();
    assert_eq!(reasons, [Reason::Take, Reason::IdleTimeout]);
}
