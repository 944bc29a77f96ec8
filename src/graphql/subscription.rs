//! What can be followed: the log, from a cursor and then live.

mod app_events;
mod control_changed;
mod thread_events;
mod watch;

use async_graphql::MergedSubscription;

/// What can be followed: the log, from a cursor and then live.
#[derive(MergedSubscription, Default)]
pub struct Subscription(
    control_changed::ControlChangedSubscription,
    thread_events::ThreadEventsSubscription,
    app_events::AppEventsSubscription,
);
