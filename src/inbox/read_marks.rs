//! How far each person has read each thread.

use std::collections::HashMap;

use super::Inbox;
use crate::{
    id::{ThreadId, UserId},
    store::{StoreError, read_marks},
};

impl Inbox {
    /// The person has read the thread up to this event, and nothing after it.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn mark_read(&self, user: &UserId, thread: ThreadId, sequence: i64) -> Result<(), StoreError> {
        let store = &self.0.store;
        // Whoever opens a thread says so, and mostly says nothing new.
        if read_marks::find(store.reader(), user, thread).await? == Some(sequence) {
            return Ok(());
        }
        let tx = store.write().await?;
        read_marks::set(&tx, user, thread, sequence).await?;
        tx.commit().await
    }

    /// How many of the customer's messages the person has not read, in each of these threads; counted up to 100.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn unread(&self, user: &UserId, threads: &[ThreadId]) -> Result<HashMap<ThreadId, i64>, StoreError> {
        read_marks::unread(self.0.store.reader(), user, threads).await
    }
}
