//! The short way of an event that is encoded already.
//!
//! async-graphql resolves an event at the end of a pile of streams, each with bookkeeping of its own, which every subscriber
//! would have for as long as they listen. So a field's resolver leaves its events in a *lane*, and the execution that it was
//! called in ends there. An event that is encoded leaves the lane at once; one that is not gets an execution of its own, in
//! which it is *given*.

use std::{
    any::Any,
    future::poll_fn,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::Poll,
};

use async_graphql::{Name, Response, Result, Value};
use futures_util::{Stream, StreamExt, stream::BoxStream};

use super::shared::Shared;

/// Where the resolver of a subscription's one field leaves its events. Cheap to clone.
#[derive(Clone, Default)]
pub struct Lane(Arc<Mutex<Option<Events>>>);

/// Encodings of events, and events that have none yet.
type Events = BoxStream<'static, Result<Value, Given>>;

/// The one event that an execution is for, in its data; of whatever type the subscription's field has.
pub struct Given(Mutex<Option<Box<dyn Any + Send>>>);

impl Lane {
    pub fn leave<T: Send + 'static>(&self, events: impl Stream<Item = Result<Shared<T>>> + Send + 'static) {
        let events = events.map(|event| match event {
            Ok(Shared::Told(encoding)) => Ok(encoding),
            event => Err(Given(Mutex::new(Some(Box::new(event))))),
        });
        *lock(&self.0) = Some(events.boxed());
    }

    /// The answers of a subscription to the one field `key`, whose execution has this lane in its data. `execute` gives an
    /// event an execution of its own.
    pub fn follow(
        self,
        key: Name,
        mut answers: BoxStream<'static, Response>,
        execute: impl Fn(Given) -> BoxStream<'static, Response> + Send + 'static,
    ) -> impl Stream<Item = Response> + Send {
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
                    drop(answers);
                    while let Some(event) = events.next().await {
                        match event {
                            Ok(encoding) => yield Response::new(Value::Object([(key.clone(), encoding)].into())),
                            Err(given) => {
                                let mut answers = execute(given);
                                while let Some(answer) = answers.next().await {
                                    yield answer;
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

impl Given {
    /// The event, to the first who asks.
    pub fn take<T: 'static>(&self) -> Option<Result<Shared<T>>> {
        let event = lock(&self.0).take()?;
        event.downcast().ok().map(|it| *it)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
