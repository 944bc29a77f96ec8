//! Pages and their settings.

use super::{Conn, Found, PageRecord, Slice, StoreError, Write};
use crate::{
    id::{PageId, UserId},
    time::Timestamp,
};

pub async fn insert(tx: &Write, page: &PageRecord, now: Timestamp) -> Result<(), StoreError> {
    todo!()
}

/// Writes all but the id and platform; false if there is no such page.
pub async fn update(tx: &Write, page: &PageRecord) -> Result<bool, StoreError> {
    todo!()
}

pub async fn find(c: &impl Conn, id: PageId) -> Result<Option<PageRecord>, StoreError> {
    todo!()
}

pub async fn find_many(c: &impl Conn, ids: &[PageId]) -> Result<Vec<PageRecord>, StoreError> {
    todo!()
}

/// By id; with a member, only the pages that this person has tasks on.
pub async fn list(
    c: &impl Conn,
    member: Option<&UserId>,
    slice: &Slice<PageId>,
) -> Result<Found<PageRecord>, StoreError> {
    todo!()
}
