//! `baton demo`: two pages, three apps that talk, and customers that write.
//!
//! All of them are clients like anybody's: they know the server's address and their tokens, and speak the public API
//! (`demo/client.rs`). Nothing here reaches into the server that they talk to.

mod apps;
mod client;
mod customers;
mod dice;
mod world;

use std::net::SocketAddr;

use tokio::task::JoinSet;

use crate::clock::SharedClock;

use self::{client::Client, dice::Dice};

/// What every actor of the demo knows.
#[derive(Clone)]
struct Stage {
    server: SocketAddr,
    clock: SharedClock,
    dice: Dice,
}

impl Stage {
    fn client(&self, token: &str) -> Client {
        Client::new(self.server, token)
    }

    /// Waits as long as somebody takes who reads, or types: between these, in milliseconds.
    async fn pause(&self, least: i64, most: i64) {
        let until = self.clock.now().millis() + self.dice.between(least, most);
        self.clock.sleep_until(crate::time::Timestamp::from_millis(until)).await;
    }
}

/// Sets the scene with an administrator's token and plays until it is dropped.
///
/// # Errors
///
/// The scene cannot be set: the server does not answer, or refuses.
pub async fn play(server: SocketAddr, admin: &str, clock: SharedClock) -> Result<(), client::Failed> {
    let stage = Stage { server, clock, dice: Dice };
    let pages = world::make(&stage.client(admin)).await?;
    let mut actors = JoinSet::new();
    for page in pages {
        let page = std::sync::Arc::new(page);
        actors.spawn(apps::faq_bot(stage.clone(), page.clone()));
        actors.spawn(apps::live_desk(stage.clone(), page.clone()));
        actors.spawn(apps::survey(stage.clone(), page.clone()));
        actors.spawn(customers::write(stage.clone(), page));
    }
    while actors.join_next().await.is_some() {}
    Ok(())
}
