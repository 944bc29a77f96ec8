//! Requests to the provider: no redirects, answers read to a limit and within their time, and without TLS to this machine
//! alone.

use std::{
    error::Error,
    fmt::Write as _,
    net::IpAddr,
    sync::{Arc, OnceLock},
    time::Duration,
};

use futures_util::{FutureExt, future::BoxFuture};
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Bytes;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{Client as Pool, connect::HttpConnector},
    rt::TokioExecutor,
};
use openidconnect::{HttpRequest, HttpResponse};

/// How long the provider may take to answer.
const TIME_OUT: Duration = Duration::from_secs(10);
/// Bytes of an answer: a provider's keys are a few thousand.
const MOST_BYTES: usize = 256 * 1024;

type Connections = Pool<HttpsConnector<HttpConnector>, Full<Bytes>>;

/// Cheap to clone.
#[derive(Clone, Default)]
pub struct Http {
    /// Made at the first request: reading all certificates takes a while.
    connections: Arc<OnceLock<Connections>>,
}

/// Why there was no answer.
#[derive(Debug, thiserror::Error)]
pub enum NoAnswer {
    #[error("{0} is not https://, nor on this machine")]
    Insecure(String),
    #[error("no answer within {} s", TIME_OUT.as_secs())]
    TimedOut,
    #[error("{0}")]
    Failed(String),
}

impl Http {
    /// What the library sends its requests with. Boxed, and without a borrow: the compiler cannot prove of more that it may
    /// move between threads.
    pub fn sender(&self) -> impl Fn(HttpRequest) -> BoxFuture<'static, Result<HttpResponse, NoAnswer>> + use<> {
        let http = self.clone();
        move |request| {
            let http = http.clone();
            async move { http.send(request).await }.boxed()
        }
    }

    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, NoAnswer> {
        if !is_safe(request.uri().scheme_str(), request.uri().host()) {
            return Err(NoAnswer::Insecure(request.uri().to_string()));
        }
        let request = request.map(|body| Full::new(Bytes::from(body)));
        let connections = self.connections.get_or_init(connect);
        let exchange = async {
            let response = connections.request(request).await.map_err(|error| NoAnswer::Failed(chain(&error)))?;
            let (parts, body) = response.into_parts();
            let body =
                Limited::new(body, MOST_BYTES).collect().await.map_err(|error| NoAnswer::Failed(chain(&*error)))?;
            Ok(HttpResponse::from_parts(parts, body.to_bytes().into()))
        };
        tokio::time::timeout(TIME_OUT, exchange).await.unwrap_or(Err(NoAnswer::TimedOut))
    }
}

/// Whether nobody on the way can read along.
fn is_safe(scheme: Option<&str>, host: Option<&str>) -> bool {
    let host = host.unwrap_or_default();
    let is_here = host == "localhost"
        || host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>().is_ok_and(|it| it.is_loopback());
    scheme == Some("https") || (scheme == Some("http") && is_here)
}

fn connect() -> Connections {
    let mut http = HttpConnector::new();
    http.enforce_http(false);
    // The system's trusted certificates or, on a machine without any, Mozilla's.
    let tls = HttpsConnectorBuilder::new().with_native_roots();
    let tls = tls.unwrap_or_else(|_| HttpsConnectorBuilder::new().with_webpki_roots());
    Pool::builder(TokioExecutor::new()).build(tls.https_or_http().enable_http1().wrap_connector(http))
}

/// An error with all its causes, each once.
pub fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let more = error.to_string();
        if !text.contains(&more) {
            // Writing to a String cannot fail.
            let _ = write!(text, ": {more}");
        }
        cause = error.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::is_safe;

    #[test]
    fn only_this_machine_is_asked_without_tls() {
        for (scheme, host, safe) in [
            ("https", "accounts.example.com", true),
            ("http", "127.0.0.1", true),
            ("http", "[::1]", true),
            ("http", "localhost", true),
            ("http", "accounts.example.com", false),
            ("http", "localhost.example.com", false),
            ("http", "127.0.0.1.example.com", false),
            ("ftp", "localhost", false),
        ] {
            assert_eq!(is_safe(Some(scheme), Some(host)), safe, "{scheme}://{host}");
        }
    }
}
