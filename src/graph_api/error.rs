//! Refusals in the shape that clients of the Graph API read: `{"error": {message, type, code, error_subcode, fbtrace_id}}`.

use serde_json::{Value, json};

use crate::{
    auth::{Denied, Unseen},
    directory::{Problem, Refused},
    engine::EngineError,
    http::{BodyError, TooMany},
    protocol::Refusal,
    refusals::{Code, Graph},
    store::StoreError,
    webhooks::NotVerified,
};

/// The page that says what is offered here, and what is not.
const DOCS: &str = "docs/graph-api.md";

/// Of requests that name something that is not there.
const METHOD_EXCEPTION: &str = "GraphMethodException";

/// Why a request is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GraphError {
    pub status: u16,
    kind: &'static str,
    pub code: u16,
    pub subcode: Option<u32>,
    message: String,
    /// Whole seconds after which to try again, for `Retry-After`.
    pub retry_after: Option<u64>,
}

impl GraphError {
    /// A refusal of the table, in these words; Meta's own message begins with the code.
    pub fn new(code: Code, words: impl Into<String>) -> Self {
        Self::of(code.graph(), words)
    }

    /// A refusal of the table in Meta's own words.
    fn documented(code: Code) -> Self {
        Self::new(code, code.graph().words.unwrap_or(code.name()))
    }

    fn of(graph: Graph, words: impl Into<String>) -> Self {
        let Graph { status, code, subcode, .. } = graph;
        let words = words.into();
        // Meta's messages on tokens and on its own failures have no code before them.
        let message = if matches!(code, 1 | 2 | 190) { words } else { format!("(#{code}) {words}") };
        Self { status, kind: "OAuthException", code, subcode, message, retry_after: None }
    }

    /// `(#100)`: something that was sent is not what it should be.
    pub fn invalid(words: impl Into<String>) -> Self {
        Self::new(Code::Invalid, words)
    }

    /// `(#100)`, with the subcode that Meta has for the case.
    pub fn invalid_as(subcode: u32, words: impl Into<String>) -> Self {
        Self { subcode: Some(subcode), ..Self::invalid(words) }
    }

    /// `(#100)`: a parameter that must be there is not.
    pub fn missing(parameter: &str) -> Self {
        Self::invalid(format!("The parameter {parameter} is required."))
    }

    /// Something that is part of Meta's API and not of this one.
    pub fn not_offered(what: impl std::fmt::Display) -> Self {
        Self::invalid(format!("{what} is not offered here. See {DOCS}."))
    }

    /// Nothing is at this address, or nothing that takes this method.
    pub fn unsupported(method: &str, node: &str) -> Self {
        let method = method.to_lowercase();
        let message = format!(
            "Unsupported {method} request. Object with ID '{node}' does not exist, cannot be loaded due to missing \
             permissions, or does not support this operation. Please read {DOCS} for what is offered here."
        );
        Self { kind: METHOD_EXCEPTION, message, ..Self::invalid_as(33, "") }
    }

    /// The token is missing, or no good.
    pub fn unauthenticated() -> Self {
        Self::documented(Code::Unauthenticated)
    }

    /// `me` without a token that is of somebody.
    pub fn nobody() -> Self {
        let words = "An active access token must be used to query information about the current user.";
        Self::of(Graph { code: 2500, ..Code::Unauthenticated.graph() }, words)
    }

    /// `appsecret_proof` proves nothing.
    pub fn unproven() -> Self {
        let message = "Invalid appsecret_proof provided in the API argument".to_owned();
        Self { kind: METHOD_EXCEPTION, message, ..Self::invalid("") }
    }

    /// Whoever is at a callback URL does not know the challenge.
    pub fn unverified(why: &NotVerified) -> Self {
        let graph = Graph { code: 2200, ..Code::Invalid.graph() };
        Self::of(graph, format!("Callback verification failed with the following errors: {why}"))
    }

    /// An app token is needed where another one was shown.
    pub fn needs_app_token() -> Self {
        let graph = Graph { code: 15, ..Code::Invalid.graph() };
        Self::of(graph, "This method must be called with an app access_token.")
    }

    /// A field that no node of this type has.
    pub fn no_field(field: &str, node: &str) -> Self {
        Self::invalid(format!("Tried accessing nonexisting field ({field}) on node type ({node})"))
    }

