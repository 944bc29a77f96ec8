//! Threads: one row holds all that the protocol knows of one.

mod counts;
mod customers;
mod deadlines;
mod list;
mod terms;
mod waiting;

use sea_orm::{
    QueryResult, Value,
    sea_query::{Expr, ExprTrait, Func, OnConflict, Query, SelectStatement},
};

pub use counts::{Counts, count, count_active};
pub use customers::Customers;
pub use deadlines::{due, due_on_page, next_deadline};
pub use list::{ThreadCursor, ThreadFilter, ThreadOrder, list};
pub use terms::add_terms;
pub use waiting::{sync_waiting, touched_by};

use super::{
    Conn, StoreError, ThreadRecord, Unreadable, Write,
    bulk::Bulk,
    row::{self, Row, number_of},
    sql,
};
use crate::{
    id::{CustomerId, PageId, ThreadId},
    protocol::{Control, Referral, Thread},
    time::Timestamp,
};

const TABLE: &str = "threads";
const COLUMNS: [&str; 21] = [
    "id",
    "page_id",
    "customer_id",
    "customer_name",
    "customer_locale",
    "owner",
    "epoch",
    "since",
    "expires_at",
    "queue",
    "held",
    "menu",
    "menu_app",
    "is_done",
    "last_activity_at",
    "last_customer_message_at",
    "last_customer_action_at",
    "unanswered_since",
    "referral_source",
    "referral_key",
    "sequence",
];
/// How many columns never change: whose thread it is.
const IDENTITY: usize = 3;
/// How many, after those, stay when a newer record does not know them.
const KEPT: usize = 2;

/// The end of control of a thread that nobody controls.
const NEVER: i64 = i64::MAX;

/// The thread, if it is on this page.
pub async fn find(c: &impl Conn, page: PageId, id: ThreadId) -> Result<Option<ThreadRecord>, StoreError> {
    let select = select().and_where(Expr::col("id").eq(id.get())).and_where(Expr::col("page_id").eq(page.get())).take();
    Ok(c.rows(TABLE, &select, read).await?.pop())
}

/// Whose thread it is: the one unscoped look-up, for the door that then asks whether the caller may know.
pub async fn page_of(c: &impl Conn, id: ThreadId) -> Result<Option<PageId>, StoreError> {
    let select = Query::select().column("page_id").from(TABLE).and_where(Expr::col("id").eq(id.get())).take();
    Ok(c.rows(TABLE, &select, |row| row.id(PageId::new)).await?.pop())
}

/// Those that exist, in no order, for callers that know the threads to be theirs.
pub async fn find_many(c: &impl Conn, ids: &[ThreadId]) -> Result<Vec<ThreadRecord>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let select = select().and_where(sql::is_in("id", ids.iter().map(|it| it.get()))).take();
    c.rows(TABLE, &select, read).await
}

/// Rows that Postgres has answered to a query that [`select`] begins.
pub(super) fn of_rows(rows: &[QueryResult]) -> Result<Vec<ThreadRecord>, StoreError> {
    rows.iter().map(|row| Row::of_postgres(row).read(TABLE, read)).collect()
}

/// The threads that these customers have, in no order.
pub async fn by_customers(c: &impl Conn, customers: &[(PageId, CustomerId)]) -> Result<Vec<ThreadRecord>, StoreError> {
    if customers.is_empty() {
        return Ok(Vec::new());
    }
    let keys = customers.iter().map(|(page, customer)| [page.get().into(), customer.as_str().into()]);
    let select = select().and_where(sql::rows_in(["page_id", "customer_id"], keys)).take();
    c.rows(TABLE, &select, read).await
}

pub async fn by_customer(
    c: &impl Conn,
    page: PageId,
    customer: &CustomerId,
) -> Result<Option<ThreadRecord>, StoreError> {
    let select = select()
        .and_where(Expr::col("page_id").eq(page.get()))
        .and_where(Expr::col("customer_id").eq(customer.as_str()))
        .take();
    Ok(c.rows(TABLE, &select, read).await?.pop())
}

/// Writes whole threads, new or old. A name or locale that the record does not know stays as it was. No
/// thread may be named twice.
///
/// Who waits is also written by [`sync_waiting`], and what search finds by [`add_terms`].
///
/// # Errors
///
/// [`Conflict::Customer`](super::Conflict::Customer) if the customer has a thread of another id.
pub async fn upsert_many(tx: &Write, threads: &[ThreadRecord]) -> Result<(), StoreError> {
    upsert(tx, &threads.iter().collect::<Vec<_>>()).await
}

pub(super) async fn upsert(tx: &Write, threads: &[&ThreadRecord]) -> Result<(), StoreError> {
    tx.put(&upserting(threads)?).await
}

