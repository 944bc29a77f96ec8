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

mod encodings;

use std::borrow::Cow;

use async_graphql::{
    Context, ContextSelectionSet, OutputType, Positioned, Result, ServerResult, Value, async_trait::async_trait,
    parser::types::Field, registry::Registry,
};
use futures_util::{
    Stream, StreamExt,
    stream::{self, BoxStream},
};
use serde_json::to_vec;

use super::lane::{Given, Lane};
use crate::{
    graphql::{complete::filled, order},
    store::Position,
    time::Timestamp,
};

pub use encodings::Encodings;

use encodings::Turn;

/// Milliseconds: how long what was encoded may be handed on.
const WINDOW: i64 = 100;

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

/// An event for all who are told alike. It resolves to [`Value::Binary`], which stands for the JSON that it holds.
pub enum Shared<T> {
    /// Somebody has encoded it.
    Told(Value),
    /// It is to be encoded.
    First(T, Turn),
}

/// Events for all who are told alike, on the short way where there is one. In an execution for one event, that one.
pub async fn share<T, S>(
    ctx: &Context<'_>,
    events: impl Future<Output = Result<S>> + Send,
) -> Result<BoxStream<'static, Result<Shared<T>>>>
where
    T: Send + Sync + 'static,
    S: Stream<Item = Result<(Likeness, T)>> + Send + 'static,
{
    if let Some(given) = ctx.data_opt::<Given>() {
        return Ok(stream::iter(given.take()).boxed());
    }
    let events = events.await?;
    let encodings = ctx.data_unchecked::<Encodings>().clone();
    let shared = events.then(move |event| {
        let encodings = encodings.clone();
        async move {
            let (likeness, event) = event?;
            let turn = encodings.turn(likeness).await;
            Ok(turn.map_or_else(|turn| Shared::First(event, turn), Shared::Told))
        }
    });
    Ok(match ctx.data_opt::<Lane>() {
        Some(lane) => {
            lane.leave(shared);
            stream::pending().boxed()
        }
        None => shared.boxed(),
    })
}

#[async_trait]
impl<T: OutputType> OutputType for Shared<T> {
    fn type_name() -> Cow<'static, str> {
        T::type_name()
    }

    fn qualified_type_name() -> String {
        T::qualified_type_name()
    }

    fn introspection_type_name(&self) -> Cow<'static, str> {
        match self {
            Self::Told(_) => T::type_name(),
            Self::First(event, _) => event.introspection_type_name(),
        }
    }

    fn create_type_info(registry: &mut Registry) -> String {
        T::create_type_info(registry)
    }

    async fn resolve(&self, ctx: &ContextSelectionSet<'_>, field: &Positioned<Field>) -> ServerResult<Value> {
        let (event, turn) = match self {
            Self::Told(encoding) => return Ok(encoding.clone()),
            Self::First(event, turn) => (event, turn),
        };
        // Boxed: of many subscribers one resolves, and the others need not carry room for that about.
        let mut value = Box::pin(event.resolve(ctx, field)).await?;
        // What failed here may not fail for the next: errors are everybody's own.
        if !ctx.query_env.errors.lock().is_ok_and(|errors| errors.is_empty()) {
            return Ok(value);
        }
        filled::empty(&mut value);
        order::arrange(&mut value, &field.node.selection_set.node, &ctx.query_env.fragments);
        let Ok(json) = to_vec(&value) else { return Ok(value) };
        let encoding = Value::Binary(json.into());
        turn.end(encoding.clone());
        Ok(encoding)
    }
}

#[cfg(test)]
mod tests;
