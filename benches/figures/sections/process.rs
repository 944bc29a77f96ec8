//! The program itself: how soon it is ready, and how large it is.

use std::{fs, thread, time::Duration};

use super::{Bench, lists};
use crate::{
    document::{table, verdict},
    series::{median, spread, thousands},
    server::{BATON, Disk, Server},
};

const MOST_START_MS: f64 = 150.0;
const MOST_IDLE_MB: f64 = 60.0;
const MOST_BINARY_MB: f64 = 40.0;
/// After which a server that has just started counts as idle.
const IDLE_AFTER: Duration = Duration::from_secs(3);
const STARTS: usize = 5;

pub fn start_and_size(bench: &mut Bench) -> Option<String> {
    let threads: u64 = if bench.quick { 10_000 } else { 1_000_000 };
    let (folder, url) = lists::stocked(bench, threads);
    let (mut starts, mut memory) = (Vec::new(), Vec::new());
    for _ in 0..STARTS {
        let server = Server::baton(&bench.machine, &url, &folder, Disk::AsItIs);
        starts.push(server.ready_after.as_secs_f64() * 1e3);
        thread::sleep(if bench.quick { Duration::ZERO } else { IDLE_AFTER });
        memory.push(server.memory());
    }
    let binary = fs::metadata(BATON).ok()?.len() as f64 / 1e6;
    bench.keep_number("process", "start", "ms", &starts);
    bench.keep_number("process", "idle memory", "MB", &memory);
    bench.keep_number("process", "binary", "MB", &[binary]);
    let head = ["figure", "measured", "to reach", "verdict"];
    let row = |what: String, measured: String, most: f64, unit: &str, is_reached| {
        vec![what, format!("{measured} {unit}"), format!("{most:.0} {unit}"), verdict(is_reached)]
    };
    let (start, idle) = (median(&starts), median(&memory));
    Some(table(&[
        head.map(str::to_owned).to_vec(),
        row(
            format!("start to ready, {} threads", thousands(threads as f64)),
            spread(&starts),
            MOST_START_MS,
            "ms",
            start < MOST_START_MS,
        ),
        row("memory when idle".to_owned(), spread(&memory), MOST_IDLE_MB, "MB", idle < MOST_IDLE_MB),
        row("program, stripped".to_owned(), format!("{binary:.1}"), MOST_BINARY_MB, "MB", binary < MOST_BINARY_MB),
    ]))
}
