//! One socket, from its first message to its last.

use std::{pin::pin, sync::Arc, task::Poll, time::Duration};

use async_graphql::Executor;
use futures_util::{SinkExt, StreamExt, poll};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    time::timeout,
};
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{Bytes, Error, Message, error::CapacityError},
};

use super::{
    close::Close,
    message::{self, Incoming, Outgoing},
    operation::{Operations, text},
};
use crate::{
    client::Client,
    http::{
        Gate,
        door::{Caller, Door},
        rate::Origin,
        timer,
    },
};

/// How long a client may take to answer the closing of its socket.
const CLOSE_TIME: Duration = Duration::from_secs(5);

/// Messages that are taken before any is answered, and that are sent before the client is listened to again.
const TOGETHER: usize = 32;

/// Who the handshake said was calling.
pub struct Peer {
    pub origin: Origin,
    /// `connection_init` may bring another.
    pub token: Option<String>,
    pub client: Client,
}

/// How a socket's service ends.
enum End {
    /// The client left, or its connection broke.
    Gone,
    Close(Close),
}

impl From<Close> for End {
    fn from(close: Close) -> Self {
        Self::Close(close)
    }
}

impl From<Error> for End {
    fn from(error: Error) -> Self {
        match error {
            Error::Capacity(CapacityError::MessageTooLong { size, max_size }) => {
                Self::Close(Close::MessageTooBig { asked: size, most: max_size })
            }
            Error::Utf8(_) => Self::Close(Close::InvalidMessage("The message is not UTF-8")),
            _ => Self::Gone,
        }
    }
}

/// Speaks graphql-transport-ws on `stream` until one of both sides ends it.
pub async fn serve<E, G, S>(stream: Box<WebSocketStream<S>>, door: Arc<Door<E, G>>, peer: Peer, speaks_graphql: bool)
where
    E: Executor,
    G: Gate,
    S: AsyncRead + AsyncWrite + Unpin,
{
    let stop = door.stop.clone();
    let mut socket = Socket { stream, is_heard: true };
    let end = if speaks_graphql {
        stop.run_until_cancelled(socket.converse(&door, peer)).await.unwrap_or(Close::Stopping.into())
    } else {
        Close::SubprotocolNotAcceptable.into()
    };
    if let End::Close(close) = end {
        Box::pin(socket.close(&close)).await;
    }
}

