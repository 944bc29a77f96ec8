//! The log: what happened to threads, in the order in which it was committed.

use std::collections::HashMap;

use sea_orm::{
    Value,
    sea_query::{Expr, ExprTrait, Order, Query, SelectStatement},
};

use super::{
    Conn, EventRecord, Found, Logged, NewEvent, PageEventRecord, Position, Slice, StoreError, Unreadable, Write,
    bulk::Bulk,
    conn::Sealed,
    each::OfEach,
    messages,
    row::{self, Row, number_of},
    sql,
    threads::Customers,
};
use crate::{
    id::{CustomerId, ExternalId, PageId, ThreadId},
    protocol::{Content, Event, PageEvent, Participant},
    time::Timestamp,
};

const TABLE: &str = "events";
/// What [`unaddressed`] reads, in this order. The customer comes after it, where it is joined.
const LOGGED: [&str; 7] = ["position", "page_id", "thread_id", "sequence", "occurred_at", "owner", "payload"];
/// How many threads go into one statement.
const THREADS: usize = 128;
/// How many pages, each with a SELECT of its own.
const ARMS: usize = 100;

/// Appends; the answer has each event's position, in the order given.
///
/// # Errors
///
/// [`Conflict::Fence`](super::Conflict::Fence) if a thread has an event of that sequence,
/// [`Conflict::ExternalId`](super::Conflict::ExternalId) if the page has taken one in under that external id.
pub async fn insert_many(tx: &Write, events: &[NewEvent]) -> Result<Vec<Position>, StoreError> {
    Ok(positions(tx.put_numbered(TABLE, inserting(events)?, "position").await?))
}

pub(super) fn inserting(events: &[NewEvent]) -> Result<Bulk<8>, StoreError> {
    const COLUMNS: [&str; 8] =
        ["page_id", "thread_id", "sequence", "occurred_at", "kind", "owner", "payload", "external_id"];
    Ok(Bulk::new(TABLE, COLUMNS, events.iter().map(write).collect::<Result<_, _>>()?))
}

/// Rows are numbered in their order, and need not be returned in it.
pub(super) fn positions(mut numbers: Vec<i64>) -> Vec<Position> {
    numbers.sort_unstable();
    numbers.into_iter().map(Position).collect()
}

/// Appends what happened to a page. In the log its events are those of a thread that no thread can be: minus the
/// page's number. Whoever asks for threads' events does not find them.
pub async fn append_to_page(tx: &Write, page: PageId, now: Timestamp, events: &[PageEvent]) -> Result<(), StoreError> {
    let last = Query::select()
        .expr(Expr::col("sequence").max())
        .from(TABLE)
        .and_where(Expr::col("thread_id").eq(-page.get()))
        .take();
    let last = tx.rows(TABLE, &last, |row| row.get::<Option<i64>>()).await?.pop().flatten().unwrap_or_default();
    const COLUMNS: [&str; 7] = ["page_id", "thread_id", "sequence", "occurred_at", "kind", "owner", "payload"];
    for (sequence, event) in (last + 1..).zip(events) {
        let row = [
            page.get().into(),
            (-page.get()).into(),
            sequence.into(),
            now.millis().into(),
            event.name().into(),
            number_of(None).into(),
            row::json(event)?.into(),
        ];
        tx.change(&sql::insert(TABLE, COLUMNS, [row])).await?;
    }
    Ok(())
}

/// What came after a position on a page, in log order: its threads' events and its own. Events that brought a message come
/// with what it says. Whose thread it is, is read of threads alone that nobody asked for lately.
pub async fn logged_after(
    c: &impl Conn,
    page: PageId,
    position: Position,
    limit: u32,
    customers: &Customers,
) -> Result<Vec<(Logged, Option<Content>)>, StoreError> {
    let select = Query::select().columns(LOGGED.map(|it| (TABLE, it))).from(TABLE).take();
    let mut select = beyond(select, position, limit).and_where(Expr::col((TABLE, "page_id")).eq(page.get())).take();
    messages::join_contents(&mut select, TABLE);
    let read = c.rows(TABLE, &select, |row| Ok((unaddressed(row)?, messages::joined_content(row)?))).await?;
    let threads: Vec<Option<ThreadId>> = read.iter().map(|(it, _)| it.thread).collect();
    let customers = customers.of(c, &threads).await?;
    let logged = |((it, content), customer): ((Unaddressed, _), _)| Ok((it.of(customer)?, content));
    let logged: Result<_, Unreadable> = read.into_iter().zip(customers).map(logged).collect();
    logged.map_err(|Unreadable(cause)| StoreError::Corrupt { table: TABLE, cause })
}

/// What came after a position of a page's own events, in log order.
pub async fn of_page_after(
    c: &impl Conn,
    page: PageId,
    position: Position,
    limit: u32,
) -> Result<Vec<Logged>, StoreError> {
    // As in `after_in_thread`.
    let select = logged()
        .and_where(Expr::col((TABLE, "thread_id")).eq(-page.get()))
        .and_where(Expr::col((TABLE, "position")).add(sql::literal(0)).gt(position.0))
        .order_by((TABLE, "sequence"), Order::Asc)
        .limit(limit.into())
        .take();
    c.rows(TABLE, &select, read_logged).await
}

