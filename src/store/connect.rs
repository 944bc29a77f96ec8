//! Opening a database, and bringing its schema up to date.

use std::{sync::Arc, time::Duration};

use super::{Reader, StoreError, Write};

/// Where the database is, and how many connections to it.
#[derive(Clone, Debug)]
pub struct Options {
    /// `sqlite://path/file.db` (made if missing; the folder must exist) or `postgres://…`.
    pub url: String,
    /// Connections that read. On Postgres the writer comes out of the same pool.
    pub max_connections: u32,
    /// How long to wait for a free connection before the database counts as unavailable.
    pub acquire_timeout: Duration,
}

impl Options {
    /// The defaults for a URL: 4 readers on SQLite, 16 connections to Postgres.
    pub fn new(url: impl Into<String>) -> Self {
        let url = url.into();
        let max_connections = if url.starts_with("sqlite:") { 4 } else { 16 };
        Self { url, max_connections, acquire_timeout: Duration::from_secs(5) }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backend {
    Sqlite,
    Postgres,
}

/// How the database's schema stands to the one that this binary is written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SchemaState {
    Current,
    /// So many migrations are missing; [`Store::migrate`] applies them.
    Behind(usize),
    /// It has migrations that this binary does not know.
    Newer,
}

/// The database. Clones share its connections.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    backend: Backend,
    reader: Reader,
}

impl Store {
    /// Connects. The schema is left as it is: see [`Store::schema_state`] and [`Store::migrate`].
    pub async fn open(options: &Options) -> Result<Self, StoreError> {
        todo!()
    }
    pub async fn migrate(&self) -> Result<(), StoreError> {
        todo!()
    }
    pub async fn schema_state(&self) -> Result<SchemaState, StoreError> {
        todo!()
    }
    pub fn backend(&self) -> Backend {
        self.inner.backend
    }
    pub fn reader(&self) -> &Reader {
        &self.inner.reader
    }
    pub async fn write(&self) -> Result<Write, StoreError> {
        todo!()
    }
    pub async fn ping(&self) -> Result<(), StoreError> {
        todo!()
    }
    pub async fn close(self) {
        todo!()
    }
}
