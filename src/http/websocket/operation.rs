//! The operations that run on one socket.

use std::{
    collections::HashMap,
    future::poll_fn,
    sync::Arc,
    task::{Context, Poll},
};

use async_graphql::{Executor, parser::types::OperationType};
use futures_util::{
    StreamExt,
    stream::{AbortHandle, Abortable, BoxStream, SelectAll, abortable},
};
use tokio_tungstenite::tungstenite::{Message, Utf8Bytes};

use super::{close::Close, message::Outgoing};
use crate::http::{
    Gate,
    answer::{Answer, Code, Outcome},
    door::{Caller, Door, Operation},
    exceeded::Exceeded,
    params::Params,
};

/// What an operation has to say.
struct Event {
    id: Arc<str>,
    message: Message,
    /// Whether it is the last: the id is free again.
    is_last: bool,
}

/// The running operations by id. [`SelectAll`] polls those that were woken, in turn: a busy one cannot starve the others.
#[derive(Default)]
pub struct Operations {
    running: HashMap<Arc<str>, AbortHandle>,
    events: SelectAll<Abortable<BoxStream<'static, Event>>>,
}

impl Operations {
    /// Starts an operation for `caller`. Whatever is wrong with its document is said by an `error` of its own.
    ///
    /// # Errors
    ///
    /// [`Close::DuplicateOperation`]: an operation of this id still runs.
    pub fn start<E: Executor, G: Gate>(
        &mut self,
        door: &Arc<Door<E, G>>,
        caller: Caller<G::Session>,
        id: String,
        params: Params,
    ) -> Result<(), Close> {
        if self.running.contains_key(id.as_str()) {
            return Err(Close::DuplicateOperation(id));
        }
        let id: Arc<str> = id.into();
        let (most, asked) = (door.limits.socket_operations, self.running.len() + 1);
        let events = if asked > most {
            let message = format!("More than {most} operations on one socket.");
            let error = Exceeded::new("operations on one socket", most, asked).error(message, Code::RateLimited);
            refused(Arc::clone(&id), Answer::refused(error))
        } else if let Err(too_many) = door.check_socket_rate(&caller) {
            refused(Arc::clone(&id), Answer::refused(too_many))
        } else {
            events(Arc::clone(&id), Arc::clone(door), caller, params)
        };
        let (events, handle) = abortable(events);
        self.running.insert(id, handle);
        self.events.push(events);
        Ok(())
    }

    /// Ends an operation on its client's behalf; nothing more is said of it. An id that does not run is ignored: it may
    /// have ended while the message was on its way.
    pub fn cancel(&mut self, id: &str) {
        if let Some(handle) = self.running.remove(id) {
            handle.abort();
        }
    }

    /// Whether there is nothing to wait for.
    pub fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    /// How many there are.
    pub fn running(&self) -> usize {
        self.running.len()
    }

    /// Lets those begin that have not, for the socket ends; what they say is not heard any more.
    pub async fn begin(&mut self) {
        for _ in 0..self.running.len() {
            if self.ready().await.is_none() {
                break;
            }
        }
    }

    /// The next message of any operation; `None` if none is running any more.
    pub async fn next(&mut self) -> Option<Message> {
        poll_fn(|cx| self.poll_next(cx)).await
    }

    /// The next message if there is one already.
    pub async fn ready(&mut self) -> Option<Message> {
        poll_fn(|cx| match self.poll_next(cx) {
            Poll::Ready(message) => Poll::Ready(message),
            Poll::Pending => Poll::Ready(None),
        })
        .await
    }

    fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<Message>> {
        self.events.poll_next_unpin(cx).map(|event| {
            let event = event?;
            if event.is_last {
                self.running.remove(&event.id);
            }
            Some(event.message)
        })
    }
}

/// The messages of one operation: `next` for each answer and `complete`, or one `error`.
fn events<E: Executor, G: Gate>(
    id: Arc<str>,
    door: Arc<Door<E, G>>,
    caller: Caller<G::Session>,
    params: Params,
) -> BoxStream<'static, Event> {
    let operation = match door.prepare(params, caller) {
        Ok(operation) => operation,
        Err(answer) => return refused(id, *answer),
    };
    if operation.kind() != OperationType::Subscription {
        return answered(id, door, operation);
    }
    let mut answers = door.stream(operation);
    async_stream::stream! {
        let mut is_first = true;
        while let Some(answer) = answers.next().await {
            let did_not_begin = is_first && answer.is_failed_subscription();
            if answer.outcome() != Outcome::Ran || did_not_begin {
                yield error(id, &answer);
                return;
            }
            is_first = false;
            yield Event { message: next(&id, &answer), id: Arc::clone(&id), is_last: false };
        }
        yield complete(id);
    }
    .boxed()
}

/// The messages of a query or mutation, which has one answer.
fn answered<E: Executor, G: Gate>(
    id: Arc<str>,
    door: Arc<Door<E, G>>,
    operation: Operation,
) -> BoxStream<'static, Event> {
    async_stream::stream! {
        let answer = door.execute(operation).await;
        if answer.outcome() != Outcome::Ran {
            yield error(id, &answer);
            return;
        }
        yield Event { message: next(&id, &answer), id: Arc::clone(&id), is_last: false };
        yield complete(id);
    }
    .boxed()
}

fn refused(id: Arc<str>, answer: Answer) -> BoxStream<'static, Event> {
    futures_util::stream::once(async move { error(id, &answer) }).boxed()
}

fn complete(id: Arc<str>) -> Event {
    Event { message: text(&Outgoing::Complete { id: &id }), id, is_last: true }
}

fn error(id: Arc<str>, answer: &Answer) -> Event {
    Event { message: text(&Outgoing::Error { id: &id, payload: answer.errors() }), id, is_last: true }
}

/// `next`, spliced: of an answer that many get, only the id is each operation's own.
fn next(id: &str, answer: &Answer) -> Message {
    let mut json = String::from(r#"{"type":"next","id":"#);
    let written = serde_json::to_string(id).and_then(|id| {
        json.push_str(&id);
        json.push_str(r#","payload":"#);
        answer.write_json(&mut json)
    });
    json.push('}');
    frame(written.map(|()| json))
}

/// A message as a frame.
pub fn text(message: &Outgoing<'_>) -> Message {
    frame(serde_json::to_string(message))
}

fn frame(json: serde_json::Result<String>) -> Message {
    match json {
        Ok(json) => Message::Text(json.into()),
        Err(error) => {
            tracing::error!(%error, "a message could not be written as JSON");
            Message::Text(Utf8Bytes::from_static(r#"{"type":"ping"}"#))
        }
    }
}
