//! Carries a redelivery out, step by step: the next events are sent, those of a thread one after the other, and then it is
//! written down what came of them and how far it is. Whoever goes on after that server ended begins with the last step.

use std::collections::{BTreeMap, HashMap};

use futures_util::{StreamExt, stream};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

use crate::{
    directory::{Answer, Problem},
    id::{AppId, ThreadId},
    protocol::{Content, audience::Heard},
    store::{
        Logged, Position, RedeliveryRecord, StoreError, events,
        webhooks::{
            cursors, deliveries,
            redeliveries::{self, Progress},
        },
    },
    time::Seconds,
    webhooks::{
        Webhooks,
        attempt::{Attempt, Verdict},
        leases,
        letter::{Entry, Letter, entries},
        redelivery::note,
        signature::SigningKeys,
    },
};

/// Events of a redelivery that are on their way at the same time, each of another thread.
const IN_FLIGHT: usize = 16;
/// Events read at a time.
const READ: u32 = 128;
const AFTER_FAILURE: Seconds = Seconds(1);

pub struct Carrier<'a> {
    pub webhooks: &'a Webhooks,
    /// Shared with all that this server sends.
    pub permits: &'a Semaphore,
    /// Somebody has called it off.
    pub off: &'a CancellationToken,
    /// The server stops.
    pub stop: &'a CancellationToken,
}

/// What came of some events, and how far they brought the redelivery.
struct Step {
    attempts: Vec<(Letter, Attempt)>,
    position: Position,
    is_last: bool,
}

/// What came of a thread's letters, and the first one that was not sent because all was called off.
#[derive(Default)]
struct Sent {
    attempts: Vec<(Letter, Attempt)>,
    unsent: Option<Position>,
}

