//! A change of configuration: one transaction that raises the revision.

use std::ops::Deref;

use super::Directory;
use crate::store::{StoreError, Write, revision};

/// A change in progress. Dropped without [`Change::commit`], it leaves nothing behind.
pub struct Change<'a> {
    tx: Write,
    directory: &'a Directory,
}

impl Directory {
    /// Begins a change; waits for its turn among all who write.
    ///
    /// # Errors
    ///
    /// When its turn does not come in time.
    pub async fn change(&self) -> Result<Change<'_>, StoreError> {
        Ok(Change { tx: self.store().write().await?, directory: self })
    }
}

impl Change<'_> {
    /// Makes it durable, and known: here at once, on other servers within a second.
    ///
    /// # Errors
    ///
    /// When the database failed; then nothing was changed.
    pub async fn commit(self) -> Result<(), StoreError> {
        revision::bump(&self.tx).await?;
        self.tx.commit().await?;
        self.directory.forget();
        self.directory.0.changed.ring();
        Ok(())
    }
}

impl Deref for Change<'_> {
    type Target = Write;

    fn deref(&self) -> &Write {
        &self.tx
    }
}
