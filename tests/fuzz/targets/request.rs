//! Requests to the Graph API's endpoints, however they are written.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| baton::fuzz::request(bytes));
