use async_graphql::{ID, SimpleObject};
use chrono::{DateTime, Utc};

use crate::store::SavedReplyRecord;

/// A text that the people of a page answer with again and again.
#[derive(SimpleObject)]
pub struct SavedReply {
    /// What `updateSavedReply` and `deleteSavedReply` take.
    id: ID,
    /// What people find it by.
    title: String,
    /// What it says.
    text: String,
    /// One word that people type to find it, in lower case; one reply of the page has it.
    shortcut: Option<String>,
    /// When it was last changed.
    updated_at: DateTime<Utc>,
}

impl From<SavedReplyRecord> for SavedReply {
    fn from(it: SavedReplyRecord) -> Self {
        Self {
            id: it.id.to_string().into(),
            title: it.title,
            text: it.text,
            shortcut: it.shortcut,
            updated_at: it.updated_at.to_datetime(),
        }
    }
}
