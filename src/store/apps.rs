//! Apps and what review has granted them.

use super::{AppRecord, Conn, Found, Slice, StoreError, Write};
use crate::{
    id::{AppId, PageId},
    time::Timestamp,
};

pub async fn insert(tx: &Write, app: &AppRecord, now: Timestamp) -> Result<(), StoreError> {
    todo!()
}

/// False if there is no such app.
pub async fn update_review(tx: &Write, id: AppId, live: bool, human_agent: bool) -> Result<bool, StoreError> {
    todo!()
}

pub async fn find(c: &impl Conn, id: AppId) -> Result<Option<AppRecord>, StoreError> {
    todo!()
}

pub async fn find_many(c: &impl Conn, ids: &[AppId]) -> Result<Vec<AppRecord>, StoreError> {
    todo!()
}

pub async fn list(c: &impl Conn, slice: &Slice<AppId>) -> Result<Found<AppRecord>, StoreError> {
    todo!()
}

/// The apps subscribed to a page.
pub async fn of_page(c: &impl Conn, page: PageId) -> Result<Vec<AppRecord>, StoreError> {
    todo!()
}
