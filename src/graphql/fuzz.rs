//! What the fuzz targets (`tests/fuzz`) throw at this room, and what must hold of it.

use std::fmt::Debug;

use super::cursor::{Cursor, EventKey, Key, MessageKey, ThreadPlace};
use crate::id::{AppId, PageId};

/// Reads a cursor as one of each list.
///
/// # Panics
///
/// If one that was taken is not the one that its own text gives.
pub fn cursor(text: &str) {
    one::<EventKey>(text);
    one::<ThreadPlace>(text);
    one::<MessageKey>(text);
    one::<PageId>(text);
    one::<AppId>(text);
}

fn one<K: Key + Clone + PartialEq + Debug>(text: &str) {
    if let Ok(key) = Cursor::<K>::decode(text) {
        let again = Cursor::<K>::decode(&Cursor(key.clone()).encode()).ok();
        assert_eq!(again, Some(key), "a cursor did not come back as it went");
    }
}
