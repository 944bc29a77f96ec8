//! Events on their way to subscribers.

use super::Bench;
use crate::{
    client::measure,
    document::{table, verdict},
    series::{Series, thousands},
    server::{Disk, Server},
};

const DELIVERIES: f64 = 250_000.0;
const MOST_KIB: f64 = 16.0;
const MOST_P50_MS: f64 = 2.0;
const MOST_P99_MS: f64 = 10.0;

pub fn to_many(bench: &mut Bench) -> Option<String> {
    let (counts, events): (&[u32], u32) = if bench.quick { (&[200], 64) } else { (&[1_000, 5_000], 256) };
    let head = [
        "subscribers",
        "deliveries/s",
        "µs of CPU a delivery",
        "KiB a connection",
        "p50 / p99 ms in the burst",
        "to reach",
        "verdict",
    ];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    for &count in counts {
        // A server of its own: what earlier subscribers left in its allocator would hide what these cost.
        let (folder, url) = bench.sqlite(&format!("fanout-{count}"));
        let server = Server::baton(&bench.machine, &url, &folder, Disk::AsItIs);
        let words = format!("fanout --subscribers {count} --events {events} --runs {}", bench.runs);
        let series = Series(measure(&bench.machine, &server, &words).rows);
        bench.keep("fanout", "baton", &series.0);
        let kib = series.median(|it| it.client_kib.unwrap_or(f64::NAN));
        rows.push(vec![
            thousands(f64::from(count)),
            series.shown(),
            format!("{:.2}", series.cpu()),
            format!("{kib:.1}"),
            format!("{:.0} / {:.0}", series.p50(), series.p99()),
            "250,000/s, 16 KiB".to_owned(),
            verdict(series.rate() >= DELIVERIES && kib <= MOST_KIB),
        ]);
    }
    Some(table(&rows))
}

pub fn latency(bench: &mut Bench) -> Option<String> {
    let (folder, url) = bench.sqlite("latency");
    let server = Server::baton(&bench.machine, &url, &folder, Disk::AsItIs);
    let words = format!("latency --runs {} --seconds {}", bench.runs, bench.seconds);
    let series = Series(measure(&bench.machine, &server, &words).rows);
    bench.keep("latency", "baton", &series.0);
    let is_reached = series.p50() < MOST_P50_MS && series.p99() < MOST_P99_MS;
    let longest = series.median(|it| it.max_ms);
    let head = ["p50 ms", "p99 ms", "longest ms", "to reach", "verdict"];
    let figures = [series.p50(), series.p99(), longest].map(|it| format!("{it:.2}"));
    let row = figures.into_iter().chain(["p50 < 2 ms, p99 < 10 ms".to_owned(), verdict(is_reached)]);
    Some(table(&[head.map(str::to_owned).to_vec(), row.collect()]))
}