    /// The server broke; the log says how.
    pub fn internal() -> Self {
        Self::new(Code::Internal, "An unexpected error has occurred. Please retry your request later.")
    }

    /// More than a rate allows.
    pub fn too_many(seconds: u64) -> Self {
        Self { retry_after: Some(seconds), ..Self::documented(Code::RateLimited) }
    }

    /// More than Meta's rates allow on a page.
    pub fn page_limit(is_instagram: bool, seconds: u64) -> Self {
        let subcode = Some(if is_instagram { 2_534_040 } else { 2_018_338 });
        let graph = Graph { code: 613, subcode, ..Code::RateLimited.graph() };
        let error = Self::of(graph, "Calls to this api have exceeded the rate limit.");
        Self { retry_after: Some(seconds), ..error }
    }

    /// The body under the id by which the log knows the request.
    pub fn body(&self, trace: &str) -> Value {
        let mut error = json!({"message": self.message, "type": self.kind, "code": self.code, "fbtrace_id": trace});
        if let Some(subcode) = self.subcode {
            error["error_subcode"] = subcode.into();
        }
        json!({ "error": error })
    }

    /// What the protocol has against a message: of a thread that another app controls, in Meta's own words.
    pub fn of_sending(error: EngineError) -> Self {
        match error {
            EngineError::Refused(Refusal::NotThreadOwner { owner: Some(_) }) => Self::documented(Code::NotThreadOwner),
            error => error.into(),
        }
    }
}

impl From<Refusal> for GraphError {
    fn from(refusal: Refusal) -> Self {
        let code = Code::of(&refusal);
        // Of control, Meta's words speak of a message that was not sent; ours say what to do.
        if code == Code::NotThreadOwner || code.graph().words.is_none() {
            return Self::new(code, refusal.to_string());
        }
        Self::documented(code)
    }
}

impl From<EngineError> for GraphError {
    fn from(error: EngineError) -> Self {
        match error {
            EngineError::Refused(refusal) => refusal.into(),
            EngineError::NotFound(_) => Self::documented(Code::NotFound),
            EngineError::Stopped => Self::internal(),
            EngineError::Store(error) => (&*error).into(),
        }
    }
}

impl From<Problem> for GraphError {
    fn from(problem: Problem) -> Self {
        match problem {
            Problem::Refused(Refused::NotSubscribed(_)) => Self::documented(Code::TargetNotSubscribed),
            Problem::Refused(refused) => Self::invalid(refused.to_string()),
            Problem::Protocol(refusal) => refusal.into(),
            Problem::NotFound(what) => Self::invalid(format!("{what} does not exist")),
            Problem::Store(error) => error.into(),
        }
    }
}

impl From<Denied> for GraphError {
    fn from(denied: Denied) -> Self {
        match denied {
            Denied::Store(error) => error.into(),
            _ => Self::unauthenticated(),
        }
    }
}

impl From<Unseen> for GraphError {
    fn from(unseen: Unseen) -> Self {
        match unseen {
            Unseen::Forbidden(what) => Refusal::from(what).into(),
            Unseen::NotReviewed(app) => Refusal::AppNotReviewed { app }.into(),
            Unseen::NeedsManage | Unseen::NeedsPagesManageMetadata | Unseen::IsChannel => {
                Self::new(Code::Forbidden, unseen.to_string())
            }
            Unseen::Store(error) => error.into(),
        }
    }
}

impl From<StoreError> for GraphError {
    fn from(error: StoreError) -> Self {
        (&error).into()
    }
}

impl From<&StoreError> for GraphError {
    fn from(error: &StoreError) -> Self {
        tracing::error!(error = error as &dyn std::error::Error, "a request failed");
        Self::internal()
    }
}

impl From<TooMany> for GraphError {
    fn from(too_many: TooMany) -> Self {
        Self::too_many(too_many.seconds())
    }
}

impl From<BodyError> for GraphError {
    fn from(error: BodyError) -> Self {
        let status = match error {
            BodyError::TooLong { .. } => 413,
            BodyError::TooSlow(_) => 408,
            BodyError::BrokenOff => 400,
        };
        Self { status, ..Self::invalid(error.to_string()) }
    }
}
