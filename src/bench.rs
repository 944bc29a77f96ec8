//! The load generator: measures a running server as its clients see it.
//!
//! It knows the server by its public API alone. It makes a page, apps and threads of its own, puts one kind of load
//! on the server at a time, and checks the answers while it counts them: a server that answers fast and wrongly
//! fails the benchmark. What a figure means is written where it is measured, one file a [`Measure`].
//!
//! The client has to be cheap, for it often shares a machine with the server: requests are written as bytes that are
//! ready but for a number, on connections that stay open, and answers are read without building a tree of them.

mod control;
mod error;
mod fanout;
mod graphql;
mod histogram;
mod http;
mod latency;
mod list;
mod load;
mod process;
mod refusal;
mod report;
mod scene;
mod socket;
mod subscriber;
mod target;
mod together;
mod typename;

use std::time::Duration;

pub use error::BenchError;
pub use process::Process;
pub use report::{Report, Row, thousands};
pub use target::Target;

use self::{report::Tally, scene::Scene};

/// One kind of load.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Durable changes of control.
    Control,
    /// The cheapest query there is.
    Typename,
    /// The same on WebSockets, several at a time.
    Together,
    /// Fifty threads with owner and last message.
    List,
    /// A hostile document, which must be refused before it costs anything.
    Refusal,
    /// One event to many subscribers.
    Fanout,
    /// One event to one subscriber, on a server that has nothing else to do.
    Latency,
}

impl Measure {
    /// All, in the order in which they run.
    pub const ALL: [Self; 7] =
        [Self::Control, Self::Typename, Self::Together, Self::List, Self::Refusal, Self::Fanout, Self::Latency];

    /// As the command line and the report write it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Control => "control",
            Self::Typename => "typename",
            Self::Together => "together",
            Self::List => "list",
            Self::Refusal => "refusal",
            Self::Fanout => "fanout",
            Self::Latency => "latency",
        }
    }
}

/// What to measure, and how much of it.
#[derive(Debug)]
pub struct Plan {
    pub measures: Vec<Measure>,
    /// Numbers of callers, each with a connection of its own; measured in turns.
    pub callers: Vec<usize>,
    /// Numbers of subscribers, each with a WebSocket of its own.
    pub subscribers: Vec<usize>,
    /// Events that each subscriber hears in a run.
    pub events: usize,
    /// The length of a run.
    pub time: Duration,
    pub runs: usize,
    /// The page whose threads are listed, in place of one of the benchmark's own.
    pub page: Option<String>,
    /// The server's process, if it runs on this machine: its time and memory are read too.
    pub process: Option<u32>,
}

impl Plan {
    /// The same runs, for one number of callers.
    fn of(&self, callers: usize) -> Self {
        Self { callers: vec![callers], measures: Vec::new(), subscribers: Vec::new(), page: None, ..*self }
    }
}

/// Measures one thing after the other; `progress` hears what is being done.
///
/// # Errors
///
/// A server that cannot be reached or answers what it should not. Nothing is measured further then.
pub async fn run(target: Target, plan: &Plan, progress: &mut dyn FnMut(&str)) -> Result<Report, BenchError> {
    let process = plan.process.map(Process::find).transpose()?;
    progress("making a page, apps and threads");
    let most = plan.callers.iter().copied().max().unwrap_or(1);
    let scene = Scene::open(target, most.max(fanout::PUBLISHERS)).await?;
    let mut tally = Tally::new(process);
    for &measure in &plan.measures {
        progress(measure.name());
        match measure {
            Measure::Control => control::measure(&scene, plan, &mut tally).await?,
            Measure::Typename => typename::measure(&scene, plan, &mut tally).await?,
            Measure::Together => together::measure(&scene, plan, &mut tally).await?,
            Measure::List => list::measure(&scene, plan, &mut tally).await?,
            Measure::Refusal => refusal::measure(&scene, plan, &mut tally).await?,
            Measure::Fanout => fanout::measure(&scene, plan, &mut tally, progress).await?,
            Measure::Latency => latency::measure(&scene, plan, &mut tally).await?,
        }
    }
    Ok(tally.report(plan, scene.page))
}
