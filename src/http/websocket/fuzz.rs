//! The WebSocket's part of `http/fuzz.rs`.

use super::message::{self, Incoming};

pub fn message(text: &str) {
    let refused = match Incoming::parse(text) {
        Ok(Incoming::ConnectionInit(payload)) => message::token(&payload).err(),
        Ok(Incoming::Subscribe { id, params }) => {
            assert!(!id.is_empty(), "an operation without an id passed");
            drop(params.into_request());
            None
        }
        Ok(_) => None,
        Err(close) => Some(close),
    };
    if let Some(close) = refused {
        let frame = close.frame();
        assert!(frame.reason.len() <= 123, "a reason of {} bytes fits into no close frame", frame.reason.len());
    }
}
