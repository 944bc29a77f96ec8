//! What was said. The log tells that it was; here are the words.

use std::collections::HashMap;

use sea_orm::{
    Value,
    sea_query::{Expr, ExprTrait, Order, Query, SelectStatement},
};

use super::{
    Conn, Found, MessageRecord, MessageStatus, Slice, StoreError, Unreadable, Write,
    bulk::Bulk,
    each::OfEach,
    row::{self, Row, number_of},
    sql,
};
use crate::{
    id::{MessageId, PageId, ThreadId},
    protocol::{Content, Participant},
};

const TABLE: &str = "messages";
const COLUMNS: [&str; 13] = [
    "id",
    "page_id",
    "thread_id",
    "sequence",
    "sender",
    "text",
    "attachments",
    "buttons",
    "tag",
    "is_survey",
    "status",
    "sent_at",
    "idempotency_key",
];
/// What a message says.
const CONTENT: [&str; 3] = ["text", "attachments", "buttons"];
/// How many threads go into one statement.
const THREADS: usize = 128;

/// # Errors
///
/// [`StoreError::Conflict`] if there is a message with one of the ids.
pub async fn insert_many(tx: &Write, messages: &[MessageRecord]) -> Result<(), StoreError> {
    tx.put(&inserting(messages)?).await
}

pub(super) fn inserting(messages: &[MessageRecord]) -> Result<Bulk<{ COLUMNS.len() }>, StoreError> {
    Ok(Bulk::new(TABLE, COLUMNS, messages.iter().map(write).collect::<Result<_, _>>()?))
}

/// What has become of messages that were held.
pub async fn set_status(tx: &Write, ids: &[MessageId], status: MessageStatus) -> Result<(), StoreError> {
    if ids.is_empty() {
        return Ok(());
    }
    let update = Query::update()
        .table(TABLE)
        .value("status", status.name())
        .and_where(sql::is_in("id", ids.iter().map(MessageId::as_str)))
        .take();
    tx.change(&update).await?;
    Ok(())
}

/// Those that exist, in no order, for callers that know the messages to be theirs.
pub async fn find_many(c: &impl Conn, ids: &[MessageId]) -> Result<Vec<MessageRecord>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let select = select().and_where(sql::is_in("id", ids.iter().map(MessageId::as_str))).take();
    c.rows(TABLE, &select, read).await
}

/// What these say, for callers that know the messages to be theirs.
pub async fn contents(c: &impl Conn, ids: &[MessageId]) -> Result<HashMap<MessageId, Content>, StoreError> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let select = Query::select()
        .column("id")
        .columns(CONTENT)
        .from(TABLE)
        .and_where(sql::is_in("id", ids.iter().map(MessageId::as_str)))
        .take();
    let read = |row: &mut Row<'_>| Ok((row.parse()?, content(row)?));
    Ok(c.rows(TABLE, &select, read).await?.into_iter().collect())
}

/// Adds what the messages say that the events of this table brought into their threads: see [`joined_content`].
pub(super) fn join_contents(select: &mut SelectStatement, events: &'static str) {
    let of_event = |column| Expr::col((TABLE, column)).equals((events, column));
    select
        .left_join(TABLE, of_event("thread_id").and(of_event("sequence")))
        .columns(CONTENT.map(|column| (TABLE, column)));
}

/// `None` where there is no message, or it says nothing.
pub(super) fn joined_content(row: &mut Row<'_>) -> Result<Option<Content>, Unreadable> {
    Ok(Some(content(row)?).filter(|it| *it != Content::default()))
}

/// A slice of a thread's messages, by sequence.
pub async fn of_thread(
    c: &impl Conn,
    page: PageId,
    thread: ThreadId,
    slice: &Slice<i64>,
) -> Result<Found<MessageRecord>, StoreError> {
    Ok(slice.found(c.rows(TABLE, &in_thread(page, thread, slice), read).await?))
}

