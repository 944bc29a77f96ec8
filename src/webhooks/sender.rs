//! Signs a body, posts it, and says what came of it.

use super::{
    attempt::{Attempt, Verdict},
    client::{Bytes, Client, Exchange, HeaderName, JSON},
    signature::{self, Signed, SigningKeys, sign},
};
use crate::{clock::SharedClock, time::Timestamp};

static SHA256: HeaderName = HeaderName::from_static("x-hub-signature-256");
static SHA1: HeaderName = HeaderName::from_static("x-hub-signature");
static ID: HeaderName = HeaderName::from_static("webhook-id");
static TIMESTAMP: HeaderName = HeaderName::from_static("webhook-timestamp");
static SIGNATURE: HeaderName = HeaderName::from_static("webhook-signature");

/// Bytes that the headers of a request mostly stay within.
const HEAD: usize = 512;

/// Posts letters. Cheap to clone.
#[derive(Clone)]
pub struct Sender {
    pub client: Client,
    pub clock: SharedClock,
}

impl Sender {
    /// Posts the body to an app's endpoint under this name, once.
    pub async fn send(&self, keys: &SigningKeys, url: &str, id: &str, body: Bytes) -> Attempt {
        let now = self.clock.now();
        let signed = sign(keys, id, now, &body);
        let headers = headers(id, now, &signed);
        let attempt =
            Attempt { at: now, signed: Some(signed), ..attempt(url, self.client.post(url, headers, body).await) };
        count(&attempt);
        attempt
    }
}

/// What is posted under this name, then, has these headers, beside that of its type.
fn headers(id: &str, at: Timestamp, signed: &Signed) -> [(&'static HeaderName, String); 5] {
    [
        (&SHA256, signed.sha256()),
        (&SHA1, signed.sha1()),
        (&ID, id.to_owned()),
        (&TIMESTAMP, signature::timestamp(at)),
        (&SIGNATURE, signed.standard()),
    ]
}

/// An attempt to post under this name, with its headers as they were sent.
pub fn shown(attempt: Attempt, id: &str) -> Attempt {
    let Some(signed) = &attempt.signed else { return attempt };
    let mut request_head = String::with_capacity(HEAD);
    request_head.extend(["content-type: ", JSON, "\n"]);
    for (name, value) in headers(id, attempt.at, signed) {
        request_head.extend([name.as_str(), ": ", &value, "\n"]);
    }
    Attempt { request_head, ..attempt }
}

fn attempt(url: &str, exchange: Exchange) -> Attempt {
    let Exchange { millis, result } = exchange;
    let attempt = Attempt { millis, url: url.to_owned(), ..Attempt::default() };
    match result {
        Ok(answer) => Attempt {
            status: Some(answer.status),
            error: (!answer.is_whole).then(|| "the answer broke off".to_owned()),
            head: answer.head,
            body: answer.body,
            retry_after: answer.retry_after,
            ..attempt
        },
        Err(error) => Attempt { error_name: Some(error.name()), error: Some(error.to_string()), ..attempt },
    }
}

fn count(attempt: &Attempt) {
    let outcome = match attempt.verdict() {
        Verdict::Delivered if attempt.is_slow() => "slow",
        Verdict::Delivered => "delivered",
        Verdict::Failed => "failed",
        Verdict::Gone => "gone",
    };
    metrics::counter!("baton_webhook_attempts_total", "outcome" => outcome).increment(1);
    let millis = u32::try_from(attempt.millis).unwrap_or(u32::MAX);
    metrics::histogram!("baton_webhook_attempt_seconds").record(f64::from(millis) / 1_000.0);
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn rows_of_before_have_the_head_itself() {
        let row = r#"{"at":1767225600000,"url":"https://a.example/","request_head":"webhook-id: wh_1\n","millis":3}"#;
        assert_eq!(shown(serde_json::from_str(row).unwrap(), "wh_1_2_3").request_head, "webhook-id: wh_1\n");
    }
}
