//! The keys of what a caller may ask for. Each number has its unit in its name, or counts what its name says.

use std::{net::IpAddr, num::NonZeroU32, time::Duration};

use ipnet::IpNet;

use super::{Key, or_none};

/// A number of [`Limits`](crate::config::Limits): its three names, its bounds, its default, its meaning, its field.
macro_rules! number {
    ($name:literal, $variable:literal, $flag:literal, $least:literal to $most:literal $(or $off:ident)?, $default:literal,
     $about:literal, $($field:ident).+) => {
        Key {
            name: $name,
            variable: $variable,
            flag: $flag,
            expects: concat!("a whole number from ", $least, " to ", $most $(, ", or ", stringify!($off))?),
            default: $default,
            about: $about,
            set: |config, text| Number::read(text, $least, $most).map(|it| config.limits.$($field).+ = it),
            show: |config| config.limits.$($field).+.show(),
        }
    };
}

#[rustfmt::skip]
pub const KEYS: &[Key] = &[
    number!("limit_connections", "BATON_LIMIT_CONNECTIONS", "limit-connections", 1 to 1000000, "10000",
        "Open connections; further ones wait", connections),
    number!("limit_head_seconds", "BATON_LIMIT_HEAD_SECONDS", "limit-head-seconds", 1 to 3600, "30",
        "Time to send a request's head, and for an idle connection to send the next one", header_time),
    number!("limit_head_bytes", "BATON_LIMIT_HEAD_BYTES", "limit-head-bytes", 1024 to 1048576, "16384",
        "Bytes of a request's head", header_bytes),
    number!("limit_body_seconds", "BATON_LIMIT_BODY_SECONDS", "limit-body-seconds", 1 to 3600, "30",
        "Time to send a request's body", body_time),
    number!("limit_body_bytes", "BATON_LIMIT_BODY_BYTES", "limit-body-bytes", 1024 to 104857600, "1048576",
        "Bytes of a request's body and of a WebSocket message", body_bytes),
    number!("limit_stall_seconds", "BATON_LIMIT_STALL_SECONDS", "limit-stall-seconds", 1 to 3600, "30",
        "How long a client may leave an answer unread", stall_time),
    number!("limit_execution_seconds", "BATON_LIMIT_EXECUTION_SECONDS", "limit-execution-seconds", 1 to 3600, "30",
        "Time to execute a query or mutation", execution_time),
    number!("limit_socket_init_seconds", "BATON_LIMIT_SOCKET_INIT_SECONDS", "limit-socket-init-seconds", 1 to 3600, "10",
        "Time to a WebSocket's connection_init", socket_init_time),
    number!("limit_socket_operations", "BATON_LIMIT_SOCKET_OPERATIONS", "limit-socket-operations", 1 to 10000, "100",
        "Operations that run on one WebSocket at a time", socket_operations),
    number!("socket_ping_seconds", "BATON_SOCKET_PING_SECONDS", "socket-ping-seconds", 1 to 3600, "15",
        "How often a WebSocket is pinged, and how long it may be silent", ping_period),
    number!("stream_keep_alive_seconds", "BATON_STREAM_KEEP_ALIVE_SECONDS", "stream-keep-alive-seconds", 1 to 3600, "12",
        "How often a quiet event stream is written to", keep_alive_period),
    number!("limit_document_bytes", "BATON_LIMIT_DOCUMENT_BYTES", "limit-document-bytes", 1 to 4194304, "65536",
        "Bytes of a GraphQL document", document.bytes),
    number!("limit_document_tokens", "BATON_LIMIT_DOCUMENT_TOKENS", "limit-document-tokens", 1 to 1000000, "10000",
        "Tokens of a document", document.tokens),
    // The bounds of the next two hold the parser and the executor within a thread's stack, and within the depth that the
    // executor itself allows.
    number!("limit_document_nesting", "BATON_LIMIT_DOCUMENT_NESTING", "limit-document-nesting", 1 to 128, "64",
        "A document's brackets of any kind inside one another", document.nesting),
    number!("limit_document_depth", "BATON_LIMIT_DOCUMENT_DEPTH", "limit-document-depth", 1 to 32, "30",
        "A document's selections inside one another, fragments expanded", document.depth),
    number!("limit_document_selections", "BATON_LIMIT_DOCUMENT_SELECTIONS", "limit-document-selections", 1 to 1000000, "10000",
        "A document's fields, spreads and inline fragments, fragments expanded", document.selections),
    number!("limit_document_aliases", "BATON_LIMIT_DOCUMENT_ALIASES", "limit-document-aliases", 0 to 1000000, "200",
        "A document's aliases, fragments expanded", document.aliases),
    number!("limit_document_directives", "BATON_LIMIT_DOCUMENT_DIRECTIVES", "limit-document-directives", 0 to 1000000, "200",
        "A document's directives, fragments expanded", document.directives),
    number!("rate_per_token", "BATON_RATE_PER_TOKEN", "rate-per-token", 1 to 1000000 or off, "off",
        "Operations a second that one token may begin", token_rate.per_second),
    number!("rate_per_token_burst", "BATON_RATE_PER_TOKEN_BURST", "rate-per-token-burst", 1 to 1000000, "100",
        "Operations at once that one token may begin after a pause", token_rate.burst),
    number!("rate_per_address", "BATON_RATE_PER_ADDRESS", "rate-per-address", 1 to 1000000 or off, "off",
        "Operations a second that one IPv4 address or IPv6 /64 network may begin", address_rate.per_second),
    number!("rate_per_address_burst", "BATON_RATE_PER_ADDRESS_BURST", "rate-per-address-burst", 1 to 1000000, "100",
        "Operations at once that one address may begin after a pause", address_rate.burst),
    number!("graph_messages_per_second", "BATON_GRAPH_MESSAGES_PER_SECOND", "graph-messages-per-second", 1 to 1000000 or off, "off",
        "Messages a second on a page, by the Graph API's endpoints (Meta: 300)", graph.messages),
    number!("graph_media_per_second", "BATON_GRAPH_MEDIA_PER_SECOND", "graph-media-per-second", 1 to 1000000 or off, "off",
        "The same of messages with audio or video (Meta: 10)", graph.media),
    number!("graph_conversations_per_second", "BATON_GRAPH_CONVERSATIONS_PER_SECOND", "graph-conversations-per-second", 1 to 1000000 or off, "off",
        "Calls of conversations a second on a page (Meta: 2)", graph.conversations),
    number!("graph_profile_per_10_minutes", "BATON_GRAPH_PROFILE_PER_10_MINUTES", "graph-profile-per-10-minutes", 1 to 1000000 or off, "off",
        "Calls of messenger_profile in ten minutes on a page (Meta: 10)", graph.profile),
    number!("graph_user_settings_per_10_minutes", "BATON_GRAPH_USER_SETTINGS_PER_10_MINUTES", "graph-user-settings-per-10-minutes", 1 to 1000000 or off, "off",
        "Calls of custom_user_settings in ten minutes for a customer (Meta: 10)", graph.user_settings),
    number!("graph_calls_per_customer", "BATON_GRAPH_CALLS_PER_CUSTOMER", "graph-calls-per-customer", 1 to 1000000 or off, "off",
        "Calls in a day on a page for each customer of that day, by the Graph API's endpoints (Meta: 200)", graph.per_customer),
    Key {
        name: "trusted_proxies",
        variable: "BATON_TRUSTED_PROXIES",
        flag: "trusted-proxies",
        expects: "addresses and networks (10.0.0.0/8) with commas between",
        default: "none",
        about: "Proxies whose X-Forwarded-For is believed",
        set: |config, text| networks(text).map(|it| config.limits.trusted_proxies = it),
        show: |config| {
            let shown: Vec<_> = config.limits.trusted_proxies.iter().map(ToString::to_string).collect();
            or_none((!shown.is_empty()).then(|| shown.join(",")))
        },
    },
    number!("compress_from_bytes", "BATON_COMPRESS_FROM_BYTES", "compress-from-bytes", 1 to 1048576 or off, "1024",
        "Bytes from which an answer is compressed for clients that accept it", compressed_bytes),
    Key {
        name: "anonymous_introspection",
        variable: "BATON_ANONYMOUS_INTROSPECTION",
        flag: "anonymous-introspection",
        expects: "true or false",
        default: "false",
        about: "Whether callers without a token may read the GraphQL schema",
        set: |config, text| text.parse().ok().map(|it| config.limits.anonymous_introspection = it),
        show: |config| config.limits.anonymous_introspection.to_string(),
    },
    number!("persisted_query_bytes", "BATON_PERSISTED_QUERY_BYTES", "persisted-query-bytes", 1024 to 1073741824 or off, "4194304",
        "Bytes of automatically persisted queries that are kept", persisted_bytes),
    Key {
        name: "trusted_documents",
        variable: "BATON_TRUSTED_DOCUMENTS",
        flag: "trusted-documents",
        expects: "a manifest (.json), or a folder of manifests and documents (.graphql)",
        default: "none",
        about: "The GraphQL documents that may run, and no others",
        set: |config, text| {
            config.limits.trusted_documents = Some(text.into());
            Some(())
        },
        show: |config| or_none(config.limits.trusted_documents.as_ref().map(|it| it.display())),
    },
];

