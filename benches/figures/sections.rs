//! What is measured, one section of docs/benchmarks.md after the other.

mod control;
mod fanout;
mod lists;
mod process;
mod requests;
mod webhooks;

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::{Value, json};

use crate::{
    client::Row,
    document,
    machine::Machine,
    series::{Pairs, pairs},
    server::{Disk, Server},
};

/// The file of a SQLite database.
const DATABASE: &str = "data.db";

/// One go through all that is measured.
pub struct Bench {
    pub machine: Machine,
    /// A minute in all, for trying it out.
    pub quick: bool,
    /// Runs of each figure.
    pub runs: usize,
    /// Seconds of each run.
    pub seconds: u32,
    /// Runs of Baton and the plain server in turns, of a second each.
    pub turns: usize,
    results: Vec<Value>,
}

type Section = (&'static str, fn(&mut Bench) -> Option<String>);

const SECTIONS: [Section; 10] = [
    ("control-sqlite", control::sqlite),
    ("control-slow-disk", control::slow_disk),
    ("control-postgres", control::postgres),
    ("below-http", control::below_http),
    ("lists", lists::all_sizes),
    ("requests", requests::measure_all),
    ("fanout", fanout::to_many),
    ("latency", fanout::latency),
    ("webhooks", webhooks::measure),
    ("process", process::start_and_size),
];

/// Measures all sections, or one; writes them into the document unless it is only tried out.
pub fn run(quick: bool, only: Option<&str>) {
    let (runs, seconds, turns) = if quick { (1, 1, 1) } else { (3, 3, 9) };
    let mut bench = Bench { machine: Machine::look(), quick, runs, seconds, turns, results: Vec::new() };
    let machine = bench.machine.line();
    println!("{machine}\n");
    for (name, measure) in SECTIONS {
        if only.is_some_and(|it| it != name) {
            continue;
        }
        println!("## {name}\n");
        let Some(text) = measure(&mut bench) else { continue };
        println!("{text}");
        if !quick {
            document::write(name, &format!("{machine}\n\n{text}"));
        }
    }
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("figures.json");
    let whole = json!({"machine": machine, "quick": quick, "results": bench.results});
    fs::write(&path, format!("{whole:#}\n")).expect("the result");
    println!("written: {}", path.display());
}

impl Bench {
    /// Keeps rows for the machine-readable result.
    pub fn keep(&mut self, section: &str, what: &str, rows: &[Row]) {
        self.results.push(json!({"section": section, "what": what, "rows": rows}));
    }

    pub fn keep_number(&mut self, section: &str, what: &str, unit: &str, numbers: &[f64]) {
        self.results.push(json!({"section": section, "what": what, "unit": unit, "numbers": numbers}));
    }

    /// Baton and the plain server in turns, by the number of callers.
    pub fn pairs(&mut self, section: &str, [baton, plain]: [&Server; 2], words: &str) -> Pairs {
        let pairs = pairs(&self.machine, self.turns, baton, plain, &format!("{words} --runs 1 --seconds 1"));
        for (plain, baton) in pairs.values() {
            self.keep(section, "plain", &plain.0);
            self.keep(section, "baton", &baton.0);
        }
        pairs
    }

    /// Baton and the plain server, each on a SQLite database of its own.
    pub fn on_sqlite(&self, name: &str, disk: Disk) -> (Server, Server) {
        let (folder, url) = self.sqlite(&format!("{name}-baton"));
        let (_, plain) = self.sqlite(&format!("{name}-plain"));
        (Server::baton(&self.machine, &url, &folder, disk), Server::plain(&self.machine, &plain, disk))
    }

    /// A folder, and the URL of a database in it.
    pub fn sqlite(&self, name: &str) -> (PathBuf, String) {
        let folder = self.machine.folder(name);
        let url = format!("sqlite://{}?mode=rwc", folder.join(DATABASE).display());
        (folder, url)
    }
}
