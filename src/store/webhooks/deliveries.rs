//! What became of events that were sent, for people to look at.

use std::borrow::Borrow;

use sea_orm::{
    Value,
    sea_query::{Expr, ExprTrait, OnConflict, Order, Query, SelectStatement},
};

use crate::{
    id::{AppId, PageId, ThreadId},
    protocol::{Fields, audience::Heard},
    store::{
        Conn, DeliveryRecord, DeliveryStatus, DeliveryTally, FailureRecord, Found, Position, Slice, StoreError,
        Unreadable, Write,
        bulk::Bulk,
        conn::Sealed,
        row::{self, Row},
        sql,
    },
    time::Timestamp,
};

const TABLE: &str = "webhook_deliveries";
const EVENTS: &str = "events";
const COLUMNS: [&str; 12] = [
    "app_id",
    "position",
    "page_id",
    "thread_id",
    "kind",
    "channel",
    "fields",
    "occurred_at",
    "status",
    "next_at",
    "cause",
    "attempts",
];

/// Which of an app's deliveries; what is left out does not matter.
#[derive(Clone, Debug, Default)]
pub struct DeliveryFilter {
    /// Of one page alone.
    pub page: Option<PageId>,
    pub thread: Option<ThreadId>,
    pub status: Option<DeliveryStatus>,
    /// The event's name in the log.
    pub kind: Option<String>,
    /// After this position,
    pub after: Option<Position>,
    /// and up to this one.
    pub until: Option<Position>,
}

/// Writes deliveries down, in place of what was known of the same ones.
pub async fn put<R: Borrow<DeliveryRecord> + Sync>(tx: &Write, deliveries: &[R]) -> Result<(), StoreError> {
    let replace = OnConflict::columns(["app_id", "position"])
        .update_columns(["status", "next_at", "cause", "attempts"])
        .to_owned();
    let bulk = |rows| Bulk::new(TABLE, COLUMNS, rows).on_conflict(replace);
    tx.put_many(bulk, deliveries.iter().map(|it| write(it.borrow()))).await
}

pub async fn find(c: &impl Conn, app: AppId, position: Position) -> Result<Option<DeliveryRecord>, StoreError> {
    let select = select(app).and_where(Expr::col("position").eq(position.0)).take();
    Ok(c.rows(TABLE, &select, read).await?.pop())
}

/// Those of these that are written down.
pub async fn find_many(c: &impl Conn, app: AppId, at: &[Position]) -> Result<Vec<DeliveryRecord>, StoreError> {
    if at.is_empty() {
        return Ok(Vec::new());
    }
    let select = select(app).and_where(sql::is_in("position", at.iter().map(|it| it.0))).take();
    c.rows(TABLE, &select, read).await
}

/// A slice of an app's, newest first.
pub async fn list(
    c: &impl Conn,
    app: AppId,
    filter: &DeliveryFilter,
    slice: &Slice<Position>,
) -> Result<Found<DeliveryRecord>, StoreError> {
    let of = |column| Expr::col((TABLE, column));
    let mut select = match filter.thread {
        None => Query::select().from(TABLE).take(),
        Some(thread) => in_thread(thread),
    };
    select
        .columns(COLUMNS.map(|it| (TABLE, it)))
        .and_where(of("app_id").eq(app.get()))
        .and_where_option(filter.page.map(|it| of("page_id").eq(it.get())))
        .and_where_option(filter.kind.as_ref().map(|it| of("kind").eq(it.as_str())))
        .and_where_option(filter.after.map(|it| of("position").gt(it.0)))
        .and_where_option(filter.until.map(|it| of("position").lte(it.0)));
    if let Some(status) = filter.status {
        select.and_where(of("status").eq(row::word(&status)?));
        if status != DeliveryStatus::Delivered {
            // As the index of the few has it.
            select.and_where(of("status").ne(sql::literal("DELIVERED")));
        }
    }
    let (key, along) = match filter.thread {
        None => ((TABLE, "position"), (TABLE, "position")),
        Some(_) => ((EVENTS, "position"), (EVENTS, "sequence")),
    };
    sql::cut_along(&mut select, [key], [along], Order::Desc, slice, |it| [it.0.into()]);
    Ok(slice.found(c.rows(TABLE, &select, read).await?))
}

