//! Deliveries to look at, and to repeat.

use futures_util::{StreamExt, stream};
use serde_json::json;
use tokio_util::sync::CancellationToken;

use super::{
    Webhooks,
    attempt::{Attempt, Verdict},
    letter::{Entry, Letter, Name, attempts_of, entries},
};
use crate::{
    directory::{Answer, Editor, Problem},
    id::{AppId, PageId, ThreadId},
    store::{
        AppRecord, AuditKind, DeliveryRecord, DeliveryStatus, Found, Logged, Position, RedeliveryRecord, Slice,
        StoreError, audit, events,
        webhooks::{
            cursors,
            deliveries::{self, DeliveryFilter},
            redeliveries,
        },
    },
    time::{Seconds, Timestamp},
};

/// Events of a redelivery that are on their way at the same time, each of another thread.
const IN_FLIGHT: usize = 16;
/// Events read at a time.
const READ: u32 = 128;
const AFTER_FAILURE: Seconds = Seconds(1);

/// What became of an event that was sent to an app.
#[derive(Clone, Debug)]
pub struct Delivery {
    pub record: DeliveryRecord,
    /// Oldest first.
    pub attempts: Vec<Attempt>,
}

/// Which of an app's deliveries; what is left out does not matter.
#[derive(Clone, Debug, Default)]
pub struct DeliveryQuery {
    pub page: Option<PageId>,
    pub thread: Option<ThreadId>,
    pub status: Option<DeliveryStatus>,
    pub kind: Option<String>,
    /// Of events that happened then or later,
    pub since: Option<Timestamp>,
    /// and before then.
    pub until: Option<Timestamp>,
}

impl Delivery {
    /// `webhook-id`, by which it can be repeated.
    pub fn name(&self) -> Name {
        Name { app: self.record.app, position: self.record.position, at: self.record.occurred_at }
    }
}

impl From<DeliveryRecord> for Delivery {
    fn from(record: DeliveryRecord) -> Self {
        Self { attempts: attempts_of(&record), record }
    }
}

