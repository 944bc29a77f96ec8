//! What every dialect's door has in common: the limits, and who has come how often.

use std::sync::Arc;

use poem::{Body, Request};

use super::{
    Limits,
    body::{self, BodyError},
    graphql,
    rate::{Origin, Rates, TooMany},
};
use crate::client::Client;

/// The limits of a server and the counts that go with them. Clones count together.
#[derive(Clone)]
pub struct Entrance {
    pub limits: Limits,
    pub(super) rates: Arc<Rates>,
}

impl Entrance {
    pub fn new(limits: Limits) -> Self {
        let rates = Arc::new(Rates::new(&limits));
        Self { limits, rates }
    }

    /// Counts a request by where it comes from.
    ///
    /// # Errors
    ///
    /// Too many came from there.
    pub fn count_address(&self, request: &Request) -> Result<Origin, TooMany> {
        let origin = self.rates.origin(request);
        self.rates.check_address(origin)?;
        Ok(origin)
    }

    /// Counts it by the token that came with it.
    ///
    /// # Errors
    ///
    /// Too many came with that one.
    pub fn count_token(&self, origin: Origin, token: &str) -> Result<(), TooMany> {
        self.rates.check_token(self.rates.with_token(origin, Some(token)))
    }

    /// Who sent a request, as the edge has found out.
    pub fn client(&self, request: &Request) -> Client {
        graphql::client(request)
    }

    /// Reads a request's body within its limits.
    ///
    /// # Errors
    ///
    /// It is too long, too slow, or not whole.
    pub async fn read(&self, body: Body) -> Result<Vec<u8>, BodyError> {
        body::read(body, &self.limits).await
    }
}
