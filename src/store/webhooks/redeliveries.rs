//! Redeliveries of many events, and how far they are.

use sea_orm::sea_query::{Expr, ExprTrait, Func, Order, Query, SelectStatement};

use crate::{
    id::AppId,
    store::{Conn, Found, Position, RedeliveryRecord, Slice, StoreError, Unreadable, Write, row::Row, sql},
    time::Timestamp,
};

const TABLE: &str = "webhook_redeliveries";
const COLUMNS: [&str; 12] = [
    "id",
    "app_id",
    "only_failed",
    "cause",
    "first_position",
    "position",
    "last_position",
    "delivered",
    "failed",
    "created_at",
    "finished_at",
    "cancelled_at",
];

pub async fn insert(tx: &Write, it: &RedeliveryRecord) -> Result<(), StoreError> {
    let row = [
        it.id.as_str().into(),
        it.app.get().into(),
        it.only_failed.into(),
        it.cause.as_deref().into(),
        it.first.0.into(),
        it.position.0.into(),
        it.last.0.into(),
        it.delivered.into(),
        it.failed.into(),
        it.created_at.millis().into(),
        it.finished_at.map(Timestamp::millis).into(),
        it.cancelled_at.map(Timestamp::millis).into(),
    ];
    tx.change(&sql::insert(TABLE, COLUMNS, [row])).await?;
    Ok(())
}

/// How far some more events brought a redelivery.
#[derive(Clone, Copy, Debug)]
pub struct Progress {
    pub position: Position,
    /// More events that the receiver took,
    pub delivered: i64,
    /// and that it did not take.
    pub failed: i64,
    /// When it came to its end, if it did.
    pub finished_at: Option<Timestamp>,
}

/// Writes down how far it has come, be it that it was called off meanwhile: an end that was told stays as it is.
pub async fn advance(tx: &Write, id: &str, it: &Progress) -> Result<(), StoreError> {
    let finished_at = it.finished_at.map(Timestamp::millis);
    let update = Query::update()
        .table(TABLE)
        .value("position", it.position.0)
        .value("delivered", Expr::col("delivered").add(it.delivered))
        .value("failed", Expr::col("failed").add(it.failed))
        .value("finished_at", Func::coalesce([Expr::col("finished_at"), Expr::val(finished_at)]))
        .and_where(Expr::col("id").eq(id))
        .take();
    tx.change(&update).await?;
    Ok(())
}

/// Ends it before its end; false if it has come to one.
pub async fn cancel(tx: &Write, id: &str, now: Timestamp) -> Result<bool, StoreError> {
    let update = Query::update()
        .table(TABLE)
        .value("finished_at", now.millis())
        .value("cancelled_at", now.millis())
        .and_where(Expr::col("id").eq(id))
        .and_where(Expr::col("finished_at").is_null())
        .take();
    Ok(tx.change(&update).await? > 0)
}

pub async fn find(c: &impl Conn, id: &str) -> Result<Option<RedeliveryRecord>, StoreError> {
    // Postgres takes no such text, and nothing is named so.
    if id.contains('\0') {
        return Ok(None);
    }
    let select = select().and_where(Expr::col("id").eq(id)).take();
    Ok(c.rows(TABLE, &select, read).await?.pop())
}

/// Those that still run, oldest first: of one app, or of all.
pub async fn running(c: &impl Conn, app: Option<AppId>) -> Result<Vec<RedeliveryRecord>, StoreError> {
    let select = select()
        .and_where(Expr::col("finished_at").is_null())
        .and_where_option(app.map(|it| Expr::col("app_id").eq(it.get())))
        .order_by("id", Order::Asc)
        .take();
    c.rows(TABLE, &select, read).await
}

/// A slice of an app's, newest first: their ids begin with the moment.
pub async fn list(c: &impl Conn, app: AppId, slice: &Slice<String>) -> Result<Found<RedeliveryRecord>, StoreError> {
    let mut select = select().and_where(Expr::col("app_id").eq(app.get())).take();
    sql::cut(&mut select, ["id"], Order::Desc, slice, |it| [it.as_str().into()]);
    Ok(slice.found(c.rows(TABLE, &select, read).await?))
}

fn select() -> SelectStatement {
    Query::select().columns(COLUMNS).from(TABLE).take()
}

fn read(row: &mut Row<'_>) -> Result<RedeliveryRecord, Unreadable> {
    Ok(RedeliveryRecord {
        id: row.get()?,
        app: row.id(AppId::new)?,
        only_failed: row.get()?,
        cause: row.get()?,
        first: row.get().map(Position)?,
        position: row.get().map(Position)?,
        last: row.get().map(Position)?,
        delivered: row.get()?,
        failed: row.get()?,
        created_at: row.time()?,
        finished_at: row.maybe_time()?,
        cancelled_at: row.maybe_time()?,
    })
}
