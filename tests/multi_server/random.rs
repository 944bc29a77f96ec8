//! Many clients that do whatever comes to mind, at both servers at once; then the log is held against what
//! they were told.

use std::collections::{BTreeMap, BTreeSet};

use baton::protocol::{Event, Reason};
use rand::{Rng, SeedableRng, rngs::StdRng, seq::IndexedRandom};
use serde_json::Value;

use crate::{
    pair::Pair,
    servers::{
        scene::{App, codes, text},
        story::{Story, stories},
    },
};

const CLIENTS: u64 = 16;

/// What a client was told.
#[derive(Default)]
struct Told {
    /// The events of its calls that were carried out, by thread and sequence.
    events: BTreeMap<(String, i64), String>,
    /// The texts of the messages that were taken in or sent.
    texts: BTreeSet<String>,
    /// Marks of the calls that were refused.
    refused: BTreeSet<String>,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_log_is_what_the_callers_were_told_of_one_thread() {
    hammer(1, 40).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_log_is_what_the_callers_were_told_of_a_hundred_threads() {
    hammer(100, 60).await;
}

async fn hammer(threads: usize, calls: usize) {
    let pair = Pair::open().await;
    let customers: Vec<String> = (0..threads).map(|it| format!("customer-{it}")).collect();
    let mut ids = Vec::new();
    for customer in &customers {
        ids.push(pair.writes(customer, &format!("hello-{customer}")).await);
    }
    let clients = (0..CLIENTS).map(|seed| client(&pair, &customers, &ids, seed, calls));
    let mut told = Told::default();
    for one in futures_util::future::join_all(clients).await {
        told.events.extend(one.events);
        told.texts.extend(one.texts);
        told.refused.extend(one.refused);
    }
    told.texts.extend(customers.iter().map(|it| format!("hello-{it}")));

    let stories = stories(&pair.db, &pair.page, &customers).await;
    assert_eq!(stories.len(), threads);
    let logged: BTreeMap<_, _> = stories.iter().flat_map(events).collect();
    assert_eq!(logged, told.events, "each call that was carried out is in the log, and nothing else is");
    let mut said: Vec<&str> = stories.iter().flat_map(Story::texts).collect();
    said.sort_unstable();
    assert_eq!(said, told.texts.iter().map(String::as_str).collect::<Vec<_>>(), "each message once");
    let marks: BTreeSet<String> = stories.iter().flat_map(marks).collect();
    assert_eq!(marks.intersection(&told.refused).next(), None, "what was refused left no trace");
    assert!(told.refused.len() > calls, "the clients got into each other's way");
}

async fn client(pair: &Pair, customers: &[String], threads: &[String], seed: u64, calls: usize) -> Told {
    let mut dice = StdRng::seed_from_u64(seed);
    let mut told = Told::default();
    for call in 0..calls {
        let server = dice.random_range(0..pair.servers());
        let which = dice.random_range(0..threads.len());
        let (app, other) = match dice.random() {
            true => (&pair.bot, &pair.desk),
            false => (&pair.desk, &pair.bot),
        };
        let mark = format!("{seed}-{call}");
        match dice.random_range(0..10) {
            0 => {
                // Its own message again, now and then, or another client's.
                let external = format!("external-{}", dice.random_range(0..CLIENTS * 4));
                let customer = &customers[external.len() % customers.len()];
                let received = pair.receive(server, customer, &external).await.unwrap().ok();
                assert_eq!(codes(&received["receiveMessage"]), Vec::<&str>::new());
                told.texts.insert(external);
            }
            1 | 2 => {
                let answer = pair.message(server, app, &threads[which], &mark).await.unwrap().ok();
                match codes(&answer["sendMessage"]).is_empty() {
                    true => told.texts.insert(mark),
                    false => told.refused.insert(mark),
                };
            }
            _ => {
                let (operation, arguments) = verb(&mut dice, other, &mark);
                let answer = pair.verb_at(server, app, operation, &threads[which], &arguments).await.unwrap().ok();
                told.note(&threads[which], &answer[operation], mark);
            }
        }
    }
    told
}

fn verb(dice: &mut StdRng, other: &App, mark: &str) -> (&'static str, String) {
    let metadata = format!("metadata: \"{mark}\"");
    let verbs = [
        ("takeThreadControl", metadata.clone()),
        ("requestThreadControl", metadata.clone()),
        ("passThreadControl", format!("targetId: \"{}\" {metadata}", other.id)),
        ("passThreadMetadata", format!("targetAppId: \"{}\" {metadata}", other.id)),
        ("releaseThreadControl", String::new()),
        ("extendThreadControl", "duration: 604800".to_owned()),
        ("withdrawThreadControlRequest", String::new()),
    ];
    verbs.choose(dice).cloned().unwrap()
}

impl Told {
    fn note(&mut self, thread: &str, payload: &Value, mark: String) {
        if !codes(payload).is_empty() {
            self.refused.insert(mark);
        } else if let Some(sequence) = payload["event"]["sequence"].as_i64() {
            let known = self.events.insert((thread.to_owned(), sequence), text(&payload["event"]["__typename"]));
            assert_eq!(known, None, "an event has one cause");
        }
    }
}

/// The events that a verb of control caused, as its caller is told of them.
fn events(story: &Story) -> Vec<((String, i64), String)> {
    let of_verbs = story.events.iter().filter(|it| it.event.message().is_none());
    of_verbs.map(|it| ((it.thread.to_string(), it.sequence), it.event.kind().name().to_owned())).collect()
}

/// All metadata and texts that the thread shows.
fn marks(story: &Story) -> Vec<String> {
    let metadata = story.events.iter().filter_map(|it| match &it.event {
        Event::ControlChanged(change) => {
            assert_ne!(change.reason, Reason::IdleTimeout);
            change.metadata.clone()
        }
        Event::ControlRequested { metadata, .. } => metadata.clone(),
        Event::MetadataPassed { metadata, .. } => Some(metadata.clone()),
        _ => None,
    });
    metadata.chain(story.texts().map(str::to_owned)).collect()
}
