//! Which apps take part on which pages, and what they asked to hear.

use super::{Conn, Found, Slice, StoreError, SubscriptionRecord, Write};
use crate::{
    id::{AppId, PageId},
    time::Timestamp,
};

pub async fn upsert(tx: &Write, subscription: &SubscriptionRecord, now: Timestamp) -> Result<(), StoreError> {
    todo!()
}

/// False if there was none.
pub async fn delete(tx: &Write, page: PageId, app: AppId) -> Result<bool, StoreError> {
    todo!()
}

pub async fn of_page(c: &impl Conn, page: PageId) -> Result<Vec<SubscriptionRecord>, StoreError> {
    todo!()
}

pub async fn of_pages(c: &impl Conn, pages: &[PageId]) -> Result<Vec<SubscriptionRecord>, StoreError> {
    todo!()
}

pub async fn of_app(c: &impl Conn, app: AppId) -> Result<Vec<SubscriptionRecord>, StoreError> {
    todo!()
}

/// A page's, by app id.
pub async fn list(c: &impl Conn, page: PageId, slice: &Slice<AppId>) -> Result<Found<SubscriptionRecord>, StoreError> {
    todo!()
}