/// A value that is written as a whole number.
trait Number: Sized {
    /// `None` unless the text is a number from `least` to `most`.
    fn read(text: &str, least: u64, most: u64) -> Option<Self>;
    fn show(&self) -> String;
}

fn whole(text: &str, least: u64, most: u64) -> Option<u64> {
    text.parse().ok().filter(|number| (least..=most).contains(number))
}

macro_rules! as_number {
    ($($kind:ty),+) => {
        $(impl Number for $kind {
            fn read(text: &str, least: u64, most: u64) -> Option<Self> {
                whole(text, least, most)?.try_into().ok()
            }

            fn show(&self) -> String {
                self.to_string()
            }
        })+
    };
}

as_number!(u32, usize);

impl Number for NonZeroU32 {
    fn read(text: &str, least: u64, most: u64) -> Option<Self> {
        u32::read(text, least, most).and_then(Self::new)
    }

    fn show(&self) -> String {
        self.to_string()
    }
}

/// In seconds.
impl Number for Duration {
    fn read(text: &str, least: u64, most: u64) -> Option<Self> {
        whole(text, least, most).map(Self::from_secs)
    }

    fn show(&self) -> String {
        self.as_secs().to_string()
    }
}

impl<T: Number> Number for Option<T> {
    fn read(text: &str, least: u64, most: u64) -> Option<Self> {
        if text == "off" { Some(None) } else { T::read(text, least, most).map(Some) }
    }

