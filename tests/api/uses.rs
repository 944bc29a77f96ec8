//! The three uses that Meta's guide to the Handover Protocol describes, played by clients that decide for themselves.
//!
//! Each app, person and customer is a task with a token and connections of its own. It hears what Baton tells it,
//! over a WebSocket, and answers by mutations, over HTTP. Nobody tells anybody when: each acts upon what it hears, and
//! the log that comes of it is the same every time.

mod actor;
mod customer_support;
mod leads;
mod message_ad;
mod timeline;

use std::time::Duration;

use tokio::{task::JoinHandle, time::timeout};

use crate::shop::in_both_shops;

use customer_support::customer_support;
use leads::leads;
use message_ad::click_to_message_ad;

in_both_shops!(customer_support, leads, click_to_message_ad);

/// How long a use may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// Waits until the actor has played its part.
async fn ends<T>(actor: JoinHandle<T>) -> T {
    timeout(PATIENCE, actor).await.expect("the part ends in time").expect("and well")
}
