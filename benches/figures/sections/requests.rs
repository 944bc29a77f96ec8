//! The cheapest query, and the document that must be refused.

use super::Bench;
use crate::{
    client::measure,
    document::{table, verdict},
    series::Series,
    server::{Disk, Server},
};

/// `{ __typename }` a second, with every check on: by whichever door.
const CALLS: f64 = 100_000.0;
/// Milliseconds until the fragment bomb is refused.
const MOST_REFUSAL_MS: f64 = 5.0;

pub fn measure_all(bench: &mut Bench) -> Option<String> {
    let (baton, plain) = bench.on_sqlite("requests", Disk::AsItIs);
    let by_http = format!("typename --callers 64 {}", bench.machine.awake());
    let pairs = bench.pairs("requests", [&baton, &plain], &by_http);
    let constant = Server::constant(&bench.machine, &bench.sqlite("requests-constant").1);
    let words = format!("{by_http} --runs {} --seconds {}", bench.runs, bench.seconds);
    let constant = Series(measure(&bench.machine, &constant, &words).rows);
    bench.keep("requests", "constant", &constant.0);
    let words = format!("together --callers 64 --runs {} --seconds 1", bench.turns);
    let together = Series(measure(&bench.machine, &baton, &words).rows);
    bench.keep("requests", "together", &together.0);
    let words = format!("refusal --runs {} --seconds 1", bench.runs);
    let refusal = Series(measure(&bench.machine, &baton, &words).rows);
    bench.keep("requests", "refusal", &refusal.0);
    let (plain, baton) = pairs.into_values().next()?;
    let head = ["call", "plain", "Baton", "µs of CPU a call, plain / Baton", "to reach", "verdict"];
    let rows = [
        head.map(str::to_owned).to_vec(),
        vec![
            "`{ __typename }` by HTTP, 64 callers".to_owned(),
            format!("{}/s", plain.shown()),
            format!("{}/s", baton.shown()),
            format!("{:.1} / {:.1}", plain.cpu(), baton.cpu()),
            "100,000/s".to_owned(),
            verdict(baton.rate() >= CALLS),
        ],
        vec![
            "the same on 64 WebSockets, sixteen at a time on each".to_owned(),
            String::new(),
            format!("{}/s", together.shown()),
            format!("– / {:.1}", together.cpu()),
            "100,000/s".to_owned(),
            verdict(together.rate() >= CALLS),
        ],
        vec![
            "a constant in its place by HTTP, from poem's server".to_owned(),
            format!("{}/s", constant.shown()),
            String::new(),
            format!("{:.1} / –", constant.cpu()),
            String::new(),
            String::new(),
        ],
        vec![
            "the fragment bomb's refusal, p50 / p99".to_owned(),
            "minutes".to_owned(),
            format!("{:.3} / {:.3} ms", refusal.p50(), refusal.p99()),
            format!("– / {:.1}", refusal.cpu()),
            "5 ms".to_owned(),
            verdict(refusal.p99() < MOST_REFUSAL_MS),
        ],
    ];
    Some(table(&rows))
}
