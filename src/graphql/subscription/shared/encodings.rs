//! The encodings of the newest events, and whose turn it is to make those that are missing.

use std::{
    convert::Infallible,
    sync::{Arc, OnceLock},
    time::Duration,
};

use async_graphql::Value;
use quick_cache::{Weighter, sync::Cache};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::timeout,
};

use super::Likeness;

/// How long the others wait for the first, and then for the next of them who tries.
const PATIENCE: Duration = Duration::from_millis(100);

/// How many may be waited for. Beyond, everybody helps themselves: not sooner, or a busy database would get a thousand
/// questions in place of one.
const ATTEMPTS: u8 = 50;

/// Encodings kept, roughly; a page's subscribers are at a few of its newest events at a time.
const KEPT: usize = 4_096;

/// Bytes of all encodings kept.
const KEPT_BYTES: u64 = 8 * 1024 * 1024;

/// Bytes of a place without its encoding.
const EMPTY_BYTES: u64 = 256;

/// The encodings of the newest events. Cheap to clone.
#[derive(Clone)]
pub struct Encodings(Arc<Cache<Likeness, Kept, Weight>>);

#[derive(Clone)]
struct Kept {
    cell: Arc<Cell>,
    /// Bytes, as the cache counts them: it wants them to stay what they were when the entry was made.
    weight: u64,
}

/// An encoding, or the place of one.
struct Cell {
    encoding: OnceLock<Value>,
    /// One permit, for whoever makes the encoding; closed once there is one.
    turn: Arc<Semaphore>,
}

/// Leave to encode an event, while others wait. Dropped before its end, it is the next one's.
pub struct Turn {
    encodings: Encodings,
    likeness: Likeness,
    cell: Arc<Cell>,
    _permit: Option<OwnedSemaphorePermit>,
}

impl Turn {
    /// Hands the encoding to all who wait, and come.
    pub fn end(&self, encoding: Value) {
        let bytes = if let Value::Binary(json) = &encoding { json.len() } else { 0 };
        if self.cell.encoding.set(encoding).is_ok() {
            self.cell.turn.close();
            let kept = Kept { cell: self.cell.clone(), weight: EMPTY_BYTES + bytes as u64 };
            self.encodings.0.insert(self.likeness.clone(), kept);
        }
    }
}

impl Encodings {
    /// The encoding, as soon as there is one, or the turn to make it (the error).
    ///
    /// Nobody is waited for for ever: whoever encodes goes on only as fast as the socket that they work for, and a client
    /// that does not read must not hold up the others.
    pub async fn turn(&self, mut likeness: Likeness) -> Result<Value, Turn> {
        loop {
            let cell = self.cell(&likeness);
            if let Some(encoding) = cell.encoding.get() {
                return Ok(encoding.clone());
            }
            let permit = match cell.turn.clone().try_acquire_owned() {
                Ok(permit) => Some(permit),
                // Boxed, and so is every other wait that is rare: there are thousands of followers.
                Err(_) => match Box::pin(timeout(PATIENCE, cell.turn.clone().acquire_owned())).await {
                    Ok(permit) => permit.ok(),
                    Err(_) if likeness.attempt < ATTEMPTS => {
                        likeness.attempt += 1;
                        continue;
                    }
                    Err(_) => None,
                },
            };
            if let Some(encoding) = cell.encoding.get() {
                return Ok(encoding.clone());
            }
            return Err(Turn { encodings: self.clone(), likeness, cell, _permit: permit });
        }
    }

    fn cell(&self, likeness: &Likeness) -> Arc<Cell> {
        let empty = || Ok::<_, Infallible>(Kept { cell: Arc::default(), weight: EMPTY_BYTES });
        match self.0.get_or_insert_with(likeness, empty) {
            Ok(kept) => kept.cell,
            Err(never) => match never {},
        }
    }
}

impl Default for Cell {
    fn default() -> Self {
        Self { encoding: OnceLock::new(), turn: Arc::new(Semaphore::new(1)) }
    }
}

impl Default for Encodings {
    fn default() -> Self {
        Self(Arc::new(Cache::with_weighter(KEPT, KEPT_BYTES, Weight)))
    }
}

#[derive(Clone)]
struct Weight;

impl Weighter<Likeness, Kept> for Weight {
    fn weight(&self, _: &Likeness, kept: &Kept) -> u64 {
        kept.weight
    }
}
