//! Deliveries to repeat: one at once, or many in the background.

use futures_util::{StreamExt, stream};
use serde_json::json;
use tokio_util::sync::CancellationToken;

use super::{
    Webhooks,
    attempt::{Attempt, Verdict},
    inspection::Delivery,
    letter::{Entry, Letter, Name, attempts_of, entries},
};
use crate::{
    directory::{Answer, Editor, Problem},
    id::{AppId, ThreadId},
    store::{
        AppRecord, AuditKind, DeliveryRecord, DeliveryStatus, Logged, Position, RedeliveryRecord, StoreError, audit,
        events,
        webhooks::{cursors, deliveries, redeliveries},
    },
    time::{Seconds, Timestamp},
};

/// Events of a redelivery that are on their way at the same time, each of another thread.
const IN_FLIGHT: usize = 16;
/// Events read at a time.
const READ: u32 = 128;
const AFTER_FAILURE: Seconds = Seconds(1);

/// Which events are repeated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Repeated {
    /// All of them.
    All,
    /// Those that have used up their tries.
    Failed,
    /// Of those, the ones whose last try failed for this.
    FailedFor(String),
}

impl Webhooks {
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

    /// Sends an app again what happened since then, or what of it has failed. Goes on in the background.
    ///
    /// # Errors
    ///
    /// The app has no webhook.
    pub async fn redeliver_since(
        &self,
        editor: &Editor,
        app: AppId,
        since: Timestamp,
        which: Repeated,
    ) -> Answer<RedeliveryRecord> {
        self.addressee(app).await?;
        let now = self.0.clock.now();
        let first = events::position_before(self.0.store.reader(), since).await?;
        let change = editor.act().await?;
        let only_failed = which != Repeated::All;
        let cause = if let Repeated::FailedFor(cause) = which { Some(cause) } else { None };
        let record = RedeliveryRecord {
            id: format!("rd_{}_{}", now.millis(), self.chance()),
            app,
            only_failed,
            cause,
            first,
            position: first,
            last: events::last_position(&*change).await?,
            delivered: 0,
            failed: 0,
            created_at: now,
            finished_at: None,
            cancelled_at: None,
        };
        redeliveries::insert(&change, &record).await?;
        let mut after = json!({ "since": since.to_string(), "onlyFailed": only_failed });
        if let Some(cause) = &record.cause {
            after["cause"] = json!(cause);
        }
        change.commit(audit::Entry::new(AuditKind::RedeliveryStarted, &app).after(after)).await?;
        self.0.redelivering.notify_one();
        self.0.hint.ring();
        Ok(record)
    }

    /// Calls a redelivery off. What is on its way arrives; what has come to its end stays as it is.
    ///
    /// # Errors
    ///
    /// There is no such redelivery.
    pub async fn cancel_redelivery(&self, editor: &Editor, id: &str) -> Answer<RedeliveryRecord> {
        let change = editor.act().await?;
        let now = self.0.clock.now();
        let found = redeliveries::find(&*change, id).await?.ok_or(Problem::NotFound("the redelivery"))?;
        if !redeliveries::cancel(&change, id, now).await? {
            return Ok(found);
        }
        let after = json!({ "delivered": found.delivered, "failed": found.failed });
        change.commit(audit::Entry::new(AuditKind::RedeliveryCancelled, &found.app).after(after)).await?;
        Ok(RedeliveryRecord { finished_at: Some(now), cancelled_at: Some(now), ..found })
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

    /// Writes attempts that somebody asked for beside those before them, and how far their redelivery is. False if that
    /// one has been called off.
    async fn note(
        &self,
        attempts: &[(Letter, Attempt)],
        redelivery: Option<&RedeliveryRecord>,
    ) -> Result<bool, StoreError> {
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
        let goes_on = match redelivery {
            Some(record) => redeliveries::update(&tx, record).await?,
            None => true,
        };
        tx.commit().await?;
        Ok(goes_on)
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
    let found = if record.only_failed { failed(webhooks, record).await? } else { all(webhooks, record).await? };
    let addressee = webhooks.addressee(record.app).await;
    let (Some(last), Ok((app, url))) = (found.last().map(Logged::position), addressee) else {
        record.position = record.last;
        record.finished_at = Some(inner.clock.now());
        webhooks.note(&[], Some(record)).await?;
        return Ok(());
    };
    let threads = by_thread(webhooks, record.app, entries(inner.store.reader(), found).await?).await?;
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
    if !webhooks.note(&attempts, Some(record)).await? {
        record.finished_at = Some(inner.clock.now());
    }
    Ok(())
}

/// What comes next of what has failed, in log order.
async fn failed(webhooks: &Webhooks, record: &RedeliveryRecord) -> Answer<Vec<Logged>> {
    let reader = webhooks.0.store.reader();
    let range = (record.position, record.last);
    let positions = deliveries::failed_after(reader, record.app, range, record.cause.as_deref(), READ).await?;
    let mut found = events::logged_at(reader, &positions).await?;
    found.sort_unstable_by_key(Logged::position);
    Ok(found)
}

/// What comes next on any of the app's pages, in log order.
async fn all(webhooks: &Webhooks, record: &RedeliveryRecord) -> Answer<Vec<Logged>> {
    let reader = webhooks.0.store.reader();
    let mut found = Vec::new();
    for (page, _) in cursors::of_app(reader, record.app).await? {
        found.extend(events::logged_after(reader, page, record.position, READ).await?);
    }
    found.sort_unstable_by_key(Logged::position);
    found.truncate(READ as usize);
    found.retain(|it| it.position() <= record.last);
    Ok(found)
}

/// What the app hears of these events, each thread's for itself.
async fn by_thread(webhooks: &Webhooks, app: AppId, found: Vec<Entry>) -> Answer<Vec<Vec<Letter>>> {
    let mut threads: std::collections::BTreeMap<Option<ThreadId>, Vec<Letter>> = std::collections::BTreeMap::new();
    for entry in &found {
        let Some(page) = webhooks.0.directory.page(entry.page()).await? else { continue };
        if let Some(letter) = Letter::to(app, &page, entry) {
            threads.entry(letter.thread).or_default().push(letter);
        }
    }
    Ok(threads.into_values().collect())
}
