//! The Graph API's dialect: the addresses, parameters and answers that apps written for Messenger and Instagram know.
//!
//! Lenient in ([`input`], [`bearer`]), strict out: the documented bodies and nothing beside them, errors in the documented
//! envelope ([`error`]). Nothing is decided here. An edge reads its parameters, makes one call to the room that GraphQL's
//! resolver of the same name calls, and shows the answer; why it was refused is translated by one table
//! (`crate::refusals`). What is offered, and what is not, stands in `docs/graph-api.md`.

mod address;
mod batch;
mod bearer;
mod call;
mod conversation;
mod door;
mod edge;
mod error;
mod fields;
#[cfg(any(test, fuzzing))]
pub mod fuzz;
mod input;
mod menu;
mod paging;
mod rates;
mod webhook_fields;

use std::sync::Arc;

use poem::{Endpoint, Request, Response};

use crate::{
    auth::Auth, clock::SharedClock, directory::Directory, engine::Engine, entropy::SharedEntropy, http::Entrance,
    webhooks::Webhooks,
};

use self::door::Door;

/// The rooms behind this dialect. Cheap to clone.
#[derive(Clone)]
pub struct Services {
    pub engine: Engine,
    pub directory: Directory,
    pub auth: Arc<Auth>,
    pub webhooks: Webhooks,
    pub clock: SharedClock,
    pub entropy: SharedEntropy,
    /// Where browsers and clients find the server, without a slash at the end.
    pub public_url: String,
}

/// The Graph API, before everything else that a server answers.
pub struct GraphApi<E> {
    door: Door,
    others: E,
}

/// Answers the Graph API's addresses; `others` answers all that are not.
pub fn mount<E>(others: E, services: Services, entrance: Entrance) -> GraphApi<E> {
    GraphApi { door: Door::new(services, entrance), others }
}

impl<E: Endpoint<Output = Response>> Endpoint for GraphApi<E> {
    type Output = Response;

    async fn call(&self, request: Request) -> poem::Result<Response> {
        if address::is_graph(request.method(), request.uri().path()) {
            // The largest of all: other requests, and connections at rest, shall not have room for it.
            return Ok(Box::pin(self.door.answer(request)).await);
        }
        self.others.call(request).await
    }
}
