//! An event is resolved and encoded once for all who are told alike.
//!
//! A thousand people follow a page with the same document. What each is told of an event follows from the event, from what
//! is asked, from whose power it is asked with, from the configuration, and from the threads as they are: a [`Likeness`]
//! names all five. The first subscriber who comes to an event resolves it, while others of the same likeness wait; the text
//! is kept for a moment and handed to them. *Whether* a subscriber hears of the event is not decided here: each stream asks
//! that for itself, before (`watch`).
//!
//! `thread` is "the thread as it is now". Shared, it is the thread as of the first who asked: never older than the newest
//! event that this server knew of, nor than [`WINDOW`].

use std::borrow::Cow;

use async_graphql::{
    ContextSelectionSet, OutputType, Positioned, ServerResult, Value, parser::types::Field, registry::Registry,
};
use quick_cache::{Weighter, sync::Cache};
use serde_json::to_vec;

use crate::{store::Position, time::Timestamp};

/// Milliseconds: how long what was encoded may be handed on.
const WINDOW: i64 = 100;

/// Encodings kept, roughly; a page's subscribers are at a few of its newest events at a time.
const KEPT: usize = 4_096;

/// Bytes of all encodings kept.
const KEPT_BYTES: u64 = 8 * 1024 * 1024;

/// What the encoding of an event depends on. Equal likeness, equal text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Likeness {
    /// What is asked, and with whose power.
    audience: [u8; 32],
    position: Position,
    /// Threads are read as of this event or later.
    newest: Position,
    /// Of the configuration.
    revision: i64,
    /// Which stretch of time of length [`WINDOW`].
    window: i64,
}

impl Likeness {
    pub fn new(audience: [u8; 32], position: Position, newest: Position, revision: i64, now: Timestamp) -> Self {
        Self { audience, position, newest, revision, window: now.millis().div_euclid(WINDOW) }
    }
}

/// The encodings of the newest events.
pub struct Encodings(Cache<Likeness, Value, Bytes>);

/// Counts the bytes of an encoding, and of what it is kept under.
#[derive(Clone)]
struct Bytes;

impl Weighter<Likeness, Value> for Bytes {
    fn weight(&self, _: &Likeness, encoding: &Value) -> u64 {
        let json = if let Value::Binary(json) = encoding { json.len() } else { 0 };
        (json + size_of::<Likeness>()) as u64
    }
}

impl Default for Encodings {
    fn default() -> Self {
        Self(Cache::with_weighter(KEPT, KEPT_BYTES, Bytes))
    }
}

/// An event for all who are told alike. It resolves to [`Value::Binary`], which stands for the JSON that it holds.
pub struct Shared<T> {
    likeness: Likeness,
    event: T,
}

impl<T> Shared<T> {
    pub const fn new(likeness: Likeness, event: T) -> Self {
        Self { likeness, event }
    }
}

impl<T: OutputType> OutputType for Shared<T> {
    fn type_name() -> Cow<'static, str> {
        T::type_name()
    }

    fn qualified_type_name() -> String {
        T::qualified_type_name()
    }

    fn introspection_type_name(&self) -> Cow<'static, str> {
        self.event.introspection_type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        T::create_type_info(registry)
    }

    async fn resolve(&self, ctx: &ContextSelectionSet<'_>, field: &Positioned<Field>) -> ServerResult<Value> {
        let encodings = &ctx.data_unchecked::<Encodings>().0;
        let first = match encodings.get_value_or_guard_async(&self.likeness).await {
            Ok(encoding) => return Ok(encoding),
            Err(first) => first,
        };
        let value = self.event.resolve(ctx, field).await?;
        // What failed here may not fail for the next: errors are everybody's own.
        if !ctx.query_env.errors.lock().is_ok_and(|errors| errors.is_empty()) {
            return Ok(value);
        }
        let Ok(json) = to_vec(&value) else { return Ok(value) };
        let encoding = Value::Binary(json.into());
        // Refused only if the entry was thrown out meanwhile: then somebody else resolves the event too.
        let _ = first.insert(encoding.clone());
        Ok(encoding)
    }
}