impl Webhooks {
    /// A slice of an app's deliveries, newest first.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn deliveries(
        &self,
        app: AppId,
        query: DeliveryQuery,
        slice: &Slice<Position>,
    ) -> Answer<Found<Delivery>> {
        let reader = self.0.store.reader();
        let (mut after, mut until) = (None, None);
        if let Some(at) = query.since {
            after = Some(events::position_before(reader, at).await?);
        }
        if let Some(at) = query.until {
            until = Some(events::position_before(reader, at).await?);
        }
        let DeliveryQuery { page, thread, status, kind, .. } = query;
        let filter = DeliveryFilter { page, thread, status, kind, after, until };
        let found = deliveries::list(reader, app, &filter, slice).await?;
        let rows = found.rows.into_iter().map(Delivery::from).collect();
        Ok(Found { rows, has_next: found.has_next, has_previous: found.has_previous })
    }

    /// What is, or was, posted.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn body_of(&self, delivery: &Delivery) -> Answer<Option<String>> {
        let letter = self.letter(&delivery.record).await?;
        Ok(letter.and_then(|it| String::from_utf8(it.body).ok()))
    }

    /// # Errors
    ///
    /// There is no such delivery.
    pub async fn delivery(&self, name: Name) -> Answer<Delivery> {
        let found = deliveries::find(self.0.store.reader(), name.app, name.position).await?;
        let found = found.filter(|it| it.occurred_at == name.at).ok_or(Problem::NotFound("the delivery"))?;
        Ok(found.into())
    }

    /// Sends an event to its app once more, now, and waits for the answer. Its place in the order is gone.
    ///
    /// # Errors
    ///
    /// There is no such delivery, or the app has no webhook.
    pub async fn redeliver(&self, name: Name) -> Answer<Delivery> {
        let delivery = self.delivery(name).await?;
        let (app, url) = self.addressee(name.app).await?;
        let letter = self.letter(&delivery.record).await?.ok_or(Problem::NotFound("the event"))?;
        let attempt = self.0.sender.send(&app, &url, &letter.id, &letter.body).await;
        self.note(&[(letter, attempt)], None).await?;
        self.delivery(name).await
    }

    /// Sends an app again what happened since then, or what of it has used up its tries. Goes on in the
    /// background.
    ///
    /// # Errors
    ///
    /// The app has no webhook.
    pub async fn redeliver_since(
        &self,
        editor: &Editor,
        app: AppId,
        since: Timestamp,
        only_failed: bool,
    ) -> Answer<RedeliveryRecord> {
        self.addressee(app).await?;
        let now = self.0.clock.now();
        let first = events::position_before(self.0.store.reader(), since).await?;
        let change = editor.act().await?;
        let record = RedeliveryRecord {
            id: format!("rd_{}_{}", now.millis(), self.chance()),
            app,
            only_failed,
            first,
            position: first,
            last: events::last_position(&*change).await?,
            delivered: 0,
            failed: 0,
            created_at: now,
            finished_at: None,
        };
        redeliveries::insert(&change, &record).await?;
        let after = json!({ "since": since.to_string(), "onlyFailed": only_failed });
        change.commit(audit::Entry::new(AuditKind::RedeliveryStarted, &app).after(after)).await?;
        self.0.redelivering.notify_one();
        self.0.hint.ring();
        Ok(record)
    }

    /// How far a redelivery is.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn redelivery(&self, id: &str) -> Answer<Option<RedeliveryRecord>> {
        Ok(redeliveries::find(self.0.store.reader(), id).await?)
    }

    pub(super) async fn addressee(&self, id: AppId) -> Answer<(std::sync::Arc<AppRecord>, String)> {
        let app = self.0.directory.app(id).await?.ok_or(Problem::NotFound("the app"))?;
        let url = app.webhook.as_ref().map(|it| it.url.clone()).ok_or(Problem::NotFound("the app's webhook"))?;
        Ok((app, url))
    }

    async fn letter(&self, delivery: &DeliveryRecord) -> Answer<Option<Letter>> {
        let reader = self.0.store.reader();
        let Some(page) = self.0.directory.page(delivery.page).await? else { return Ok(None) };
        let found = entries(reader, events::logged_at(reader, &[delivery.position]).await?).await?;
        Ok(found.first().map(|entry| Letter::heard(delivery.app, &page, entry, delivery.heard)))
    }

    /// Writes attempts that somebody asked for beside those before them, and how far their redelivery is.
    async fn note(
        &self,
        attempts: &[(Letter, Attempt)],
        redelivery: Option<&RedeliveryRecord>,
    ) -> Result<(), StoreError> {
        let tx = self.0.store.write().await?;
        if let Some((letter, _)) = attempts.first() {
            let positions: Vec<Position> = attempts.iter().map(|(letter, _)| letter.position).collect();
            let known = deliveries::find_many(&tx, letter.app, &positions).await?;
            let rows: Vec<DeliveryRecord> = attempts
                .iter()
                .map(|(letter, attempt)| noted(known.iter().find(|it| it.position == letter.position), letter, attempt))
                .collect();
            deliveries::put(&tx, &rows).await?;
        }
        if let Some(record) = redelivery {
            redeliveries::update(&tx, record).await?;
        }
        tx.commit().await
    }
}

fn noted(known: Option<&DeliveryRecord>, letter: &Letter, attempt: &Attempt) -> DeliveryRecord {
    let attempt = Attempt { by_hand: true, ..attempt.clone() };
    let is_delivered = attempt.verdict() == Verdict::Delivered;
    let (status, next_at) = match known {
        _ if is_delivered => (DeliveryStatus::Delivered, None),
        Some(known) => (known.status, known.next_at),
        None => (DeliveryStatus::Failed, None),
    };
    letter.delivery(status, next_at, known.map(attempts_of).unwrap_or_default(), attempt)
}

