//! What test binaries share: databases to test on. A binary says `#[path = "../support/mod.rs"] mod support;`, and
//! expects `dead_code` there if it leaves something unused.

pub mod postgres;
pub mod server;
pub mod sqlite;

use baton::store::{Options, Store};

/// A fresh, migrated database of a test's own, gone with the test.
pub struct TestStore {
    pub store: Store,
    pub url: String,
    /// Holds the file of a SQLite database.
    _folder: Option<tempfile::TempDir>,
}

impl std::ops::Deref for TestStore {
    type Target = Store;

    fn deref(&self) -> &Store {
        &self.store
    }
}

impl TestStore {
    pub async fn sqlite() -> Self {
        let (url, folder) = sqlite::database();
        let store = Store::open(&Options::new(&url)).await.expect("open");
        store.migrate().await.expect("migrate");
        Self { store, url, _folder: Some(folder) }
    }

    pub async fn postgres() -> Self {
        let url = postgres::database().await;
        let store = Store::open(&Options::new(&url)).await.expect("open");
        Self { store, url, _folder: None }
    }
}

/// Makes two tests of each case, an `async fn(&TestStore)`: one on SQLite, one on Postgres.
macro_rules! on_both {
    ($($case:ident),+ $(,)?) => {
        mod on_sqlite {
            $(#[tokio::test]
            async fn $case() {
                super::$case(&crate::support::TestStore::sqlite().await).await;
            })+
        }
        mod on_postgres {
            $(#[tokio::test]
            async fn $case() {
                super::$case(&crate::support::TestStore::postgres().await).await;
            })+
        }
    };
}
pub(crate) use on_both;
