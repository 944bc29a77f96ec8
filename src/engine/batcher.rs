//! The single task that takes orders: all that wait, as one batch.

use std::iter;

use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use super::{Engine, EngineError, Order, Outcome, Tasks, Waiting, commit::Committed};
use crate::{clock::Stopwatch, store::StoreError};

/// Orders in one transaction: where the cost of a commit has long been shared, and the wait is short.
const BATCH: usize = 256;

/// How often one order is tried against others that decide on the same state elsewhere.
const ATTEMPTS: usize = 8;

impl Tasks {
    /// Runs the batches until `stop`, then what already waits; and the sweeper beside them.
    pub async fn run(self, stop: CancellationToken) {
        let Self { engine, mut orders } = self;
        let sweeper = tokio::spawn(super::sweeper::run(engine.clone(), stop.clone()));
        let mut batch = Vec::with_capacity(BATCH);
        let mut last = 0;
        loop {
            tokio::select! {
                biased;
                taken = orders.recv_many(&mut batch, BATCH) => {
                    if taken == 0 {
                        break;
                    }
                    gather(&mut orders, &mut batch, last / 2).await;
                    last = batch.len();
                    engine.answer(std::mem::take(&mut batch)).await;
                }
                () = stop.cancelled() => {
                    // What was let in is carried out; nobody else is.
                    orders.close();
                    while orders.recv_many(&mut batch, BATCH).await > 0 {
                        engine.answer(std::mem::take(&mut batch)).await;
                    }
                    break;
                }
            }
        }
        if let Err(error) = sweeper.await {
            tracing::error!(%error, "the sweeper ended badly");
        }
    }
}

/// Gives everybody else a turn, and takes in what comes of it, until there is `enough` or nothing comes any more.
///
/// Callers who were answered by one batch ask again at once. Whoever is first would have a commit to himself, and all others
/// wait for it; enough is half of the last batch, so that one half's requests are read while the other half's are written.
async fn gather(orders: &mut mpsc::Receiver<Waiting>, batch: &mut Vec<Waiting>, enough: usize) {
    let mut before = 0;
    while batch.len() > before && batch.len() < enough {
        before = batch.len();
        // Tokio's own way looks at the sockets first, where the next requests are.
        tokio::task::yield_now().await;
        batch.extend(iter::from_fn(|| orders.try_recv().ok()).take(BATCH - before));
    }
}

impl Engine {
    /// Carries out a batch and answers everybody in it.
    async fn answer(&self, batch: Vec<Waiting>) {
        let orders: Vec<&Order> = batch.iter().map(|it| &it.order).collect();
        metrics::histogram!("baton_engine_batch_orders").record(count(orders.len()));
        let watch = Stopwatch::start();
        let committed = self.0.store.in_one_go(self.commit(&orders)).await;
        metrics::histogram!("baton_engine_batch_seconds").record(watch.elapsed());
        let mut news = None;
        let outcomes = match committed {
            Ok(committed) => {
                news = committed.news;
                committed.outcomes
            }
            Err(error) if is_worth_retrying(&error) => self.one_by_one(&orders, &error).await,
            Err(error) => {
                tracing::error!(%error, orders = orders.len(), "a batch failed");
                let error = EngineError::from(error);
                orders.iter().map(|_| Err(error.clone())).collect()
            }
        };
        for (waiting, outcome) in batch.into_iter().zip(outcomes) {
            metrics::counter!("baton_engine_orders_total", "outcome" => label(&outcome)).increment(1);
            // Nobody may be waiting any more; what is committed stays so.
            let _ = waiting.reply.send(outcome);
        }
        // Whoever waits for an answer comes before all those who follow.
        if let Some(news) = news {
            self.announce(news);
        }
    }

    /// After a failed transaction: each order alone, so that one bad order fails nobody else.
    async fn one_by_one(&self, orders: &[&Order], first: &StoreError) -> Vec<Result<Outcome, EngineError>> {
        tracing::debug!(error = %first, orders = orders.len(), "a batch is tried again order by order");
        metrics::counter!("baton_engine_batches_retried_total").increment(1);
        let mut outcomes = Vec::with_capacity(orders.len());
        for order in orders {
            outcomes.push(self.alone(order).await);
        }
        outcomes
    }

    async fn alone(&self, order: &Order) -> Result<Outcome, EngineError> {
        let mut attempt = 1;
        loop {
            match self.commit(&[order]).await {
                Ok(Committed { mut outcomes, news }) => {
                    if let Some(news) = news {
                        self.announce(news);
                    }
                    return outcomes.pop().unwrap_or(Err(EngineError::Stopped));
                }
                Err(error) if matches!(error, StoreError::Conflict(_)) && attempt < ATTEMPTS => attempt += 1,
                Err(error) => {
                    tracing::error!(%error, attempt, "an order failed");
                    return Err(error.into());
                }
            }
        }
    }
}

/// Whether order by order may go better. It may not while the database is away or full; and it must
/// not when nobody knows whether the transaction was committed.
const fn is_worth_retrying(error: &StoreError) -> bool {
    !matches!(
        error,
        StoreError::Unavailable(..) | StoreError::UnknownOutcome(..) | StoreError::Full(..) | StoreError::Newer
    )
}

/// How an order ended, for the counter.
const fn label(outcome: &Result<Outcome, EngineError>) -> &'static str {
    match outcome {
        Ok(_) => "done",
        Err(EngineError::Refused(_) | EngineError::NotFound(_)) => "refused",
        Err(EngineError::Stopped | EngineError::Store(_)) => "failed",
    }
}

#[expect(clippy::cast_precision_loss, reason = "a batch has at most a few hundred orders")]
const fn count(orders: usize) -> f64 {
    orders as f64
}
