//! Schema and durability.

use baton::store::{Options, SchemaState, Store, StoreError, revision};
use sea_orm::{ConnectionTrait, Database};

use crate::support::{TestStore, on_both, sqlite};

on_both!(migrating_twice_changes_nothing, a_newer_database_is_refused, a_closed_store_is_unavailable);

async fn migrating_twice_changes_nothing(store: &TestStore) {
    assert_eq!(store.schema_state().await.unwrap(), SchemaState::Current);
    let (one, other) = tokio::join!(store.migrate(), store.migrate());
    one.unwrap();
    other.unwrap();
    store.ping().await.unwrap();
}

async fn a_newer_database_is_refused(store: &TestStore) {
    let raw = Database::connect(&store.url).await.unwrap();
    raw.execute_unprepared("INSERT INTO seaql_migrations (version, applied_at) VALUES ('m9999_future', 0)")
        .await
        .unwrap();
    assert_eq!(store.schema_state().await.unwrap(), SchemaState::Newer);
    let error = store.migrate().await.unwrap_err();
    assert!(matches!(error, StoreError::Newer));
    assert_eq!(error.to_string(), "the database belongs to a newer version of Baton");
}

async fn a_closed_store_is_unavailable(store: &TestStore) {
    store.store.clone().close().await;
    let error = store.write().await.err().unwrap();
    assert!(matches!(error, StoreError::Unavailable(_)), "{error:?}");
}

#[tokio::test]
async fn an_empty_file_is_behind() {
    let (url, _folder) = sqlite::database();
    let store = Store::open(&Options::new(&url)).await.unwrap();
    assert!(matches!(store.schema_state().await.unwrap(), SchemaState::Behind(_)));
    store.migrate().await.unwrap();
    assert_eq!(store.schema_state().await.unwrap(), SchemaState::Current);
}

#[tokio::test]
async fn a_missing_folder_is_unavailable() {
    let (url, _folder) = sqlite::database();
    let error = Store::open(&Options::new(url.replace("baton.db", "none/baton.db"))).await.err().unwrap();
    assert!(matches!(error, StoreError::Unavailable(_)), "{error:?}");
    let error = Store::open(&Options::new("mysql://localhost/x")).await.err().unwrap();
    assert!(matches!(error, StoreError::Other(_)), "{error:?}");
}

/// The server is cut off between the last statement and the answer to COMMIT.
#[tokio::test]
async fn a_commit_without_an_answer_has_an_unknown_outcome() {
    let store = TestStore::postgres().await;
    let tx = store.write().await.unwrap();
    revision::bump(&tx).await.unwrap();
    cut_off(&store).await;
    let error = tx.commit().await.unwrap_err();
    assert!(matches!(error, StoreError::UnknownOutcome(_)), "{error:?}");
}

/// Before COMMIT there is no doubt: nothing was written. The next transaction gets a new connection.
#[tokio::test]
async fn a_broken_transaction_is_unavailable() {
    let store = TestStore::postgres().await;
    let tx = store.write().await.unwrap();
    cut_off(&store).await;
    let error = revision::bump(&tx).await.unwrap_err();
    assert!(matches!(error, StoreError::Unavailable(_)), "{error:?}");
    assert!(tx.commit().await.is_err());
    let tx = store.write().await.unwrap();
    revision::bump(&tx).await.unwrap();
    tx.commit().await.unwrap();
}

/// Ends all of the store's connections, from the server's side.
async fn cut_off(store: &TestStore) {
    let raw = Database::connect(&store.url).await.unwrap();
    let end = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
        WHERE datname = current_database() AND application_name = 'baton'";
    raw.execute_unprepared(end).await.unwrap();
}
