//! From a configuration to an open, migrated store and its keys.

use std::fs;

use super::StartError;
use crate::{
    auth::Keys,
    config::Config,
    store::{Options, SchemaState, Store, StoreError},
};

/// Whether `serve` may bring the database up to date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Migrate {
    First,
    /// Refuse to start instead.
    Refuse,
}

/// Brings the database up to date; answers how many migrations that took.
///
/// # Errors
///
/// The database cannot be reached, or is newer than this program.
pub async fn migrate(config: Config) -> Result<usize, StartError> {
    let store = connect(&config).await?;
    let done = up_to_date(&config, &store, Migrate::First).await?;
    store.close().await;
    Ok(done)
}

/// The store, up to date.
pub(super) async fn open(config: &Config, migrate: Migrate) -> Result<Store, StartError> {
    let store = connect(config).await?;
    up_to_date(config, &store, migrate).await?;
    Ok(store)
}

/// The keys that tokens are signed with; made at the first start.
pub(super) fn keys(config: &Config) -> Result<Keys, StartError> {
    make_data_dir(config)?;
    Ok(Keys::load_or_create(&config.jwt_key_file(), config.tokens.previous_key_file.as_deref())?)
}

async fn connect(config: &Config) -> Result<Store, StartError> {
    if config.storage.database_url.is_none() {
        make_data_dir(config)?;
    }
    Store::open(&Options::new(config.database_url().reveal())).await.map_err(|source| failed(config, source))
}

async fn up_to_date(config: &Config, store: &Store, migrate: Migrate) -> Result<usize, StartError> {
    let state = store.schema_state().await.map_err(|source| failed(config, source))?;
    match (state, migrate) {
        (SchemaState::Current, _) => Ok(0),
        (SchemaState::Newer, _) => Err(StartError::Newer),
        (SchemaState::Behind(missing), Migrate::Refuse) => Err(StartError::Behind(missing)),
        (SchemaState::Behind(missing), Migrate::First) => {
            store.migrate().await.map_err(|source| failed(config, source))?;
            Ok(missing)
        }
    }
}

fn make_data_dir(config: &Config) -> Result<(), StartError> {
    let path = &config.storage.data_dir;
    fs::create_dir_all(path).map_err(|source| StartError::DataDir { path: path.clone(), source })
}

fn failed(config: &Config, source: StoreError) -> StartError {
    StartError::Database { url: config.database_url().to_string(), source }
}
