//! A server that can be killed and started again.

use std::{ops::Deref, path::Path};

use tempfile::TempDir;

use crate::{
    servers::{
        process::{Process, admin_token},
        scene::Scene,
    },
    support::TestStore,
};

pub struct House {
    pub scene: Scene,
    /// A look at the database beside the server.
    pub db: TestStore,
    pub server: Option<Process>,
    folder: TempDir,
}

impl Deref for House {
    type Target = Scene;

    fn deref(&self) -> &Scene {
        &self.scene
    }
}

impl House {
    pub async fn open(db: TestStore) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let admin = admin_token(&db.url, folder.path()).await;
        let server = Process::serve(&db.url, folder.path()).await;
        let scene = Scene::open(vec![server.origin.clone()], admin).await;
        Self { scene, db, server: Some(server), folder }
    }

    pub async fn start(&mut self) {
        self.start_with(&[]).await;
    }

    pub async fn start_with(&mut self, environment: &[(&str, &Path)]) {
        let server = Process::serve_with(&self.db.url, self.folder.path(), environment).await;
        self.scene.move_to(vec![server.origin.clone()]);
        self.server = Some(server);
    }
}

/// Makes two tests of each case, an `async fn(TestStore)`: one on SQLite, one on Postgres.
macro_rules! on_both_databases {
    ($($case:ident),+ $(,)?) => {
        mod on_sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $case() {
                super::$case(crate::support::TestStore::sqlite().await).await;
            })+
        }
        mod on_postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $case() {
                super::$case(crate::support::TestStore::postgres().await).await;
            })+
        }
    };
}
pub(crate) use on_both_databases;
