//! One event to many subscribers: all of them follow the page while many threads change control as fast as they can.
//! Each subscriber must hear each change once, in order, and all the same.

use std::{io, sync::Arc, time::Duration};

use futures_util::{StreamExt, TryStreamExt, stream};
use serde_json::json;
use tokio::{task::JoinSet, time::timeout};

use super::{
    BenchError, Measure, Plan,
    control::Changer,
    graphql::text,
    load::{Caller, GRACE, Sample},
    report::Tally,
    scene::Scene,
    subscriber::{Publication, Subscriber},
};
use crate::{
    clock::{Clock, SystemClock},
    time::Timestamp,
};

/// Threads that change at the same time.
pub const PUBLISHERS: usize = 64;
/// Sockets that are opened at the same time.
const OPENING: usize = 64;
const UNIT: &str = "deliveries/s";

const LAST_EVENT: &str = "query($thread: ID!) { thread(id: $thread) { events(last: 1) { nodes { cursor } } } }";

pub async fn measure(
    scene: &Scene,
    plan: &Plan,
    tally: &mut Tally,
    progress: &mut dyn FnMut(&str),
) -> Result<(), BenchError> {
    let publishers = PUBLISHERS.min(plan.events);
    let each = plan.events.div_ceil(publishers);
    for run in 0..plan.runs {
        for &count in &plan.subscribers {
            progress(&format!("fanout to {count} subscribers"));
            let memory = tally.memory();
            let mut round = Round::open(scene, plan, publishers, each, count).await?;
            if let (0, Some(before), Some(after)) = (run, memory, tally.memory()) {
                let kib = after.saturating_sub(before) as f64 / count as f64;
                tally.add_memory(Measure::Fanout, count, UNIT, kib);
            }
            let used = tally.used();
            let sample = round.run(each, None).await?;
            tally.add(Measure::Fanout, count, UNIT, &sample, used);
            round.close().await;
        }
    }
    Ok(())
}

/// Publishers, and subscribers that are known to listen.
pub struct Round {
    publication: Arc<Publication>,
    changers: Vec<Changer>,
    subscribers: Vec<Subscriber>,
    /// How long subscribers may take to hear it all.
    patience: Duration,
}

impl Round {
    /// `each`: how often each publisher will change its thread.
    pub async fn open(
        scene: &Scene,
        plan: &Plan,
        publishers: usize,
        each: usize,
        count: usize,
    ) -> Result<Self, BenchError> {
        let patience = plan.time + GRACE;
        let threads = &scene.threads[..publishers];
        let mut changers = Vec::new();
        for thread in threads {
            changers.push(Changer::open(scene, thread).await?);
        }
        // A change of our own gives the place in the log after which all is heard.
        changers[0].call().await?;
        let last = scene.ask(LAST_EVENT, json!({"thread": threads[0]})).await?;
        let variables = json!({"page": scene.page, "after": text(&last, "/events/nodes/0/cursor")?});
        let epochs: Vec<_> = threads.iter().cloned().zip(changers.iter().map(Changer::epoch)).collect();
        let publication = Arc::new(Publication::new(&epochs, each + 1));
        let subscribers = stream::iter(0..count)
            .map(|_| Subscriber::open(&scene.target, &scene.desk.token, &variables, &publication))
            .buffer_unordered(OPENING);
        let subscribers = subscribers.try_collect().await?;
        let mut round = Self { publication, changers, subscribers, patience };
        // The subscriptions are alive once they have heard a first change.
        round.publication.mark(0, 0);
        round.changers[0].call().await?;
        round.hear(1, std::future::ready(Ok(()))).await?;
        round.publication.take_latencies();
        Ok(round)
    }

    /// Every publisher makes its changes one after the other, with a pause of so many milliseconds before each; ends
    /// when every subscriber has heard all.
    pub async fn run(&mut self, each: usize, pause: Option<i64>) -> Result<Sample, BenchError> {
        let publication = self.publication.clone();
        let begin = publication.now();
        let changers = std::mem::take(&mut self.changers);
        let events = changers.len() * each;
        let publishing = changers.into_iter().enumerate().map(|(thread, mut changer)| {
            let publication = &publication;
            async move {
                for n in 0..each {
                    if let Some(pause) = pause {
                        SystemClock.sleep_until(Timestamp::from_millis(SystemClock.now().millis() + pause)).await;
                    }
                    // The first publisher's first change was the one that all were waiting for.
                    publication.mark(thread, n + usize::from(thread == 0));
                    changer.call().await?;
                }
                Ok::<_, BenchError>(())
            }
        });
        let publishing = futures_util::future::try_join_all(publishing.collect::<Vec<_>>());
        let end = self.hear(events, async { publishing.await.map(drop) }).await?;
        let count = (events * self.subscribers.len()) as u64;
        Ok(Sample { count, took: end.saturating_sub(begin), latencies: publication.take_latencies() })
    }

    /// Lets every subscriber hear so many events while `publishing` goes on; gives the time at which the last had.
    async fn hear(
        &mut self,
        events: usize,
        publishing: impl Future<Output = Result<(), BenchError>>,
    ) -> Result<Duration, BenchError> {
        let mut tasks = JoinSet::new();
        for mut subscriber in self.subscribers.drain(..) {
            let publication = self.publication.clone();
            tasks.spawn(async move {
                subscriber.hear(events, &publication).await?;
                Ok::<_, BenchError>((subscriber, publication.now()))
            });
        }
        let mut end = Duration::ZERO;
        let hearing = async {
            while let Some(done) = tasks.join_next().await {
                let (subscriber, at) = done.map_err(io::Error::from)??;
                end = end.max(at);
                self.subscribers.push(subscriber);
            }
            Ok::<_, BenchError>(())
        };
        let both = async { tokio::try_join!(hearing, publishing) };
        timeout(self.patience, both).await.map_err(|_| BenchError::TimeOut(GRACE))??;
        let order = self.subscribers.first().map(|it| it.order);
        if self.subscribers.iter().any(|it| Some(it.order) != order) {
            let (expected, heard) = ("the same as its neighbour", "the same in another order");
            return Err(BenchError::Heard { expected: expected.to_owned(), heard: heard.to_owned() });
        }
        Ok(end)
    }

    pub async fn close(self) {
        stream::iter(self.subscribers).for_each_concurrent(OPENING, Subscriber::close).await;
    }
}
