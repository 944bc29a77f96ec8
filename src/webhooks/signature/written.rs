//! Signatures as a delivery's row has them: all their bytes as one text, half as long as the headers' values with their names.

use base64::{Engine, prelude::BASE64_STANDARD};
use serde::{Deserialize, Serialize};

use super::Signed;

/// The signatures in the order of [`Signed`], as base64.
#[derive(Serialize)]
pub(super) struct Text(String);

/// As they are read.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Form {
    Text(String),
    /// Rows of before have the headers' values.
    Headers {
        sha256: String,
        sha1: String,
        standard: String,
    },
}

#[derive(Debug, thiserror::Error)]
#[error("these are no signatures")]
pub(super) struct Unreadable;

impl From<Signed> for Text {
    fn from(signed: Signed) -> Self {
        let Signed { sha256, sha1, standard, previous } = signed;
        let previous = previous.as_ref().map_or(&[][..], |it| it);
        Self(BASE64_STANDARD.encode([&sha256[..], &sha1, &standard, previous].concat()))
    }
}

impl TryFrom<Form> for Signed {
    type Error = Unreadable;

    fn try_from(form: Form) -> Result<Self, Unreadable> {
        match form {
            Form::Text(text) => of_text(&text).ok_or(Unreadable),
            Form::Headers { sha256, sha1, standard } => of_headers(&sha256, &sha1, &standard).ok_or(Unreadable),
        }
    }
}

fn of_text(text: &str) -> Option<Signed> {
    let bytes = BASE64_STANDARD.decode(text).ok()?;
    let (sha256, rest) = bytes.split_first_chunk()?;
    let (sha1, rest) = rest.split_first_chunk()?;
    let (standard, rest) = rest.split_first_chunk()?;
    let previous = if rest.is_empty() { None } else { Some(rest.try_into().ok()?) };
    Some(Signed { sha256: *sha256, sha1: *sha1, standard: *standard, previous })
}

fn of_headers(sha256: &str, sha1: &str, standard: &str) -> Option<Signed> {
    let (mut sha256_bytes, mut sha1_bytes) = ([0; 32], [0; 20]);
    hex::decode_to_slice(sha256.strip_prefix("sha256=")?, &mut sha256_bytes).ok()?;
    hex::decode_to_slice(sha1.strip_prefix("sha1=")?, &mut sha1_bytes).ok()?;
    let mut tags = standard.split(' ').map(|it| BASE64_STANDARD.decode(it.strip_prefix("v1,")?).ok()?.try_into().ok());
    let (standard, previous) = (tags.next()??, tags.next());
    let previous = previous.map(|it| it.ok_or(())).transpose().ok()?;
    Some(Signed { sha256: sha256_bytes, sha1: sha1_bytes, standard, previous })
}

#[cfg(test)]
mod tests {
    use crate::{
        time::Timestamp,
        webhooks::signature::{SigningKeys, sign},
    };

    const NOW: Timestamp = Timestamp::from_millis(1_767_225_600_123);

    #[test]
    fn what_is_written_is_read() {
        let until = |millis| Some(("before", Timestamp::from_millis(NOW.millis() + millis)));
        for previous in [None, until(1), until(0)] {
            let signed = sign(&SigningKeys::new("secret", previous), "wh_1_2_3", NOW, b"{}");
            let json = serde_json::to_string(&signed).unwrap();
            assert_eq!(serde_json::from_str::<super::Signed>(&json).unwrap(), signed);
            let length: usize = 32 + 20 + if previous == until(1) { 2 * 32 } else { 32 };
            assert_eq!(json.len(), length.div_ceil(3) * 4 + 2);
        }
        assert!(serde_json::from_str::<super::Signed>("\"AAAA\"").is_err());
    }

    #[test]
    fn rows_of_before_have_the_headers_values() {
        for previous in [None, Some(("before", Timestamp::from_millis(i64::MAX)))] {
            let signed = sign(&SigningKeys::new("secret", previous), "wh_1_2_3", NOW, b"{}");
            let headers = serde_json::json!({
                "sha256": signed.sha256(), "sha1": signed.sha1(), "timestamp": "1767225600", "standard": signed.standard(),
            });
            assert_eq!(serde_json::from_value::<super::Signed>(headers).unwrap(), signed);
        }
    }
}
