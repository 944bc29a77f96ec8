//! A server killed in the middle of many calls loses nothing that it acknowledged, and doubles nothing.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::atomic::{AtomicUsize, Ordering},
};

use baton::protocol::Event;
use serde_json::json;
use tokio::sync::Notify;

use crate::{
    house::{House, on_both_databases},
    servers::{
        scene::{codes, text},
        story::{Story, stories},
    },
    support::TestStore,
};

on_both_databases!(what_was_acknowledged_survives_a_kill);

const ROUNDS: usize = 4;
const CLIENTS: usize = 16;
const CUSTOMERS: usize = 6;
/// Calls that are answered in a round before the server is killed.
const ANSWERED: usize = 120;

/// A call, by what makes it one of its kind. Its words are its key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Call {
    Receive { customer: usize, external: String },
    Send { thread: usize, key: String },
    PassMetadata { thread: usize, mark: String },
}

/// What an acknowledged call was told: the message's id, where there is one.
type Acknowledged = BTreeMap<Call, Option<String>>;

async fn what_was_acknowledged_survives_a_kill(db: TestStore) {
    let mut house = House::open(db).await;
    let customers: Vec<String> = (0..CUSTOMERS).map(|it| format!("customer-{it}")).collect();
    let mut threads = Vec::new();
    for customer in &customers {
        let thread = house.writes(customer, &format!("hello-{customer}")).await;
        house.verb(&house.bot, "takeThreadControl", &thread, "").await;
        threads.push(thread);
    }
    let mut acknowledged = Acknowledged::new();
    let mut unknown = BTreeSet::new();
    for round in 0..ROUNDS {
        let server = house.server.take().unwrap();
        let (answered, enough) = (AtomicUsize::new(0), Notify::new());
        let clients = (0..CLIENTS).map(|client| {
            let name = format!("{round}-{client}");
            run_until_it_dies(&house, &threads, name, &answered, &enough)
        });
        let kill = async {
            enough.notified().await;
            server.kill();
        };
        let (ended, ()) = tokio::join!(futures_util::future::join_all(clients), kill);
        for (done, broken_off) in ended {
            acknowledged.extend(done);
            unknown.insert(broken_off);
        }
        house.start().await;
        check(&house, &customers, &acknowledged, &unknown).await;
    }
    retry(&house, &threads, &mut acknowledged, &unknown).await;
    check(&house, &customers, &acknowledged, &unknown).await;
}

/// Calls until the server is gone: what was answered, and the call that was not.
async fn run_until_it_dies(
    house: &House,
    threads: &[String],
    name: String,
    answered: &AtomicUsize,
    enough: &Notify,
) -> (Acknowledged, Call) {
    let mut done = Acknowledged::new();
    for turn in 0.. {
        let (word, at) = (format!("{name}-{turn}"), turn % CUSTOMERS);
        let call = match turn % 3 {
            0 => Call::Receive { customer: at, external: word },
            1 => Call::Send { thread: at, key: word },
            _ => Call::PassMetadata { thread: at, mark: word },
        };
        match perform(house, threads, &call).await {
            Ok((message, is_repeated)) => {
                assert!(!is_repeated, "{call:?} was new");
                done.insert(call, message);
            }
            Err(_) => return (done, call),
        }
        if answered.fetch_add(1, Ordering::SeqCst) + 1 == ANSWERED {
            enough.notify_one();
        }
    }
    unreachable!("the server dies")
}

/// The message's id, and whether the server says that it has seen the call before.
async fn perform(house: &House, threads: &[String], call: &Call) -> Result<(Option<String>, bool), reqwest::Error> {
    Ok(match call {
        Call::Receive { customer, external } => {
            let payload = house.receive(0, &format!("customer-{customer}"), external).await?.ok();
            assert_eq!(codes(&payload["receiveMessage"]), Vec::<&str>::new());
            (None, payload["receiveMessage"]["duplicate"] == json!(true))
        }
        Call::Send { thread, key } => {
            let payload = house.message(0, &house.bot, &threads[*thread], key).await?.ok();
            (Some(text(&payload["sendMessage"]["message"]["id"])), false)
        }
        Call::PassMetadata { thread, mark } => {
            let arguments = format!("targetAppId: \"{}\" metadata: \"{mark}\"", house.desk.id);
            let answer = house.verb_at(0, &house.bot, "passThreadMetadata", &threads[*thread], &arguments).await?;
            assert_eq!(codes(&answer.ok()["passThreadMetadata"]), Vec::<&str>::new());
            (None, false)
        }
    })
}

/// Everything again that can be repeated: it counts once, whether it was answered before or not.
async fn retry(house: &House, threads: &[String], acknowledged: &mut Acknowledged, unknown: &BTreeSet<Call>) {
    for (call, told) in acknowledged.iter().filter(|(call, _)| call.can_be_repeated()).step_by(5) {
        let (message, is_repeated) = perform(house, threads, call).await.unwrap();
        assert_eq!(&message, told, "{call:?} comes back as the same message");
        assert!(is_repeated || message.is_some(), "{call:?} is known");
    }
    for call in unknown.iter().filter(|it| it.can_be_repeated()) {
        let (message, _) = perform(house, threads, call).await.unwrap();
        acknowledged.insert(call.clone(), message);
    }
}

async fn check(house: &House, customers: &[String], acknowledged: &Acknowledged, unknown: &BTreeSet<Call>) {
    let stories = stories(&house.db, &house.page, customers).await;
    let mut said: Vec<&str> = stories.iter().flat_map(words).collect();
    said.sort_unstable();
    assert!(said.is_sorted_by(|a, b| a < b), "nothing is doubled");
    let said: BTreeSet<&str> = said.into_iter().collect();
    let known: BTreeSet<&str> = acknowledged.keys().map(Call::word).collect();
    let lost: Vec<_> = known.difference(&said).collect();
    assert!(lost.is_empty(), "acknowledged and lost: {lost:?}");
    let allowed: BTreeSet<&str> = unknown.iter().map(Call::word).chain(known).collect();
    let strange: Vec<_> = said.difference(&allowed).filter(|it| !it.starts_with("hello-")).collect();
    assert!(strange.is_empty(), "said by nobody: {strange:?}");
}

fn words(story: &Story) -> impl Iterator<Item = &str> {
    let metadata = story.events.iter().filter_map(|it| match &it.event {
        Event::MetadataPassed { metadata, .. } => Some(metadata.as_str()),
        _ => None,
    });
    metadata.chain(story.texts())
}

impl Call {
    fn word(&self) -> &str {
        let (Self::Receive { external: word, .. }
        | Self::Send { key: word, .. }
        | Self::PassMetadata { mark: word, .. }) = self;
        word
    }

    const fn can_be_repeated(&self) -> bool {
        !matches!(self, Self::PassMetadata { .. })
    }
}
