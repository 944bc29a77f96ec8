//! How far the oldest event lies back that is still to be delivered, as a metric.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use crate::{
    id::{AppId, PageId},
    time::Timestamp,
};

/// The oldest events of all subscriptions that this server sends for.
#[derive(Default)]
pub struct Backlog(Mutex<HashMap<(PageId, AppId), i64>>);

impl Backlog {
    /// Notes when a subscription's oldest event happened; `None` if it has nothing left.
    pub fn set(&self, page: PageId, app: AppId, oldest: Option<Timestamp>) {
        let seconds = oldest.map(|it| it.millis().div_euclid(1_000));
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let before = match seconds {
            Some(seconds) => all.insert((page, app), seconds),
            None => all.remove(&(page, app)),
        };
        if before != seconds {
            let oldest = all.values().min().copied().unwrap_or_default();
            // Exact until 2106.
            let oldest = u32::try_from(oldest).unwrap_or(u32::MAX);
            metrics::gauge!("baton_webhook_oldest_undelivered_timestamp_seconds").set(oldest);
        }
    }
}
