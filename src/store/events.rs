//! The log: what happened to threads, in the order in which it was committed.

use std::collections::HashMap;

use super::{Conn, EventRecord, Found, NewEvent, Position, Slice, StoreError, Write};
use crate::id::{ExternalId, PageId, ThreadId};

/// Appends; the answer has each event's position, in the order given.
pub async fn insert_many(tx: &Write, events: &[NewEvent]) -> Result<Vec<Position>, StoreError> {
    todo!()
}
/// A thread's events by sequence.
pub async fn of_thread(
    c: &impl Conn,
    page: PageId,
    thread: ThreadId,
    slice: &Slice<i64>,
) -> Result<Found<EventRecord>, StoreError> {
    todo!()
}
/// The same slice of several threads at once. Every thread asked for has its entry.
pub async fn of_threads(
    c: &impl Conn,
    page: PageId,
    threads: &[ThreadId],
    slice: &Slice<i64>,
) -> Result<HashMap<ThreadId, Found<EventRecord>>, StoreError> {
    todo!()
}
/// What came after a position on these pages, in log order.
pub async fn after(
    c: &impl Conn,
    pages: &[PageId],
    position: Position,
    limit: u32,
) -> Result<Vec<EventRecord>, StoreError> {
    todo!()
}
/// What came after a position on whatever page: for the feed, which hands each event to who may have it.
pub async fn after_on_every_page(
    c: &impl Conn,
    position: Position,
    limit: u32,
) -> Result<Vec<EventRecord>, StoreError> {
    todo!()
}
pub async fn after_in_thread(
    c: &impl Conn,
    page: PageId,
    thread: ThreadId,
    position: Position,
    limit: u32,
) -> Result<Vec<EventRecord>, StoreError> {
    todo!()
}
/// Those of these external ids that the pages have taken in, and into which thread.
pub async fn by_external_ids(
    c: &impl Conn,
    ids: &[(PageId, ExternalId)],
) -> Result<Vec<(PageId, ExternalId, ThreadId)>, StoreError> {
    todo!()
}
/// The end of the log; 0 while it is empty.
pub async fn last_position(c: &impl Conn) -> Result<Position, StoreError> {
    todo!()
}
