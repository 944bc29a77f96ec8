//! The single task that takes orders: all that wait, as one batch.

use tokio_util::sync::CancellationToken;

use super::{Answer, Engine, EngineError, Order, Tasks, Waiting, commit::Committed, line::Line};
use crate::{clock::Stopwatch, store::StoreError};

/// How often one order is tried against others that decide on the same state elsewhere.
const ATTEMPTS: usize = 8;

impl Tasks {
    /// Runs the batches until `stop`, then what already waits; and the sweeper beside them.
    pub async fn run(self, stop: CancellationToken) {
        let Self { engine, orders } = self;
        let sweeper = tokio::spawn(super::sweeper::run(engine.clone(), stop.clone()));
        let mut line = Line::new(orders);
        while let Some(batch) = line.next(&stop).await {
            engine.answer(batch, &mut line).await;
        }
        if let Err(error) = sweeper.await {
            tracing::error!(%error, "the sweeper ended badly");
        }
    }
}

impl Engine {
    /// Carries out a batch and answers everybody in it.
    async fn answer(&self, batch: Vec<Waiting>, line: &mut Line) {
        let orders: Vec<&Order> = batch.iter().map(|it| &*it.order).collect();
        metrics::histogram!("baton_engine_batch_orders").record(count(orders.len()));
        let watch = Stopwatch::start();
        let committed = self.0.store.in_one_go(self.commit(&orders, Some(line))).await;
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
    async fn one_by_one(&self, orders: &[&Order], first: &StoreError) -> Vec<Answer> {
        tracing::debug!(error = %first, orders = orders.len(), "a batch is tried again order by order");
        metrics::counter!("baton_engine_batches_retried_total").increment(1);
        let mut outcomes = Vec::with_capacity(orders.len());
        for order in orders {
            outcomes.push(self.alone(order).await);
        }
        outcomes
    }

    async fn alone(&self, order: &Order) -> Answer {
        let mut attempt = 1;
        loop {
            match self.commit(&[order], None).await {
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
const fn label(outcome: &Answer) -> &'static str {
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
