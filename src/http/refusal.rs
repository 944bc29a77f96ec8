//! An HTTP request that is refused: a status with a GraphQL body, whatever the address.

use async_graphql::ServerError;
use poem::{
    Response,
    http::{HeaderName, HeaderValue, StatusCode, header},
};

use super::{
    Denied,
    accept::Media,
    answer::{Answer, Code, coded},
    body::BodyError,
    exceeded::Exceeded,
    rate::TooMany,
};

/// A status and the error that goes with it.
#[derive(Debug)]
pub struct Refusal {
    status: StatusCode,
    error: Box<ServerError>,
    header: Option<(HeaderName, HeaderValue)>,
}

impl Refusal {
    pub fn new(status: StatusCode, message: impl Into<String>) -> Self {
        let code = match status {
            StatusCode::UNAUTHORIZED => Code::Unauthenticated,
            StatusCode::NOT_FOUND => Code::NotFound,
            status if status.is_server_error() => Code::Internal,
            _ => Code::BadUserInput,
        };
        Self::with_error(status, coded(message, code))
    }

    /// A status for an error that has its code.
    pub fn with_error(status: StatusCode, error: ServerError) -> Self {
        Self { status, error: Box::new(error), header: None }
    }

    /// 400: the request is not one that can be understood.
    pub fn bad_request(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, message)
    }

    /// 405, with the methods that are allowed.
    pub fn method(allowed: &'static str, message: impl Into<String>) -> Self {
        Self::new(StatusCode::METHOD_NOT_ALLOWED, message).with_header(header::ALLOW, HeaderValue::from_static(allowed))
    }

    pub fn with_header(self, name: HeaderName, value: HeaderValue) -> Self {
        Self { header: Some((name, value)), ..self }
    }

    pub fn into_response(self, media: Media) -> Response {
        let mut response = json(self.status, media, &Answer::refused(*self.error));
        if let Some((name, value)) = self.header {
            response.headers_mut().insert(name, value);
        }
        response
    }
}

impl From<Denied> for Refusal {
    fn from(denied: Denied) -> Self {
        match denied {
            Denied::Unauthenticated(why) => Self::new(StatusCode::UNAUTHORIZED, why)
                .with_header(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer")),
            Denied::Unavailable(why) => Self::new(StatusCode::SERVICE_UNAVAILABLE, why)
                .with_header(header::RETRY_AFTER, HeaderValue::from_static("1")),
        }
    }
}

impl From<BodyError> for Refusal {
    fn from(error: BodyError) -> Self {
        let (status, exceeded) = match error {
            BodyError::TooLong { most, length } => {
                (StatusCode::PAYLOAD_TOO_LARGE, Exceeded::new("body bytes", most, length))
            }
            BodyError::TooSlow(most) => (StatusCode::REQUEST_TIMEOUT, Exceeded::time("body seconds", most)),
            BodyError::BrokenOff => return Self::bad_request(error.to_string()),
        };
        Self::with_error(status, exceeded.error(error.to_string(), Code::BadUserInput))
    }
}

impl From<TooMany> for Refusal {
    fn from(too_many: TooMany) -> Self {
        let seconds = too_many.seconds();
        Self::with_error(StatusCode::TOO_MANY_REQUESTS, too_many.into())
            .with_header(header::RETRY_AFTER, HeaderValue::from(seconds))
    }
}

/// `answer` as a body of type `media`.
pub fn json(status: StatusCode, media: Media, answer: &Answer) -> Response {
    match serde_json::to_vec(answer) {
        Ok(body) => Response::builder()
            .status(status)
            .header(header::CONTENT_TYPE, media.content_type())
            .header(header::CACHE_CONTROL, "no-store")
            .body(body),
        Err(error) => {
            tracing::error!(%error, "an answer could not be written as JSON");
            StatusCode::INTERNAL_SERVER_ERROR.into()
        }
    }
}
