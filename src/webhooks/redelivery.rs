//! Deliveries to repeat: one at once, or many in the background.

mod carrier;
mod under_way;

use std::sync::Arc;

use serde_json::json;

use super::{
    Webhooks,
    attempt::{Attempt, Verdict},
    inspection::Delivery,
    letter::{Letter, Name, attempts_of},
    signature::SigningKeys,
};
use crate::{
    directory::{Answer, Editor, Problem, Refused},
    id::AppId,
    store::{
        AppRecord, AuditKind, DeliveryRecord, DeliveryStatus, Found, Position, RedeliveryRecord, Slice, StoreError,
        Write, audit, events,
        webhooks::{deliveries, redeliveries},
    },
    time::Timestamp,
};

pub(super) use carrier::Carrier;
pub(super) use under_way::UnderWay;

/// Redeliveries of an app that run at the same time.
const AT_ONCE: usize = 4;

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
        let attempt = self.0.sender.send(&SigningKeys::of(&app), &url, &letter.id, letter.body.clone()).await;
        let tx = self.0.store.write().await?;
        note(&tx, &[(letter, attempt)]).await?;
        tx.commit().await?;
        self.delivery(name).await
    }

    /// Sends an app again what happened since then, or what of it has failed. Goes on in the background. While one runs,
    /// another call for the same gives that one.
    ///
    /// # Errors
    ///
    /// The app has no webhook, or as many redeliveries run as may.
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
        let mut running = redeliveries::running(&*change, Some(app)).await?;
        let is_same = |it: &RedeliveryRecord| (it.first, it.only_failed, &it.cause) == (first, only_failed, &cause);
        if let Some(same) = running.iter().position(is_same) {
            return Ok(running.swap_remove(same));
        }
        if running.len() >= AT_ONCE {
            let problem = format!(
                "{AT_ONCE} redeliveries of an app may run at the same time; wait for one of `webhookRedeliveries`, or end it by `cancelRedelivery`"
            );
            return Err(Refused::Invalid { field: "appId", problem }.into());
        }
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
        let mut after = json!({ "id": record.id, "since": since.to_string(), "onlyFailed": only_failed });
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
        let after = json!({ "id": id, "delivered": found.delivered, "failed": found.failed });
        change.commit(audit::Entry::new(AuditKind::RedeliveryCancelled, &found.app).after(after)).await?;
        self.0.under_way.call_off(id);
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

    /// A slice of an app's redeliveries, newest first.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn redeliveries(&self, app: AppId, slice: &Slice<String>) -> Answer<Found<RedeliveryRecord>> {
        Ok(redeliveries::list(self.0.store.reader(), app, slice).await?)
    }

    pub(super) async fn addressee(&self, id: AppId) -> Answer<(Arc<AppRecord>, String)> {
        let app = self.0.directory.app(id).await?.ok_or(Problem::NotFound("the app"))?;
        let url = app.webhook.as_ref().map(|it| it.url.clone()).ok_or(Problem::NotFound("the app's webhook"))?;
        Ok((app, url))
    }
}

/// Writes attempts that somebody asked for beside those before them.
async fn note(tx: &Write, attempts: &[(Letter, Attempt)]) -> Result<(), StoreError> {
    let Some((letter, _)) = attempts.first() else { return Ok(()) };
    let positions: Vec<Position> = attempts.iter().map(|(letter, _)| letter.position).collect();
    let known = deliveries::find_many(tx, letter.app, &positions).await?;
    let rows: Vec<DeliveryRecord> = attempts
        .iter()
        .map(|(letter, attempt)| noted(known.iter().find(|it| it.position == letter.position), letter, attempt))
        .collect();
    deliveries::put(tx, &rows).await
}

fn noted(known: Option<&DeliveryRecord>, letter: &Letter, attempt: &Attempt) -> DeliveryRecord {
    let attempt = Attempt { by_hand: true, ..attempt.clone() };
    let is_delivered = attempt.verdict() == Verdict::Delivered;
    let (status, next_at) = match known {
        _ if is_delivered => (DeliveryStatus::Delivered, None),
        Some(known) => (known.status, known.next_at),
        None => (DeliveryStatus::Failed, None),
    };
    letter.delivery(status, next_at, &known.map(attempts_of).unwrap_or_default(), &attempt)
}
