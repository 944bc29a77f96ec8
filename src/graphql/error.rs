//! Errors of a request as a whole, each with its code. What the protocol refuses is no such error: it
//! comes back in a payload's `userErrors`.

use std::fmt::Display;

use async_graphql::{Error, ErrorExtensions};

use crate::{directory::Problem, engine::EngineError, store::StoreError};

/// `extensions.code` of a top-level error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// The request could not be understood.
    BadUserInput,
    NotFound,
    /// No token, or one that does not hold.
    Unauthenticated,
    Forbidden,
    RateLimited,
    /// The server broke; the log says how.
    Internal,
}

impl Code {
    pub const fn name(self) -> &'static str {
        match self {
            Self::BadUserInput => "BAD_USER_INPUT",
            Self::NotFound => "NOT_FOUND",
            Self::Unauthenticated => "UNAUTHENTICATED",
            Self::Forbidden => "FORBIDDEN",
            Self::RateLimited => "RATE_LIMITED",
            Self::Internal => "INTERNAL",
        }
    }

    pub fn error(self, message: impl Into<String>) -> Error {
        Error::new(message).extend_with(|_, extensions| extensions.set("code", self.name()))
    }
}

pub fn not_found(what: &str) -> Error {
    Code::NotFound.error(format!("{what} does not exist, or not for this token"))
}

pub fn forbidden(why: impl Display) -> Error {
    Code::Forbidden.error(why.to_string())
}

pub fn unauthenticated() -> Error {
    Code::Unauthenticated.error("this needs a token: send it as `Authorization: Bearer …`")
}

pub fn bad_input(why: impl Into<String>) -> Error {
    Code::BadUserInput.error(why)
}

/// Logs what happened; the client learns only that something did, and whether to try again.
pub fn store(error: &StoreError) -> Error {
    match error {
        StoreError::Unavailable(cause) => {
            tracing::warn!(%cause, "the database is unavailable");
            Code::Internal.error("the database is unavailable; try again")
        }
        StoreError::Full(cause) => {
            tracing::error!(%cause, "the database has no space left");
            Code::Internal.error("the database has no space left; nothing was written")
        }
        StoreError::UnknownOutcome(cause) => {
            tracing::error!(%cause, "nobody knows whether a transaction was committed");
            Code::Internal.error("the database did not say whether this was done; look before trying again")
        }
        error => {
            tracing::error!(error = error as &dyn std::error::Error, "a request failed");
            Code::Internal.error("the server failed; its log says how")
        }
    }
}

/// The part of an engine's failure that is nobody's refusal.
pub fn engine(error: &EngineError) -> Error {
    match error {
        EngineError::Refused(refusal) => forbidden(refusal),
        EngineError::NotFound(what) => not_found(what),
        EngineError::Stopped => Code::Internal.error("the server is stopping; try again"),
        EngineError::Store(error) => store(error),
    }
}

/// The part of a configuration's failure that is nobody's refusal.
pub fn problem(error: &Problem) -> Error {
    match error {
        Problem::Refused(refused) => bad_input(refused.to_string()),
        Problem::Protocol(refusal) => forbidden(refusal),
        Problem::NotFound(what) => not_found(what),
        Problem::Store(error) => store(error),
    }
}
