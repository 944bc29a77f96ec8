//! Forgets deliveries that nobody looks at any more.

use crate::{
    id::AppId,
    store::{Slice, StoreError, apps, webhooks::deliveries},
    time::{Seconds, Timestamp},
    webhooks::Webhooks,
};

/// How long a delivery can be looked at and repeated.
const KEPT: Seconds = Seconds::days(30);
/// Deliveries forgotten in one transaction: others want to write too.
const CHUNK: u32 = 500;
/// Apps read at a time.
const APPS: u32 = 100;

pub async fn run(webhooks: Webhooks) {
    if let Err(error) = prune(&webhooks).await {
        let error = &error as &dyn std::error::Error;
        tracing::warn!(error, "could not forget old deliveries; trying again in an hour");
    }
}

async fn prune(webhooks: &Webhooks) -> Result<(), StoreError> {
    let Webhooks(inner) = webhooks;
    let before = Timestamp::from_millis(inner.clock.now().millis() - KEPT.0 * 1_000);
    let mut slice = Slice::first(APPS);
    loop {
        let found = apps::list(inner.store.reader(), &slice).await?;
        for app in &found.rows {
            prune_app(webhooks, app.id, before).await?;
        }
        match found.rows.last() {
            Some(last) if found.has_next => slice.after = Some(last.id),
            _ => return Ok(()),
        }
    }
}

async fn prune_app(webhooks: &Webhooks, app: AppId, before: Timestamp) -> Result<(), StoreError> {
    let store = &webhooks.0.store;
    while deliveries::has_older(store.reader(), app, before).await? {
        let tx = store.write().await?;
        let pruned = deliveries::prune(&tx, app, before, CHUNK).await?;
        tx.commit().await?;
        metrics::counter!("baton_webhook_deliveries_pruned_total").increment(pruned);
    }
    Ok(())
}
