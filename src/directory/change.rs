//! A change, in somebody's hands: one transaction that tells the audit log what it did.

use std::ops::Deref;

use super::Directory;
use crate::store::{Author, Entry, StoreError, Write, audit, revision};

/// The directory in the hands of somebody who may change it. Every use case that changes something is one of this type,
/// so nothing is changed that the audit log does not tell of.
#[derive(Clone)]
pub struct Editor {
    directory: Directory,
    author: Author,
}

/// A change in progress. Dropped without [`Change::commit`], it leaves nothing behind.
pub struct Change<'a> {
    tx: Write,
    editor: &'a Editor,
    is_configuration: bool,
}

impl Directory {
    /// The directory, to be changed by this author.
    pub fn by(&self, author: Author) -> Editor {
        Editor { directory: self.clone(), author }
    }
}

impl Editor {
    /// Begins a change of the configuration; waits for its turn among all who write.
    ///
    /// # Errors
    ///
    /// When its turn does not come in time.
    pub async fn change(&self) -> Result<Change<'_>, StoreError> {
        Ok(Change { tx: self.store().write().await?, editor: self, is_configuration: true })
    }

    /// Begins a change of what no cache holds, and which leaves the configuration's revision as it is.
    ///
    /// # Errors
    ///
    /// As [`Editor::change`].
    pub async fn act(&self) -> Result<Change<'_>, StoreError> {
        Ok(Change { is_configuration: false, ..self.change().await? })
    }

    pub fn author(&self) -> &Author {
        &self.author
    }
}

impl Change<'_> {
    /// Tells the audit log of something that this change does beside what it is committed with.
    ///
    /// # Errors
    ///
    /// When the database failed.
    pub async fn note(&self, entry: Entry) -> Result<(), StoreError> {
        audit::insert(&self.tx, &self.editor.author, self.editor.now(), &[entry]).await
    }

    /// Makes it durable, and known: in the audit log, here at once, and on other servers within a second.
    ///
    /// # Errors
    ///
    /// When the database failed; then nothing was changed.
    pub async fn commit(self, entry: Entry) -> Result<(), StoreError> {
        self.note(entry).await?;
        let Self { tx, editor, is_configuration } = self;
        if !is_configuration {
            return tx.commit().await;
        }
        revision::bump(&tx).await?;
        tx.commit().await?;
        editor.forget();
        editor.directory.0.changed.ring();
        Ok(())
    }
}

impl Deref for Editor {
    type Target = Directory;

    fn deref(&self) -> &Directory {
        &self.directory
    }
}

impl Deref for Change<'_> {
    type Target = Write;

    fn deref(&self) -> &Write {
        &self.tx
    }
}
