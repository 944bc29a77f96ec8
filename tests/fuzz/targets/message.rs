//! The WebSocket's messages: nothing panics, and every refusal fits into a close frame.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| baton::fuzz::message(text));
