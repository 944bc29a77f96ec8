//! Cursors of every list: one that is taken comes back as it went.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| baton::fuzz::cursor(text));
