//! From asking for a change of control to a subscriber's hearing of it, on a server that has nothing else to do. The time
//! of the call until its commit is in it, since nobody outside can see the commit.

use super::{BenchError, Measure, Plan, fanout::Round, report::Tally, scene::Scene};

/// Milliseconds before each change: long enough for the server to fall asleep.
const PAUSE: u16 = 20;

pub async fn measure(scene: &Scene, plan: &Plan, tally: &mut Tally) -> Result<(), BenchError> {
    let pauses = plan.time.as_millis() / u128::from(PAUSE);
    let each = usize::try_from(pauses).unwrap_or(usize::MAX).max(1);
    for _ in 0..plan.runs {
        let mut round = Round::open(scene, plan, 1, each, 1).await?;
        let used = tally.used();
        let sample = round.run(each, Some(i64::from(PAUSE))).await?;
        tally.add(Measure::Latency, 1, "events/s", &sample, used);
        round.close().await;
    }
    Ok(())
}
