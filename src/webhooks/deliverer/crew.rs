//! The workers: one for each subscription that has something to send.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use futures_util::FutureExt;
use tokio::sync::Semaphore;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{
    id::{AppId, PageId},
    store::{StoreError, webhooks::redeliveries},
    webhooks::{
        Webhooks, leases,
        recorder::Reports,
        redelivery::Carrier,
        worker::{Bells, Worker},
    },
};

/// Requests of one server that are on their way at the same time.
const IN_FLIGHT: usize = 256;

pub struct Crew {
    webhooks: Webhooks,
    reports: Reports,
    permits: Arc<Semaphore>,
    at_work: Mutex<HashMap<(PageId, AppId), Arc<Ring>>>,
    tasks: TaskTracker,
    end: CancellationToken,
}

/// One worker's bells, and whether another shall begin where it ends.
struct Ring {
    bells: Bells,
    again: AtomicBool,
}

impl Crew {
    pub fn new(webhooks: Webhooks, reports: Reports) -> Self {
        Self {
            webhooks,
            reports,
            permits: Arc::new(Semaphore::new(IN_FLIGHT)),
            at_work: Mutex::default(),
            tasks: TaskTracker::new(),
            end: CancellationToken::new(),
        }
    }

    /// There is something new for this subscription.
    pub fn wake(self: &Arc<Self>, page: PageId, app: AppId) {
        let mut at_work = self.lock();
        match at_work.get(&(page, app)) {
            Some(ring) => ring.bells.news.notify_one(),
            None => {
                let ring = self.hire(page, app);
                at_work.insert((page, app), ring);
            }
        }
    }

    /// This subscription's cursor may have been moved by somebody else.
    pub fn begin_anew(self: &Arc<Self>, page: PageId, app: AppId) {
        let at_work = self.lock();
        let Some(ring) = at_work.get(&(page, app)) else {
            drop(at_work);
            return self.wake(page, app);
        };
        ring.again.store(true, Ordering::SeqCst);
        ring.bells.end.cancel();
    }

    fn hire(self: &Arc<Self>, page: PageId, app: AppId) -> Arc<Ring> {
        let bells = Bells { end: self.end.child_token(), ..Bells::default() };
        let ring = Arc::new(Ring { bells, again: AtomicBool::new(false) });
        let (crew, hired) = (self.clone(), ring.clone());
        self.tasks.spawn(async move {
            let worker = Worker {
                webhooks: crew.webhooks.clone(),
                page,
                app,
                bells: &hired.bells,
                reports: crew.reports.clone(),
                permits: crew.permits.clone(),
            };
            loop {
                worker.run().await;
                let mut at_work = crew.lock();
                // What rang while it was ending is not lost.
                let has_news = hired.bells.news.notified().now_or_never().is_some();
                if hired.bells.end.is_cancelled() || !has_news {
                    at_work.remove(&(page, app));
                    break;
                }
            }
            if hired.again.load(Ordering::SeqCst) && !crew.end.is_cancelled() {
                crew.wake(page, app);
            }
        });
        ring
    }

    /// Starts the redeliveries that somebody asked for and nobody carries out yet.
    pub async fn redeliver(self: &Arc<Self>) -> Result<(), StoreError> {
        let Webhooks(inner) = &self.webhooks;
        if inner.redelivering.notified().now_or_never().is_none() {
            return Ok(());
        }
        // A hint that was taken and not followed is given again.
        let running = redeliveries::running(inner.store.reader(), None).await;
        let running = running.inspect_err(|_| inner.redelivering.notify_one())?;
        inner.under_way.call_off_all_but(&running);
        for record in running {
            if !inner.leases.holds(leases::HOME, record.app, inner.clock.now()) {
                continue;
            }
            if let Some(off) = inner.under_way.begin(&record.id) {
                let crew = self.clone();
                self.tasks.spawn(async move { crew.carry_out(record.app, &record.id, &off).await });
            }
        }
        Ok(())
    }

    async fn carry_out(&self, app: AppId, id: &str, off: &CancellationToken) {
        let Webhooks(inner) = &self.webhooks;
        let carrier = Carrier { webhooks: &self.webhooks, permits: &self.permits, off, stop: &self.end };
        let has_ended = carrier.run(app, id).await;
        inner.under_way.end(id);
        if !has_ended && !self.end.is_cancelled() {
            // The lease had run out; whoever holds it now goes on, and that may be this server again.
            inner.redelivering.notify_one();
            inner.hint.ring();
        }
    }

    /// Lets all end, and waits for them.
    pub async fn dismiss(&self) {
        self.end.cancel();
        self.tasks.close();
        self.tasks.wait().await;
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<(PageId, AppId), Arc<Ring>>> {
        self.at_work.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
