//! A moment as the whole of Baton counts it: milliseconds since 1970, UTC.
//!
//! Milliseconds are what webhooks carry and what both databases compare alike; a plain integer
//! orders the same in Rust, in SQLite and in Postgres.

use std::{fmt, ops};

use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};

/// Milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(i64);

/// A span of whole seconds: the unit of every duration in the API.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Seconds(pub i64);

impl Seconds {
    pub const MINUTE: Self = Self(60);
    pub const HOUR: Self = Self(3_600);
    pub const DAY: Self = Self(86_400);

    pub const fn days(n: i64) -> Self {
        Self(n * Self::DAY.0)
    }
}

impl Timestamp {
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    pub const fn millis(self) -> i64 {
        self.0
    }

    /// How long from `self` to `later`; zero if that is in the past.
    pub fn until(self, later: Self) -> std::time::Duration {
        std::time::Duration::from_millis(u64::try_from(later.0.saturating_sub(self.0)).unwrap_or(0))
    }

    /// The moment that a date in HTTP names (RFC 9110, 5.6.7); `None` if it is none.
    pub fn from_http_date(text: &str) -> Option<Self> {
        DateTime::parse_from_rfc2822(text).ok().map(|it| Self::from_millis(it.timestamp_millis()))
    }

    /// For the edges, which speak RFC 3339. Moments outside of what chrono can name become 1970.
    pub fn to_datetime(self) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(self.0).unwrap_or_default()
    }
}

impl From<DateTime<Utc>> for Timestamp {
    fn from(at: DateTime<Utc>) -> Self {
        Self(at.timestamp_millis())
    }
}

impl ops::Add<Seconds> for Timestamp {
    type Output = Self;

    fn add(self, span: Seconds) -> Self {
        Self(self.0.saturating_add(span.0.saturating_mul(1_000)))
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_datetime().to_rfc3339_opts(SecondsFormat::Millis, true))
    }
}
