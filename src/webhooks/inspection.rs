//! Deliveries to look at: each one, what they failed for, and how many went well.

use std::cmp::Reverse;

use super::{
    Webhooks,
    attempt::Attempt,
    letter::{Letter, Name, attempts_of, entries},
    sender::shown,
};
use crate::{
    directory::{Answer, Problem},
    id::{AppId, PageId, ThreadId},
    store::{
        DeliveryRecord, DeliveryStatus, DeliveryTally, FailureRecord, Found, Position, Slice, events,
        webhooks::deliveries::{self, DeliveryFilter},
    },
    time::{Seconds, Timestamp},
};

/// Failed deliveries of an app that are sorted by what they failed for, the newest of all.
const SORTED: u32 = 10_000;
/// Deliveries of an app that are counted, the newest of all.
const COUNTED: u32 = 1_000;

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
        let (attempts, mut delivery) = (attempts_of(&record), Self { attempts: Vec::new(), record });
        let name = delivery.name().to_string();
        delivery.attempts = attempts.into_iter().map(|it| shown(it, &name)).collect();
        delivery
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
        Ok(letter.and_then(|it| String::from_utf8(it.body.into()).ok()))
    }

    /// # Errors
    ///
    /// There is no such delivery.
    pub async fn delivery(&self, name: Name) -> Answer<Delivery> {
        let found = deliveries::find(self.0.store.reader(), name.app, name.position).await?;
        let found = found.filter(|it| it.occurred_at == name.at).ok_or(Problem::NotFound("the delivery"))?;
        Ok(found.into())
    }

    /// What an app's newest failed deliveries failed for: the cause of the newest one first. A place in the list is the
    /// position of a cause's newest delivery.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn failures(&self, app: AppId, slice: &Slice<Reverse<Position>>) -> Answer<Found<FailureRecord>> {
        let mut found = deliveries::failures(self.0.store.reader(), app, SORTED).await?;
        found.sort_unstable_by_key(|it| Reverse(it.position));
        Ok(slice.of(found.into_iter().map(|it| (Reverse(it.position), it))))
    }

    /// What became of the events of the last 24 hours, counted over an app's newest deliveries: those of one page, or of all.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn last_day(&self, app: AppId, page: Option<PageId>) -> Answer<DeliveryTally> {
        let reader = self.0.store.reader();
        let minute = self.0.clock.now().millis().div_euclid(60_000);
        let since = Timestamp::from_millis(minute * 60_000 - Seconds::DAY.0 * 1_000);
        // Looked up by halves, and the same for all apps of a list.
        let after = self.0.minutes.get_or_insert_async(&since, events::position_before(reader, since)).await?;
        Ok(deliveries::tally(reader, (app, page), after, COUNTED).await?)
    }

    pub(super) async fn letter(&self, delivery: &DeliveryRecord) -> Answer<Option<Letter>> {
        let reader = self.0.store.reader();
        let Some(page) = self.0.directory.page(delivery.page).await? else { return Ok(None) };
        let logged = events::logged_at(reader, &[delivery.position]).await?;
        let found = entries(reader, logged.into_iter().map(|it| (it, None)).collect()).await?;
        Ok(found.first().map(|entry| Letter::heard(delivery.app, &page, entry, delivery.heard)))
    }
}
