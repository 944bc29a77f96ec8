//! Why a change of configuration is refused.

use crate::{id::AppId, store::StoreError};

/// What stands against a change. Each says what is so and what to do instead.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("{field}: {problem}")]
    Invalid { field: &'static str, problem: String },
    #[error("{what} exists already")]
    Conflict { field: &'static str, what: &'static str },
    #[error("app {0} is not subscribed to the page; subscribe it first")]
    NotSubscribed(AppId),
}

/// How a use case of the configuration fails.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The protocol has something against it.
    #[error(transparent)]
    Protocol(#[from] crate::protocol::Refusal),
    #[error("{0} does not exist")]
    NotFound(&'static str),
    #[error(transparent)]
    Store(StoreError),
}

/// Counts characters; blanks alone are no text.
pub(super) fn text(
    field: &'static str,
    given: &str,
    limit: std::ops::RangeInclusive<usize>,
) -> Result<String, Refused> {
    let text = given.trim();
    let count = text.chars().count();
    if !limit.contains(&count) {
        let problem = format!("{} to {} characters are allowed, {count} were given", limit.start(), limit.end());
        return Err(Refused::Invalid { field, problem });
    }
    if text.chars().any(char::is_control) {
        return Err(Refused::Invalid { field, problem: "control characters are not allowed".to_owned() });
    }
    Ok(text.to_owned())
}

pub(super) fn within(field: &'static str, given: i64, limit: std::ops::RangeInclusive<i64>) -> Result<i64, Refused> {
    if limit.contains(&given) {
        return Ok(given);
    }
    let problem = format!("{} to {} seconds are allowed, {given} were given", limit.start(), limit.end());
    Err(Refused::Invalid { field, problem })
}

/// Refuses when there are as many as there may be.
pub(super) fn room(field: &'static str, there: usize, most: usize, what: &str) -> Result<(), Refused> {
    if there < most {
        return Ok(());
    }
    Err(Refused::Invalid { field, problem: format!("at most {most} {what} are allowed; remove one first") })
}
