//! The short way of an event that is encoded already.
//!
//! async-graphql resolves an event at the end of a pile of streams, each with bookkeeping of its own; an event whose encoding
//! is at hand has no business there. So a field's resolver hands its events to a *lane*, which is followed instead: what is
//! encoded leaves at once, and what is not goes on to async-graphql, one event at a time.

use std::{
    future::poll_fn,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Poll, Waker},
};

use async_graphql::{Name, Response, Result, Value};
use futures_util::{
    Stream, StreamExt,
    stream::{self, BoxStream},
};

use super::shared::Shared;

/// Where the resolver of a subscription's one field leaves its events. Cheap to clone.
#[derive(Clone, Default)]
pub struct Lane(Arc<Mutex<Option<Events>>>);

/// The encodings of events; `None` for one that async-graphql has been given.
type Events = BoxStream<'static, Option<Value>>;

/// An event on its way to async-graphql.
struct Slot<T> {
    event: Option<Result<Shared<T>>>,
    /// Of whoever waits for one.
    waker: Option<Waker>,
}

impl Lane {
    /// Takes `events` out of async-graphql's way. What is answered gives it those that it has to resolve.
    pub fn divert<T: Send + Sync + 'static>(
        &self,
        mut events: BoxStream<'static, Result<Shared<T>>>,
    ) -> BoxStream<'static, Result<Shared<T>>> {
        let slot = Arc::new(Mutex::new(Slot { event: None, waker: None }));
        let given = slot.clone();
        let diverted = stream::poll_fn(move |cx| {
            events.poll_next_unpin(cx).map(|event| {
                Some(match event? {
                    Ok(Shared::Told(encoding)) => Some(encoding),
                    event => {
                        let mut given = lock(&given);
                        given.event = Some(event);
                        if let Some(waker) = given.waker.take() {
                            waker.wake();
                        }
                        None
                    }
                })
            })
        });
        *lock(&self.0) = Some(diverted.boxed());
        let given = stream::poll_fn(move |cx| {
            let mut slot = lock(&slot);
            match slot.event.take() {
                Some(event) => Poll::Ready(Some(event)),
                None => {
                    slot.waker = Some(cx.waker().clone());
                    Poll::Pending
                }
            }
        });
        given.boxed()
    }

    /// The answers of a subscription to the one field `key`, whose execution has this lane in its data.
    pub fn follow(self, key: Name, mut answers: BoxStream<'static, Response>) -> impl Stream<Item = Response> + Send {
        async_stream::stream! {
            let begun = poll_fn(|cx| match answers.poll_next_unpin(cx) {
                Poll::Ready(answer) => Poll::Ready(Err(answer)),
                Poll::Pending => lock(&self.0).take().map_or(Poll::Pending, |events| Poll::Ready(Ok(events))),
            });
            match begun.await {
                // The resolver failed, or has nothing to share.
                Err(mut next) => {
                    while let Some(answer) = next {
                        yield answer;
                        next = answers.next().await;
                    }
                }
                Ok(mut events) => {
                    while let Some(event) = events.next().await {
                        match event {
                            Some(encoding) => yield Response::new(Value::Object([(key.clone(), encoding)].into())),
                            None => match answers.next().await {
                                Some(answer) => yield answer,
                                None => return,
                            },
                        }
                    }
                }
            }
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
