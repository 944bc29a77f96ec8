//! The server that is measured.

use std::net::IpAddr;

use url::{Host, Url};

use super::BenchError;

/// Where the server is, and who calls it.
#[derive(Clone, Debug)]
pub struct Target {
    /// `host:port`.
    pub(super) address: String,
    /// Of the GraphQL endpoint.
    pub(super) path: String,
    /// An administrator's.
    pub(super) token: String,
}

impl Target {
    /// # Errors
    ///
    /// The URL is none that begins with `http://`, or its host is not this machine and `allow_remote` is not set.
    pub fn new(url: &str, token: &str, allow_remote: bool) -> Result<Self, BenchError> {
        let bad = || BenchError::Url(url.to_owned());
        let parsed = Url::parse(url).ok().filter(|it| it.scheme() == "http").ok_or_else(bad)?;
        let host = parsed.host().ok_or_else(bad)?;
        if !allow_remote && !is_this_machine(&host) {
            return Err(BenchError::Remote(host.to_string()));
        }
        let port = parsed.port_or_known_default().ok_or_else(bad)?;
        let path = format!("{}/graphql", parsed.path().trim_end_matches('/'));
        // It becomes part of a head that nobody checks again.
        if token.is_empty() || !token.bytes().all(|it| it.is_ascii_graphic()) {
            return Err(BenchError::Token);
        }
        Ok(Self { address: format!("{host}:{port}"), path, token: token.to_owned() })
    }

    pub(super) fn socket_url(&self) -> String {
        format!("ws://{}{}", self.address, self.path)
    }
}

fn is_this_machine(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => *name == "localhost",
        Host::Ipv4(ip) => IpAddr::V4(*ip).is_loopback(),
        Host::Ipv6(ip) => IpAddr::V6(*ip).is_loopback(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_measured_unless_told() {
        for url in ["http://localhost:8080", "http://127.0.0.1", "http://[::1]:9/"] {
            assert!(Target::new(url, "t", false).is_ok(), "{url}");
        }
        for url in ["http://192.0.2.1:8080", "http://example.com", "http://localhost.example.com"] {
            assert!(matches!(Target::new(url, "t", false), Err(BenchError::Remote(_))), "{url}");
            assert!(Target::new(url, "t", true).is_ok(), "{url}");
        }
    }

    #[test]
    fn an_address_is_a_host_a_port_and_a_path() {
        let target = Target::new("http://localhost/below/", "t", false).unwrap();
        assert_eq!((target.address.as_str(), target.path.as_str()), ("localhost:80", "/below/graphql"));
        for url in ["https://localhost", "localhost:80", "", "http://"] {
            assert!(matches!(Target::new(url, "t", true), Err(BenchError::Url(_))), "{url}");
        }
    }

    #[test]
    fn a_token_cannot_add_a_line_to_a_request() {
        for token in ["", "a\r\nb: c", "a b"] {
            assert!(matches!(Target::new("http://localhost", token, false), Err(BenchError::Token)), "{token:?}");
        }
    }
}
