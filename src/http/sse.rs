//! Server-sent events by the graphql-sse protocol, distinct connections mode
//! (<https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md>).
//!
//! One request is one stream: an event `next` for each result, then `complete`. A stream that ends without `complete`,
//! as it does when the server stops, is one that the client opens again.

use std::io;

use futures_util::{
    StreamExt,
    stream::{self, BoxStream},
};
use poem::{Body, Response, http::header};
use tokio_util::sync::CancellationToken;

use super::{Limits, accept::Media, answer::Answer, timer};

/// A comment: ignored by clients, but a write all the same, which finds out a reader that is gone.
const KEEP_ALIVE: &str = ":\n\n";

/// `data` is there for browsers, which do not dispatch an event without any.
const COMPLETE: &str = "event: complete\ndata:\n\n";

/// The stream of `answers`.
pub fn response(mut answers: BoxStream<'static, Answer>, limits: &Limits, stop: CancellationToken) -> Response {
    let period = limits.keep_alive_period;
    let events = async_stream::stream! {
        let mut keep_alive = timer::every(period);
        // The head of the response leaves with its first bytes.
        yield KEEP_ALIVE.to_owned();
        loop {
            tokio::select! {
                () = stop.cancelled() => break,
                answer = answers.next() => match answer {
                    Some(answer) => yield next(&answer),
                    None => {
                        yield COMPLETE.to_owned();
                        break;
                    }
                },
                _ = keep_alive.tick() => yield KEEP_ALIVE.to_owned(),
            }
        }
    };
    Response::builder()
        .header(header::CONTENT_TYPE, Media::EventStream.content_type())
        .header(header::CACHE_CONTROL, "no-cache, no-store")
        // Proxies that hold an answer back until they have enough of it are asked not to.
        .header("x-accel-buffering", "no")
        .body(Body::from_bytes_stream(events.map(Ok::<String, io::Error>)))
}

/// A stream of one answer: how a request that cannot run is answered on this door.
pub fn once(answer: Answer, limits: &Limits, stop: CancellationToken) -> Response {
    response(stream::iter([answer]).boxed(), limits, stop)
}

fn next(answer: &Answer) -> String {
    // JSON has no line breaks outside its strings, and none unescaped inside: it is one line of data.
    let mut event = "event: next\ndata: ".to_owned();
    match answer.write_json(&mut event) {
        Ok(()) => event + "\n\n",
        Err(error) => {
            tracing::error!(%error, "an event could not be written as JSON");
            KEEP_ALIVE.to_owned()
        }
    }
}
