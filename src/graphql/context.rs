//! What every resolver can reach: the services, and who is calling.

use std::sync::Arc;

use async_graphql::{Context, Error};

use super::error;
use crate::{
    auth::{Auth, Session},
    clock::SharedClock,
    directory::Directory,
    engine::Engine,
    feed::Feed,
    webhooks::Webhooks,
};

/// The rooms behind the API. Cheap to clone.
#[derive(Clone)]
pub struct Services {
    pub engine: Engine,
    pub directory: Directory,
    pub feed: Feed,
    pub auth: Arc<Auth>,
    pub webhooks: Webhooks,
    pub clock: SharedClock,
}

/// Shorthands that resolvers read well with.
pub trait Reach {
    fn services(&self) -> &Services;
    fn engine(&self) -> &Engine;
    fn directory(&self) -> &Directory;
    fn webhooks(&self) -> &Webhooks;
    /// Who calls; anonymous callers too.
    fn caller(&self) -> &Session;
    /// Who calls, if it is anybody.
    ///
    /// # Errors
    ///
    /// UNAUTHENTICATED.
    fn session(&self) -> Result<&Session, Error>;
}

impl Reach for Context<'_> {
    fn services(&self) -> &Services {
        self.data_unchecked()
    }

    fn engine(&self) -> &Engine {
        &self.services().engine
    }

    fn directory(&self) -> &Directory {
        &self.services().directory
    }

    fn webhooks(&self) -> &Webhooks {
        &self.services().webhooks
    }

    fn caller(&self) -> &Session {
        self.data_opt().unwrap_or(&Session::Anonymous)
    }

    fn session(&self) -> Result<&Session, Error> {
        match self.caller() {
            Session::Anonymous => Err(error::unauthenticated()),
            session => Ok(session),
        }
    }
}
