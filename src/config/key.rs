//! The table of keys.

use url::Url;

mod limits;
mod people;

use super::{Address, Config, LogFormat};

/// One thing that can be set.
#[derive(Clone, Copy)]
pub struct Key {
    /// Its name in `baton.toml`.
    pub name: &'static str,
    /// Its environment variable.
    pub variable: &'static str,
    /// Its flag, without the dashes.
    pub flag: &'static str,
    /// What it may be, after "expected".
    pub expects: &'static str,
    /// The default, in words.
    pub default: &'static str,
    /// What it is for.
    pub about: &'static str,
    /// Takes a text in; `None` if it is not what the key expects.
    pub(super) set: fn(&mut Config, &str) -> Option<()>,
    /// The value in force, secrets masked.
    pub(super) show: fn(&Config) -> String,
}

/// Every key, in the order in which operators meet them.
pub const KEYS: &[Key] = &joined::<{ PEOPLES.len() + limits::KEYS.len() }>(PEOPLES, limits::KEYS);

const PEOPLES: &[Key] = &joined::<{ GENERAL.len() + people::KEYS.len() }>(GENERAL, people::KEYS);

const GENERAL: &[Key] = &[
    Key {
        name: "data_dir",
        variable: "BATON_DATA_DIR",
        flag: "data-dir",
        expects: "a folder",
        default: "./data",
        about: "The embedded database and the generated keys",
        set: |config, text| {
            config.storage.data_dir = text.into();
            Some(())
        },
        show: |config| config.storage.data_dir.display().to_string(),
    },
    Key {
        name: "listen",
        variable: "BATON_LISTEN",
        flag: "listen",
        expects: "an IP address and a port",
        default: "127.0.0.1:8080",
        about: "Where the server listens",
        set: |config, text| text.parse().ok().map(|it| config.server.listen = it),
        show: |config| config.server.listen.to_string(),
    },
    Key {
        name: "database_url",
        variable: "BATON_DATABASE_URL",
        flag: "database-url",
        expects: "sqlite://… or postgres://…",
        default: "SQLite in the data folder",
        about: "Where Baton keeps what it knows",
        set: |config, text| {
            let schemes = ["sqlite:", "postgres:", "postgresql:"];
            Address::parse(text, &schemes).map(|it| config.storage.database_url = Some(it))
        },
        show: |config| config.database_url().to_string(),
    },
    Key {
        name: "nats_url",
        variable: "BATON_NATS_URL",
        flag: "nats-url",
        expects: "nats://… or tls://…",
        default: "none",
        about: "Carries events between many servers on one Postgres",
        set: |config, text| Address::parse(text, &["nats:", "tls:"]).map(|it| config.storage.nats_url = Some(it)),
        show: |config| or_none(config.storage.nats_url.as_ref()),
    },
    Key {
        name: "public_url",
        variable: "BATON_PUBLIC_URL",
        flag: "public-url",
        expects: "http://… or https://…",
        default: "from listen",
        about: "What links and cookies use",
        set: |config, text| {
            let url = Url::parse(text).ok().filter(|url| ["http", "https"].contains(&url.scheme()))?;
            config.server.public_url = Some(url.as_str().trim_end_matches('/').to_owned());
            Some(())
        },
        show: Config::public_url,
    },
    Key {
        name: "jwt_key_file",
        variable: "BATON_JWT_KEY_FILE",
        flag: "jwt-key-file",
        expects: "a file",
        default: "generated in the data folder",
        about: "The Ed25519 key that signs access tokens",
        set: |config, text| {
            config.tokens.key_file = Some(text.into());
            Some(())
        },
        show: |config| config.jwt_key_file().display().to_string(),
    },
    Key {
        name: "jwt_previous_key_file",
        variable: "BATON_JWT_PREVIOUS_KEY_FILE",
        flag: "jwt-previous-key-file",
        expects: "a file",
        default: "none",
        about: "The key before that, whose tokens are still good",
        set: |config, text| {
            config.tokens.previous_key_file = Some(text.into());
            Some(())
        },
        show: |config| or_none(config.tokens.previous_key_file.as_ref().map(|it| it.display())),
    },
    Key {
        name: "webhook_allow_private",
        variable: "BATON_WEBHOOK_ALLOW_PRIVATE",
        flag: "webhook-allow-private",
        expects: "true or false",
        default: "false",
        about: "Whether webhooks may go to loopback and private addresses",
        set: |config, text| text.parse().ok().map(|it| config.webhooks.allow_private = it),
        show: |config| config.webhooks.allow_private.to_string(),
    },
    Key {
        name: "log",
        variable: "BATON_LOG",
        flag: "log",
        expects: "a level (error, warn, info, debug, trace) or directives such as info,baton=debug",
        default: "info",
        about: "Which log lines are written",
        set: |config, text| {
            tracing_subscriber::EnvFilter::try_new(text).ok()?;
            text.clone_into(&mut config.telemetry.log);
            Some(())
        },
        show: |config| config.telemetry.log.clone(),
    },
    Key {
        name: "log_format",
        variable: "BATON_LOG_FORMAT",
        flag: "log-format",
        expects: "pretty or json",
        default: "pretty",
        about: "Log lines for people or for machines",
        set: |config, text| {
            config.telemetry.log_format = match text {
                "pretty" => LogFormat::Pretty,
                "json" => LogFormat::Json,
                _ => return None,
            };
            Some(())
        },
        show: |config| match config.telemetry.log_format {
            LogFormat::Pretty => "pretty".to_owned(),
            LogFormat::Json => "json".to_owned(),
        },
    },
    Key {
        name: "otel_exporter_otlp_endpoint",
        variable: "OTEL_EXPORTER_OTLP_ENDPOINT",
        flag: "otel-exporter-otlp-endpoint",
        expects: "http://… or https://…",
        default: "none",
        about: "Where traces and metrics go, by OpenTelemetry",
        set: |config, text| {
            Address::parse(text, &["http:", "https:"]).map(|it| config.telemetry.otlp_endpoint = Some(it))
        },
        show: |config| or_none(config.telemetry.otlp_endpoint.as_ref()),
    },
];

