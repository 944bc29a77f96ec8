//! Lets a signed-in browser's cookie stand for its token at `/graphql`.
//!
//! A browser adds cookies by itself, so the cookie alone says nothing about who wanted the request. It counts only with a
//! header that a foreign page cannot set, or, on WebSockets, whose handshake takes no headers, with the `Origin` that the
//! browser adds and pages cannot change.

use std::sync::Arc;

use poem::{
    Endpoint, Request, Response,
    http::{HeaderMap, HeaderName, HeaderValue, Method, header},
};

use super::{assets, cookie::SessionCookie};

/// What the portal's pages send along with every request.
pub const PORTAL: HeaderName = HeaderName::from_static("x-baton-portal");

/// Everything that Baton answers, with cookies understood.
pub struct Guarded<E> {
    inner: E,
    cookie: Arc<SessionCookie>,
    /// As browsers name it: scheme, host and port.
    origin: String,
}

impl<E> Guarded<E> {
    pub(super) fn new(inner: E, cookie: Arc<SessionCookie>, public_url: &str) -> Self {
        let after_scheme = public_url.find("://").map_or(0, |at| at + 3);
        let end = public_url[after_scheme..].find('/').map_or(public_url.len(), |at| after_scheme + at);
        Self { inner, cookie, origin: public_url[..end].to_owned() }
    }

    /// Whether one of our own pages sent this, or a program that is no browser.
    fn is_ours(&self, headers: &HeaderMap) -> bool {
        headers.contains_key(PORTAL) || (headers.contains_key(header::UPGRADE) && self.is_same_origin(headers))
    }

    /// The origin is the public URL's, or the host that was asked: a proxy may have put another name there, and a
    /// developer opens `localhost` where `127.0.0.1` is configured.
    fn is_same_origin(&self, headers: &HeaderMap) -> bool {
        let text = |name: HeaderName| headers.get(name).and_then(|it| it.to_str().ok());
        let Some(origin) = text(header::ORIGIN) else { return false };
        let host = origin.split_once("://").map(|it| it.1);
        origin == self.origin || (host.is_some() && host == text(header::HOST))
    }
}

impl<E: Endpoint<Output = Response>> Endpoint for Guarded<E> {
    type Output = Response;

    async fn call(&self, mut request: Request) -> poem::Result<Response> {
        if request.uri().path() == "/graphql" {
            if is_visit(&request) {
                return Ok(assets::explorer(&request));
            }
            let headers = request.headers();
            if !headers.contains_key(header::AUTHORIZATION)
                && self.is_ours(headers)
                && let Some(token) = self.cookie.token(headers)
                && let Ok(mut bearer) = HeaderValue::try_from(format!("Bearer {token}"))
            {
                bearer.set_sensitive(true);
                request.headers_mut().insert(header::AUTHORIZATION, bearer);
            }
        }
        self.inner.call(request).await
    }
}

/// Whether somebody opened the address in a browser, and asks nothing yet.
fn is_visit(request: &Request) -> bool {
    let accept = request.headers().get(header::ACCEPT).and_then(|it| it.to_str().ok()).unwrap_or_default();
    request.method() == Method::GET
        && !request.headers().contains_key(header::UPGRADE)
        && accept.contains("text/html")
        && !request.uri().query().unwrap_or_default().split('&').any(|it| it.starts_with("query="))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_foreign_page_is_not_ours() {
        let guarded = Guarded::new((), Arc::new(SessionCookie::of("")), "https://baton.example/base");
        let with = |pairs: &[(HeaderName, &'static str)]| {
            let pairs = pairs.iter().map(|(name, value)| (name.clone(), HeaderValue::from_static(value)));
            guarded.is_ours(&pairs.collect())
        };
        let socket = (header::UPGRADE, "websocket");
        let host = (header::HOST, "127.0.0.1:8080");
        assert!(with(&[(PORTAL, "1")]));
        assert!(with(&[socket.clone(), host.clone(), (header::ORIGIN, "https://baton.example")]));
        assert!(with(&[socket.clone(), host.clone(), (header::ORIGIN, "http://127.0.0.1:8080")]));
        assert!(!with(&[host.clone(), (header::ORIGIN, "http://127.0.0.1:8080")]), "a form's post");
        assert!(!with(&[socket.clone(), host.clone(), (header::ORIGIN, "https://evil.example")]));
        assert!(!with(&[socket.clone(), host.clone(), (header::ORIGIN, "null")]));
        assert!(!with(&[socket, host]), "without an origin it is no browser, and has a token of its own");
    }
}