pub(super) fn upserting(threads: &[&ThreadRecord]) -> Result<Bulk<{ COLUMNS.len() }>, StoreError> {
    let (kept, replaced) = COLUMNS[IDENTITY..].split_at(KEPT);
    let on_conflict = OnConflict::column("id")
        .values(kept.iter().map(|&it| {
            let known = [Expr::col(("excluded", it)), Expr::col((TABLE, it))];
            (it, Func::coalesce(known).into())
        }))
        .update_columns(replaced.iter().copied())
        .to_owned();
    let rows = by_id(threads).into_iter().map(write).collect::<Result<_, _>>()?;
    Ok(Bulk::new(TABLE, COLUMNS, rows).on_conflict(on_conflict))
}

/// Writes of threads that exist who controls them and who waits for it, and nothing else.
///
/// SQLite removes and adds a row of each index that has a column of those that a statement names, whether it changes or not. This
/// one names few, and costs half of what writing whole threads does, or less where they lie scattered.
pub(super) async fn update_control(tx: &Write, threads: &[&ThreadRecord]) -> Result<(), StoreError> {
    const CONTROL: [&str; 6] = ["owner", "epoch", "since", "expires_at", "queue", "sequence"];
    let Some(any) = threads.first() else { return Ok(()) };
    let row = |thread: &ThreadRecord| -> Result<[Value; CONTROL.len() + 1], StoreError> {
        let state = &thread.state;
        Ok([
            number_of(state.owner()).into(),
            state.epoch.into(),
            state.since.millis().into(),
            end_of_control(state).into(),
            queue(state)?.into(),
            state.sequence.into(),
            thread.id.get().into(),
        ])
    };
    let update = Query::update()
        .table(TABLE)
        .values(CONTROL.into_iter().zip(row(any)?.map(Expr::from)))
        .and_where(Expr::col("id").eq(any.id.get()))
        .take();
    let rows = by_id(threads).into_iter().map(row).collect::<Result<_, _>>()?;
    tx.change_each(&update, rows).await
}

/// In the order of the index: neighbours land on the same pages of the file.
fn by_id<'a>(threads: &[&'a ThreadRecord]) -> Vec<&'a ThreadRecord> {
    let mut threads = threads.to_vec();
    threads.sort_unstable_by_key(|it| it.id);
    threads
}

/// All threads, whole.
pub(super) fn select() -> SelectStatement {
    Query::select().columns(COLUMNS).from(TABLE).take()
}

fn write(thread: &ThreadRecord) -> Result<[Value; COLUMNS.len()], StoreError> {
    let state = &thread.state;
    let held = (!state.held_surveys.is_empty()).then(|| row::json(&state.held_surveys)).transpose()?;
    let menu = state.menu.as_ref().map(row::json).transpose()?;
    let source = state.referral.as_ref().map(|it| row::word(&it.source)).transpose()?;
    Ok([
        thread.id.get().into(),
        thread.page.get().into(),
        state.customer.as_str().into(),
        thread.customer_name.as_deref().into(),
        thread.customer_locale.as_deref().into(),
        number_of(state.owner()).into(),
        state.epoch.into(),
        state.since.millis().into(),
        end_of_control(state).into(),
        queue(state)?.into(),
        held.into(),
        menu.into(),
        state.menu.as_ref().map(|it| it.app.get()).into(),
        state.is_done.into(),
        state.last_activity_at.millis().into(),
        state.last_customer_message_at.map(Timestamp::millis).into(),
        state.last_customer_action_at.map(Timestamp::millis).into(),
        state.unanswered_since.map(Timestamp::millis).into(),
        source.unwrap_or_else(|| Option::<String>::None.into()),
        state.referral.as_ref().map(|it| it.key.as_str()).into(),
        state.sequence.into(),
    ])
}

fn end_of_control(thread: &Thread) -> i64 {
    thread.expires_at().map_or(NEVER, Timestamp::millis)
}

fn queue(thread: &Thread) -> Result<Option<String>, StoreError> {
    (!thread.queue.is_empty()).then(|| row::json(&thread.queue)).transpose()
}

fn read(row: &mut Row<'_>) -> Result<ThreadRecord, Unreadable> {
    let (id, page, customer) = (row.id(ThreadId::new)?, row.id(PageId::new)?, row.parse()?);
    let (customer_name, customer_locale) = (row.get()?, row.get()?);
    let owner = row.participant()?;
    let (epoch, since, expires_at) = (row.get()?, row.time()?, row.time()?);
    let control = owner.map_or(Control::Idle, |owner| Control::Controlled { owner, expires_at });
    let (queue, held_surveys, menu) = (row.json()?, row.json()?, row.json()?);
    row.skip();
    let state = Thread {
        customer,
        control,
        epoch,
        since,
        queue,
        held_surveys,
        menu,
        is_done: row.get()?,
        last_activity_at: row.time()?,
        last_customer_message_at: row.maybe_time()?,
        last_customer_action_at: row.maybe_time()?,
        unanswered_since: row.maybe_time()?,
        referral: referral(row)?,
        sequence: row.get()?,
    };
    Ok(ThreadRecord { id, page, customer_name, customer_locale, state })
}

fn referral(row: &mut Row<'_>) -> Result<Option<Referral>, Unreadable> {
    let source = row.maybe_word()?;
    let key: Option<String> = row.get()?;
    Ok(source.zip(key).map(|(source, key)| Referral { source, key }))
}
