//! The front door: GraphQL over HTTP, WebSocket and server-sent events, health and metrics.
//!
//! The transports are Baton's own, over async-graphql's execution (ADR 0004): the stock ones run mutations over `GET` and
//! `text/plain`, and do not keep the close codes of graphql-transport-ws. All doors share one way in (`http/door.rs`): who
//! calls too often is refused, the token is checked, the document is measured before anything validates it, execution has a
//! time-out and cannot take its connection down, and an error leaves with a code and without internal text
//! (`http/answer.rs`).
//!
//! This room knows neither the schema nor how tokens are checked. It is given an [`Executor`] and a [`Gate`].

mod accept;
mod address;
mod answer;
mod body;
mod document;
mod door;
mod edge;
mod entrance;
mod exceeded;
#[cfg(any(test, fuzzing))]
pub mod fuzz;
mod graphql;
mod health;
mod metrics;
mod params;
mod persisted;
mod rate;
mod refusal;
mod server;
mod sse;
mod timer;
mod websocket;

use std::sync::Arc;

use async_graphql::Executor;
use poem::Route;
use tokio_util::sync::CancellationToken;

pub use crate::config::{DocumentLimits, GraphRates, Limits, Rate};

pub use self::{
    body::BodyError,
    document::{Document, DocumentError, Measure},
    entrance::Entrance,
    persisted::{Documents, ManifestError},
    rate::{Origin, TooMany},
    server::serve,
};

/// Who stands before the door: turns a token into a session.
pub trait Gate: Send + Sync + 'static {
    /// What the resolvers find in the request's data (`ctx.data::<Session>()`).
    type Session: Clone + Send + Sync + 'static;

    /// Admits the bearer of `token`, which is what followed `Bearer `.
    ///
    /// `None` is an anonymous caller; admitting one leaves it to the resolvers to refuse.
    ///
    /// # Errors
    ///
    /// [`Denied`]: the token is no good, or nobody could tell.
    fn admit(&self, token: Option<&str>) -> impl Future<Output = Result<Self::Session, Denied>> + Send;
}

/// Why a caller was not admitted. The text is shown to the caller.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// The token is no good: 401 with code `UNAUTHENTICATED`; on a WebSocket, close code 4403.
    #[error("{0}")]
    Unauthenticated(String),
    /// The token could not be checked now: 503 with code `INTERNAL`; on a WebSocket, close code 1013 (try again later).
    #[error("{0}")]
    Unavailable(String),
}

/// Whether the server can do its work, for `/readyz`.
pub trait Readiness: Send + Sync + 'static {
    /// # Errors
    ///
    /// What is missing, in words for an operator.
    fn ready(&self) -> impl Future<Output = Result<(), String>> + Send;
}

/// The addresses of this room: `/graphql`, `/healthz`, `/readyz` and `/metrics`.
///
/// More may be added to the [`Route`]; [`serve`] gives all of them the same edge (request ids, security headers, errors as
/// JSON). When `stop` is cancelled, subscriptions end: sockets close with 1001, event streams end.
pub fn routes<E, G, R, M>(
    executor: E,
    gate: G,
    readiness: R,
    metrics: M,
    entrance: &Entrance,
    documents: Documents,
    stop: CancellationToken,
) -> Route
where
    E: Executor,
    G: Gate,
    R: Readiness,
    M: Fn() -> String + Send + Sync + 'static,
{
    let Entrance { limits, rates } = entrance.clone();
    let known = document::Known::new(limits.document);
    let door = Arc::new(door::Door { executor, gate, known, documents, rates, limits, stop });
    Route::new()
        .at("/graphql", graphql::GraphQl(door))
        .at("/healthz", health::Alive)
        .at("/readyz", health::Ready(readiness))
        .at("/metrics", metrics::Metrics(metrics))
}
