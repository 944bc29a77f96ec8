//! Signatures over exactly the bytes sent: Meta's two, and Standard Webhooks'.

use aws_lc_rs::hmac::{self, HMAC_SHA1_FOR_LEGACY_USE_ONLY, HMAC_SHA256};
use base64::{Engine, prelude::BASE64_STANDARD};
use serde::{Deserialize, Serialize};

use crate::{store::AppRecord, time::Timestamp};

/// Characters of a signature of Standard Webhooks.
const STANDARD: usize = 48;

/// What an app's webhooks are signed with: the keys of the secret in use and, while it is being replaced, of the one before.
/// The bytes of a secret's text are the key.
#[derive(Clone)]
pub struct SigningKeys {
    current: hmac::Key,
    /// Of the secret in use, too.
    sha1: hmac::Key,
    /// And until when it counts.
    previous: Option<(hmac::Key, Timestamp)>,
}

impl SigningKeys {
    pub fn of(app: &AppRecord) -> Self {
        let previous = app.previous_secret.as_ref();
        Self::new(&app.secret, previous.map(|(secret, until)| (secret.as_str(), *until)))
    }

    /// `previous` counts until then.
    pub fn new(current: &str, previous: Option<(&str, Timestamp)>) -> Self {
        let key = |secret: &str| hmac::Key::new(HMAC_SHA256, secret.as_bytes());
        Self {
            current: key(current),
            sha1: hmac::Key::new(HMAC_SHA1_FOR_LEGACY_USE_ONLY, current.as_bytes()),
            previous: previous.map(|(secret, until)| (key(secret), until)),
        }
    }
}

/// The headers that let a receiver know who sent a body, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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

/// Signs a body that is sent under this `webhook-id`, now.
pub fn sign(keys: &SigningKeys, id: &str, now: Timestamp, body: &[u8]) -> Signed {
    let timestamp = now.millis().div_euclid(1_000).to_string();
    let mut standard = String::with_capacity(2 * STANDARD);
    put_standard(&mut standard, &keys.current, id, &timestamp, body);
    if let Some((previous, _)) = keys.previous.as_ref().filter(|(_, until)| now < *until) {
        standard.push(' ');
        put_standard(&mut standard, previous, id, &timestamp, body);
    }
    Signed {
        sha256: hex("sha256=", &hmac::sign(&keys.current, body)),
        sha1: hex("sha1=", &hmac::sign(&keys.sha1, body)),
        timestamp,
        standard,
    }
}

fn hex(name: &str, tag: &hmac::Tag) -> String {
    let mut digits = [0; 2 * 32];
    let digits = &mut digits[..2 * tag.as_ref().len()];
    // Fails where there is not room for two digits a byte.
    let _ = hex::encode_to_slice(tag, digits);
    [name, str::from_utf8(digits).unwrap_or_default()].concat()
}

fn put_standard(text: &mut String, key: &hmac::Key, id: &str, timestamp: &str, body: &[u8]) {
    let mut signing = hmac::Context::with_key(key);
    for part in [id.as_bytes(), b".", timestamp.as_bytes(), b".", body] {
        signing.update(part);
    }
    text.push_str("v1,");
    BASE64_STANDARD.encode_string(signing.sign(), text);
}
