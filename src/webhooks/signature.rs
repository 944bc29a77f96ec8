//! Signatures over exactly the bytes sent: Meta's two, and Standard Webhooks'.

use aws_lc_rs::hmac::{self, HMAC_SHA1_FOR_LEGACY_USE_ONLY, HMAC_SHA256};
use base64::{Engine, prelude::BASE64_STANDARD};

use crate::time::Timestamp;

/// The secrets of an app: the one in use and, while it is being replaced, the one before.
#[derive(Clone, Copy)]
pub struct Secrets<'a> {
    pub current: &'a str,
    pub previous: Option<&'a str>,
}

/// The headers that let a receiver know who sent a body, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// `X-Hub-Signature-256`
    pub sha256: String,
    /// `X-Hub-Signature`, which most open clients still check.
    pub sha1: String,
    /// `webhook-timestamp`: whole seconds since 1970, when it is sent.
    pub timestamp: String,
    /// `webhook-signature`: one for each secret, with a blank between.
    pub standard: String,
}

/// Signs a body that is sent under this `webhook-id`, now. The bytes of a secret's text are the key.
pub fn sign(secrets: Secrets<'_>, id: &str, now: Timestamp, body: &[u8]) -> Signed {
    let key = |secret: &str| hmac::Key::new(HMAC_SHA256, secret.as_bytes());
    let (current, previous) = (key(secrets.current), secrets.previous.map(key));
    let timestamp = now.millis().div_euclid(1_000).to_string();
    let standard: Vec<String> = [Some(&current), previous.as_ref()]
        .into_iter()
        .flatten()
        .map(|key| standard(key, id, &timestamp, body))
        .collect();
    let legacy = hmac::Key::new(HMAC_SHA1_FOR_LEGACY_USE_ONLY, secrets.current.as_bytes());
    Signed {
        sha256: format!("sha256={}", hex::encode(hmac::sign(&current, body))),
        sha1: format!("sha1={}", hex::encode(hmac::sign(&legacy, body))),
        timestamp,
        standard: standard.join(" "),
    }
}

fn standard(key: &hmac::Key, id: &str, timestamp: &str, body: &[u8]) -> String {
    let mut signing = hmac::Context::with_key(key);
    for part in [id.as_bytes(), b".", timestamp.as_bytes(), b".", body] {
        signing.update(part);
    }
    format!("v1,{}", BASE64_STANDARD.encode(signing.sign()))
}
