//! What is known of the client behind a request: for the audit log, and to slow down who guesses.

use std::{net::IpAddr, sync::Arc};

/// Characters that are kept of what a program calls itself.
const AGENT: usize = 300;

/// Where a request comes from. Cheap to clone: one request has one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Client(Arc<Known>);

#[derive(Debug, Default, PartialEq, Eq)]
struct Known {
    address: Option<IpAddr>,
    agent: String,
    request_id: String,
}

impl Client {
    /// `agent` is what the program calls itself (`User-Agent`); of a long one the beginning is kept.
    pub fn new(address: Option<IpAddr>, agent: &str, request_id: &str) -> Self {
        let agent = agent.chars().filter(|it| !it.is_control()).take(AGENT).collect();
        Self(Arc::new(Known { address, agent, request_id: request_id.to_owned() }))
    }

    /// The peer's, or what a trusted proxy says; `None` for what no request asked for.
    pub fn address(&self) -> Option<IpAddr> {
        self.0.address
    }

    pub fn agent(&self) -> &str {
        &self.0.agent
    }

    /// As in the log lines of the request, and in `x-request-id` of its answer.
    pub fn request_id(&self) -> &str {
        &self.0.request_id
    }
}
