//! Many callers at once, each calling again as soon as it is answered.

use std::time::Duration;

use tokio::{task::JoinSet, time::timeout};

use super::{BenchError, Measure, Plan, histogram::Histogram, report::Tally};
use crate::clock::Stopwatch;

/// The time that calls may still take when a run is over.
pub const GRACE: Duration = Duration::from_secs(60);

/// Somebody with a connection.
pub trait Caller: Send + 'static {
    /// How many operations a call asks for, and waits for the last of.
    const AT_ONCE: usize = 1;

    /// Calls once and checks the answer.
    fn call(&mut self) -> impl Future<Output = Result<(), BenchError>> + Send;
}

/// What one run came to.
#[derive(Debug, Default)]
pub struct Sample {
    /// How much was done.
    pub count: u64,
    pub took: Duration,
    pub latencies: Histogram,
}

/// Measures each number of callers, in turns, so that whatever else the machine does meets them all alike.
pub async fn measure<C: Caller>(
    measure: Measure,
    unit: &'static str,
    mut callers: Vec<C>,
    plan: &Plan,
    tally: &mut Tally,
) -> Result<(), BenchError> {
    // Connections, statements and caches that are made by first calls are no part of the figures.
    callers = drive(callers, plan.time / 10).await?.0;
    for _ in 0..plan.runs {
        for &count in &plan.callers {
            let others = callers.split_off(count.min(callers.len()));
            let used = tally.used();
            let (back, sample) = drive(callers, plan.time).await?;
            tally.add(measure, count, unit, &sample, used);
            callers = back;
            callers.extend(others);
        }
    }
    Ok(())
}

/// Lets the callers call until the time is up; gives them back.
async fn drive<C: Caller>(callers: Vec<C>, time: Duration) -> Result<(Vec<C>, Sample), BenchError> {
    let (mut tasks, mut back, mut sample) = (JoinSet::new(), Vec::new(), Sample::default());
    let whole = Stopwatch::start();
    for mut caller in callers {
        tasks.spawn(async move {
            let mut latencies = Histogram::default();
            while whole.elapsed() < time {
                let one = Stopwatch::start();
                caller.call().await?;
                latencies.record_each(one.elapsed(), C::AT_ONCE);
            }
            Ok::<_, BenchError>((caller, latencies))
        });
    }
    let all = async {
        while let Some(done) = tasks.join_next().await {
            let (caller, latencies) = done.map_err(std::io::Error::from)??;
            back.push(caller);
            sample.latencies.add(&latencies);
        }
        Ok::<_, BenchError>(())
    };
    timeout(time + GRACE, all).await.map_err(|_| BenchError::TimeOut(GRACE))??;
    sample.took = whole.elapsed();
    sample.count = sample.latencies.count();
    Ok((back, sample))
}
