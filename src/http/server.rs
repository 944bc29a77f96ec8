//! Accepts connections, serves them, and stops without breaking off what runs.
//!
//! Hyper's HTTP/1 connections are driven here and not by poem's server, which has no time-out for a half-sent head, spins
//! when accepting fails, and does not wait for upgraded sockets. Here a connection counts until its socket is dropped,
//! whatever it was upgraded to. HTTP/2 is a proxy's business: without TLS no browser speaks it.

mod compress;
mod connection;

use std::{convert::Infallible, io, pin::pin, sync::Arc, time::Duration};

use hyper::{body::Incoming, server::conn::http1};
use hyper_util::rt::{TokioIo, TokioTimer};
use poem::{
    Addr, Endpoint, EndpointExt, IntoEndpoint, IntoResponse, Response,
    http::{header, uri::Scheme},
    web::{LocalAddr, RemoteAddr},
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use self::connection::Connection;
use super::{Limits, edge::Edge, timer};

/// How long to wait after the system refused to accept a connection (no file descriptors left, for one).
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// Bytes that hyper buffers of one connection.
const BUFFER_BYTES: usize = 64 * 1024;

/// Serves `endpoint` on `listener` until `stop` is cancelled; then finishes what runs, for at most `grace`.
///
/// # Errors
///
/// The listener's own address cannot be read.
pub async fn serve<E>(
    listener: TcpListener,
    endpoint: E,
    limits: Limits,
    stop: CancellationToken,
    grace: Duration,
) -> io::Result<()>
where
    E: IntoEndpoint,
    E::Endpoint: 'static,
    <E::Endpoint as Endpoint>::Output: IntoResponse,
{
    let local = listener.local_addr()?;
    let server = Arc::new(Server {
        edge: Edge::new(endpoint.map_to_response(), limits.trusted_proxies.clone()),
        http: http(&limits),
        local: LocalAddr(Addr::socket(local)),
        compressed_bytes: limits.compressed_bytes,
        stop: stop.clone(),
        kill: CancellationToken::new(),
    });
    let room = Arc::new(Semaphore::new(limits.connections));
    let open = TaskTracker::new();
    tracing::info!(address = %local, "listening");

    while let Some((stream, permit)) = accept(&listener, &room, &stop).await {
        let connection = Connection::new(stream, limits.stall_time, permit, open.token());
        tokio::spawn(Arc::clone(&server).connection(connection));
    }

    drop(listener);
    open.close();
    tracing::info!(connections = open.len(), "stopping");
    if tokio::time::timeout(grace, open.wait()).await.is_err() {
        tracing::warn!(connections = open.len(), "connections were still busy and are broken off");
        server.kill.cancel();
    }
    Ok(())
}

/// The next connection, once there is room for it; `None` when the server stops.
async fn accept(
    listener: &TcpListener,
    room: &Arc<Semaphore>,
    stop: &CancellationToken,
) -> Option<(TcpStream, OwnedSemaphorePermit)> {
    let next = async {
        let permit = Arc::clone(room).acquire_owned().await.ok()?;
        loop {
            match listener.accept().await {
                Ok((stream, _)) => return Some((stream, permit)),
                // This one client is gone: the next one need not wait.
                Err(error) if is_of_the_client(&error) => {}
                Err(error) => {
                    tracing::error!(%error, "cannot accept connections");
                    timer::after(ACCEPT_PAUSE).await;
                }
            }
        }
    };
    stop.run_until_cancelled(next).await?
}

fn is_of_the_client(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

fn http(limits: &Limits) -> http1::Builder {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(limits.header_time)
        .max_header_size(limits.header_bytes)
        .max_buf_size(BUFFER_BYTES.max(limits.header_bytes));
    http
}

/// What all connections share.
struct Server<E> {
    edge: Edge<E>,
    http: http1::Builder,
    local: LocalAddr,
    /// See [`Limits::compressed_bytes`].
    compressed_bytes: Option<usize>,
    stop: CancellationToken,
    /// Cancelled when the time to finish is over.
    kill: CancellationToken,
}

impl<E: Endpoint<Output = Response> + 'static> Server<E> {
    async fn answer(&self, request: poem::Request) -> Response {
        let accept = self.compressed_bytes.and(request.headers().get(header::ACCEPT_ENCODING).cloned());
        let response = self.edge.get_response(request).await;
        match (self.compressed_bytes, accept) {
            (Some(least), Some(accept)) => compress::compress(response, least, &accept).await,
            _ => response,
        }
    }

    async fn connection(self: Arc<Self>, connection: Connection) {
        let Ok(peer) = connection.peer() else { return };
        let remote = RemoteAddr(Addr::socket(peer));
        let service = hyper::service::service_fn(|request: hyper::Request<Incoming>| {
            let request = poem::Request::from((request, self.local.clone(), remote.clone(), Scheme::HTTP));
            let server = &self;
            async move { Ok::<hyper::Response<_>, Infallible>(server.answer(request).await.into()) }
        });
        let mut serving = pin!(self.http.serve_connection(TokioIo::new(connection), service).with_upgrades());
        let ended = tokio::select! {
            ended = &mut serving => Some(ended),
            () = self.stop.cancelled() => None,
        };
        let ended = match ended {
            Some(ended) => ended,
            None => {
                serving.as_mut().graceful_shutdown();
                self.kill.run_until_cancelled(serving).await.unwrap_or(Ok(()))
            }
        };
        if let Err(error) = ended {
            tracing::debug!(%error, %peer, "a connection broke off");
        }
    }
}
