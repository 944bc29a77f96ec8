use std::{
    hint::spin_loop,
    io::{self, Write, stderr},
    num::NonZero,
    thread::available_parallelism,
    time::Duration,
};

use clap::{Args, ValueEnum, builder::PossibleValue, value_parser};
use tokio::{
    runtime::{Builder, Runtime},
    task::yield_now,
};

use super::failure::{Failure, Outcome, print};
use crate::bench::{self, Measure, Plan, Target};

/// Measure a running server as its clients see it
///
/// Makes a page, two apps and threads of its own through the public API, and leaves them behind: measure a server whose
/// data you can throw away. Every answer is checked. Each line tells the median of the runs, with the lowest and the
/// highest, and the latencies of all runs.
///
/// control: durable changes of control. typename: the cheapest query. together: the same on WebSockets, sixteen at a
/// time on each. list: fifty threads with owner and last message. refusal: the fragment bomb. fanout: changes of control
/// to many WebSocket subscribers. latency: from asking for a change to a subscriber's hearing of it, on an idle server.
#[derive(Debug, Args)]
pub(super) struct Bench {
    /// What to measure [default: everything]
    #[arg(value_name = "MEASURE")]
    measures: Vec<Measure>,
    /// The server's address
    #[arg(long, value_name = "URL", env = "BATON_URL", default_value = "http://127.0.0.1:8080")]
    url: String,
    /// An administrator's token, as `baton admin token` prints it
    #[arg(long, value_name = "TOKEN", env = "BATON_TOKEN", hide_env_values = true)]
    token: String,
    /// Put load on a server that is not on this machine
    #[arg(long)]
    allow_remote: bool,
    /// Numbers of callers to measure with, each with a connection of its own: 1 to 1,024
    #[arg(long, value_name = "N,…", value_delimiter = ',', default_value = "1,16,64,256",
        value_parser = value_parser!(u16).range(1..=1_024))]
    callers: Vec<u16>,
    /// Numbers of subscribers for `fanout`: 1 to 50,000
    #[arg(long, value_name = "N,…", value_delimiter = ',', default_value = "1000",
        value_parser = value_parser!(u16).range(1..=50_000))]
    subscribers: Vec<u16>,
    /// Events that each subscriber hears in a run of `fanout`, rounded up to a multiple of 64: 1 to 100,000
    #[arg(long, value_name = "N", default_value_t = 256, value_parser = value_parser!(u32).range(1..=100_000))]
    events: u32,
    /// The length of one run: 1 to 600
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = value_parser!(u64).range(1..=600))]
    seconds: u64,
    /// Runs of each measure: 1 to 100
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = value_parser!(u8).range(1..=100))]
    runs: u8,
    /// The page whose threads `list` asks for, in place of the benchmark's own
    #[arg(long, value_name = "ID")]
    page: Option<String>,
    /// The server's process id, if it runs on this machine (Linux): adds its processor time and memory
    #[arg(long, value_name = "PID")]
    pid: Option<NonZero<u32>>,
    /// Try it out: one run of a second with few callers and subscribers
    #[arg(long)]
    quick: bool,
    /// Never sleep, for a client with a core of its own: one that sleeps is woken by whoever answers it, at the expense of a
    /// server on the same machine
    #[arg(long)]
    awake: bool,
    /// Print the result as JSON
    #[arg(long)]
    json: bool,
}

impl Bench {
    pub(super) fn run(self) -> Outcome {
        let target = Target::new(&self.url, &self.token, self.allow_remote)?;
        let (as_json, runtime) = (self.json, runtime(self.awake).map_err(Failure::runtime)?);
        let plan = self.plan();
        // What is shown while one waits; nobody is left to tell if this fails.
        let mut progress = |what: &str| drop(writeln!(stderr(), "baton bench: {what}"));
        let report = runtime.block_on(bench::run(target, &plan, &mut progress))?;
        if as_json {
            print(&format!("{}\n", serde_json::to_string_pretty(&report).map_err(io::Error::from)?))
        } else {
            print(&report.to_string())
        }
    }

    fn plan(self) -> Plan {
        let plan = Plan {
            measures: if self.measures.is_empty() { Measure::ALL.to_vec() } else { self.measures },
            callers: self.callers.into_iter().map(usize::from).collect(),
            subscribers: self.subscribers.into_iter().map(usize::from).collect(),
            events: usize::try_from(self.events).unwrap_or(usize::MAX),
            time: Duration::from_secs(self.seconds),
            runs: usize::from(self.runs),
            page: self.page,
            process: self.pid.map(NonZero::get),
        };
        if self.quick {
            let (callers, subscribers, time) = (vec![1, 4], vec![8], Duration::from_millis(500));
            return Plan { callers, subscribers, events: 64, time, runs: 1, ..plan };
        }
        plan
    }
}

/// Where there is one core, the client is alone on it, and threads would only get in each other's way. One thread is also as much
/// as is kept awake.
fn runtime(awake: bool) -> io::Result<Runtime> {
    let cores = available_parallelism().map_or(1, NonZero::get);
    let mut builder = if awake || cores == 1 { Builder::new_current_thread() } else { Builder::new_multi_thread() };
    let runtime = builder.enable_all().build()?;
    if awake {
        runtime.spawn(stay_awake());
    }
    Ok(runtime)
}

/// Has the runtime look for answers again and again. Not without a pause, for each look keeps whoever sends one from the list of
/// what has come.
async fn stay_awake() {
    /// A few microseconds.
    const PAUSE: usize = 256;
    loop {
        for _ in 0..PAUSE {
            spin_loop();
        }
        yield_now().await;
    }
}

impl ValueEnum for Measure {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()))
    }
}