/// Both tables, `N` keys together.
const fn joined<const N: usize>(first: &[Key], second: &[Key]) -> [Key; N] {
    let mut all = [first[0]; N];
    let mut place = 1;
    while place < N {
        all[place] = if place < first.len() { first[place] } else { second[place - first.len()] };
        place += 1;
    }
    all
}

fn or_none(value: Option<impl ToString>) -> String {
    value.map_or_else(|| "none".to_owned(), |it| it.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_one_name_in_three_spellings() {
        for key in KEYS {
            assert_eq!(key.flag, key.name.replace('_', "-"));
            assert_eq!(key.variable.trim_start_matches("BATON_").to_lowercase(), key.name);
        }
    }

    #[test]
    fn the_documentation_has_every_key() {
        let page = include_str!("../../docs/configuration.md");
        for key in KEYS {
            let Key { name, variable, flag, expects, default, about, .. } = key;
            let row = format!("| `{name}` | `{variable}` | `--{flag}` | {about}: {expects} | {default} |");
            assert!(page.lines().any(|line| line == row), "add to docs/configuration.md:\n{row}");
        }
        assert_eq!(page.lines().filter(|line| line.starts_with("| `")).count(), KEYS.len(), "a row of no key");
    }

    #[test]
    fn the_defaults_in_words_are_the_defaults() {
        for key in KEYS {
            let shown = (key.show)(&Config::default());
            let in_words = key.default.contains("folder") || key.default.starts_with("from");
            assert!(in_words || shown == key.default, "{}: {shown} is not {}", key.name, key.default);
        }
    }

    #[test]
    fn a_value_that_is_not_what_the_key_expects_is_refused() {
        let bad = [
            ("listen", "localhost"),
            ("listen", "127.0.0.1:99999"),
            ("database_url", "mysql://db"),
            ("nats_url", "http://nats"),
            ("public_url", "baton.example"),
            ("webhook_allow_private", "yes"),
            ("log", "info,="),
            ("log_format", "xml"),
            ("otel_exporter_otlp_endpoint", "collector:4317"),
            ("limit_connections", "0"),
            ("limit_body_bytes", "1 MB"),
            ("limit_execution_seconds", "0.5"),
            ("limit_document_nesting", "1000"),
            ("rate_per_token", "0"),
            ("trusted_proxies", "proxy.example"),
            ("anonymous_introspection", "on"),
            ("oidc_issuer", "http://accounts.example.com"),
            ("oidc_issuer", "accounts.example.com"),
            ("oidc_domains", "ada@example.com"),
            ("audit_days", "0"),
        ];
        for (name, text) in bad {
            let key = KEYS.iter().find(|key| key.name == name).unwrap();
            let mut config = Config::default();
            assert!((key.set)(&mut config, text).is_none(), "{name} = {text} passed");
            assert_eq!(config, Config::default(), "{name}");
        }
    }
}
