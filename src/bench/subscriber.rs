//! Who hears changes of control, and checks that each comes once and in order.

use std::{
    collections::HashMap,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use serde::Deserialize;
use serde_json::Value;

use super::{
    BenchError, Target,
    error::excerpt,
    histogram::Histogram,
    socket::{Socket, subscribe},
};
use crate::clock::Stopwatch;

const SUBSCRIBE: &str = "subscription Changes($page: ID!, $after: String!) {
    controlChanged(pageId: $page, after: $after) { cursor sequence epoch reason thread { id } }
}";

/// What is made known to all subscribers in one run: changes of a few threads, each one epoch after the other.
#[derive(Debug)]
pub struct Publication {
    begin: Stopwatch,
    threads: HashMap<String, usize>,
    /// The epoch before the first change of each thread.
    epochs: Vec<i64>,
    /// When each change of each thread was asked for, in nanoseconds after the beginning.
    sent: Vec<Vec<AtomicU64>>,
    /// From asking for a change to each subscriber's hearing of it.
    latencies: Mutex<Histogram>,
}

impl Publication {
    /// `threads` with their epochs, and how often each will change at most.
    pub fn new(threads: &[(String, i64)], changes: usize) -> Self {
        let sent = || (0..changes).map(|_| AtomicU64::new(0)).collect();
        Self {
            begin: Stopwatch::start(),
            threads: threads.iter().enumerate().map(|(place, (id, _))| (id.clone(), place)).collect(),
            epochs: threads.iter().map(|it| it.1).collect(),
            sent: threads.iter().map(|_| sent()).collect(),
            latencies: Mutex::default(),
        }
    }

    /// Since the beginning.
    pub fn now(&self) -> Duration {
        self.begin.elapsed()
    }

    /// Notes that the thread is about to change for the `change`th time, from 0.
    pub fn mark(&self, thread: usize, change: usize) {
        let now = u64::try_from(self.now().as_nanos()).unwrap_or(u64::MAX);
        self.sent[thread][change].store(now, Ordering::Relaxed);
    }

    /// The latencies since they were last taken.
    pub fn take_latencies(&self) -> Histogram {
        std::mem::take(&mut *self.latencies.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn heard(&self, thread: usize, epoch: i64) -> Option<()> {
        let change = usize::try_from(epoch - self.epochs[thread] - 1).ok()?;
        let sent = Duration::from_nanos(self.sent[thread].get(change)?.load(Ordering::Relaxed));
        let mut latencies = self.latencies.lock().unwrap_or_else(PoisonError::into_inner);
        latencies.record(self.now().saturating_sub(sent));
        Some(())
    }
}

/// One subscriber, and how far it has heard.
#[derive(Debug)]
pub struct Subscriber {
    socket: Socket,
    /// Epoch and sequence of the last event of each thread; no sequence before the first.
    last: Vec<(i64, Option<i64>)>,
    /// Stands for all events so far in their order: two subscribers that heard the same have the same.
    pub order: u64,
}

#[derive(Deserialize)]
struct Frame<'a> {
    #[serde(borrow)]
    payload: Payload<'a>,
}

#[derive(Deserialize)]
struct Payload<'a> {
    #[serde(borrow)]
    data: Data<'a>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Data<'a> {
    #[serde(borrow)]
    control_changed: Event<'a>,
}

#[derive(Deserialize)]
struct Event<'a> {
    sequence: i64,
    epoch: i64,
    #[serde(borrow)]
    thread: Thread<'a>,
}

#[derive(Deserialize)]
struct Thread<'a> {
    id: &'a str,
}

impl Subscriber {
    pub async fn open(
        target: &Target,
        token: &str,
        variables: &Value,
        publication: &Publication,
    ) -> Result<Self, BenchError> {
        let mut socket = Socket::open(target, token).await?;
        socket.send([subscribe("1", SUBSCRIBE, variables)]).await?;
        Ok(Self { socket, last: publication.epochs.iter().map(|&epoch| (epoch, None)).collect(), order: 0 })
    }

    /// Waits for so many events.
    ///
    /// # Errors
    ///
    /// An event that is not the one after the last of its thread.
    pub async fn hear(&mut self, events: usize, publication: &Publication) -> Result<(), BenchError> {
        for _ in 0..events {
            let frame = self.socket.next().await?;
            let heard = || excerpt(frame.as_bytes());
            let wrong = |expected: String| BenchError::Heard { expected, heard: heard() };
            let event = serde_json::from_str::<Frame<'_>>(&frame).map(|it| it.payload.data.control_changed);
            let event = event.map_err(|_| wrong("a change of control".to_owned()))?;
            let thread = publication.threads.get(event.thread.id).copied();
            let thread = thread.ok_or_else(|| wrong("of the benchmark's threads".to_owned()))?;
            let (epoch, sequence) = &mut self.last[thread];
            if event.epoch != *epoch + 1 || sequence.is_some_and(|it| event.sequence != it + 1) {
                return Err(wrong(format!("epoch {} and the sequence after {sequence:?}", *epoch + 1)));
            }
            publication.heard(thread, event.epoch).ok_or_else(|| wrong("only what was asked for".to_owned()))?;
            (*epoch, *sequence) = (event.epoch, Some(event.sequence));
            self.order = (self.order ^ thread as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23);
        }
        Ok(())
    }

    pub async fn close(self) {
        self.socket.close().await;
    }
}
