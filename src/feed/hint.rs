//! "Something was committed": a bell without a message.

use tokio::sync::watch;

/// Rung after every commit; whoever waits looks at the log. Cheap to clone.
#[derive(Clone, Default)]
pub struct Hint(watch::Sender<()>);

/// One listener's ear for the bell.
pub struct Bell(watch::Receiver<()>);

impl Hint {
    pub fn ring(&self) {
        self.0.send_replace(());
    }

    /// Hears every ring from now on. Those between two waits are heard by the next one, as one.
    pub fn listen(&self) -> Bell {
        Bell(self.0.subscribe())
    }
}

impl Bell {
    pub async fn rung(&mut self) {
        if self.0.changed().await.is_err() {
            // Nobody is left who could ring.
            std::future::pending::<()>().await;
        }
    }
}
