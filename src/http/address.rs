//! Whose request it is, by address: the peer's, or what a trusted proxy says of whom it passes on.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use ipnet::IpNet;
use poem::{Addr, Request, http::HeaderMap};

/// Where proxies write whom they pass on: each adds at the end who came to it.
const FORWARDED_FOR: &str = "x-forwarded-for";

/// Bits of an IPv6 address that tell one customer of a provider from another; the rest is theirs to choose.
const IPV6_NETWORK: u128 = !(u64::MAX as u128);

/// The address that a request comes from: the peer's, unless that is of a `trusted` proxy.
///
/// `None` for a connection that has no address.
pub fn client(request: &Request, trusted: &[IpNet]) -> Option<IpAddr> {
    match &request.remote_addr().0 {
        Addr::SocketAddr(peer) => Some(behind_proxies(peer.ip().to_canonical(), request.headers(), trusted)),
        _ => None,
    }
}

/// What stands for all addresses of one client: an IPv4 address, or an IPv6 network of 64 bits.
pub fn network(address: IpAddr) -> Ipv6Addr {
    match address {
        IpAddr::V4(address) => address.to_ipv6_mapped(),
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & IPV6_NETWORK),
    }
}

/// Goes back from the peer as long as who speaks is trusted: only the words of trusted proxies stand at the list's end.
fn behind_proxies(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> IpAddr {
    let is_trusted = |address: IpAddr| trusted.iter().any(|network| network.contains(&address));
    let mut speaker = peer;
    let lists = headers.get_all(FORWARDED_FOR).into_iter().rev();
    let mut named = lists.flat_map(|list| list.to_str().unwrap_or_default().rsplit(','));
    while is_trusted(speaker) {
        match named.next().and_then(parse) {
            Some(address) => speaker = address,
            None => break,
        }
    }
    speaker
}

/// An address, with or without a port.
fn parse(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let address = text.parse().or_else(|_| text.parse::<SocketAddr>().map(|it| it.ip()));
    address.ok().map(|it| it.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client_of(peer: &str, lists: &[&'static str]) -> String {
        let mut headers = HeaderMap::new();
        for list in lists {
            headers.append(FORWARDED_FOR, poem::http::HeaderValue::from_static(list));
        }
        let trusted = ["10.0.0.0/8", "::1/128"].map(|it| it.parse().unwrap());
        behind_proxies(peer.parse().unwrap(), &headers, &trusted).to_string()
    }

    #[test]
    fn only_trusted_proxies_are_believed() {
        assert_eq!(client_of("192.0.2.1", &["198.51.100.1"]), "192.0.2.1");
        assert_eq!(client_of("10.0.0.1", &["198.51.100.1"]), "198.51.100.1");
        assert_eq!(client_of("::1", &["198.51.100.1, 192.0.2.7"]), "192.0.2.7");
        assert_eq!(client_of("10.0.0.1", &["203.0.113.9, 198.51.100.1, 10.0.0.2"]), "198.51.100.1");
        assert_eq!(client_of("10.0.0.1", &["203.0.113.9", "198.51.100.1,10.0.0.2"]), "198.51.100.1");
    }

    #[test]
    fn where_the_proxies_say_nothing_of_use_the_last_of_them_answers_for_it() {
        assert_eq!(client_of("10.0.0.1", &[]), "10.0.0.1");
        assert_eq!(client_of("10.0.0.1", &["unknown"]), "10.0.0.1");
        assert_eq!(client_of("10.0.0.1", &["198.51.100.1, _hidden, 10.0.0.3"]), "10.0.0.3");
        assert_eq!(client_of("10.0.0.1", &["10.0.0.2"]), "10.0.0.2");
    }

    #[test]
    fn ports_and_mapped_addresses_are_read() {
        assert_eq!(client_of("10.0.0.1", &["198.51.100.1:4711"]), "198.51.100.1");
        assert_eq!(client_of("10.0.0.1", &["[2001:db8::1]:80"]), "2001:db8::1");
        assert_eq!(client_of("10.0.0.1", &["::ffff:198.51.100.1"]), "198.51.100.1");
    }

    #[test]
    fn addresses_of_one_ipv6_network_count_as_one() {
        let network = |text: &str| network(text.parse().unwrap());
        assert_eq!(network("2001:db8::1"), network("2001:db8::ffff:1:2:3"));
        assert_ne!(network("2001:db8::1"), network("2001:db8:0:1::1"));
        assert_ne!(network("192.0.2.1"), network("192.0.2.2"));
    }
}
