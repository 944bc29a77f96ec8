//! What was said. The log tells that it was; here are the words.

use std::collections::HashMap;

use super::{Conn, Found, MessageRecord, MessageStatus, Slice, StoreError, Write};
use crate::{
    id::{MessageId, PageId, ThreadId},
    protocol::Participant,
};

pub async fn insert_many(tx: &Write, messages: &[MessageRecord]) -> Result<(), StoreError> {
    todo!()
}
pub async fn set_status(tx: &Write, ids: &[MessageId], status: MessageStatus) -> Result<(), StoreError> {
    todo!()
}
/// Those that exist, in no order.
pub async fn find_many(c: &impl Conn, ids: &[MessageId]) -> Result<Vec<MessageRecord>, StoreError> {
    todo!()
}
/// A thread's messages by sequence.
pub async fn of_thread(
    c: &impl Conn,
    page: PageId,
    thread: ThreadId,
    slice: &Slice<i64>,
) -> Result<Found<MessageRecord>, StoreError> {
    todo!()
}
/// The same slice of several threads at once. Every thread asked for has its entry.
pub async fn of_threads(
    c: &impl Conn,
    page: PageId,
    threads: &[ThreadId],
    slice: &Slice<i64>,
) -> Result<HashMap<ThreadId, Found<MessageRecord>>, StoreError> {
    todo!()
}
/// Messages sent under these idempotency keys, newest first (`protocol.md: same_key_once`).
pub async fn by_keys(
    c: &impl Conn,
    keys: &[(ThreadId, Participant, String)],
) -> Result<Vec<MessageRecord>, StoreError> {
    todo!()
}
