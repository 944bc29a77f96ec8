//! What every request passes, whatever its address: a request id, the client that sent it, security headers, errors as JSON,
//! and no panic beyond.

use std::{
    hash::{BuildHasher, RandomState},
    panic::AssertUnwindSafe,
    sync::atomic::{AtomicU64, Ordering},
};

use futures_util::FutureExt;
use ipnet::IpNet;
use poem::{
    Endpoint, Request, Response,
    http::{HeaderName, HeaderValue, StatusCode, header},
};
use tracing::Instrument;

use super::{accept::Media, address, refusal::Refusal};
use crate::client::Client;

/// The id of a request: taken over from a proxy if it makes sense, made here otherwise, and always sent back.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Characters of a request id that is taken over.
const REQUEST_ID_CHARS: usize = 64;

/// Sent with every answer that does not set them itself: what is no page must not be framed, sniffed or scripted.
const SECURITY_HEADERS: [(HeaderName, HeaderValue); 4] = [
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'")),
];

/// Wraps an endpoint; never fails.
pub struct Edge<E> {
    inner: E,
    /// See [`super::Limits::trusted_proxies`].
    trusted_proxies: Vec<IpNet>,
    /// Tells this process's request ids from those of others.
    process: u32,
    requests: AtomicU64,
}

impl<E> Edge<E> {
    pub fn new(inner: E, trusted_proxies: Vec<IpNet>) -> Self {
        #[expect(clippy::cast_possible_truncation, reason = "half of a random number is one too")]
        let process = RandomState::new().hash_one(0) as u32;
        Self { inner, trusted_proxies, process, requests: AtomicU64::new(0) }
    }

    fn request_id(&self, request: &Request) -> HeaderValue {
        let is_sound = |id: &HeaderValue| {
            (1..=REQUEST_ID_CHARS).contains(&id.len())
                && id.as_bytes().iter().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(byte))
        };
        if let Some(id) = request.headers().get(REQUEST_ID).filter(|id| is_sound(id)) {
            return id.clone();
        }
        let count = self.requests.fetch_add(1, Ordering::Relaxed);
        HeaderValue::try_from(format!("{:08x}-{count:x}", self.process))
            .unwrap_or_else(|_| HeaderValue::from_static("unknown"))
    }

    fn client(&self, request: &Request, id: &HeaderValue) -> Client {
        let agent = request.headers().get(header::USER_AGENT).map(HeaderValue::as_bytes).unwrap_or_default();
        let address = address::client(request, &self.trusted_proxies);
        Client::new(address, &String::from_utf8_lossy(agent), id.to_str().unwrap_or_default())
    }
}

impl<E: Endpoint<Output = Response>> Endpoint for Edge<E> {
    type Output = Response;

    async fn call(&self, mut request: Request) -> poem::Result<Response> {
        let id = self.request_id(&request);
        let client = self.client(&request, &id);
        request.extensions_mut().insert(client);
        let span = tracing::info_span!("request", id = id.to_str().unwrap_or_default());
        let called = AssertUnwindSafe(self.inner.call(request)).catch_unwind().instrument(span).await;
        let mut response = match called {
            Ok(Ok(response)) => response,
            Ok(Err(error)) if error.is_from_response() => error.into_response(),
            Ok(Err(error)) => refusal(&error).into_response(Media::Json),
            // The panic hook has reported it.
            Err(_) => Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, "The server failed to answer this.")
                .into_response(Media::Json),
        };
        let headers = response.headers_mut();
        headers.reserve(SECURITY_HEADERS.len() + 1);
        for (name, value) in SECURITY_HEADERS {
            headers.entry(name).or_insert(value);
        }
        headers.insert(REQUEST_ID, id);
        Ok(response)
    }
}

/// What poem itself refuses; its texts are for us and not for callers.
fn refusal(error: &poem::Error) -> Refusal {
    let status = error.status();
    match status {
        StatusCode::NOT_FOUND => Refusal::new(status, "There is nothing at this address."),
        StatusCode::METHOD_NOT_ALLOWED => Refusal::new(status, "This address does not take this method."),
        _ if status.is_server_error() => {
            tracing::error!(%error, "a request failed");
            Refusal::new(status, "The server failed to answer this.")
        }
        _ => Refusal::new(status, status.canonical_reason().unwrap_or("The request was refused.")),
    }
}
