//! What can be set, by what it is about.

use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    path::PathBuf,
};

use super::{Address, Config, Secret};

/// Where Baton is reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// Default `127.0.0.1:8080`.
    pub listen: SocketAddr,
    /// What links and cookies use, without a slash at the end. Default: from `listen`.
    pub public_url: Option<String>,
}

/// Where Baton keeps what it knows, and how its servers tell one another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Storage {
    /// The embedded database and the generated keys. Default `./data`.
    pub data_dir: PathBuf,
    /// SQLite or Postgres. Default: SQLite in the data folder.
    pub database_url: Option<Address>,
    /// Carries events between many servers on one Postgres. Default: none.
    pub nats_url: Option<Address>,
}

/// What signs access tokens.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tokens {
    /// An Ed25519 key, made at the first start. Default: in the data folder.
    pub key_file: Option<PathBuf>,
    /// The key before that, whose tokens are still good. Default: none.
    pub previous_key_file: Option<PathBuf>,
}

/// The OpenID provider that people may sign in with; there is none unless issuer and client id are set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenId {
    pub issuer: Option<String>,
    pub client_id: Option<String>,
    pub client_secret: Option<Secret>,
    /// What people call it. Default `OpenID`.
    pub name: String,
    /// Domains of whose addresses people are made who are not known here, in lower case. Default: none.
    pub domains: Vec<String>,
}

/// What is kept of who did what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Audit {
    /// Default: for good.
    pub kept_days: Option<i64>,
}

/// How events are sent to apps.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Webhooks {
    /// Whether they may go to loopback and private addresses. Default: no.
    pub allow_private: bool,
}

/// What Baton tells of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Telemetry {
    /// Which log lines, as directives of `tracing-subscriber`. Default `info`.
    pub log: String,
    /// Default: for people.
    pub log_format: LogFormat,
    /// Where traces and metrics go by OpenTelemetry. Default: nowhere.
    pub otlp_endpoint: Option<Address>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LogFormat {
    /// A line for people.
    #[default]
    Pretty,
    /// An object a line, for machines.
    Json,
}

impl Default for Server {
    fn default() -> Self {
        Self { listen: SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8080), public_url: None }
    }
}

impl Default for OpenId {
    fn default() -> Self {
        Self { issuer: None, client_id: None, client_secret: None, name: "OpenID".to_owned(), domains: Vec::new() }
    }
}

impl Default for Storage {
    fn default() -> Self {
        Self { data_dir: PathBuf::from("./data"), database_url: None, nats_url: None }
    }
}

impl Default for Telemetry {
    fn default() -> Self {
        Self { log: "info".to_owned(), log_format: LogFormat::default(), otlp_endpoint: None }
    }
}

/// What follows from other values where none was set.
impl Config {
    pub fn database_url(&self) -> Address {
        self.storage.database_url.clone().unwrap_or_else(|| {
            let path = self.storage.data_dir.join("baton.db").display().to_string();
            // These three end a path in a URL; anything else the driver takes as it is.
            let path = path.replace('%', "%25").replace('?', "%3F").replace('#', "%23");
            Address::known(format!("sqlite://{path}?mode=rwc"))
        })
    }

    pub fn public_url(&self) -> String {
        self.server.public_url.clone().unwrap_or_else(|| {
            let listen = self.server.listen;
            // Nobody can follow a link to "any address".
            if listen.ip().is_unspecified() {
                format!("http://localhost:{}", listen.port())
            } else {
                format!("http://{listen}")
            }
        })
    }

    pub fn jwt_key_file(&self) -> PathBuf {
        self.tokens.key_file.clone().unwrap_or_else(|| self.storage.data_dir.join("jwt-key.pem"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_set_follows_from_the_rest() {
        let mut config = Config::default();
        assert_eq!(config.database_url().to_string(), "sqlite://./data/baton.db?mode=rwc");
        assert_eq!(config.public_url(), "http://127.0.0.1:8080");
        assert_eq!(config.jwt_key_file(), PathBuf::from("./data/jwt-key.pem"));

        config.storage.data_dir = "/tmp/50% off?".into();
        config.server.listen = "0.0.0.0:9".parse().unwrap();
        assert_eq!(config.database_url().reveal(), "sqlite:///tmp/50%25 off%3F/baton.db?mode=rwc");
        assert_eq!(config.public_url(), "http://localhost:9");
    }
}
