//! The orders that wait, and which of them are the next batch.

use std::iter;

use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use super::{Waiting, commit::threads_of};
use crate::{id::ThreadId, store::Begun};

/// Orders in one transaction: where the cost of a commit has long been shared, and the wait is short.
const BATCH: usize = 256;

pub(super) struct Line {
    orders: mpsc::Receiver<Waiting>,
    /// The next batch, where it was taken ahead.
    ahead: Vec<Waiting>,
    /// The transaction that began for it.
    pub(super) begun: Option<Begun>,
    /// How many orders the last batch had.
    last: usize,
}

impl Line {
    pub(super) const fn new(orders: mpsc::Receiver<Waiting>) -> Self {
        Self { orders, ahead: Vec::new(), begun: None, last: 0 }
    }

    /// The next batch. After `stop` what was let in is carried out, and nobody else is; then it ends.
    pub(super) async fn next(&mut self, stop: &CancellationToken) -> Option<Vec<Waiting>> {
        let mut batch = std::mem::take(&mut self.ahead);
        if batch.is_empty() {
            tokio::select! {
                biased;
                _ = self.orders.recv_many(&mut batch, BATCH) => {}
                () = stop.cancelled() => {
                    self.orders.close();
                    self.orders.recv_many(&mut batch, BATCH).await;
                }
            }
        }
        if self.begun.is_none() && (1..self.last / 4).contains(&batch.len()) {
            self.gather(&mut batch).await;
        }
        self.last = batch.len();
        Some(batch).filter(|it| !it.is_empty())
    }

    /// Takes the next batch from all that wait, just before the last one is committed, and tells the threads that it names.
    pub(super) fn take_ahead(&mut self) -> Vec<ThreadId> {
        self.ahead = iter::from_fn(|| self.orders.try_recv().ok()).take(BATCH).collect();
        threads_of(self.ahead.iter().map(|it| &*it.order))
    }

    /// Gives everybody else a turn, and takes in what comes of it, until there is enough or nothing comes any more.
    ///
    /// Callers who were answered by one batch ask again at once. Whoever is first would have a commit to himself, and all others
    /// wait for it; enough is half of the last batch, so that one half's requests are read while the other half's are written.
    /// Where a quarter waits, which came while the last batch was written, nothing is gathered: by the time that everybody had his
    /// turn all would have come, and the disk would have had nothing to do, nor anybody else while it has all of them.
    async fn gather(&mut self, batch: &mut Vec<Waiting>) {
        let (mut before, enough) = (0, self.last / 2);
        while batch.len() > before && batch.len() < enough {
            before = batch.len();
            // Tokio's own way looks at the sockets first, where the next requests are.
            tokio::task::yield_now().await;
            batch.extend(iter::from_fn(|| self.orders.try_recv().ok()).take(BATCH - before));
        }
    }
}
