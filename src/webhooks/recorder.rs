//! Writes down what was sent: one task, one transaction for all of a moment, so that twenty apps take the
//! writers' turn as often as one, and seldom.

mod inbox;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{Webhooks, deliverer::Me, leases::shard_of, schedule::PATIENCE};
use crate::{
    id::{AppId, PageId, ThreadId},
    store::{
        Backend, DeliveryRecord, DisabledReason, ParkedRecord, Position, StoreError, Write,
        webhooks::{cursors, deliveries, endpoints, parked, shards},
    },
    time::Seconds,
};

pub use inbox::{Inbox, Reports, channel};

use inbox::Report;

const AFTER_FAILURE: Seconds = Seconds(1);

/// What came of an attempt.
pub struct Done {
    pub page: PageId,
    pub cursor: Position,
    pub delivery: Option<Box<DeliveryRecord>>,
    pub app: AppId,
    /// The thread, and how it is parked now; `None` if it is not.
    pub parked: Option<(Option<ThreadId>, Option<ParkedRecord>)>,
    /// Whether the endpoint took it; `None` if it was not asked.
    pub succeeded: Option<bool>,
}

/// Writes until nobody is left who could report.
pub async fn run(webhooks: Webhooks, me: Me, mut inbox: Inbox) {
    while let Some(reports) = inbox.next().await {
        let mut batch = Batch::default();
        let mut flushed = Vec::new();
        for report in reports {
            match report {
                Report::Done(done) => done.into_iter().for_each(|it| batch.add(it)),
                Report::Flush(reply) => flushed.push(reply),
            }
        }
        while let Err(error) = webhooks.0.store.in_one_go(batch.write(&webhooks, &me)).await {
            tracing::error!(
                error = &error as &dyn std::error::Error,
                "could not write down what was sent; trying again"
            );
            webhooks.0.clock.sleep_until(webhooks.0.clock.now() + AFTER_FAILURE).await;
        }
        batch.give_up_on_the_dead(&webhooks).await;
        for reply in flushed {
            // A worker that has ended does not wait for it.
            let _ = reply.send(());
        }
    }
}

/// Several reports as one: of the same thing, the last word counts.
#[derive(Default)]
struct Batch {
    cursors: BTreeMap<(PageId, AppId), Position>,
    deliveries: BTreeMap<(AppId, Position), Box<DeliveryRecord>>,
    parked: HashMap<(PageId, AppId), BTreeMap<Option<ThreadId>, Option<ParkedRecord>>>,
    succeeded: BTreeSet<AppId>,
    failed: BTreeSet<AppId>,
}

impl Batch {
    fn add(&mut self, done: Done) {
        let subscription = (done.page, done.app);
        self.cursors.insert(subscription, done.cursor);
        if let Some(delivery) = done.delivery {
            self.deliveries.insert((delivery.app, delivery.position), delivery);
        }
        if let Some((thread, record)) = done.parked {
            self.parked.entry(subscription).or_default().insert(thread, record);
        }
        match done.succeeded {
            Some(true) => _ = self.succeeded.insert(done.app),
            Some(false) => _ = self.failed.insert(done.app),
            None => {}
        }
    }

    async fn write(&self, webhooks: &Webhooks, me: &Me) -> Result<(), StoreError> {
        if self.cursors.is_empty() {
            return Ok(());
        }
        let tx = webhooks.0.store.write().await?;
        let held = self.held(webhooks, &tx, me).await?;
        let may = |page: PageId, app: AppId| held & 1 << shard_of(page, app) != 0;
        let deliveries: Vec<_> = self.deliveries.values().map(Box::as_ref).filter(|it| may(it.page, it.app)).collect();
        deliveries::put(&tx, &deliveries).await?;
        for (&(page, app), threads) in self.parked.iter().filter(|((page, app), _)| may(*page, *app)) {
            let still: Vec<ParkedRecord> = threads.values().flatten().copied().collect();
            let caught_up: Vec<Option<ThreadId>> =
                threads.iter().filter(|(_, record)| record.is_none()).map(|(thread, _)| *thread).collect();
            parked::put(&tx, page, app, &still).await?;
            parked::delete(&tx, page, app, &caught_up).await?;
        }
        for (&(page, app), &position) in self.cursors.iter().filter(|((page, app), _)| may(*page, *app)) {
            cursors::advance(&tx, page, app, position).await?;
        }
        for &app in &self.failed {
            let since = (!self.succeeded.contains(&app)).then(|| webhooks.0.clock.now());
            endpoints::note(&tx, app, since).await?;
        }
        for &app in self.succeeded.difference(&self.failed) {
            endpoints::note(&tx, app, None).await?;
        }
        tx.commit().await
    }

    /// The parts that this server holds, inside the transaction: what another has taken over, it sends again.
    async fn held(&self, webhooks: &Webhooks, tx: &Write, me: &Me) -> Result<u64, StoreError> {
        if webhooks.0.store.backend() == Backend::Sqlite {
            return Ok(u64::MAX);
        }
        let mine = shards::all(tx).await?.into_iter().filter(|it| it.held_by == me.0);
        Ok(mine.fold(0, |bits, it| bits | 1_u64 << it.id))
    }

    /// Disables endpoints that have only failed for days.
    async fn give_up_on_the_dead(&self, webhooks: &Webhooks) {
        let Webhooks(inner) = webhooks;
        for &app in self.failed.difference(&self.succeeded) {
            let since = match endpoints::failing_since(inner.store.reader(), app).await {
                Ok(since) => since,
                Err(error) => {
                    tracing::warn!(%error, %app, "could not see since when a webhook fails");
                    continue;
                }
            };
            if since.is_some_and(|it| it + PATIENCE <= inner.clock.now()) {
                webhooks.disable(app, DisabledReason::OnlyFailed).await;
            }
        }
    }
}
