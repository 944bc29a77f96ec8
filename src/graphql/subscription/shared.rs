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

use std::{borrow::Cow, time::Duration};

use async_graphql::{
    ContextSelectionSet, OutputType, Positioned, ServerResult, Value, parser::types::Field, registry::Registry,
};
use quick_cache::{
    DefaultHashBuilder, Weighter,
    sync::{Cache, DefaultLifecycle, PlaceholderGuard},
};
use serde_json::to_vec;
use tokio::time::timeout;

use crate::{graphql::order, store::Position, time::Timestamp};

/// Milliseconds: how long what was encoded may be handed on.
const WINDOW: i64 = 100;

/// How long the others wait for the first, and then for the next of them who tries.
const PATIENCE: Duration = Duration::from_millis(100);

/// How many may be waited for. Beyond, everybody helps themselves: not sooner, or a busy database would get a thousand
/// questions in place of one.
const ATTEMPTS: u8 = 50;

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
    /// How many before took too long to resolve it.
    attempt: u8,
}

impl Likeness {
    pub fn new(audience: [u8; 32], position: Position, newest: Position, revision: i64, now: Timestamp) -> Self {
        Self { audience, position, newest, revision, window: now.millis().div_euclid(WINDOW), attempt: 0 }
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

/// The place of an encoding that is to come; dropped without it, the next in line has the turn.
type Promise<'a> = PlaceholderGuard<'a, Likeness, Value, Bytes, DefaultHashBuilder, DefaultLifecycle<Likeness, Value>>;

/// What a subscriber finds who comes to an event.
enum Turn<'a> {
    /// It is encoded.
    Told(Value),
    /// It is to be resolved, and others wait for it.
    First(Promise<'a>),
    /// It is to be resolved, and nobody waits.
    Alone,
}

impl Encodings {
    /// Waits for whoever resolves the event already, but not for ever: a resolver goes on only as fast as the socket that it
    /// works for, and a client that does not read must not hold up the others.
    async fn turn(&self, likeness: &Likeness) -> Turn<'_> {
        for attempt in 0..ATTEMPTS {
            let likeness = Likeness { attempt, ..likeness.clone() };
            if let Some(encoding) = self.0.get(&likeness) {
                return Turn::Told(encoding);
            }
            match timeout(PATIENCE, self.0.get_value_or_guard_async(&likeness)).await {
                Ok(Ok(encoding)) => return Turn::Told(encoding),
                Ok(Err(others)) => return Turn::First(others),
                Err(_) => {}
            }
        }
        Turn::Alone
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
        let turn = ctx.data_unchecked::<Encodings>().turn(&self.likeness).await;
        if let Turn::Told(encoding) = turn {
            return Ok(encoding);
        }
        // Boxed: of many subscribers one resolves, and the others need not carry room for that about.
        let mut value = Box::pin(self.event.resolve(ctx, field)).await?;
        // What failed here may not fail for the next: errors are everybody's own.
        if !ctx.query_env.errors.lock().is_ok_and(|errors| errors.is_empty()) {
            return Ok(value);
        }
        order::arrange(&mut value, &field.node.selection_set.node, &ctx.query_env.fragments);
        let Ok(json) = to_vec(&value) else { return Ok(value) };
        let encoding = Value::Binary(json.into());
        if let Turn::First(others) = turn {
            // Refused only if the entry was thrown out meanwhile: then somebody else resolves the event too.
            let _ = others.insert(encoding.clone());
        }
        Ok(encoding)
    }
}

#[cfg(test)]
mod tests;
