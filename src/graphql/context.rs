//! What every resolver can reach: the services, and who is calling.

use std::sync::{Arc, LazyLock};

use async_graphql::{Context, Error};

use super::error;
use crate::{
    auth::{Auth, Session},
    client::Client,
    clock::SharedClock,
    directory::{Directory, Editor},
    engine::Engine,
    feed::Feed,
    inbox::Inbox,
    webhooks::Webhooks,
};

/// The rooms behind the API. Cheap to clone.
#[derive(Clone)]
pub struct Services {
    pub engine: Engine,
    pub directory: Directory,
    pub inbox: Inbox,
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
    /// The directory in the caller's hands: what they change is told of them.
    fn editor(&self) -> Editor;
    fn inbox(&self) -> &Inbox;
    fn webhooks(&self) -> &Webhooks;
    /// Where the call comes from.
    fn client(&self) -> &Client;
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

    fn editor(&self) -> Editor {
        self.directory().by(self.caller().author(self.client()))
    }

    fn inbox(&self) -> &Inbox {
        &self.services().inbox
    }

    fn webhooks(&self) -> &Webhooks {
        &self.services().webhooks
    }

    fn client(&self) -> &Client {
        static NOBODYS: LazyLock<Client> = LazyLock::new(Client::default);
        self.data_opt().unwrap_or(&NOBODYS)
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
