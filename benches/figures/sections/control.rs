//! Durable changes of control, against one transaction a call.

use std::process::Command;

use super::Bench;
use crate::{
    document::{table, verdict},
    postgres::Postgres,
    seed,
    series::{Pairs, spread},
    server::{Disk, Server, pinned},
};

const CONTROL: &str = "control --callers 1,16,64,256";
/// At 64 callers, of every call.
const MOST_P99_MS: f64 = 50.0;

pub fn sqlite(bench: &mut Bench) -> Option<String> {
    let (baton, plain) = bench.on_sqlite("control", Disk::AsItIs);
    let pairs = bench.pairs("control-sqlite", [&baton, &plain], &awake(bench));
    Some(shown(&pairs, 4.0))
}

pub fn slow_disk(bench: &mut Bench) -> Option<String> {
    bench.machine.slow_disk.as_ref()?;
    let (baton, plain) = bench.on_sqlite("control-slow", Disk::Slower);
    let pairs = bench.pairs("control-slow-disk", [&baton, &plain], &awake(bench));
    Some(shown(&pairs, 20.0))
}

/// Not on Postgres, which is on the client's core too.
fn awake(bench: &Bench) -> String {
    format!("{CONTROL} {}", bench.machine.awake())
}

pub fn postgres(bench: &mut Bench) -> Option<String> {
    let postgres = Postgres::start()?;
    let folder = bench.machine.folder("control-postgres");
    let baton = Server::baton(&bench.machine, &postgres.database("baton"), &folder, Disk::AsItIs);
    let plain = Server::plain(&bench.machine, &postgres.database("plain"), Disk::AsItIs);
    let pairs = bench.pairs("control-postgres", [&baton, &plain], CONTROL);
    drop((baton, plain));

    seed::run(
        &postgres.database("pgbench"),
        "CREATE TABLE cas (id BIGINT PRIMARY KEY, epoch BIGINT NOT NULL, owner BIGINT NOT NULL);
         CREATE TABLE cas_log (id BIGINT NOT NULL, epoch BIGINT NOT NULL, PRIMARY KEY (id, epoch));
         INSERT INTO cas SELECT id, 0, 1 FROM generate_series(1, 10000) AS id;",
    );
    let mut rows = vec![["pgbench's clients", "statements/s"].map(str::to_owned).to_vec()];
    for clients in [1, 16, 64] {
        let rates: Vec<_> =
            (0..bench.runs).map(|_| postgres.compare_and_set("pgbench", clients, bench.seconds)).collect();
        bench.keep_number("control-postgres", &format!("pgbench, {clients} clients"), "statements/s", &rates);
        rows.push(vec![clients.to_string(), spread(&rates)]);
    }
    Some(format!("{}\n{}", shown(&pairs, 3.0), table(&rows)))
}

/// `cargo bench --bench engine` on Postgres, with the processor time of a call.
pub fn below_http(bench: &mut Bench) -> Option<String> {
    let postgres = Postgres::start()?;
    let program = std::env::current_exe().expect("this program");
    let mut command = pinned(&bench.machine.server, &program.to_string_lossy());
    command.arg("below-http").env("BENCH_DATABASE_URL", postgres.database("engine"));
    if bench.quick {
        command.env("BENCH_QUICK", "1");
    }
    let text = told(&mut command);
    bench.keep_number("below-http", &text, "text", &[]);
    Some(format!("```text\n{text}```\n"))
}

fn told(command: &mut Command) -> String {
    let output = command.output().expect("run this program");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// `times`: how much faster Baton is to be at 64 callers.
fn shown(pairs: &Pairs, times: f64) -> String {
    let head = [
        "callers",
        "plain, changes/s",
        "Baton, changes/s",
        "ratio",
        "p50 / p99 ms, plain",
        "p50 / p99 ms, Baton",
        "µs of CPU a call, plain / Baton",
        "to reach",
        "verdict",
    ];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    for (callers, (plain, baton)) in pairs {
        let ratio = baton.times(plain);
        let (target, is_reached) = match callers {
            1 => ("no slower".to_owned(), Some(ratio >= 1.0)),
            64 => {
                (format!("{times:.0} ×, p99 < {MOST_P99_MS:.0} ms"), Some(ratio >= times && baton.p99() < MOST_P99_MS))
            }
            _ => (String::new(), None),
        };
        rows.push(vec![
            callers.to_string(),
            plain.shown(),
            baton.shown(),
            format!("{ratio:.2}"),
            format!("{:.2} / {:.2}", plain.p50(), plain.p99()),
            format!("{:.2} / {:.2}", baton.p50(), baton.p99()),
            format!("{:.0} / {:.0}", plain.cpu(), baton.cpu()),
            target,
            is_reached.map(verdict).unwrap_or_default(),
        ]);
    }
    table(&rows)
}
