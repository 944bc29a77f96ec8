//! Which app the threads that begin at an ad or a link go to.

use super::{Conn, EntryPointRecord, StoreError, Write};
use crate::id::{AppId, EntryPointId, PageId};

/// One per page, source and key: an existing one keeps its id and gets the app. The answer is what stands now.
pub async fn upsert(tx: &Write, entry_point: &EntryPointRecord) -> Result<EntryPointRecord, StoreError> {
    todo!()
}

/// False if there was none.
pub async fn delete(tx: &Write, page: PageId, id: EntryPointId) -> Result<bool, StoreError> {
    todo!()
}

/// How many there were.
pub async fn delete_of_app(tx: &Write, page: PageId, app: AppId) -> Result<u64, StoreError> {
    todo!()
}

/// Whose it is, for the door.
pub async fn page_of(c: &impl Conn, id: EntryPointId) -> Result<Option<PageId>, StoreError> {
    todo!()
}

pub async fn of_page(c: &impl Conn, page: PageId) -> Result<Vec<EntryPointRecord>, StoreError> {
    todo!()
}

pub async fn of_pages(c: &impl Conn, pages: &[PageId]) -> Result<Vec<EntryPointRecord>, StoreError> {
    todo!()
}
