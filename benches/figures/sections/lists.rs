//! Fifty threads with owner and last message, on databases of three sizes.

use std::path::{Path, PathBuf};

use super::{Bench, DATABASE};
use crate::{
    client::measure,
    document::{table, verdict},
    machine::Machine,
    seed,
    series::{Series, thousands},
    server::{Disk, Server},
};

/// What `baton bench` makes for itself, and what is copied.
const SEED: u64 = 64;
/// How much faster than the plain server a list is to be.
const TIMES: f64 = 2.0;
/// How much more a list may cost on the largest database than on the smallest.
const MOST_GROWTH: f64 = 1.2;

/// A server with a page of many threads.
struct Stocked {
    server: Server,
    page: String,
    runs: Series,
}

fn measure_size(bench: &Bench, stocked: &mut Stocked) {
    let (page, awake) = (&stocked.page, bench.machine.awake());
    let words = format!("list --callers 16 --page {page} {awake} --runs 1 --seconds {}", bench.seconds);
    stocked.runs.0.extend(measure(&bench.machine, &stocked.server, &words).rows);
}

fn measure_all(bench: &Bench, sizes: &[u64]) -> Vec<(u64, Stocked, Stocked)> {
    let mut all: Vec<_> = sizes
        .iter()
        .map(|&size| {
            let (folder, url) = bench.sqlite(&format!("list-{size}-baton"));
            let baton = stock(&bench.machine, &url, size, |url| baton(&bench.machine, url, &folder));
            let (_, url) = bench.sqlite(&format!("list-{size}-plain"));
            let plain = stock(&bench.machine, &url, size, |url| Server::plain(&bench.machine, url, Disk::AsItIs));
            (size, baton, plain)
        })
        .collect();
    for _ in 0..bench.runs {
        for (_, baton, plain) in &mut all {
            measure_size(bench, plain);
            measure_size(bench, baton);
        }
    }
    all
}

pub fn all_sizes(bench: &mut Bench) -> Option<String> {
    let sizes: &[u64] = if bench.quick { &[1_000, 10_000] } else { &[1_000, 100_000, 1_000_000] };
    let all = measure_all(bench, sizes);
    let smallest = all.first()?.1.runs.cpu();
    let head = [
        "threads",
        "plain, lists/s",
        "Baton, lists/s",
        "ratio",
        "µs of CPU a list, plain / Baton",
        "to reach",
        "verdict",
    ];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    let mut growth = 1.0;
    for (size, baton, plain) in &all {
        bench.keep("lists", &format!("plain, {size} threads"), &plain.runs.0);
        bench.keep("lists", &format!("baton, {size} threads"), &baton.runs.0);
        let ratio = baton.runs.rate() / plain.runs.rate();
        growth = baton.runs.cpu() / smallest;
        rows.push(vec![
            thousands(*size as f64),
            plain.runs.shown(),
            baton.runs.shown(),
            format!("{ratio:.2}"),
            format!("{:.0} / {:.0}", plain.runs.cpu(), baton.runs.cpu()),
            format!("{TIMES} ×"),
            verdict(ratio >= TIMES),
        ]);
    }
    let cost = format!(
        "A list costs {growth:.2} × as much processor time on the largest database as on the smallest; to reach: {MOST_GROWTH}: {}.",
        verdict(growth <= MOST_GROWTH)
    );
    Some(format!("{}\n{cost}\n", table(&rows)))
}

/// A database with so many threads of one page, more or less, made by copying those of `baton bench`, and a server on it.
fn stock(machine: &Machine, url: &str, size: u64, start: impl Fn(&str) -> Server) -> Stocked {
    let server = start(url);
    let page = measure(machine, &server, "typename --quick").page;
    drop(server);
    seed::multiply(url, (size / SEED).max(2));
    Stocked { server: start(url), page, runs: Series::default() }
}

/// A SQLite database of so many threads, with its folder: that of the lists if there is one.
pub fn stocked(bench: &Bench, size: u64) -> (PathBuf, String) {
    let (folder, url) = bench.sqlite(&format!("list-{size}-baton"));
    if !folder.join(DATABASE).exists() {
        stock(&bench.machine, &url, size, |url| baton(&bench.machine, url, &folder));
    }
    (folder, url)
}

fn baton(machine: &Machine, url: &str, folder: &Path) -> Server {
    Server::baton(machine, url, folder, Disk::AsItIs)
}
