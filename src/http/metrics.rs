//! `/metrics`: the numbers of the server, as Prometheus reads them.

use poem::{Endpoint, Request, Response, http::header};

use super::{accept::Media, health::only_read};

/// Renders the metrics anew for each request.
pub struct Metrics<F>(pub F);

impl<F: Fn() -> String + Send + Sync> Endpoint for Metrics<F> {
    type Output = Response;

    async fn call(&self, request: Request) -> poem::Result<Response> {
        if let Err(refusal) = only_read(&request) {
            return Ok(refusal.into_response(Media::Json));
        }
        Ok(Response::builder()
            .header(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")
            .header(header::CACHE_CONTROL, "no-store")
            .body((self.0)()))
    }
}
