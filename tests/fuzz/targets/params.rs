//! A request's parameters, as a body and as a query string: nothing panics.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| baton::fuzz::params(bytes));
