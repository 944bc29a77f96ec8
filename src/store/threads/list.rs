//! Lists of a page's threads.

use sea_orm::sea_query::{Expr, ExprTrait, Order, Query, SelectStatement};

use super::{COLUMNS, NEVER, TABLE, read, terms, waiting::waiting};
use crate::{
    id::{AppId, CustomerId, PageId, ThreadId},
    protocol::{Participant, Referral},
    store::{
        Conn, Found, Search, Slice, StoreError, ThreadRecord,
        row::{self, INBOX, NOBODY, number_of},
        sql,
    },
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
    /// Whether the customer waits for an answer.
    pub is_unanswered: Option<bool>,
    /// What the customer came through last.
    pub referral: Option<Referral>,
    pub customer: Option<CustomerId>,
    /// The beginning of a word of the customer's name, or of the customer's id; case does not matter.
    pub search: Option<Search>,
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

/// A slice of a page's threads; with `visible_to`, of these customers' threads alone (`protocol.md: review_live`).
pub async fn list(
    c: &impl Conn,
    page: PageId,
    visible_to: Option<&[CustomerId]>,
    filter: &ThreadFilter,
    order: ThreadOrder,
    slice: &Slice<ThreadCursor>,
) -> Result<Found<ThreadRecord>, StoreError> {
    if visible_to.is_some_and(<[_]>::is_empty) {
        return Ok(Found::default());
    }
    let mut select = among(few(page, visible_to, filter)).and_where(Expr::col("page_id").eq(page.get())).take();
    narrow(&mut select, filter)?;
    let (key, order) = match order {
        ThreadOrder::LastActivityDesc => ("last_activity_at", Order::Desc),
        ThreadOrder::LastActivityAsc => ("last_activity_at", Order::Asc),
        ThreadOrder::ExpiresAtAsc => {
            select.and_where_option(expiry(filter));
            ("expires_at", Order::Asc)
        }
    };
    sql::cut(&mut select, [key, "id"], order, slice, |it| [it.key.into(), it.id.get().into()]);
    Ok(slice.found(c.rows(TABLE, &select, read).await?))
}

/// The conditions that are kept in tables of their own, or listed: a column of threads, and the values that it may have.
fn few(page: PageId, visible_to: Option<&[CustomerId]>, filter: &ThreadFilter) -> Vec<(&'static str, SelectStatement)> {
    let listed = |customers: &[CustomerId]| {
        let values = customers.iter().map(CustomerId::as_str);
        Query::select().distinct().expr_as(Expr::col("column1"), FEW).from_values(values, "listed").take()
    };
    let sought = filter.search.clone();
    [
        visible_to.map(|it| ("customer_id", listed(it))),
        sought.map(|it| ("id", terms::matching(page, it, FEW))),
        filter.requested_by.map(|it| ("id", waiting(page, it, FEW))),
    ]
    .into_iter()
    .flatten()
    .collect()
}

const FEW: &str = "few";

/// Threads, looked up from the first of these sets of values. SQLite keeps to the order of a CROSS JOIN; left
/// to itself, it would rather walk the whole list in its order and ask of each thread whether it is in the set.
fn among(sets: Vec<(&'static str, SelectStatement)>) -> SelectStatement {
    let mut sets = sets.into_iter();
    let mut select = Query::select().columns(COLUMNS).take();
    match sets.next() {
        Some((column, set)) => {
            select.from_subquery(set, FEW).cross_join(TABLE).and_where(Expr::col(column).equals((FEW, FEW)))
        }
        None => select.from(TABLE),
    };
    for (column, set) in sets {
        select.and_where(Expr::col(column).in_subquery(set));
    }
    select
}

/// What a filter implies for the end of control: it keeps a list by that end from walking over all idle threads.
fn expiry(filter: &ThreadFilter) -> Option<Expr> {
    let never = || Expr::val(NEVER);
    if filter.controlled == Some(true) || filter.in_main == Some(true) || filter.owner.is_some() {
        Some(Expr::col("expires_at").lt(never()))
    } else if filter.controlled == Some(false) {
        Some(Expr::col("expires_at").eq(never()))
    } else {
        None
    }
}

fn narrow(select: &mut SelectStatement, filter: &ThreadFilter) -> Result<(), StoreError> {
    let owner = || Expr::col("owner");
    let nobody = || sql::literal(NOBODY);
    let unanswered = || Expr::col("unanswered_since");
    select
        .and_where_option(filter.controlled.map(|it| if it { owner().ne(nobody()) } else { owner().eq(nobody()) }))
        .and_where_option(filter.in_main.map(|it| if it { owner().eq(INBOX) } else { owner().ne(INBOX) }))
        .and_where_option(filter.owner.map(|it| owner().eq(number_of(Some(it)))))
        // Who waits is not marked done; said all the same, it would have the index of those who are not marked chosen.
        .and_where_option(
            filter.is_done.filter(|it| *it || filter.is_unanswered != Some(true)).map(|it| Expr::col("is_done").eq(it)),
        )
        .and_where_option(
            filter.is_unanswered.map(|it| if it { unanswered().is_not_null() } else { unanswered().is_null() }),
        )
        .and_where_option(filter.customer.as_ref().map(|it| Expr::col("customer_id").eq(it.as_str())));
    if let Some(Referral { source, key }) = &filter.referral {
        let source = Expr::val(row::word(source)?);
        select.and_where(Expr::col("referral_source").eq(source)).and_where(Expr::col("referral_key").eq(key.as_str()));
    }
    Ok(())
}
