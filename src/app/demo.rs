//! `baton demo`.

use std::sync::Arc;

use super::{Migrate, StartError, admin_create, admin_token, serve::serve_then};
use crate::{clock::SystemClock, config::Config, demo};

/// Who signs in to the demo.
const EMAIL: &str = "demo@example.org";
const NAME: &str = "Demo";

/// How to look at the demo.
#[derive(Debug)]
pub struct SignIn<'a> {
    pub address: &'a str,
    pub email: &'a str,
    pub password: &'a str,
}

/// Serves on a fresh data folder of its own, with pages, apps and customers that keep it busy. `greet` is given what
/// whoever started it needs to know.
///
/// # Errors
///
/// The server cannot start.
pub async fn demo(mut config: Config, password: String, greet: impl FnOnce(&SignIn<'_>)) -> Result<(), StartError> {
    let folder = tempfile::Builder::new().prefix("baton-demo-").tempdir()?;
    config.storage.data_dir = folder.path().to_owned();
    config.storage.database_url = None;
    config.webhooks.allow_private = true;
    admin_create(config.clone(), EMAIL.to_owned(), NAME.to_owned(), password.clone()).await?;
    let token = admin_token(config.clone(), None).await?;
    let mut playing = None;
    let served = serve_then(config, Migrate::First, |listening| {
        let server = listening.server.listen;
        greet(&SignIn { address: &listening.public_url(), email: EMAIL, password: &password });
        playing = Some(tokio::spawn(async move {
            if let Err(error) = demo::play(server, &token, Arc::new(SystemClock)).await {
                tracing::error!(error = &error as &dyn std::error::Error, "the demo's scene could not be set");
            }
        }));
    })
    .await;
    if let Some(playing) = playing {
        playing.abort();
    }
    served
}
