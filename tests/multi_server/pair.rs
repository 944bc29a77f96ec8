//! The two servers of most cases.

use std::{ops::Deref, time::Duration};

use tempfile::TempDir;

use crate::{
    servers::{
        process::{Process, admin_token},
        scene::Scene,
    },
    support::TestStore,
};

pub struct Pair {
    pub scene: Scene,
    /// A look at the database beside them.
    pub db: TestStore,
    servers: [Process; 2],
    _folder: TempDir,
}

impl Deref for Pair {
    type Target = Scene;

    fn deref(&self) -> &Scene {
        &self.scene
    }
}

impl Pair {
    pub async fn open() -> Self {
        let db = TestStore::postgres().await;
        let folder = tempfile::tempdir().unwrap();
        let admin = admin_token(&db.url, folder.path()).await;
        let servers =
            tokio::join!(Process::serve(&db.url, folder.path()), Process::serve(&db.url, folder.path())).into();
        let [one, two]: &[Process; 2] = &servers;
        let scene = Scene::open(vec![one.origin.clone(), two.origin.clone()], admin).await;
        Self { scene, db, servers, _folder: folder }
    }

    /// Stops both, so that nothing moves any more.
    pub async fn stop(mut self) -> TestStore {
        for server in &self.servers {
            server.terminate();
        }
        for server in &mut self.servers {
            assert!(server.ended(Duration::from_secs(15)).await.success());
        }
        self.db
    }
}
