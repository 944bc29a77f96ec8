//! The published figures (docs/benchmarks.md), measured in one run: Baton beside a plain server on the same stack, in turns, on
//! throw-away data, through their public API by `baton bench`.
//!
//! `make bench` measures it all, in about twenty minutes, and writes the tables of docs/benchmarks.md anew; `make bench QUICK=1`
//! tries it out in a minute and writes nothing but its result in the target folder. `--only NAME` measures one section.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a benchmark that cannot go on ends, prints what it measured, and reads the wall clock and the environment"
)]

mod client;
mod document;
#[path = "../engine.rs"]
mod engine;
mod machine;
mod plain;
mod postgres;
mod sections;
mod seed;
mod series;
mod server;
#[path = "../webhooks.rs"]
mod webhooks;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|it| it != "--bench").collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        // Run by the benchmark itself, as processes of their own.
        ["plain", url] => plain::serve(url, plain::Cheapest::Executed),
        ["constant", url] => plain::serve(url, plain::Cheapest::Constant),
        ["below-http"] => engine::main(),
        ["webhooks"] => webhooks::main(),
        [] => sections::run(false, None),
        ["--quick"] => sections::run(true, None),
        ["--only", section] => sections::run(false, Some(section)),
        ["--quick", "--only", section] => sections::run(true, Some(section)),
        _ => panic!("expected [--quick] [--only SECTION]"),
    }
}
