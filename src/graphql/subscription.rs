//! What can be followed: the log, from a cursor and then live; and who looks at a thread.

mod app_events;
mod audience;
mod control_changed;
mod lane;
mod shared;
mod thread_events;
mod thread_viewers;
mod watch;

use async_graphql::MergedSubscription;

pub use lane::{Given, Lane};
pub use shared::Encodings;

/// What can be followed: the log, from a cursor and then live; and who looks at a thread.
#[derive(MergedSubscription, Default)]
pub struct Subscription(
    control_changed::ControlChangedSubscription,
    thread_events::ThreadEventsSubscription,
    app_events::AppEventsSubscription,
    thread_viewers::ThreadViewersSubscription,
);
