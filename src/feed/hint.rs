//! "Something was committed": a bell without a message.

use std::sync::Arc;

use tokio::sync::Notify;

/// Rung after every commit; whoever waits looks at the log. Cheap to clone.
#[derive(Clone, Default)]
pub struct Hint(Arc<Notify>);

impl Hint {
    pub fn ring(&self) {
        // Kept for the one who waits next, so that a bell between two waits is not lost.
        self.0.notify_one();
    }

    pub async fn rung(&self) {
        self.0.notified().await;
    }
}
