//! Signatures over exactly the bytes sent: Meta's two, and Standard Webhooks'.

use base64::{Engine, prelude::BASE64_STANDARD};
use hmac::{Hmac, KeyInit, Mac, digest::Output};
use serde::{Deserialize, Serialize};
use sha1::Sha1;
use sha2::Sha256;

use crate::{store::AppRecord, time::Timestamp};

/// Characters of a signature of Standard Webhooks.
const STANDARD: usize = 47;

/// What an app's webhooks are signed with: the keys of the secret in use and, while it is being replaced, of the one before.
/// The bytes of a secret's text are the key.
#[derive(Clone)]
pub struct SigningKeys {
    current: Hmac<Sha256>,
    /// Of the secret in use, too.
    sha1: Hmac<Sha1>,
    /// And until when it counts.
    previous: Option<(Hmac<Sha256>, Timestamp)>,
}

impl SigningKeys {
    pub fn of(app: &AppRecord) -> Self {
        let previous = app.previous_secret.as_ref();
        Self::new(&app.secret, previous.map(|(secret, until)| (secret.as_str(), *until)))
    }

    /// `previous` counts until then.
    pub fn new(current: &str, previous: Option<(&str, Timestamp)>) -> Self {
        Self {
            current: key(current),
            sha1: key(current),
            previous: previous.map(|(secret, until)| (key(secret), until)),
        }
    }
}

#[expect(clippy::expect_used, reason = "HMAC takes keys of every length (RFC 2104)")]
fn key<M: KeyInit>(secret: &str) -> M {
    M::new_from_slice(secret.as_bytes()).expect("a key")
}

/// The headers that let a receiver know who sent a body, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    /// `X-Hub-Signature-256`
    pub sha256: String,
    /// `X-Hub-Signature`, which most open clients still check.
    pub sha1: String,
    /// `webhook-timestamp`: whole seconds since 1970, when it is sent. Its attempt has the moment.
    #[serde(skip)]
    pub timestamp: String,
    /// `webhook-signature`: one for each secret, with a blank between.
    pub standard: String,
}

/// Signs a body that is sent under this `webhook-id`, now.
pub fn sign(keys: &SigningKeys, id: &str, now: Timestamp, body: &[u8]) -> Signed {
    let timestamp = timestamp(now);
    let previous = keys.previous.as_ref().filter(|(_, until)| now < *until);
    let mut standard = String::with_capacity(STANDARD + previous.map_or(0, |_| 1 + STANDARD));
    put_standard(&mut standard, &keys.current, id, &timestamp, body);
    if let Some((previous, _)) = previous {
        standard.push(' ');
        put_standard(&mut standard, previous, id, &timestamp, body);
    }
    Signed { sha256: hex("sha256=", &keys.current, body), sha1: hex("sha1=", &keys.sha1, body), timestamp, standard }
}

/// As `webhook-timestamp` has it.
pub fn timestamp(at: Timestamp) -> String {
    at.millis().div_euclid(1_000).to_string()
}

fn hex(name: &str, key: &(impl Mac + Clone), body: &[u8]) -> String {
    let tag = tag(key, &[body]);
    let mut digits = [0; 2 * 32];
    let digits = &mut digits[..2 * tag.len()];
    // Fails where there is not room for two digits a byte.
    let _ = hex::encode_to_slice(tag, digits);
    [name, str::from_utf8(digits).unwrap_or_default()].concat()
}

fn put_standard(text: &mut String, key: &Hmac<Sha256>, id: &str, timestamp: &str, body: &[u8]) {
    text.push_str("v1,");
    BASE64_STANDARD.encode_string(tag(key, &[id.as_bytes(), b".", timestamp.as_bytes(), b".", body]), text);
}

/// Of these parts, one after the other.
fn tag<M: Mac + Clone>(key: &M, parts: &[&[u8]]) -> Output<M> {
    let mut signing = key.clone();
    parts.iter().for_each(|part| signing.update(part));
    signing.finalize().into_bytes()
}
