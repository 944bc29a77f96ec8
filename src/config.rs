//! The configuration: flags over environment over `baton.toml` over defaults.
//!
//! Every key stands once, in [`KEYS`]: its name in the file, its variable, its flag, what it means and
//! what it may be. Loading, `--help`, `baton config` and the documentation all read that table.

mod address;
mod key;
mod limits;
mod load;
mod report;
mod secret;
mod sections;

pub use address::Address;
pub use key::{KEYS, Key};
pub use limits::{DocumentLimits, GraphRates, Limits, Rate};
pub use load::{ConfigError, Flags, Loaded, Origin, load};
pub use secret::Secret;
pub use sections::{Audit, LogFormat, OpenId, Server, Storage, Telemetry, Tokens, Webhooks};

/// All that an operator may set. [`Default`] is a working server for one machine.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    pub server: Server,
    pub limits: Limits,
    pub storage: Storage,
    pub tokens: Tokens,
    pub openid: OpenId,
    pub audit: Audit,
    pub webhooks: Webhooks,
    pub telemetry: Telemetry,
}
