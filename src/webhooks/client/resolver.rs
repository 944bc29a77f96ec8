//! Names are resolved here, so that nothing connects to an address that was not looked at.

use std::{
    future::Future,
    io,
    net::SocketAddr,
    pin::Pin,
    task::{Context, Poll},
    vec::IntoIter,
};

use hyper_util::client::legacy::connect::dns::Name;
use tower_service::Service;

use crate::webhooks::target::Policy;

/// The system's resolver knows no address for the name.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub(super) struct Unresolved(io::Error);

/// The system's resolver, less the addresses that webhooks may not go to.
#[derive(Clone, Copy)]
pub(super) struct Guarded(Policy);

impl Guarded {
    pub(super) const fn new(policy: Policy) -> Self {
        Self(policy)
    }
}

impl Service<Name> for Guarded {
    type Response = IntoIter<SocketAddr>;
    type Error = io::Error;
    type Future = Pin<Box<dyn Future<Output = io::Result<Self::Response>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, name: Name) -> Self::Future {
        let policy = self.0;
        Box::pin(async move {
            // The port is the connector's business.
            let found = tokio::net::lookup_host((name.as_str(), 0)).await;
            let found: Vec<SocketAddr> = found.map_err(|error| io::Error::other(Unresolved(error)))?.collect();
            let mut refused = None;
            let mut allowed = Vec::new();
            for address in found {
                match policy.check(address.ip()) {
                    Ok(()) => allowed.push(address),
                    Err(error) => refused = Some(error),
                }
            }
            match refused {
                Some(error) if allowed.is_empty() => Err(io::Error::new(io::ErrorKind::PermissionDenied, error)),
                _ => Ok(allowed.into_iter()),
            }
        })
    }
}
