//! A server that runs, and what a call to it comes to while its database does not work.

use std::ops::Deref;

use serde_json::Value;
use tempfile::TempDir;

use crate::{
    servers::{
        process::{Process, admin_token},
        scene::Scene,
    },
    support::server::Answer,
};

pub struct Running {
    pub scene: Scene,
    pub server: Process,
    _folder: TempDir,
}

impl Deref for Running {
    type Target = Scene;

    fn deref(&self) -> &Scene {
        &self.scene
    }
}

impl Running {
    pub async fn open(url: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let server = Process::serve(url, folder.path()).await;
        Self::on(url, folder, server).await
    }

    pub async fn with_limited_files(url: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let server = Process::serve_with_limited_files(url, folder.path()).await;
        Self::on(url, folder, server).await
    }

    async fn on(url: &str, folder: TempDir, server: Process) -> Self {
        let admin = admin_token(url, folder.path()).await;
        let scene = Scene::open(vec![server.origin.clone()], admin).await;
        Self { scene, server, _folder: folder }
    }

    /// The server lives, and has not panicked.
    pub async fn assert_alive(&self) {
        assert_eq!(self.server.get("/healthz").await, 200);
        assert!(!self.server.log().contains("panicked"), "{}", self.server.log());
    }
}

/// What the error of a failed call says to whoever made it.
#[track_caller]
pub fn message(answer: &Answer) -> &str {
    assert_eq!(answer.code(), "INTERNAL", "{answer:?}");
    let message = answer.errors[0]["message"].as_str().expect("a message");
    for inside in ["sqlx", "SQL", "code:", "os error", "/tmp"] {
        assert!(!message.contains(inside), "the inside shows: {message}");
    }
    message
}

/// Whether the call was carried out.
pub fn is_done(answer: &Answer) -> bool {
    answer.errors.is_empty() && answer.data["receiveMessage"]["thread"] != Value::Null
}
