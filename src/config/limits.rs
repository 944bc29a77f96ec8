//! What a caller may ask of the server at most.

use std::{num::NonZeroU32, path::PathBuf, time::Duration};

use ipnet::IpNet;

/// Bounds on connections, requests and subscriptions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Open connections, WebSockets and event streams included; further ones wait to be accepted.
    pub connections: usize,
    /// Time to send a request's head; also how long a kept-alive connection may be idle.
    pub header_time: Duration,
    /// Bytes of a request's head.
    pub header_bytes: usize,
    /// Time to send a request's body.
    pub body_time: Duration,
    /// Bytes of a request's body, and of one WebSocket message.
    pub body_bytes: usize,
    /// How long a client may leave what is written to it unread.
    pub stall_time: Duration,
    /// Time to execute one query or mutation.
    pub execution_time: Duration,
    /// Time from the opening of a WebSocket to an accepted `connection_init`.
    pub socket_init_time: Duration,
    /// Operations that may run on one WebSocket at a time.
    pub socket_operations: usize,
    /// How often a WebSocket is pinged. One that was silent for a whole period is dropped.
    pub ping_period: Duration,
    /// How often a comment is sent on an event stream, so that a dead reader is noticed.
    pub keep_alive_period: Duration,
    /// Answers of at least so many bytes are compressed for clients that accept it; `None`: none are.
    pub compressed_bytes: Option<usize>,
    /// Operations that the bearer of one token may begin.
    pub token_rate: Rate,
    /// Operations, handshakes and refused requests of one address, with a token or without.
    pub address_rate: Rate,
    /// What clients of the Graph API may do on a page, as Meta has it.
    pub graph: GraphRates,
    /// Proxies that are believed when they say whose request they pass on (`X-Forwarded-For`).
    pub trusted_proxies: Vec<IpNet>,
    /// Whether callers without a token may read the schema.
    pub anonymous_introspection: bool,
    /// What a GraphQL document may ask for.
    pub document: DocumentLimits,
    /// Bytes of automatically persisted queries that are kept; `None`: none are.
    pub persisted_bytes: Option<usize>,
    /// The documents that may run, and no others: a manifest, or a folder of documents and manifests.
    pub trusted_documents: Option<PathBuf>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 10_000,
            header_time: Duration::from_secs(30),
            header_bytes: 16 * 1024,
            body_time: Duration::from_secs(30),
            body_bytes: 1024 * 1024,
            stall_time: Duration::from_secs(30),
            execution_time: Duration::from_secs(30),
            socket_init_time: Duration::from_secs(10),
            socket_operations: 100,
            ping_period: Duration::from_secs(15),
            keep_alive_period: Duration::from_secs(12),
            compressed_bytes: Some(1024),
            token_rate: Rate::default(),
            address_rate: Rate::default(),
            graph: GraphRates::default(),
            trusted_proxies: Vec::new(),
            anonymous_introspection: false,
            document: DocumentLimits::default(),
            persisted_bytes: Some(4 * 1024 * 1024),
            trusted_documents: None,
        }
    }
}

/// Bounds on one GraphQL document, checked before it is validated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DocumentLimits {
    /// Length in bytes.
    pub bytes: u32,
    /// Lexical tokens; comments and commas are none.
    pub tokens: u32,
    /// Brackets of any kind inside one another. Bounds the parser's stack.
    pub nesting: u32,
    /// Selection sets inside one another, those of spread fragments included.
    pub depth: u32,
    /// Fields, spreads and inline fragments after every spread is expanded.
    pub selections: u32,
    /// Aliased fields after every spread is expanded.
    pub aliases: u32,
    /// Directives after every spread is expanded.
    pub directives: u32,
}

impl Default for DocumentLimits {
    fn default() -> Self {
        Self {
            bytes: 64 * 1024,
            tokens: 10_000,
            nesting: 64,
            depth: 30,
            selections: 10_000,
            aliases: 200,
            directives: 200,
        }
    }
}

/// How often something may be done in the long run, and how often at once after a pause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// `None`: as often as anyone likes.
    pub per_second: Option<NonZeroU32>,
    /// How many may come at once.
    pub burst: NonZeroU32,
}

impl Default for Rate {
    fn default() -> Self {
        Self { per_second: None, burst: NonZeroU32::MIN.saturating_add(99) }
    }
}

/// How often apps may do something on one page through the Graph API's endpoints; `None`: as often as they like.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct GraphRates {
    /// Messages in a second. Meta: 300.
    pub messages: Option<NonZeroU32>,
    /// Messages with audio or video in a second. Meta: 10.
    pub media: Option<NonZeroU32>,
    /// Calls of `conversations` in a second. Meta: 2.
    pub conversations: Option<NonZeroU32>,
    /// Calls of `messenger_profile` in ten minutes. Meta: 10.
    pub profile: Option<NonZeroU32>,
    /// Calls of `custom_user_settings` for one customer in ten minutes. Meta: 10.
    pub user_settings: Option<NonZeroU32>,
    /// Calls in a day for each customer with whom something happened that day. Meta: 200.
    pub per_customer: Option<NonZeroU32>,
}