/// The same slice of several threads at once. Every thread asked for has its entry. Without `and_more` it is not
/// looked whether a thread has more, and said that it has not.
pub async fn of_threads(
    c: &impl Conn,
    page: PageId,
    threads: &[ThreadId],
    slice: &Slice<i64>,
    and_more: bool,
) -> Result<HashMap<ThreadId, Found<MessageRecord>>, StoreError> {
    let mut rows = Vec::new();
    for chunk in threads.chunks(THREADS) {
        let select = OfEach::new(TABLE, page, chunk, slice, and_more, columns);
        rows.extend(c.rows(TABLE, &select, read).await?);
    }
    Ok(slice.found_by(threads, rows, |it| (it.thread, it.sequence)))
}

/// Messages sent under these idempotency keys, newest first (`protocol.md: same_key_once`).
pub async fn by_keys(
    c: &impl Conn,
    keys: &[(ThreadId, Participant, String)],
) -> Result<Vec<MessageRecord>, StoreError> {
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let keys = keys
        .iter()
        .map(|(thread, sender, key)| [thread.get().into(), number_of(Some(*sender)).into(), key.as_str().into()]);
    let select = select()
        .and_where(sql::rows_in(["thread_id", "sender", "idempotency_key"], keys))
        .and_where(Expr::col("idempotency_key").is_not_null())
        .order_by_columns([("sent_at", Order::Desc), ("sequence", Order::Desc)])
        .take();
    c.rows(TABLE, &select, read).await
}

fn in_thread(page: PageId, thread: ThreadId, slice: &Slice<i64>) -> SelectStatement {
    let mut select = select()
        .and_where(Expr::col("thread_id").eq(thread.get()))
        .and_where(Expr::col("page_id").eq(page.get()))
        .take();
    sql::cut(&mut select, ["sequence"], Order::Asc, slice, |&it| [it.into()]);
    select
}

fn select() -> SelectStatement {
    let mut select = Query::select().from(TABLE).take();
    columns(&mut select);
    select
}

fn columns(select: &mut SelectStatement) {
    select.columns(COLUMNS.map(|it| (TABLE, it)));
}

fn write(message: &MessageRecord) -> Result<[Value; COLUMNS.len()], StoreError> {
    let Content { text, attachments, buttons } = &message.content;
    let attachments = (!attachments.is_empty()).then(|| row::json(attachments)).transpose()?;
    let buttons = (!buttons.is_empty()).then(|| row::json(buttons)).transpose()?;
    Ok([
        message.id.as_str().into(),
        message.page.get().into(),
        message.thread.get().into(),
        message.sequence.into(),
        number_of(message.sender).into(),
        text.as_deref().into(),
        attachments.into(),
        buttons.into(),
        message.tag.as_ref().map(row::word).transpose()?.unwrap_or(Value::String(None)),
        message.is_survey.into(),
        message.status.name().into(),
        message.sent_at.millis().into(),
        message.idempotency_key.as_deref().into(),
    ])
}

fn read(row: &mut Row<'_>) -> Result<MessageRecord, Unreadable> {
    Ok(MessageRecord {
        id: row.parse()?,
        page: row.id(PageId::new)?,
        thread: row.id(ThreadId::new)?,
        sequence: row.get()?,
        sender: row.participant()?,
        content: content(row)?,
        tag: row.maybe_word()?,
        is_survey: row.get()?,
        status: MessageStatus::from_name(&row.text()?).ok_or("unknown status")?,
        sent_at: row.time()?,
        idempotency_key: row.get()?,
    })
}

fn content(row: &mut Row<'_>) -> Result<Content, Unreadable> {
    Ok(Content { text: row.get()?, attachments: row.json()?, buttons: row.json()? })
}

impl MessageStatus {
    const fn name(self) -> &'static str {
        match self {
            Self::Held => "HELD",
            Self::Sent => "SENT",
            Self::Dropped => "DROPPED",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        [Self::Held, Self::Sent, Self::Dropped].into_iter().find(|it| it.name() == name)
    }
}