/// The events at these positions, whichever exist, in log order.
pub async fn logged_at(c: &impl Conn, positions: &[Position]) -> Result<Vec<Logged>, StoreError> {
    if positions.is_empty() {
        return Ok(Vec::new());
    }
    let select = logged()
        .and_where(sql::is_in((TABLE, "position"), positions.iter().map(|it| it.0)))
        .order_by((TABLE, "position"), Order::Asc)
        .take();
    c.rows(TABLE, &select, read_logged).await
}

/// A slice of a thread's events, by sequence.
pub async fn of_thread(
    c: &impl Conn,
    page: PageId,
    thread: ThreadId,
    slice: &Slice<i64>,
) -> Result<Found<EventRecord>, StoreError> {
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
) -> Result<HashMap<ThreadId, Found<EventRecord>>, StoreError> {
    let mut rows = Vec::new();
    for chunk in threads.chunks(THREADS) {
        let select = OfEach::new(TABLE, page, chunk, slice, and_more, columns);
        rows.extend(c.rows(TABLE, &select, read).await?);
    }
    Ok(slice.found_by(threads, rows, |it| (it.thread, it.sequence)))
}

/// A slice of all that happened on a page, in log order.
pub async fn of_page(c: &impl Conn, page: PageId, slice: &Slice<Position>) -> Result<Found<EventRecord>, StoreError> {
    let mut select = select().and_where(Expr::col((TABLE, "page_id")).eq(page.get())).take();
    sql::cut(&mut select, [(TABLE, "position")], Order::Asc, slice, |it| [it.0.into()]);
    Ok(slice.found(c.rows(TABLE, &select, read).await?))
}

/// What came after a position on these pages, in log order.
pub async fn after(
    c: &impl Conn,
    pages: &[PageId],
    position: Position,
    limit: u32,
) -> Result<Vec<EventRecord>, StoreError> {
    let mut rows = Vec::new();
    for chunk in pages.chunks(ARMS) {
        // Each page on its own is read from its index up to the limit; together they would be sorted as a whole.
        let on = |page: &PageId| log(position, limit).and_where(Expr::col((TABLE, "page_id")).eq(page.get())).take();
        rows.extend(c.rows(TABLE, &sql::union_all(chunk.iter().map(on)), read).await?);
    }
    rows.sort_unstable_by_key(|it| it.position);
    rows.truncate(limit as usize);
    Ok(rows)
}

/// On which pages something came after a position, in log order.
pub async fn pages_after(c: &impl Conn, position: Position, limit: u32) -> Result<Vec<(Position, PageId)>, StoreError> {
    let select = Query::select()
        .columns(["position", "page_id"])
        .from(TABLE)
        .and_where(Expr::col("position").gt(position.0))
        .order_by("position", Order::Asc)
        .limit(limit.into())
        .take();
    c.rows(TABLE, &select, |row| Ok((row.get().map(Position)?, row.id(PageId::new)?))).await
}

/// The position before everything that happened at this moment or later. Positions rise with time, but for
/// what several servers' clocks differ by.
pub async fn position_before(c: &impl Conn, at: Timestamp) -> Result<Position, StoreError> {
    let (mut low, mut high) = (0, last_position(c).await?.0);
    while low < high {
        let middle = low + (high - low) / 2;
        let select = Query::select()
            .columns(["position", "occurred_at"])
            .from(TABLE)
            .and_where(Expr::col("position").gt(middle))
            .order_by("position", Order::Asc)
            .limit(1)
            .take();
        let found = c.rows(TABLE, &select, |row| Ok((row.get::<i64>()?, row.time()?))).await?;
        match found.first() {
            Some((position, occurred_at)) if *occurred_at < at => low = *position,
            _ => high = middle,
        }
    }
    Ok(Position(low))
}

/// What came after a position in one thread, in log order.
pub async fn after_in_thread(
    c: &impl Conn,
    page: PageId,
    thread: ThreadId,
    position: Position,
    limit: u32,
) -> Result<Vec<EventRecord>, StoreError> {
    // A thread's log order is that of its sequences, for which there is an index. The sum keeps SQLite from taking
    // the page's instead, and reading all that happened to others.
    let select = of(page, thread)
        .and_where(Expr::col((TABLE, "position")).add(sql::literal(0)).gt(position.0))
        .order_by((TABLE, "sequence"), Order::Asc)
        .limit(limit.into())
        .take();
    c.rows(TABLE, &select, read).await
}

