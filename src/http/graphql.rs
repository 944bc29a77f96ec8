//! GraphQL over HTTP, by the specification of that name (<https://graphql.github.io/graphql-over-http/draft/>).
//!
//! `POST` takes JSON and nothing else, and `GET` runs no mutations: a foreign page can then make a browser send nothing
//! that has an effect without asking first.

use std::sync::Arc;

use async_graphql::{Executor, parser::types::OperationType};
use poem::{
    Endpoint, Request, Response,
    http::{HeaderMap, Method, StatusCode, header},
};

use super::{
    Gate,
    accept::{self, Media},
    answer::{Answer, Code, Outcome, coded},
    body,
    door::{Door, Operation},
    params::Params,
    refusal::{self, Refusal},
    sse, websocket,
};
use crate::client::Client;

/// `/graphql`: the endpoint of all three doors.
pub struct GraphQl<E, G>(pub Arc<Door<E, G>>);

impl<E: Executor, G: Gate> Endpoint for GraphQl<E, G> {
    type Output = Response;

    async fn call(&self, mut request: Request) -> poem::Result<Response> {
        if websocket::is_upgrade(&request) {
            return Ok(websocket::open(&request, Arc::clone(&self.0)));
        }
        let media = accepted(request.headers());
        let answered = match media {
            Some(media) => self.0.answer(&mut request, media).await,
            None => Err(Refusal::new(
                StatusCode::NOT_ACCEPTABLE,
                "Answers are application/graphql-response+json, application/json or text/event-stream.",
            )),
        };
        Ok(answered.unwrap_or_else(|refusal| {
            // What was refused before it ran has no events.
            let media = media.filter(|media| *media != Media::EventStream).unwrap_or(Media::Json);
            refusal.into_response(media)
        }))
    }
}

impl<E: Executor, G: Gate> Door<E, G> {
    async fn answer(self: &Arc<Self>, request: &mut Request, media: Media) -> Result<Response, Refusal> {
        let origin = self.rates.origin(request);
        self.rates.check_address(origin)?;
        let is_get = request.method() == Method::GET;
        if !is_get && request.method() != Method::POST {
            return Err(Refusal::method("GET, POST", "GraphQL is asked by GET or POST."));
        }
        if !is_get {
            check_body_type(request.headers())?;
        }
        let caller = self.admit(bearer(request.headers())?, origin, client(request)).await?;
        self.check_rate(&caller)?;
        let params = if is_get {
            Params::from_query_string(request.uri().query().unwrap_or_default())
        } else {
            Params::from_body(&body::read(request.take_body(), &self.limits).await?)
        };
        let params = params.map_err(Refusal::bad_request)?;

        let operation = match self.prepare(params, caller) {
            Ok(operation) => operation,
            Err(refused) => return Ok(self.respond(*refused, media)),
        };
        if is_get && operation.kind() == OperationType::Mutation {
            return Err(Refusal::method("POST", "A mutation is sent by POST."));
        }
        Ok(self.run(operation, media).await)
    }

    async fn run(self: &Arc<Self>, operation: Operation, media: Media) -> Response {
        if media == Media::EventStream {
            return sse::response(Arc::clone(self).stream(operation), &self.limits, self.stop.clone());
        }
        if operation.kind() == OperationType::Subscription {
            let why = "A subscription is streamed: accept text/event-stream, or use a WebSocket.";
            return self.respond(Answer::refused(coded(why, Code::BadUserInput)), media);
        }
        self.respond(self.execute(operation).await, media)
    }

    fn respond(&self, answer: Answer, media: Media) -> Response {
        let status = match (answer.outcome(), media) {
            (_, Media::EventStream) => return sse::once(answer, &self.limits, self.stop.clone()),
            (Outcome::Refused, Media::GraphQlResponse) => StatusCode::BAD_REQUEST,
            (Outcome::Ran | Outcome::Refused, _) => StatusCode::OK,
            (Outcome::Failed, _) => StatusCode::INTERNAL_SERVER_ERROR,
        };
        refusal::json(status, media, &answer)
    }
}

/// The media type to answer in; several `Accept` headers are one list.
fn accepted(headers: &HeaderMap) -> Option<Media> {
    let mut values = headers.get_all(header::ACCEPT).iter().map(|value| value.to_str().unwrap_or_default());
    match (values.next(), values.next()) {
        (None, _) => Some(Media::Json),
        (Some(only), None) => accept::negotiate(only),
        (Some(first), Some(second)) => {
            accept::negotiate(&[first, second].into_iter().chain(values).collect::<Vec<_>>().join(","))
        }
    }
}

fn check_body_type(headers: &HeaderMap) -> Result<(), Refusal> {
    let text = |name| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    if !text(header::CONTENT_TYPE).is_some_and(accept::is_json) {
        return Err(Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "The body must be application/json in UTF-8."));
    }
    if text(header::CONTENT_ENCODING).is_some_and(|encoding| !encoding.eq_ignore_ascii_case("identity")) {
        return Err(Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "The body must not be compressed."));
    }
    Ok(())
}

/// Who sent the request, as the edge has found out.
pub fn client(request: &Request) -> Client {
    request.extensions().get().cloned().unwrap_or_default()
}

/// What follows `Bearer ` in the `Authorization` header; `None` without the header.
///
/// # Errors
///
/// A header that is there and holds something else: its sender believes to be somebody, and is not to be taken for nobody.
pub fn bearer(headers: &HeaderMap) -> Result<Option<&str>, Refusal> {
    let Some(value) = headers.get(header::AUTHORIZATION) else { return Ok(None) };
    match value.to_str().ok().and_then(bearer_token) {
        Some(token) => Ok(Some(token)),
        None => Err(super::Denied::Unauthenticated("Authorization is not \"Bearer\" and a token.".to_owned()).into()),
    }
}

/// The token of `Bearer <token>`; the scheme's case does not matter.
pub fn bearer_token(credentials: &str) -> Option<&str> {
    let (scheme, token) = credentials.split_once(' ')?;
    let token = token.trim();
    (scheme.eq_ignore_ascii_case("bearer") && !token.is_empty()).then_some(token)
}
