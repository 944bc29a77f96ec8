//! The HTTP client that webhooks go out by: no redirects, every address checked, answers read to a limit,
//! every request under a time-out of the clock that it is given.

mod answer;
mod cause;
mod pool;
mod resolver;

use std::{
    borrow::Cow,
    error::Error,
    fmt::Write as _,
    pin::pin,
    sync::{Arc, OnceLock},
};

use http_body_util::Full;
use hyper::{
    Method, Request, Uri,
    header::{CONTENT_TYPE, HeaderValue, USER_AGENT},
    http::uri::InvalidUri,
};
use hyper_rustls::HttpsConnectorBuilder;
use hyper_util::client::legacy::connect::HttpConnector;
use quick_cache::sync::Cache;

use super::target::{BadTarget, Policy};
use crate::{clock::SharedClock, time::Seconds};

pub use answer::Answer;
pub use hyper::{body::Bytes, header::HeaderName};

use pool::{Connector, Place, Pool, Taken};
use resolver::Guarded;

/// How long a receiver may take, from the connection to the end of its answer.
pub const TIME_OUT: Seconds = Seconds(10);
/// Addresses that need not be checked again each time.
const PLACES: usize = 1_024;
/// What is posted.
pub const JSON: &str = "application/json";
const OURSELVES: &str = concat!("Baton/", env!("CARGO_PKG_VERSION"));

/// Cheap to clone.
#[derive(Clone)]
pub struct Client {
    /// Made at the first request: reading all certificates takes a while.
    connections: Arc<OnceLock<Pool>>,
    policy: Policy,
    /// Those that were posted to, as the policy lets them pass.
    places: Arc<Cache<String, Arc<Place>>>,
    clock: SharedClock,
}

/// A request, and how long it took to come to this.
pub struct Exchange {
    /// Milliseconds.
    pub millis: i64,
    pub result: Result<Answer, NoAnswer>,
}

/// Why there was no answer, in words for the receiver's owner.
#[derive(Debug, thiserror::Error)]
pub enum NoAnswer {
    #[error(transparent)]
    Refused(#[from] BadTarget),
    #[error("no answer within {} s", TIME_OUT.0)]
    TimedOut,
    #[error("{text}")]
    Failed {
        /// What is the same for all requests that fail for the same.
        name: Cow<'static, str>,
        text: String,
    },
}

impl NoAnswer {
    /// What failures of this kind have in common, without addresses, numbers and moments.
    pub fn name(&self) -> Cow<'static, str> {
        match self {
            Self::Refused(error) => cause::name(error),
            Self::TimedOut => self.to_string().into(),
            Self::Failed { name, .. } => name.clone(),
        }
    }

    fn failed(error: &(dyn Error + 'static)) -> Self {
        Self::Failed { name: cause::name(error), text: chain(error) }
    }
}

impl Client {
    pub fn new(policy: Policy, clock: SharedClock) -> Self {
        Self { connections: Arc::default(), policy, places: Arc::new(Cache::new(PLACES)), clock }
    }

    pub const fn policy(&self) -> Policy {
        self.policy
    }

    /// Posts JSON with these headers, and that of its type.
    pub async fn post<const N: usize>(
        &self,
        url: &str,
        headers: [(&'static HeaderName, String); N],
        body: Bytes,
    ) -> Exchange {
        let place = self.places.get_or_insert_with(url, || self.place(url));
        let request = request(Method::POST, headers, Full::new(body));
        self.exchange(place.and_then(|place| Ok((place, request?)))).await
    }

    pub async fn get(&self, url: &str) -> Exchange {
        let request = request(Method::GET, [], Full::default());
        self.exchange(self.place(url).and_then(|place| Ok((place, request?)))).await
    }

    /// A numeric address is checked here, since nobody resolves it.
    fn place(&self, url: &str) -> Result<Arc<Place>, NoAnswer> {
        let uri: Result<Uri, InvalidUri> = self.policy.parse(url)?.as_str().parse();
        let place = Place::of(uri.map_err(|error| NoAnswer::failed(&error))?);
        Ok(Arc::new(place.ok_or(BadTarget::NotAnAddress)?))
    }

    async fn exchange(&self, asked: Result<(Arc<Place>, Request<Full<Bytes>>), NoAnswer>) -> Exchange {
        let at = self.clock.now();
        let result = match asked {
            Err(error) => Err(error),
            Ok((place, request)) => {
                let mut asking = pin!(self.ask(&place, request));
                tokio::select! {
                    // An answer that is there in time counts, be whoever waits for it late.
                    biased;
                    answer = &mut asking => answer,
                    () = self.clock.sleep_until(at + TIME_OUT) => Err(NoAnswer::TimedOut),
                }
            }
        };
        let end = self.clock.now();
        let result = result.map(|(answer, connection)| {
            if let Some(connection) = connection {
                connection.give_back(end);
            }
            answer
        });
        // Somebody may have set the clock back meanwhile.
        Exchange { millis: (end.millis() - at.millis()).max(0), result }
    }

    /// The answer, and the connection if it can be used again.
    async fn ask(&self, place: &Place, request: Request<Full<Bytes>>) -> Result<(Answer, Option<Taken>), NoAnswer> {
        let connections = self.connections.get_or_init(|| Pool::new(connector(self.policy), self.clock.clone()));
        let (response, connection) = connections.request(place, request).await?;
        let (answer, is_at_end) = Answer::read(response, &self.clock).await;
        Ok((answer, is_at_end.then_some(connection)))
    }
}

fn request<const N: usize>(
    method: Method,
    headers: [(&'static HeaderName, String); N],
    body: Full<Bytes>,
) -> Result<Request<Full<Bytes>>, NoAnswer> {
    let mut request = Request::new(body);
    let of_request = request.headers_mut();
    // The pool adds the host.
    of_request.reserve(N + 3);
    of_request.insert(USER_AGENT, HeaderValue::from_static(OURSELVES));
    if method == Method::POST {
        of_request.insert(CONTENT_TYPE, HeaderValue::from_static(JSON));
    }
    for (name, value) in headers {
        of_request.insert(name, HeaderValue::try_from(value).map_err(|error| NoAnswer::failed(&error))?);
    }
    *request.method_mut() = method;
    Ok(request)
}

fn connector(policy: Policy) -> Connector {
    let mut http = HttpConnector::new_with_resolver(Guarded::new(policy));
    http.enforce_http(false);
    http.set_nodelay(true);
    // The certificates that the system or SSL_CERT_FILE names or, on a machine without any, Mozilla's.
    let tls = HttpsConnectorBuilder::new().with_native_roots().unwrap_or_else(|error| {
        tracing::warn!(%error, "webhooks trust Mozilla's certificates: this machine has none of its own");
        HttpsConnectorBuilder::new().with_webpki_roots()
    });
    tls.https_or_http().enable_http1().wrap_connector(http)
}

/// An error with all its causes, each once.
fn chain(error: &dyn Error) -> String {
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