/// Those of these external ids that the pages have taken in, and into which thread.
pub async fn by_external_ids(
    c: &impl Conn,
    ids: &[(PageId, ExternalId)],
) -> Result<Vec<(PageId, ExternalId, ThreadId)>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let keys = ids.iter().map(|(page, id)| [page.get().into(), id.as_str().into()]);
    let select = Query::select()
        .columns(["page_id", "external_id", "thread_id"])
        .from(TABLE)
        .and_where(sql::rows_in(["page_id", "external_id"], keys))
        .and_where(Expr::col("external_id").is_not_null())
        .take();
    c.rows(TABLE, &select, |row| Ok((row.id(PageId::new)?, row.parse()?, row.id(ThreadId::new)?))).await
}

/// The end of the log; 0 while it is empty.
pub async fn last_position(c: &impl Conn) -> Result<Position, StoreError> {
    let select = Query::select().expr(Expr::col("position").max()).from(TABLE).take();
    let rows = c.rows(TABLE, &select, |row| row.get::<Option<i64>>()).await?;
    Ok(rows.into_iter().next().flatten().map(Position).unwrap_or_default())
}

fn in_thread(page: PageId, thread: ThreadId, slice: &Slice<i64>) -> SelectStatement {
    let mut select = of(page, thread);
    sql::cut(&mut select, [(TABLE, "sequence")], Order::Asc, slice, |&it| [it.into()]);
    select
}

fn of(page: PageId, thread: ThreadId) -> SelectStatement {
    select()
        .and_where(Expr::col((TABLE, "thread_id")).eq(thread.get()))
        .and_where(Expr::col((TABLE, "page_id")).eq(page.get()))
        .take()
}

fn log(after: Position, limit: u32) -> SelectStatement {
    beyond(select(), after, limit)
}

fn beyond(mut select: SelectStatement, after: Position, limit: u32) -> SelectStatement {
    select
        .and_where(Expr::col((TABLE, "position")).gt(after.0))
        .order_by((TABLE, "position"), Order::Asc)
        .limit(limit.into())
        .take()
}

fn select() -> SelectStatement {
    let mut select = Query::select().from(TABLE).take();
    columns(&mut select);
    select
}

fn columns(select: &mut SelectStatement) {
    all_columns(select).inner_join("threads", Expr::col(("threads", "id")).equals((TABLE, "thread_id")));
}

/// With the events of pages, which have no thread to join.
fn logged() -> SelectStatement {
    let mut select = Query::select().from(TABLE).take();
    all_columns(&mut select).left_join("threads", Expr::col(("threads", "id")).equals((TABLE, "thread_id"))).take()
}

fn all_columns(select: &mut SelectStatement) -> &mut SelectStatement {
    select.columns(LOGGED.map(|it| (TABLE, it))).column(("threads", "customer_id"))
}

fn write(event: &NewEvent) -> Result<[Value; 8], StoreError> {
    Ok([
        event.page.get().into(),
        event.thread.get().into(),
        event.sequence.into(),
        event.occurred_at.millis().into(),
        event.event.kind().name().into(),
        number_of(event.owner).into(),
        row::json(&event.event)?.into(),
        event.external_id.as_ref().map(ExternalId::as_str).into(),
    ])
}

fn read(row: &mut Row<'_>) -> Result<EventRecord, Unreadable> {
    match read_logged(row)? {
        Logged::Thread(it) => Ok(it),
        Logged::Page(_) => Err("an event of a page, and of none of its threads".into()),
    }
}

fn read_logged(row: &mut Row<'_>) -> Result<Logged, Unreadable> {
    let unaddressed = unaddressed(row)?;
    unaddressed.of(row.maybe_parse()?)
}

/// A row of the log, by which nobody knows yet whose thread it is.
struct Unaddressed {
    position: Position,
    page: PageId,
    /// `None` for an event of the page.
    thread: Option<ThreadId>,
    sequence: i64,
    occurred_at: Timestamp,
    owner: Option<Participant>,
    event: Happened,
}

enum Happened {
    ToThread(Event),
    ToPage(PageEvent),
}

fn unaddressed(row: &mut Row<'_>) -> Result<Unaddressed, Unreadable> {
    let (position, page, thread) = (row.get().map(Position)?, row.id(PageId::new)?, ThreadId::new(row.get()?));
    let (sequence, occurred_at, owner, payload) = (row.get()?, row.time()?, row.participant()?, row.text()?);
    let event = match thread {
        Some(_) => Happened::ToThread(serde_json::from_str(&payload)?),
        None => Happened::ToPage(serde_json::from_str(&payload)?),
    };
    Ok(Unaddressed { position, page, thread, sequence, occurred_at, owner, event })
}

impl Unaddressed {
    fn of(self, customer: Option<CustomerId>) -> Result<Logged, Unreadable> {
        let Self { position, page, thread, sequence, occurred_at, owner, event } = self;
        match (event, thread.zip(customer)) {
            (Happened::ToPage(event), _) => Ok(Logged::Page(PageEventRecord { position, page, occurred_at, event })),
            (Happened::ToThread(event), Some((thread, customer))) => Ok(Logged::Thread(EventRecord {
                position,
                page,
                thread,
                customer,
                sequence,
                occurred_at,
                owner,
                event,
            })),
            (Happened::ToThread(_), None) => Err("its thread is not there".into()),
        }
    }
}
