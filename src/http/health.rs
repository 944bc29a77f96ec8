//! `/healthz`: the process answers. `/readyz`: it can do its work.

use poem::{
    Endpoint, Request, Response,
    http::{Method, StatusCode, header},
};

use super::{Readiness, accept::Media, refusal::Refusal};

/// 200 as long as anything answers at all.
pub struct Alive;

impl Endpoint for Alive {
    type Output = Response;

    async fn call(&self, request: Request) -> poem::Result<Response> {
        Ok(match only_read(&request) {
            Ok(()) => text("alive\n"),
            Err(refusal) => refusal.into_response(Media::Json),
        })
    }
}

/// 200, or 503 with the reason.
pub struct Ready<R>(pub R);

impl<R: Readiness> Endpoint for Ready<R> {
    type Output = Response;

    async fn call(&self, request: Request) -> poem::Result<Response> {
        if let Err(refusal) = only_read(&request) {
            return Ok(refusal.into_response(Media::Json));
        }
        Ok(match self.0.ready().await {
            Ok(()) => text("ready\n"),
            Err(why) => Refusal::new(StatusCode::SERVICE_UNAVAILABLE, why).into_response(Media::Json),
        })
    }
}

/// Refuses any method but `GET` and `HEAD`.
pub fn only_read(request: &Request) -> Result<(), Refusal> {
    match *request.method() {
        Method::GET | Method::HEAD => Ok(()),
        _ => Err(Refusal::method("GET, HEAD", "This address can only be read.")),
    }
}

fn text(body: &'static str) -> Response {
    Response::builder()
        .header(header::CONTENT_TYPE, "text/plain; charset=utf-8")
        .header(header::CACHE_CONTROL, "no-store")
        .body(body)
}
