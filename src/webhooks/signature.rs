//! Signatures over exactly the bytes sent: Meta's two, and Standard Webhooks'.

mod written;

use aws_lc_rs::hmac::{self, HMAC_SHA1_FOR_LEGACY_USE_ONLY, HMAC_SHA256};
use base64::{Engine, prelude::BASE64_STANDARD};
use serde::{Deserialize, Serialize};

use crate::{store::AppRecord, time::Timestamp};

/// Characters of a signature of Standard Webhooks.
const STANDARD: usize = 47;

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

/// What lets a receiver know who sent a body, and when. Written down as it is, and not as the headers have it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "written::Text", try_from = "written::Form")]
pub struct Signed {
    sha256: [u8; 32],
    sha1: [u8; 20],
    standard: [u8; 32],
    /// By the secret of before, while it counts.
    previous: Option<[u8; 32]>,
}

/// Signs a body that is sent under this `webhook-id`, now.
pub fn sign(keys: &SigningKeys, id: &str, now: Timestamp, body: &[u8]) -> Signed {
    let timestamp = timestamp(now);
    let standard = |key: &hmac::Key| {
        let mut signing = hmac::Context::with_key(key);
        for part in [id.as_bytes(), b".", timestamp.as_bytes(), b".", body] {
            signing.update(part);
        }
        bytes(&signing.sign())
    };
    let previous = keys.previous.as_ref().filter(|(_, until)| now < *until);
    Signed {
        sha256: bytes(&hmac::sign(&keys.current, body)),
        sha1: bytes(&hmac::sign(&keys.sha1, body)),
        standard: standard(&keys.current),
        previous: previous.map(|(key, _)| standard(key)),
    }
}

/// A tag has as many bytes as its algorithm, which is the key's, says.
fn bytes<const N: usize>(tag: &hmac::Tag) -> [u8; N] {
    tag.as_ref().first_chunk().copied().unwrap_or([0; N])
}

/// `webhook-timestamp`: whole seconds since 1970, when it is sent.
pub fn timestamp(now: Timestamp) -> String {
    now.millis().div_euclid(1_000).to_string()
}

impl Signed {
    /// `X-Hub-Signature-256`
    pub fn sha256(&self) -> String {
        hex("sha256=", &self.sha256)
    }

    /// `X-Hub-Signature`, which most open clients still check.
    pub fn sha1(&self) -> String {
        hex("sha1=", &self.sha1)
    }

    /// `webhook-signature`: one for each secret, with a blank between.
    pub fn standard(&self) -> String {
        // No more than it takes: a header's value keeps what it is made of.
        let mut text = String::with_capacity(STANDARD + self.previous.map_or(0, |_| 1 + STANDARD));
        text.push_str("v1,");
        BASE64_STANDARD.encode_string(self.standard, &mut text);
        if let Some(previous) = self.previous {
            text.push_str(" v1,");
            BASE64_STANDARD.encode_string(previous, &mut text);
        }
        text
    }
}

fn hex(name: &str, tag: &[u8]) -> String {
    let mut digits = [0; 2 * 32];
    let digits = &mut digits[..2 * tag.len()];
    // Fails where there is not room for two digits a byte.
    let _ = hex::encode_to_slice(tag, digits);
    [name, str::from_utf8(digits).unwrap_or_default()].concat()
}