/// The deliveries of a thread are those of its events, which have an index: one of their own would cost as much as the rows,
/// for threads come in no order.
fn in_thread(thread: ThreadId) -> SelectStatement {
    // SQLite keeps to the order of a CROSS JOIN: the events come first.
    Query::select()
        .from(EVENTS)
        .cross_join(TABLE)
        .and_where(Expr::col((EVENTS, "thread_id")).eq(thread.get()))
        .and_where(Expr::col((TABLE, "position")).equals((EVENTS, "position")))
        .take()
}

/// Of an app's deliveries after a position, up to another one, the next that have used up their tries: for this cause, if
/// one is given.
pub async fn failed_after(
    c: &impl Conn,
    app: AppId,
    (after, until): (Position, Position),
    cause: Option<&str>,
    limit: u32,
) -> Result<Vec<Position>, StoreError> {
    let select = failed(app)
        .column("position")
        .and_where(Expr::col("position").gt(after.0))
        .and_where(Expr::col("position").lte(until.0))
        .and_where_option(cause.map(|it| Expr::col("cause").eq(it)))
        .order_by("position", Order::Asc)
        .limit(limit.into())
        .take();
    c.rows(TABLE, &select, |row| row.get().map(Position)).await
}

/// An app's newest failed deliveries, so many of them, by what they failed for.
pub async fn failures(c: &impl Conn, app: AppId, among: u32) -> Result<Vec<FailureRecord>, StoreError> {
    let newest = failed(app)
        .columns(["cause", "position", "occurred_at"])
        .order_by("position", Order::Desc)
        .limit(among.into())
        .take();
    let select = Query::select()
        .column("cause")
        .expr(Expr::col("position").count())
        .expr(Expr::col("position").max())
        .expr(Expr::col("occurred_at").min())
        .expr(Expr::col("occurred_at").max())
        .from_subquery(newest, "newest")
        .and_where(Expr::col("cause").is_not_null())
        .group_by_col("cause")
        .take();
    let read = |row: &mut Row<'_>| {
        Ok(FailureRecord {
            cause: row.get()?,
            count: row.get()?,
            position: row.get().map(Position)?,
            first_at: row.time()?,
            last_at: row.time()?,
        })
    };
    c.rows(TABLE, &select, read).await
}

/// What became of an app's newest deliveries after a position, so many of them: of those of a page, if one is given.
pub async fn tally(
    c: &impl Conn,
    (app, page): (AppId, Option<PageId>),
    after: Position,
    among: u32,
) -> Result<DeliveryTally, StoreError> {
    let newest = Query::select()
        .columns(["status", "page_id"])
        .from(TABLE)
        .and_where(Expr::col("app_id").eq(app.get()))
        .and_where(Expr::col("position").gt(after.0))
        .order_by("position", Order::Desc)
        .limit(among.into())
        .take();
    let select = Query::select()
        .column("status")
        .expr(Expr::col("status").count())
        .from_subquery(newest, "newest")
        .and_where_option(page.map(|it| Expr::col("page_id").eq(it.get())))
        .group_by_col("status")
        .take();
    let mut tally = DeliveryTally::default();
    for (status, count) in c.rows(TABLE, &select, |row| Ok((row.word()?, row.get::<i64>()?))).await? {
        match status {
            DeliveryStatus::Delivered => tally.delivered = count,
            DeliveryStatus::Waiting => tally.waiting = count,
            DeliveryStatus::Failed => tally.failed = count,
        }
    }
    Ok(tally)
}

