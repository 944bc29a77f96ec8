//! A server killed again and again while it sends ten thousand events: each arrives, in the order of its thread, and
//! whoever keeps the `webhook-id`s that they have seen has each once.

use std::collections::{BTreeMap, BTreeSet};

use baton::{
    id::{PageId, ThreadId},
    protocol::{Event, Thread},
    store::{NewEvent, ThreadRecord, events, threads},
    time::Timestamp,
};
use serde_json::{Value, json};

use crate::{
    house::{House, on_both_databases},
    receiver::{Received, Receiver},
    servers::scene::App,
    support::TestStore,
};

on_both_databases!(ten_thousand_events_survive_kills);

const THREADS: i64 = 100;
/// Of each thread.
const EVENTS: i64 = 100;
/// The server is killed whenever so many more have arrived.
const KILLS: [usize; 3] = [1_500, 4_000, 7_000];

async fn ten_thousand_events_survive_kills(db: TestStore) {
    let receiver = Receiver::start().await;
    let mut house = House::open(db).await;
    set_webhook(&house, &house.bot, &receiver).await;
    house.server.take().unwrap().kill();
    write_events(&house).await;
    for count in KILLS {
        house.start().await;
        receiver.at_least(count).await;
        house.server.take().unwrap().kill();
    }
    house.start().await;
    let all = usize::try_from(THREADS * EVENTS).unwrap();
    let mut received = receiver.at_least(all).await;
    // What was sent twice came in place of others that are still to come.
    while distinct(&received) < all {
        received = receiver.at_least(received.len() + 1).await;
    }
    let mut seen = BTreeSet::new();
    let mut of_thread: BTreeMap<String, Vec<i64>> = BTreeMap::new();
    for it in &received {
        if seen.insert(it.id().to_owned()) {
            let mid = it.event()["message"]["mid"].as_str().unwrap().to_owned();
            let (thread, sequence) = mid.split_once('-').unwrap();
            of_thread.entry(thread.to_owned()).or_default().push(sequence.parse().unwrap());
        }
    }
    assert_eq!(seen.len(), all);
    let in_order: Vec<i64> = (1..=EVENTS).collect();
    for (thread, sequences) in of_thread {
        assert_eq!(sequences, in_order, "{thread}");
    }
    println!("{} requests for {all} events", received.len());
}

fn distinct(received: &[Received]) -> usize {
    received.iter().map(Received::id).collect::<BTreeSet<_>>().len()
}

pub async fn set_webhook(house: &House, app: &App, receiver: &Receiver) {
    let document = "mutation($app: ID!, $url: String) {
        setWebhook(input: {appId: $app, url: $url}) { userErrors { message } } }";
    let set = house.admin(document, json!({"app": app.id, "url": receiver.url()})).await;
    assert_eq!(set["setWebhook"]["userErrors"], Value::Array(Vec::new()));
}

/// Straight into the log, the threads' events among one another.
async fn write_events(house: &House) {
    let page: PageId = house.page.parse().unwrap();
    let thread = |n: i64| ThreadId::new(n + 1).unwrap();
    let records: Vec<ThreadRecord> = (0..THREADS)
        .map(|n| {
            let mut state = Thread::new(format!("customer-{n}").parse().unwrap(), Timestamp::from_millis(0));
            state.sequence = EVENTS;
            ThreadRecord { id: thread(n), page, customer_name: None, customer_locale: None, state }
        })
        .collect();
    let tx = house.db.write().await.unwrap();
    threads::upsert_many(&tx, &records).await.unwrap();
    for sequence in 1..=EVENTS {
        let events: Vec<NewEvent> = (0..THREADS)
            .map(|n| NewEvent {
                page,
                thread: thread(n),
                sequence,
                occurred_at: Timestamp::from_millis(1_767_225_600_000 + sequence),
                owner: None,
                event: Event::MessageReceived {
                    message: format!("m{n}-{sequence}").parse().unwrap(),
                    expires_at: None,
                },
                external_id: None,
            })
            .collect();
        events::insert_many(&tx, &events).await.unwrap();
    }
    tx.commit().await.unwrap();
}
