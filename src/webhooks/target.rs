//! Where webhooks may go: not into the network that Baton stands in, unless the operator says so.
//!
//! An address is looked at twice: when a webhook is set, and whenever a connection is made, after the name was
//! resolved. A name that is public today and private tomorrow is refused tomorrow.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

/// Characters of an address.
const LONGEST: usize = 2_000;

/// Where webhooks may go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    /// Loopback, private and link-local addresses are fine too (`BATON_WEBHOOK_ALLOW_PRIVATE`).
    pub allow_private: bool,
}

/// Why an address is none for webhooks.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadTarget {
    #[error("an address begins with https:// or http:// and has at most 2,000 characters")]
    NotAnAddress,
    #[error("an address for webhooks holds no name or password: check signatures instead")]
    Credentials,
    #[error("{0} is no public address; the server's operator may allow it by BATON_WEBHOOK_ALLOW_PRIVATE")]
    Private(IpAddr),
}

impl Policy {
    /// The address, if requests may go there as far as its text tells.
    ///
    /// # Errors
    ///
    /// It is no http(s) address, holds credentials, or names a private IP address.
    pub fn parse(self, text: &str) -> Result<Url, BadTarget> {
        let url = Url::parse(text).map_err(|_| BadTarget::NotAnAddress)?;
        if text.len() > LONGEST || !["http", "https"].contains(&url.scheme()) {
            return Err(BadTarget::NotAnAddress);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(BadTarget::Credentials);
        }
        match url.host() {
            None => return Err(BadTarget::NotAnAddress),
            Some(Host::Domain(_)) => {}
            Some(Host::Ipv4(ip)) => self.check(ip.into())?,
            Some(Host::Ipv6(ip)) => self.check(ip.into())?,
        }
        Ok(url)
    }

    /// # Errors
    ///
    /// The address is not public, and that is not allowed.
    pub fn check(self, ip: IpAddr) -> Result<(), BadTarget> {
        if self.allow_private || is_public(ip) { Ok(()) } else { Err(BadTarget::Private(ip)) }
    }
}

fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => match embedded(ip) {
            Some(inner) => is_public_v4(inner),
            None => is_public_v6(ip),
        },
    }
}

/// By the registry of special-purpose addresses (IANA).
const fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    !(a == 0                                // this network
        || ip.is_private()
        || (a == 100 && b >= 64 && b < 128) // shared by carriers (CGNAT)
        || ip.is_loopback()
        || ip.is_link_local()               // with the clouds' metadata at 169.254.169.254
        || (a == 192 && b == 0 && c == 0)   // protocol assignments
        || ip.is_documentation()
        || (a == 192 && b == 88 && c == 99) // relays to IPv6
        || (a == 198 && (b == 18 || b == 19)) // benchmarks
        || a >= 224) // multicast, reserved, broadcast
}

const fn is_public_v6(ip: Ipv6Addr) -> bool {
    let [a, b, ..] = ip.segments();
    // Public addresses are in 2000::/3; of those, these are not.
    a & 0xe000 == 0x2000
        && !(a == 0x2001 && b < 0x0200) // protocol assignments, Teredo among them
        && !(a == 0x2001 && b == 0x0db8) // documentation
        && !(a == 0x3fff && b < 0x1000) // documentation
}

/// The IPv4 address that an IPv6 one stands for: mapped, compatible, translated (NAT64) or tunnelled (6to4).
const fn embedded(ip: Ipv6Addr) -> Option<Ipv4Addr> {
    let ([a, b, c, d], [e, f, g, h]) = split(ip.segments());
    let last = Some(v4(g, h));
    match (a, b, c, d, e, f) {
        (0, 0, 0, 0, 0, 0 | 0xffff) | (0, 0, 0, 0, 0xffff, 0) | (0x64, 0xff9b, 0, 0, 0, 0) | (0x64, 0xff9b, 1, ..) => {
            last
        }
        (0x2002, ..) => Some(v4(b, c)),
        _ => None,
    }
}

const fn split([a, b, c, d, e, f, g, h]: [u16; 8]) -> ([u16; 4], [u16; 4]) {
    ([a, b, c, d], [e, f, g, h])
}

const fn v4(high: u16, low: u16) -> Ipv4Addr {
    let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
    Ipv4Addr::new(a, b, c, d)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Addresses that no webhook may reach. `tests/webhooks` connects to each where there is no network.
    const PRIVATE: &[&str] = &[
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.1",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.0.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "::ffff:0:10.0.0.1",
        "64:ff9b::10.0.0.1",
        "64:ff9b:1::1",
        "2002:7f00:1::",
        "2002:a00:1::1",
        "2001::1",
        "2001:db8::1",
        "3fff::1",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "fec0::1",
        "ff02::1",
        "100::1",
        "fd00:ec2::254",
    ];
    const PUBLIC: &[&str] = &[
        "1.1.1.1",
        "8.8.8.8",
        "100.63.255.255",
        "100.128.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.0.1.1",
        "198.17.255.255",
        "223.255.255.255",
        "2606:4700:4700::1111",
        "2a00:1450::1",
        "::ffff:8.8.8.8",
        "64:ff9b::8.8.8.8",
        "2002:808:808::1",
        "2001:4860::1",
    ];

    #[test]
    fn only_public_addresses_pass() {
        let policy = Policy::default();
        for ip in PRIVATE {
            assert!(policy.check(ip.parse().unwrap()).is_err(), "{ip} passed");
            assert!(Policy { allow_private: true }.check(ip.parse().unwrap()).is_ok());
        }
        for ip in PUBLIC {
            assert!(policy.check(ip.parse().unwrap()).is_ok(), "{ip} was refused");
        }
    }

    #[test]
    fn addresses_are_checked_however_they_are_written() {
        let bad = |text: &str| Policy::default().parse(text).unwrap_err();
        for text in [
            "http://127.1/",
            "http://2130706433/",
            "http://0x7f.0.0.1/",
            "http://0177.0.0.1",
            "http://[::1]:8080/",
            "http://[::ffff:7f00:1]/",
            "https://169.254.169.254/latest/meta-data",
            "http://①②⑦.0.0.1/",
        ] {
            assert!(matches!(bad(text), BadTarget::Private(_)), "{text}");
        }
        for text in [
            "",
            "example.org",
            "ftp://example.org",
            "file:///etc/passwd",
            "http://",
            "javascript:alert(1)",
            "gopher://a",
        ] {
            assert_eq!(bad(text), BadTarget::NotAnAddress, "{text}");
        }
        assert_eq!(bad("https://user:pass@example.org/"), BadTarget::Credentials);
        assert_eq!(bad(&format!("https://example.org/{}", "a".repeat(2_000))), BadTarget::NotAnAddress);
        assert!(Policy::default().parse("https://example.org:8443/hook?x=1").is_ok());
        assert!(Policy { allow_private: true }.parse("http://127.0.0.1:1/").is_ok());
    }
}
