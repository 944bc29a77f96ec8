//! The portal's side of the server: its pages, and how browsers are signed in, over real sockets.

// Says to clippy that helpers are tests too.
#![cfg(test)]

#[path = "../support/mod.rs"]
#[expect(dead_code, reason = "other binaries need the rest")]
mod support;

mod browser;
mod pages;
mod second_factor;
mod sessions;