    fn show(&self) -> String {
        self.as_ref().map_or_else(|| "off".to_owned(), T::show)
    }
}

/// `None` unless each part is an address or a network.
fn networks(text: &str) -> Option<Vec<IpNet>> {
    let network = |part: &str| part.parse().ok().or_else(|| part.parse::<IpAddr>().ok().map(IpNet::from));
    text.split(',').map(|part| network(part.trim())).collect()
}

#[cfg(test)]
mod tests {
    use crate::config::Config;

    use super::*;

    fn set(name: &str, text: &str) -> Option<Config> {
        let key = KEYS.iter().find(|key| key.name == name).unwrap();
        let mut config = Config::default();
        (key.set)(&mut config, text)?;
        assert_eq!((key.show)(&config), text);
        Some(config)
    }

    #[test]
    fn every_default_is_a_value_that_its_key_accepts() {
        for key in KEYS.iter().filter(|key| key.default != "none") {
            assert_eq!(set(key.name, key.default), Some(Config::default()), "{}", key.name);
        }
    }

    #[test]
    fn every_key_sets_a_value_of_its_own() {
        let mut seen = vec![Config::default()];
        for key in KEYS {
            let text = match key.name {
                "trusted_proxies" => "10.0.0.0/8,::1/128",
                "limit_head_bytes" | "limit_body_bytes" | "persisted_query_bytes" => "2000",
                _ if key.expects.starts_with("a whole number") => "32",
                _ => "true",
            };
            let config = set(key.name, text).unwrap();
            assert!(!seen.contains(&config), "{} sets nothing, or what another key sets", key.name);
            seen.push(config);
        }
    }

    #[test]
    fn what_can_be_off_says_so() {
        assert_eq!(set("rate_per_token", "5").unwrap().limits.token_rate.per_second, NonZeroU32::new(5));
        assert_eq!(set("compress_from_bytes", "off").unwrap().limits.compressed_bytes, None);
        assert_eq!(set("limit_connections", "off"), None);
    }
}
