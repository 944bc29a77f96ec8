//! Signs a body, posts it, and says what came of it.

use super::{
    attempt::{Attempt, Verdict},
    client::{Bytes, Client, Exchange},
    signature::{SigningKeys, sign},
};
use crate::clock::SharedClock;

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
        let signed = sign(keys, id, self.clock.now(), &body);
        let headers = [
            ("content-type", "application/json"),
            ("x-hub-signature-256", &*signed.sha256),
            ("x-hub-signature", &signed.sha1),
            ("webhook-id", id),
            ("webhook-timestamp", &signed.timestamp),
            ("webhook-signature", &signed.standard),
        ];
        let mut request_head = String::with_capacity(HEAD);
        request_head.extend(headers.iter().flat_map(|(name, value)| [name, ": ", value, "\n"]));
        let attempt = Attempt { request_head, ..attempt(url, self.client.post(url, &headers, body).await) };
        count(&attempt);
        attempt
    }
}

fn attempt(url: &str, exchange: Exchange) -> Attempt {
    let Exchange { at, millis, result } = exchange;
    let attempt = Attempt { at, millis, url: url.to_owned(), ..Attempt::default() };
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
