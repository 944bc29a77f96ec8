//! One try to deliver an event, and what follows from it.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::signature::Signed;
use crate::time::{Seconds, Timestamp};

/// Milliseconds after which an answer counts as slow. It is shown, and not punished.
const SLOW: i64 = 5_000;
/// Characters of a cause, by which deliveries are grouped.
pub const CAUSE: usize = 200;

/// What was sent where, and what came back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    pub at: Timestamp,
    pub url: String,
    /// The request's headers, a line each: what rows of before hold in place of [`signed`](Self::signed), and what is shown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub request_head: String,
    /// What of those headers this try has for itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed: Option<Signed>,
    /// Milliseconds until the answer was read, or nothing came of it.
    pub millis: i64,
    /// The answer's status; `None` if there was no answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// Why there was no answer, or none that was whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// What the error has in common with others of its kind. Known while the attempt is made, and written down as its
    /// delivery's cause.
    #[serde(skip)]
    pub error_name: Option<Cow<'static, str>>,
    /// The answer's headers, a line each, up to a limit.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub head: String,
    /// How the answer's body begins.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub body: String,
    /// Seconds that the answer asked to wait.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<i64>,
    /// Somebody asked for it; the schedule did not.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub by_hand: bool,
}

/// What an attempt means for the event and its endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Delivered,
    /// Worth another try.
    Failed,
    /// 410: the endpoint wants nothing more.
    Gone,
}

impl Attempt {
    /// Any 2xx that came whole is a success. Redirects are not followed, and count as failures.
    pub const fn verdict(&self) -> Verdict {
        match (self.status, &self.error) {
            (Some(410), _) => Verdict::Gone,
            (Some(200..=299), None) => Verdict::Delivered,
            _ => Verdict::Failed,
        }
    }

    /// What it failed for, in words that all such attempts share: why there was no whole answer, else the status that was
    /// answered. `None` if it did not.
    pub fn cause(&self) -> Option<String> {
        if self.verdict() == Verdict::Delivered {
            return None;
        }
        let error = self.error_name.as_deref().or(self.error.as_deref());
        error.map(|it| it.chars().take(CAUSE).collect()).or_else(|| self.status.map(|it| it.to_string()))
    }

    pub const fn is_slow(&self) -> bool {
        self.millis >= SLOW
    }

    pub fn retry_after(&self) -> Option<Seconds> {
        self.retry_after.map(Seconds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(status: u16) -> Attempt {
        Attempt { status: Some(status), ..Attempt::default() }
    }

    #[test]
    fn five_seconds_are_slow_and_delivered_all_the_same() {
        let took = |millis| Attempt { millis, ..answered(200) };
        assert_eq!((took(4_999).is_slow(), took(5_000).is_slow()), (false, true));
        assert_eq!(took(9_999).verdict(), Verdict::Delivered);
    }

    #[test]
    fn a_cause_is_a_word_for_what_failed() {
        assert_eq!(answered(204).cause(), None);
        assert_eq!(answered(503).cause().as_deref(), Some("503"));
        let broken_off = Attempt { error: Some("it broke off".to_owned()), ..answered(200) };
        assert_eq!(broken_off.cause().as_deref(), Some("it broke off"));
        let error_name = Some("connection refused".into());
        let refused = Attempt { error_name, error: Some("refused by 192.0.2.7".to_owned()), ..Attempt::default() };
        assert_eq!(refused.cause().as_deref(), Some("connection refused"));
        let wordy = Attempt { error: Some("é".repeat(201)), ..Attempt::default() };
        assert_eq!(wordy.cause(), Some("é".repeat(200)));
    }

    #[test]
    fn two_hundreds_deliver_and_410_ends_it() {
        for status in [200, 202, 204, 299] {
            assert_eq!(answered(status).verdict(), Verdict::Delivered);
        }
        for status in [100, 199, 300, 301, 308, 400, 404, 429, 500, 503] {
            assert_eq!(answered(status).verdict(), Verdict::Failed, "{status}");
        }
        assert_eq!(answered(410).verdict(), Verdict::Gone);
        assert_eq!(Attempt::default().verdict(), Verdict::Failed);
        let broken_off = Attempt { error: Some("it broke off".to_owned()), ..answered(200) };
        assert_eq!(broken_off.verdict(), Verdict::Failed);
    }
}
