//! The keys of who signs in, and of what is kept of what they do.

use url::{Host, Url};

use super::{Key, or_none};
use crate::config::Secret;

pub const KEYS: &[Key] = &[
    Key {
        name: "oidc_issuer",
        variable: "BATON_OIDC_ISSUER",
        flag: "oidc-issuer",
        expects: "https://…, or http://… on this machine",
        default: "none",
        about: "The OpenID provider that people may sign in with",
        set: |config, text| {
            let url = Url::parse(text).ok()?;
            let is_here = match url.host()? {
                Host::Domain(name) => name == "localhost",
                Host::Ipv4(address) => address.is_loopback(),
                Host::Ipv6(address) => address.is_loopback(),
            };
            let is_safe = url.scheme() == "https" || (url.scheme() == "http" && is_here);
            // To the letter: the provider's tokens carry it, and are compared with it.
            is_safe.then(|| config.openid.issuer = Some(text.to_owned()))
        },
        show: |config| or_none(config.openid.issuer.as_ref()),
    },
    Key {
        name: "oidc_client_id",
        variable: "BATON_OIDC_CLIENT_ID",
        flag: "oidc-client-id",
        expects: "a text",
        default: "none",
        about: "What the provider knows Baton by",
        set: |config, text| (!text.is_empty()).then(|| config.openid.client_id = Some(text.to_owned())),
        show: |config| or_none(config.openid.client_id.as_ref()),
    },
    Key {
        name: "oidc_client_secret",
        variable: "BATON_OIDC_CLIENT_SECRET",
        flag: "oidc-client-secret",
        expects: "a text",
        default: "none",
        about: "How Baton shows the provider that it is Baton",
        set: |config, text| Secret::parse(text).map(|it| config.openid.client_secret = Some(it)),
        show: |config| or_none(config.openid.client_secret.as_ref()),
    },
    Key {
        name: "oidc_name",
        variable: "BATON_OIDC_NAME",
        flag: "oidc-name",
        expects: "a text of at most 40 characters",
        default: "OpenID",
        about: "What the button to sign in with the provider calls it",
        set: |config, text| {
            let is_name = (1..=40).contains(&text.chars().count());
            is_name.then(|| text.clone_into(&mut config.openid.name))
        },
        show: |config| config.openid.name.clone(),
    },
    Key {
        name: "oidc_domains",
        variable: "BATON_OIDC_DOMAINS",
        flag: "oidc-domains",
        expects: "domains (example.com) with commas between",
        default: "none",
        about: "Domains of whose e-mail addresses anybody may come in by the provider, as a person without pages",
        set: |config, text| {
            let domains: Vec<String> = text.split(',').map(|it| it.trim().to_lowercase()).collect();
            let is_domain = |it: &String| it.contains('.') && !it.contains(['@', '/', ' ']);
            domains.iter().all(is_domain).then(|| config.openid.domains = domains)
        },
        show: |config| {
            let domains = &config.openid.domains;
            or_none((!domains.is_empty()).then(|| domains.join(",")))
        },
    },
    Key {
        name: "audit_days",
        variable: "BATON_AUDIT_DAYS",
        flag: "audit-days",
        expects: "a whole number from 1 to 36500, or off",
        default: "off",
        about: "Days after which entries of the audit log are forgotten",
        set: |config, text| {
            let days = match text {
                "off" => None,
                text => Some(text.parse().ok().filter(|it| (1..=36_500).contains(it))?),
            };
            config.audit.kept_days = days;
            Some(())
        },
        show: |config| config.audit.kept_days.map_or_else(|| "off".to_owned(), |it| it.to_string()),
    },
];
