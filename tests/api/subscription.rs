//! Following the log: what comes, in which order, to whom, and for how long.

mod app_events;
mod control_changed;
mod ending;
mod seam;
mod sharing;
mod thread_events;

use serde_json::Value;

/// The values of one field of all events.
fn each(events: &[Value], field: &str) -> Vec<Value> {
    events.iter().map(|it| it[field].clone()).collect()
}