impl Carrier<'_> {
    /// Goes on from where it is. False if it stopped before it had come to its end or was called off: the server stops,
    /// or it is another's.
    pub async fn run(&self, app: AppId, id: &str) -> bool {
        while self.may_go_on(app) {
            match self.step(id).await {
                Ok(Some(step)) => self.write_down_at_last(id, &step).await,
                Ok(None) => return !self.stop.is_cancelled(),
                Err(error) => {
                    tracing::error!(%error, redelivery = id, "a redelivery waits");
                    self.pause().await;
                }
            }
        }
        self.off.is_cancelled()
    }

    fn may_go_on(&self, app: AppId) -> bool {
        let is_ours = self.webhooks.0.leases.holds(leases::HOME, app, self.webhooks.0.clock.now());
        is_ours && !self.off.is_cancelled() && !self.stop.is_cancelled()
    }

    async fn pause(&self) {
        let clock = &self.webhooks.0.clock;
        tokio::select! {
            () = clock.sleep_until(clock.now() + AFTER_FAILURE) => {}
            () = self.stop.cancelled() => {}
        }
    }

    /// Sends the next events; `None` if it has ended, or the server stopped meanwhile.
    async fn step(&self, id: &str) -> Answer<Option<Step>> {
        // Looked at each time: another server may have called it off, or this one before it could be told.
        let record = redeliveries::find(self.webhooks.0.store.reader(), id).await?;
        let Some(record) = record.filter(|it| it.finished_at.is_none()) else { return Ok(None) };
        let addressee = match self.webhooks.addressee(record.app).await {
            Ok(it) => Some(it),
            Err(Problem::NotFound(_)) => None,
            Err(problem) => return Err(problem),
        };
        let found = if record.only_failed { self.failed(&record).await? } else { self.all(&record).await? };
        let (Some(last), Some((app, url))) = (found.last().map(|(last, _)| last.position()), addressee) else {
            return Ok(Some(Step { attempts: Vec::new(), position: record.last, is_last: true }));
        };
        let threads = self.by_thread(record.app, entries(self.webhooks.0.store.reader(), found).await?).await?;
        let keys = SigningKeys::of(&app);
        let sending = stream::iter(threads.into_iter().map(|letters| self.send_in_turn(&keys, &url, letters)))
            .buffer_unordered(IN_FLIGHT)
            .collect();
        let sent: Vec<Sent> = tokio::select! {
            sent = sending => sent,
            () = self.stop.cancelled() => return Ok(None),
        };
        let unsent = sent.iter().filter_map(|it| it.unsent).min();
        let position = unsent.map_or(last, |it| Position(it.0 - 1));
        let attempts = sent.into_iter().flat_map(|it| it.attempts).collect();
        Ok(Some(Step { attempts, position, is_last: false }))
    }

    async fn send_in_turn(&self, keys: &SigningKeys, url: &str, letters: Vec<Letter>) -> Sent {
        let mut sent = Sent::default();
        for letter in letters {
            // Fails when nobody gives permits any more, and then there is nothing to limit.
            let _permit = self.permits.acquire().await;
            if self.off.is_cancelled() {
                sent.unsent = Some(letter.position);
                break;
            }
            let attempt = self.webhooks.0.sender.send(keys, url, &letter.id, letter.body.clone()).await;
            sent.attempts.push((letter, attempt));
        }
        sent
    }

    /// What was sent is not sent again because it could not be written down: that is tried until it succeeds.
    async fn write_down_at_last(&self, id: &str, step: &Step) {
        while let Err(error) = self.write_down(id, step).await {
            tracing::error!(%error, redelivery = id, "could not write down what was sent again; trying again");
            self.pause().await;
            if self.stop.is_cancelled() {
                return;
            }
        }
    }

    async fn write_down(&self, id: &str, step: &Step) -> Result<(), StoreError> {
        let delivered = step.attempts.iter().filter(|(_, it)| it.verdict() == Verdict::Delivered).count();
        let count = |it: usize| i64::try_from(it).unwrap_or_default();
        let progress = Progress {
            position: step.position,
            delivered: count(delivered),
            failed: count(step.attempts.len() - delivered),
            finished_at: step.is_last.then(|| self.webhooks.0.clock.now()),
        };
        let tx = self.webhooks.0.store.write().await?;
        note(&tx, &step.attempts).await?;
        redeliveries::advance(&tx, id, &progress).await?;
        tx.commit().await
    }

    /// What comes next of what has failed, in log order.
    async fn failed(&self, record: &RedeliveryRecord) -> Answer<Vec<(Logged, Option<Content>)>> {
        let reader = self.webhooks.0.store.reader();
        let range = (record.position, record.last);
        let positions = deliveries::failed_after(reader, record.app, range, record.cause.as_deref(), READ).await?;
        let found = events::logged_at(reader, &positions).await?;
        Ok(found.into_iter().map(|it| (it, None)).collect())
    }

    /// What comes next on any of the app's pages, in log order.
    async fn all(&self, record: &RedeliveryRecord) -> Answer<Vec<(Logged, Option<Content>)>> {
        let reader = self.webhooks.0.store.reader();
        let mut found = Vec::new();
        for (page, _) in cursors::of_app(reader, record.app).await? {
            found.extend(self.webhooks.0.reading.logged_after(page, record.position, READ).await?);
        }
        found.sort_unstable_by_key(|(it, _)| it.position());
        found.truncate(READ as usize);
        found.retain(|(it, _)| it.position() <= record.last);
        Ok(found)
    }

    /// What the app hears of these events, each thread's for itself: what it heard before it hears again, whatever it
    /// would hear today, as long as it is subscribed to the page.
    async fn by_thread(&self, app: AppId, found: Vec<Entry>) -> Answer<Vec<Vec<Letter>>> {
        let Webhooks(inner) = self.webhooks;
        let positions: Vec<Position> = found.iter().map(|it| it.logged.position()).collect();
        let known = deliveries::find_many(inner.store.reader(), app, &positions).await?;
        let heard: HashMap<Position, Heard> = known.into_iter().map(|it| (it.position, it.heard)).collect();
        let mut threads: BTreeMap<Option<ThreadId>, Vec<Letter>> = BTreeMap::new();
        for entry in &found {
            let Some(page) = inner.directory.page(entry.page()).await? else { continue };
            if !page.rules.subscribers.contains_key(&app) {
                continue;
            }
            let letter = match heard.get(&entry.logged.position()) {
                Some(heard) => Some(Letter::heard(app, &page, entry, *heard)),
                None => Letter::to(app, &page, entry),
            };
            if let Some(letter) = letter {
                threads.entry(letter.thread).or_default().push(letter);
            }
        }
        Ok(threads.into_values().collect())
    }
}
