//! The audit log: rows are added in the transaction of what they tell of, and never changed.

mod entry;

use std::collections::BTreeSet;

use sea_orm::{
    Value,
    sea_query::{Expr, ExprTrait, Order, Query, SelectStatement},
};

use super::{
    Conn, Found, Slice, StoreError, Unreadable, Write,
    conn::Sealed,
    row::{self, Row},
    sql,
};
use crate::{
    id::{AppId, PageId, TokenId, UserId},
    time::Timestamp,
};

pub use entry::{AuditKind, AuditObject, AuditRecord, Author, Entry, ObjectKind, Who};

const TABLE: &str = "audit";
const COLUMNS: [&str; 15] = [
    "id",
    "occurred_at",
    "kind",
    "actor",
    "user_id",
    "app_id",
    "token_id",
    "address",
    "user_agent",
    "request_id",
    "page_id",
    "object",
    "object_id",
    "was",
    "became",
];

/// Which entries; what is left out does not matter.
#[derive(Clone, Debug, Default)]
pub struct AuditFilter {
    pub page: Option<PageId>,
    /// What this person did, or an app whose token they asked for.
    pub user: Option<UserId>,
    /// What this app did.
    pub app: Option<AppId>,
    /// One of these kinds; all if there is none.
    pub kinds: Vec<AuditKind>,
    /// What was done to the thing of this id.
    pub object: Option<String>,
    /// Then or later,
    pub since: Option<Timestamp>,
    /// and before then.
    pub until: Option<Timestamp>,
}

/// Adds entries, all by one hand at one moment.
pub async fn insert(tx: &Write, author: &Author, now: Timestamp, entries: &[Entry]) -> Result<(), StoreError> {
    let [_, columns @ ..] = COLUMNS;
    for chunk in entries.chunks(sql::rows_per_statement(columns.len())) {
        let rows = chunk.iter().map(|entry| write(author, now, entry)).collect::<Result<Vec<_>, _>>()?;
        tx.change(&sql::insert(TABLE, columns, rows)).await?;
    }
    Ok(())
}

/// A slice of the log, newest first.
pub async fn list(c: &impl Conn, filter: &AuditFilter, slice: &Slice<i64>) -> Result<Found<AuditRecord>, StoreError> {
    // A moment is looked up once, and compared as a place in the log: the list is then one walk over an index.
    let mut places = Vec::new();
    if let Some(at) = filter.since {
        places.push(Expr::col("id").gt(last_before(c, at).await?));
    }
    if let Some(at) = filter.until {
        places.push(Expr::col("id").lte(last_before(c, at).await?));
    }
    let arm = |kind: Option<Value>| {
        let mut select = Query::select().columns(COLUMNS).from(TABLE).take();
        // A database that has counted how few people there are would rather walk the log from its end until it has met enough
        // of somebody's entries, who may have none: a range of their own index leaves it no choice.
        let by_user = filter.user.as_ref().filter(|_| kind.is_none()).map(UserId::as_str);
        let of_user = filter.user.as_ref().filter(|_| kind.is_some()).map(UserId::as_str);
        select
            .and_where_option(kind.map(|it| Expr::col("kind").eq(Expr::from(it))))
            .and_where_option(filter.page.map(|it| Expr::col("page_id").eq(it.get())))
            .and_where_option(of_user.map(|it| Expr::col("user_id").eq(it)))
            .and_where_option(by_user.map(|it| Expr::col("user_id").between(it, it)))
            .and_where_option(filter.app.map(|it| Expr::col("app_id").eq(it.get())))
            .and_where_option(filter.object.as_ref().map(|it| Expr::col("object_id").eq(it.as_str())));
        for place in &places {
            select.and_where(place.clone());
        }
        match by_user {
            Some(user) => {
                sql::cut(&mut select, ["user_id", "id"], Order::Desc, slice, |&it| [user.into(), it.into()]);
            }
            None => sql::cut(&mut select, ["id"], Order::Desc, slice, |&it| [it.into()]),
        }
        select
    };
    if filter.kinds.is_empty() {
        return Ok(slice.found(c.rows(TABLE, &arm(None), read).await?));
    }
    // Each kind on its own is read from its index up to the limit; together they would be sorted as a whole.
    let kinds: BTreeSet<_> = filter.kinds.iter().copied().collect();
    let kinds = kinds.iter().map(row::word).collect::<Result<Vec<_>, _>>()?;
    let mut rows = c.rows(TABLE, &sql::union_all(kinds.into_iter().map(|it| arm(Some(it)))), read).await?;
    rows.sort_unstable_by_key(|it| if slice.is_backwards() { it.id } else { -it.id });
    rows.truncate(usize::try_from(slice.fetch()).unwrap_or(usize::MAX));
    Ok(slice.found(rows))
}

/// Forgets entries of before this moment, the oldest first; tells how many it was.
pub async fn prune(tx: &Write, before: Timestamp, limit: u32) -> Result<u64, StoreError> {
    let oldest = of_time().and_where(Expr::col("occurred_at").lt(before.millis())).limit(limit.into()).take();
    let ids = tx.rows(TABLE, &oldest, |row| row.get::<i64>()).await?;
    if ids.is_empty() {
        return Ok(0);
    }
    let delete = Query::delete().from_table(TABLE).and_where(sql::is_in("id", ids)).to_owned();
    tx.change(&delete).await
}

/// The last entry of before this moment; 0 if there is none.
async fn last_before(c: &impl Conn, at: Timestamp) -> Result<i64, StoreError> {
    let last = Query::select()
        .column("id")
        .from(TABLE)
        .and_where(Expr::col("occurred_at").lt(at.millis()))
        .order_by("occurred_at", Order::Desc)
        .order_by("id", Order::Desc)
        .limit(1)
        .take();
    Ok(c.rows(TABLE, &last, |row| row.get()).await?.pop().unwrap_or_default())
}

fn of_time() -> SelectStatement {
    Query::select().column("id").from(TABLE).order_by("occurred_at", Order::Asc).take()
}

fn write(author: &Author, now: Timestamp, entry: &Entry) -> Result<[Value; COLUMNS.len() - 1], StoreError> {
    let (actor, user, app) = author.who.columns();
    let client = &author.client;
    Ok([
        now.millis().into(),
        row::word(&entry.kind)?,
        actor.into(),
        user.map(UserId::as_str).into(),
        app.map(AppId::get).into(),
        author.token.as_ref().map(TokenId::as_str).into(),
        client.address().map(|it| it.to_string()).into(),
        client.agent().into(),
        client.request_id().into(),
        entry.page.map(PageId::get).into(),
        row::word(&entry.object.kind)?,
        entry.object.id.as_str().into(),
        entry.before.as_ref().map(row::json).transpose()?.into(),
        entry.after.as_ref().map(row::json).transpose()?.into(),
    ])
}

fn read(row: &mut Row<'_>) -> Result<AuditRecord, Unreadable> {
    let (id, occurred_at, kind) = (row.get()?, row.time()?, row.word()?);
    let (actor, user, app) = (row.text()?, row.maybe_parse()?, row.maybe_id(AppId::new)?);
    Ok(AuditRecord {
        id,
        occurred_at,
        kind,
        who: Who::of_columns(&actor, user, app).ok_or("unknown actor")?,
        token: row.maybe_parse()?,
        address: row.maybe_parse()?,
        user_agent: row.get()?,
        request_id: row.get()?,
        page: row.maybe_id(PageId::new)?,
        object: AuditObject { kind: row.word()?, id: row.get()? },
        before: row.json()?,
        after: row.json()?,
    })
}