/// Of an app's deliveries after a position on a page, those that need no more sending.
pub async fn settled_after(
    c: &impl Conn,
    page: PageId,
    app: AppId,
    position: Position,
    limit: u32,
) -> Result<Vec<Position>, StoreError> {
    let select = Query::select()
        .column("position")
        .from(TABLE)
        .and_where(Expr::col("app_id").eq(app.get()))
        .and_where(Expr::col("position").gt(position.0))
        .and_where(Expr::col("page_id").eq(page.get()))
        .and_where(Expr::col("status").eq("DELIVERED"))
        .order_by("position", Order::Asc)
        .limit(limit.into())
        .take();
    c.rows(TABLE, &select, |row| row.get().map(Position)).await
}

/// Whether the app's oldest delivery is of an event before this moment.
pub async fn has_older(c: &impl Conn, app: AppId, before: Timestamp) -> Result<bool, StoreError> {
    let oldest = Query::select()
        .column("occurred_at")
        .from(TABLE)
        .and_where(Expr::col("app_id").eq(app.get()))
        .order_by("position", Order::Asc)
        .limit(1)
        .take();
    let oldest = c.rows(TABLE, &oldest, |row| row.time()).await?;
    Ok(oldest.first().is_some_and(|at| *at < before))
}

/// Forgets an app's oldest deliveries, of events before this moment; tells how many it was.
pub async fn prune(tx: &Write, app: AppId, before: Timestamp, limit: u32) -> Result<u64, StoreError> {
    let oldest = Query::select()
        .columns(["position", "occurred_at"])
        .from(TABLE)
        .and_where(Expr::col("app_id").eq(app.get()))
        .order_by("position", Order::Asc)
        .limit(limit.into())
        .take();
    let oldest = tx.rows(TABLE, &oldest, |row| Ok((row.get().map(Position)?, row.time()?))).await?;
    let Some((last, _)) = oldest.into_iter().take_while(|(_, at)| *at < before).last() else { return Ok(0) };
    let delete = Query::delete()
        .from_table(TABLE)
        .and_where(Expr::col("app_id").eq(app.get()))
        .and_where(Expr::col("position").lte(last.0))
        .to_owned();
    tx.change(&delete).await
}

/// Those of an app that have used up their tries, said as their index says it.
fn failed(app: AppId) -> SelectStatement {
    Query::select()
        .from(TABLE)
        .and_where(Expr::col("app_id").eq(app.get()))
        .and_where(Expr::col("status").eq(sql::literal("FAILED")))
        .take()
}

fn select(app: AppId) -> SelectStatement {
    Query::select().columns(COLUMNS).from(TABLE).and_where(Expr::col("app_id").eq(app.get())).take()
}

fn write(it: &DeliveryRecord) -> Result<[Value; COLUMNS.len()], StoreError> {
    Ok([
        it.app.get().into(),
        it.position.0.into(),
        it.page.get().into(),
        it.thread.map_or(0, ThreadId::get).into(),
        it.kind.as_ref().into(),
        row::word(&it.heard.channel)?,
        i32::from(it.heard.fields.bits()).into(),
        it.occurred_at.millis().into(),
        row::word(&it.status)?,
        it.next_at.map(Timestamp::millis).into(),
        it.cause.as_deref().into(),
        it.attempts.as_str().into(),
    ])
}

fn read(row: &mut Row<'_>) -> Result<DeliveryRecord, Unreadable> {
    Ok(DeliveryRecord {
        app: row.id(AppId::new)?,
        position: row.get().map(Position)?,
        page: row.id(PageId::new)?,
        thread: ThreadId::new(row.get()?),
        kind: row.get::<String>()?.into(),
        heard: Heard::again(row.word()?, row.bits(|bits| Fields::from_bits(bits.try_into().ok()?))?),
        occurred_at: row.time()?,
        status: row.word()?,
        next_at: row.maybe_time()?,
        cause: row.get()?,
        attempts: row.get()?,
    })
}