struct Socket<S> {
    /// Boxed, for it is handed on: a future keeps room for everything wherever it was.
    stream: Box<WebSocketStream<S>>,
    /// Whether anything came from the client since it was last pinged.
    is_heard: bool,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Socket<S> {
    async fn converse<E: Executor, G: Gate>(&mut self, door: &Arc<Door<E, G>>, peer: Peer) -> End {
        // Boxed: a socket is greeted once, and need not keep room for it.
        let greeting = timeout(door.limits.socket_init_time, Box::pin(self.greet(door, peer)));
        let caller = match greeting.await {
            Ok(Ok(caller)) => caller,
            Ok(Err(end)) => return end,
            Err(_) => return Close::InitializationTimeout.into(),
        };
        match self.operate(door, caller).await {
            Ok(never) => match never {},
            Err(end) => end,
        }
    }

    /// Waits for `connection_init` and acknowledges it.
    async fn greet<E: Executor, G: Gate>(&mut self, door: &Door<E, G>, peer: Peer) -> Result<Caller<G::Session>, End> {
        loop {
            match self.receive().await? {
                Incoming::ConnectionInit(payload) => {
                    let token = message::token(&payload)?.or(peer.token.as_deref());
                    let caller = door.admit(token, peer.origin, peer.client.clone()).await.map_err(Close::from)?;
                    self.stream.send(text(&Outgoing::ConnectionAck)).await?;
                    return Ok(caller);
                }
                Incoming::Ping(payload) => self.stream.send(text(&Outgoing::Pong { payload })).await?,
                Incoming::Pong | Incoming::Complete { .. } => {}
                Incoming::Subscribe { .. } => return Err(Close::Unauthorized.into()),
            }
        }
    }

    /// Runs the client's operations until the socket ends.
    async fn operate<E: Executor, G: Gate>(
        &mut self,
        door: &Arc<Door<E, G>>,
        caller: Caller<G::Session>,
    ) -> Result<std::convert::Infallible, End> {
        let mut operations = Operations::default();
        let mut ping = timer::every(door.limits.ping_period);
        loop {
            tokio::select! {
                incoming = self.receive() => {
                    if let Err(end) = self.take(incoming, door, &caller, &mut operations).await {
                        // What was asked for before the end begins all the same.
                        operations.begin().await;
                        return Err(end);
                    }
                }
                Some(message) = operations.next(), if !operations.is_empty() => self.tell(message, &mut operations).await?,
                _ = ping.tick() => {
                    if !std::mem::take(&mut self.is_heard) {
                        return Err(End::Gone);
                    }
                    self.stream.send(Message::Ping(Bytes::new())).await?;
                }
            }
        }
    }

    /// Takes a message, and with it those that have arrived by now: answers that are ready together leave together.
    async fn take<E: Executor, G: Gate>(
        &mut self,
        mut incoming: Result<Incoming, End>,
        door: &Arc<Door<E, G>>,
        caller: &Caller<G::Session>,
        operations: &mut Operations,
    ) -> Result<(), End> {
        for left in (0..TOGETHER).rev() {
            match incoming? {
                Incoming::Subscribe { id, params } => operations.start(door, caller.clone(), id, params)?,
                Incoming::Complete { id } => operations.cancel(&id),
                Incoming::Ping(payload) => self.stream.send(text(&Outgoing::Pong { payload })).await?,
                Incoming::Pong => {}
                Incoming::ConnectionInit(_) => return Err(Close::TooManyInitializations.into()),
            }
            // What is done by now shall make room for what comes.
            if left == 0 || operations.running() >= door.limits.socket_operations {
                break;
            }
            let Poll::Ready(next) = poll!(pin!(self.receive())) else { break };
            incoming = next;
        }
        Ok(())
    }

    /// Sends a message, and with it those that are ready by now: they leave in one write as far as they fit the buffer.
    async fn tell(&mut self, message: Message, operations: &mut Operations) -> Result<(), End> {
        let stream = &mut self.stream;
        let mut telling = pin!(async move {
            stream.feed(message).await?;
            for _ in 1..TOGETHER {
                let Some(message) = operations.ready().await else { break };
                stream.feed(message).await?;
            }
            stream.flush().await
        });
        if let Poll::Ready(told) = poll!(&mut telling) {
            return Ok(told?);
        }
        telling.await?;
        // Whoever takes what had to wait for them is there, though they were not asked meanwhile.
        self.is_heard = true;
        Ok(())
    }

    /// The next message; pings and pongs of the WebSocket itself are answered below and only show that someone is there.
    async fn receive(&mut self) -> Result<Incoming, End> {
        loop {
            let frame = self.stream.next().await.ok_or(End::Gone)??;
            self.is_heard = true;
            match frame {
                Message::Text(text) => return Ok(Incoming::parse(&text)?),
                Message::Binary(_) => return Err(Close::InvalidMessage("The message is not text").into()),
                // After a close frame the next read answers it and ends the stream.
                Message::Close(_) | Message::Ping(_) | Message::Pong(_) | Message::Frame(_) => {}
            }
        }
    }

    /// Says why, and waits for the client to have heard it: dropping the connection at once could lose the words.
    async fn close(&mut self, close: &Close) {
        let closing = async {
            WebSocketStream::close(&mut self.stream, Some(close.frame())).await?;
            while let Some(frame) = self.stream.next().await {
                frame?;
            }
            Ok::<(), Error>(())
        };
        if let Ok(Err(error)) = timeout(CLOSE_TIME, closing).await {
            tracing::debug!(%error, "a socket broke off while it was closed");
        }
    }
}
