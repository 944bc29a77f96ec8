//! Ids of every kind: each has one spelling.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| baton::fuzz::id(text));
