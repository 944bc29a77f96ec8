//! Connections to receivers, kept open from one request to the next.
//!
//! A request takes the connection that was free last, and opens one if none is. A receiver may have closed a free one meanwhile:
//! what never went out on it goes out on the next.

use std::{
    collections::HashMap,
    error::Error,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use http_body_util::Full;
use hyper::{
    Request, Response, Uri,
    body::{Bytes, Incoming},
    client::conn::http1::{self, SendRequest},
    header::{HOST, HeaderValue},
    http::uri::{Authority, Scheme},
};
use hyper_rustls::HttpsConnector;
use hyper_util::client::legacy::connect::HttpConnector;
use tower_service::Service;

use super::{NoAnswer, resolver::Guarded};
use crate::{
    clock::SharedClock,
    time::{Seconds, Timestamp},
};

/// Connections to one receiver that are kept open while nothing is sent.
const FREE: usize = 64;
/// How long they are.
const FREE_FOR: Seconds = Seconds(30);

pub(super) type Connector = HttpsConnector<HttpConnector<Guarded>>;
type Sending = SendRequest<Full<Bytes>>;

/// Where requests go, taken apart once for all of them.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// With scheme and authority, for the connector.
    whole: Uri,
    /// Path and query, for the request.
    path: Uri,
    host: HeaderValue,
    receiver: (Scheme, Authority),
}

impl Place {
    /// `None` for what is not the address of anybody.
    pub fn of(whole: Uri) -> Option<Self> {
        let (scheme, authority) = (whole.scheme()?.clone(), whole.authority()?.clone());
        let path = whole.path_and_query().map_or("/", |it| it.as_str()).parse().ok()?;
        // The URL's parser leaves out the port that the scheme implies.
        let host = HeaderValue::from_str(authority.as_str()).ok()?;
        Some(Self { whole, path, host, receiver: (scheme, authority) })
    }
}

/// Cheap to clone.
#[derive(Clone)]
pub(super) struct Pool(Arc<Inner>);

struct Inner {
    connector: Connector,
    free: Mutex<Free>,
    clock: SharedClock,
}

#[derive(Default)]
struct Free {
    by_receiver: HashMap<(Scheme, Authority), Vec<Resting>>,
    is_swept: bool,
}

struct Resting {
    connection: Sending,
    since: Timestamp,
}

/// A connection whose answer is being read. Whoever has read it to its end gives it back; else it is closed.
pub(super) struct Taken {
    pool: Pool,
    receiver: (Scheme, Authority),
    connection: Sending,
}

impl Pool {
    pub fn new(connector: Connector, clock: SharedClock) -> Self {
        Self(Arc::new(Inner { connector, free: Mutex::default(), clock }))
    }

    pub async fn request(
        &self,
        place: &Place,
        mut request: Request<Full<Bytes>>,
    ) -> Result<(Response<Incoming>, Taken), NoAnswer> {
        request.headers_mut().insert(HOST, place.host.clone());
        request.uri_mut().clone_from(&place.path);
        loop {
            let (mut connection, is_new) = match self.take(place) {
                Some(connection) => (connection, false),
                // Seldom, and of kilobytes: no request shall be moved about with room for it.
                None => (Box::pin(self.connect(place)).await?, true),
            };
            let mut failure = match connection.try_send_request(request).await {
                Ok(response) => {
                    let taken = Taken { pool: self.clone(), receiver: place.receiver.clone(), connection };
                    return Ok((response, taken));
                }
                Err(failure) => failure,
            };
            match failure.take_message() {
                Some(unsent) if !is_new => request = unsent,
                _ => return Err(NoAnswer::failed(failure.error())),
            }
        }
    }

    /// Of the open connections that are free and ready, the one that was given back last. One is ready once its task, too, has
    /// seen the end of the last exchange.
    fn take(&self, place: &Place) -> Option<Sending> {
        let mut free = self.lock();
        let all = free.by_receiver.get_mut(&place.receiver)?;
        all.retain(|it| !it.connection.is_closed());
        let ready = all.iter().rposition(|it| it.connection.is_ready())?;
        Some(all.remove(ready).connection)
    }

    async fn connect(&self, place: &Place) -> Result<Sending, NoAnswer> {
        let stream = self.0.connector.clone().call(place.whole.clone()).await;
        let stream = stream.map_err(|error: Box<dyn Error + Send + Sync>| NoAnswer::failed(&*error))?;
        // A body is small: with its head it is one piece for the socket.
        let made = http1::Builder::new().writev(false).handshake(stream).await;
        let (connection, task) = made.map_err(|error| NoAnswer::failed(&error))?;
        // Its failures are those of its requests. It ends with the connection.
        tokio::spawn(task);
        Ok(connection)
    }

    /// Closes, from time to time, what nobody has used for long. Ends when nothing is left.
    async fn sweep(self) {
        loop {
            self.0.clock.sleep_until(self.0.clock.now() + FREE_FOR).await;
            let now = self.0.clock.now();
            let mut free = self.lock();
            free.by_receiver.retain(|_, all| {
                all.retain(|it| now < it.since + FREE_FOR && !it.connection.is_closed());
                !all.is_empty()
            });
            if free.by_receiver.is_empty() {
                free.is_swept = false;
                return;
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, Free> {
        self.0.free.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Taken {
    pub fn give_back(self, since: Timestamp) {
        let Self { pool, receiver, connection } = self;
        if connection.is_closed() {
            return;
        }
        let mut free = pool.lock();
        let all = free.by_receiver.entry(receiver).or_default();
        if all.len() < FREE {
            all.push(Resting { connection, since });
        }
        if !std::mem::replace(&mut free.is_swept, true) {
            drop(free);
            tokio::spawn(pool.sweep());
        }
    }
}

#[cfg(test)]
mod tests;
