//! What the protocol refuses, typed, as payloads carry it.

use async_graphql::{Enum, Error, SimpleObject};

use super::error;
use crate::{
    directory::{Problem, Refused},
    engine::EngineError,
    protocol::Refusal,
    refusals::{Code, Graph},
};

/// Why the protocol refused.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum UserErrorCode {
    /// The caller does not control the thread. Graph API: HTTP 400, subcode 2018300.
    NotThreadOwner,
    /// Another participant controls the thread, and only the primary receiver may take it.
    ThreadControlled,
    /// `expectedEpoch` is no longer the thread's epoch: somebody else changed its control first.
    StaleEpoch,
    /// The target is not subscribed to the page.
    TargetNotSubscribed,
    /// Passing to oneself.
    AlreadyOwner,
    /// No such waiting request.
    NoRequest,
    /// The app has not been reviewed and the customer has no role on it.
    AppNotReviewed,
    /// The human-agent feature has not been granted to the app.
    HumanAgentNotApproved,
    /// The messaging window has closed.
    OutsideMessagingWindow,
    /// The inbox cannot be the primary receiver.
    InboxCannotBePrimary,
    /// Only the primary receiver may set or delete the page-level menu while there is one.
    MenuNotAllowed,
    /// A value is missing, too long or not what it should be; `field` says which.
    Invalid,
    /// It exists already.
    Conflict,
}

impl UserErrorCode {
    /// `None` for what refuses a request as a whole.
    const fn of(code: Code) -> Option<Self> {
        Some(match code {
            Code::NotThreadOwner => Self::NotThreadOwner,
            Code::ThreadControlled => Self::ThreadControlled,
            Code::StaleEpoch => Self::StaleEpoch,
            Code::TargetNotSubscribed => Self::TargetNotSubscribed,
            Code::AlreadyOwner => Self::AlreadyOwner,
            Code::NoRequest => Self::NoRequest,
            Code::AppNotReviewed => Self::AppNotReviewed,
            Code::HumanAgentNotApproved => Self::HumanAgentNotApproved,
            Code::OutsideMessagingWindow => Self::OutsideMessagingWindow,
            Code::InboxCannotBePrimary => Self::InboxCannotBePrimary,
            Code::MenuNotAllowed => Self::MenuNotAllowed,
            Code::Invalid => Self::Invalid,
            Code::Conflict => Self::Conflict,
            Code::BadUserInput
            | Code::NotFound
            | Code::Unauthenticated
            | Code::Forbidden
            | Code::RateLimited
            | Code::Internal => return None,
        })
    }

    /// What the Graph API answers in the same case.
    fn graph(self) -> Option<Graph> {
        Code::ALL.into_iter().find(|it| Self::of(*it) == Some(self)).map(Code::graph)
    }
}

/// Why the protocol refused. `status` and `subcode` are what the Graph API answers in the same case.
#[derive(SimpleObject, Clone, Debug)]
pub struct UserError {
    /// For programs.
    code: UserErrorCode,
    /// What is so, and what to do instead.
    message: String,
    /// The path to the value that is wrong.
    field: Option<Vec<String>>,
    /// The HTTP status of the Graph API.
    status: i32,
    /// The Graph API's `error_subcode`, where it has one.
    subcode: Option<i32>,
}

impl UserError {
    pub fn new(code: UserErrorCode, field: Option<&str>, message: impl Into<String>) -> Self {
        let field = field.map(|it| vec!["input".to_owned(), it.to_owned()]);
        let graph = code.graph();
        Self {
            code,
            message: message.into(),
            field,
            status: graph.map_or(400, |it| it.status.into()),
            subcode: graph.and_then(|it| it.subcode?.try_into().ok()),
        }
    }

    pub fn invalid(field: &str, problem: impl std::fmt::Display) -> Self {
        Self::new(UserErrorCode::Invalid, Some(field), format!("{field}: {problem}"))
    }

    /// The refusal as a payload tells it; what was not allowed at all is an error of the request.
    pub fn of_engine(failure: EngineError) -> Result<Self, Error> {
        match failure {
            EngineError::Refused(refusal) => Self::of_refusal(&refusal),
            failure => Err(error::engine(&failure)),
        }
    }

    fn of_refusal(refusal: &Refusal) -> Result<Self, Error> {
        match code(refusal) {
            Some(code) => Ok(Self::new(code, field(refusal), refusal.to_string())),
            None => Err(error::forbidden(refusal)),
        }
    }

    pub fn of_problem(problem: Problem) -> Result<Self, Error> {
        let refused = match problem {
            Problem::Refused(refused) => refused,
            Problem::Protocol(refusal) => return Self::of_refusal(&refusal),
            problem => return Err(error::problem(&problem)),
        };
        let (code, field) = match &refused {
            Refused::Invalid { field, .. } => (UserErrorCode::Invalid, Some(*field)),
            Refused::Conflict { field, .. } => (UserErrorCode::Conflict, Some(*field)),
            Refused::NotSubscribed(_) => (UserErrorCode::TargetNotSubscribed, Some("appId")),
        };
        Ok(Self::new(code, field, refused.to_string()))
    }
}

/// `None` for what is FORBIDDEN.
pub const fn code(refusal: &Refusal) -> Option<UserErrorCode> {
    UserErrorCode::of(Code::of(refusal))
}

const fn field(refusal: &Refusal) -> Option<&'static str> {
    match refusal {
        Refusal::Invalid { field, .. } => Some(field),
        Refusal::StaleEpoch { .. } => Some("expectedEpoch"),
        Refusal::InboxCannotBePrimary => Some("appId"),
        _ => None,
    }
}