/// Carries a redelivery out, from where it is to its end.
pub(super) async fn run(webhooks: &Webhooks, mut record: RedeliveryRecord, stop: &CancellationToken) {
    while record.finished_at.is_none() && !stop.is_cancelled() {
        if let Err(error) = step(webhooks, &mut record, stop).await {
            tracing::error!(%error, redelivery = record.id, "a redelivery waits");
            let again = webhooks.0.clock.now() + AFTER_FAILURE;
            tokio::select! {
                () = webhooks.0.clock.sleep_until(again) => {}
                () = stop.cancelled() => {}
            }
        }
    }
}

/// Sends the next events, those of a thread one after the other, and writes down what came of it.
async fn step(webhooks: &Webhooks, record: &mut RedeliveryRecord, stop: &CancellationToken) -> Answer<()> {
    let Webhooks(inner) = webhooks;
    let reader = inner.store.reader();
    let pages: Vec<PageId> = cursors::of_app(reader, record.app).await?.into_iter().map(|(page, _)| page).collect();
    let mut found = next_of(webhooks, &pages, record.position).await?;
    found.retain(|it| it.position() <= record.last);
    let addressee = webhooks.addressee(record.app).await;
    let (Some(last), Ok((app, url))) = (found.last().map(Logged::position), addressee) else {
        record.position = record.last;
        record.finished_at = Some(inner.clock.now());
        return Ok(webhooks.note(&[], Some(record)).await?);
    };
    let threads = by_thread(webhooks, record, entries(reader, found).await?).await?;
    let sent = stream::iter(threads.into_iter().map(async |letters| {
        let mut sent = Vec::new();
        for letter in letters {
            let attempt = inner.sender.send(&app, &url, &letter.id, &letter.body).await;
            sent.push((letter, attempt));
        }
        sent
    }));
    let sending = sent.buffer_unordered(IN_FLIGHT).concat();
    let attempts: Vec<(Letter, Attempt)> = tokio::select! {
        attempts = sending => attempts,
        () = stop.cancelled() => return Ok(()),
    };
    let delivered = attempts.iter().filter(|(_, it)| it.verdict() == Verdict::Delivered).count();
    record.delivered += i64::try_from(delivered).unwrap_or_default();
    record.failed += i64::try_from(attempts.len() - delivered).unwrap_or_default();
    record.position = last;
    Ok(webhooks.note(&attempts, Some(record)).await?)
}

/// What comes next on any of these pages, in log order.
async fn next_of(webhooks: &Webhooks, pages: &[PageId], after: Position) -> Answer<Vec<Logged>> {
    let mut found = Vec::new();
    for page in pages {
        found.extend(events::logged_after(webhooks.0.store.reader(), *page, after, READ).await?);
    }
    found.sort_unstable_by_key(Logged::position);
    found.truncate(READ as usize);
    Ok(found)
}

/// What the app hears of these events, each thread's for itself.
async fn by_thread(webhooks: &Webhooks, record: &RedeliveryRecord, found: Vec<Entry>) -> Answer<Vec<Vec<Letter>>> {
    let Webhooks(inner) = webhooks;
    let positions: Vec<Position> = found.iter().map(|it| it.logged.position()).collect();
    let known = deliveries::find_many(inner.store.reader(), record.app, &positions).await?;
    let has_failed = |at: Position| known.iter().any(|it| it.position == at && it.status == DeliveryStatus::Failed);
    let mut threads: std::collections::BTreeMap<Option<ThreadId>, Vec<Letter>> = std::collections::BTreeMap::new();
    for entry in &found {
        if record.only_failed && !has_failed(entry.logged.position()) {
            continue;
        }
        let Some(page) = inner.directory.page(entry.page()).await? else { continue };
        if let Some(letter) = Letter::to(record.app, &page, entry) {
            threads.entry(letter.thread).or_default().push(letter);
        }
    }
    Ok(threads.into_values().collect())
}
