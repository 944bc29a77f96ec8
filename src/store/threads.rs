//! Threads: one row holds all that the protocol knows of one.

use super::{Conn, Found, Slice, StoreError, ThreadRecord, Write};
use crate::{
    id::{AppId, CustomerId, PageId, ThreadId},
    protocol::Participant,
    time::Timestamp,
};

/// Which threads of a page; every condition that is given must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ThreadFilter {
    pub controlled: Option<bool>,
    pub owner: Option<Participant>,
    /// Threads where this app waits for control.
    pub requested_by: Option<AppId>,
    /// Whether the inbox controls it (`protocol.md: folders`).
    pub in_main: Option<bool>,
    pub is_done: Option<bool>,
    pub customer: Option<CustomerId>,
    /// The beginning of a word of the customer's name, or of the customer's id; case does not matter.
    pub search: Option<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ThreadOrder {
    #[default]
    LastActivityDesc,
    LastActivityAsc,
    /// Idle threads come last.
    ExpiresAtAsc,
}

/// A thread's place in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ThreadCursor {
    /// What the list is ordered by, in milliseconds; see [`ThreadCursor::of`].
    pub key: i64,
    pub id: ThreadId,
}

impl ThreadCursor {
    pub fn of(thread: &ThreadRecord, order: ThreadOrder) -> Self {
        let key = match order {
            ThreadOrder::LastActivityDesc | ThreadOrder::LastActivityAsc => thread.state.last_activity_at.millis(),
            ThreadOrder::ExpiresAtAsc => thread.state.expires_at().map_or(i64::MAX, Timestamp::millis),
        };
        Self { key, id: thread.id }
    }
}

/// The thread, if it is on this page.
pub async fn find(c: &impl Conn, page: PageId, id: ThreadId) -> Result<Option<ThreadRecord>, StoreError> {
    todo!()
}
/// Whose thread it is: the one unscoped look-up, for the door that then asks whether the caller may know.
pub async fn page_of(c: &impl Conn, id: ThreadId) -> Result<Option<PageId>, StoreError> {
    todo!()
}
/// Those that exist, in no order.
pub async fn find_many(c: &impl Conn, ids: &[ThreadId]) -> Result<Vec<ThreadRecord>, StoreError> {
    todo!()
}
pub async fn by_customers(c: &impl Conn, customers: &[(PageId, CustomerId)]) -> Result<Vec<ThreadRecord>, StoreError> {
    todo!()
}
pub async fn by_customer(
    c: &impl Conn,
    page: PageId,
    customer: &CustomerId,
) -> Result<Option<ThreadRecord>, StoreError> {
    todo!()
}
pub async fn upsert_many(tx: &Write, threads: &[ThreadRecord]) -> Result<(), StoreError> {
    todo!()
}
/// Replaces what is written about who waits in these threads. Threads that are not named keep it.
pub async fn sync_waiting(tx: &Write, threads: &[(PageId, ThreadId, Vec<AppId>)]) -> Result<(), StoreError> {
    todo!()
}
pub async fn add_terms(tx: &Write, threads: &[ThreadRecord]) -> Result<(), StoreError> {
    todo!()
}
pub async fn list(
    c: &impl Conn,
    page: PageId,
    visible_to: Option<&[CustomerId]>,
    filter: &ThreadFilter,
    order: ThreadOrder,
    slice: &Slice<ThreadCursor>,
) -> Result<Found<ThreadRecord>, StoreError> {
    todo!()
}
pub async fn due(c: &impl Conn, now: Timestamp, limit: u32) -> Result<Vec<(PageId, ThreadId)>, StoreError> {
    todo!()
}
pub async fn due_on_page(c: &impl Conn, page: PageId, now: Timestamp, limit: u32) -> Result<Vec<ThreadId>, StoreError> {
    todo!()
}
pub async fn next_deadline(c: &impl Conn) -> Result<Option<Timestamp>, StoreError> {
    todo!()
}
/// Threads that the app owns, waits in, has a menu or a held survey in (`protocol.md: leaving`), by id.
pub async fn touched_by(
    c: &impl Conn,
    page: PageId,
    app: AppId,
    after: Option<ThreadId>,
    limit: u32,
) -> Result<Vec<ThreadId>, StoreError> {
    todo!()
}
