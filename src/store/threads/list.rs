//! Lists of a page's threads.

use sea_orm::sea_query::{Expr, ExprTrait, Order, Query, SelectStatement};

use super::{TABLE, read, select, terms};
use crate::{
    id::{AppId, CustomerId, PageId, ThreadId},
    protocol::Participant,
    store::{
        Conn, Found, Slice, StoreError, ThreadRecord,
        row::{INBOX, NOBODY, number_of},
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
    let mut select = select().and_where(Expr::col("page_id").eq(page.get())).take();
    if let Some(customers) = visible_to {
        select.and_where(sql::is_in("customer_id", customers.iter().map(CustomerId::as_str)));
    }
    narrow(&mut select, page, filter);
    let (key, order) = match order {
        ThreadOrder::LastActivityDesc => ("last_activity_at", Order::Desc),
        ThreadOrder::LastActivityAsc => ("last_activity_at", Order::Asc),
        ThreadOrder::ExpiresAtAsc => ("expires_at", Order::Asc),
    };
    sql::cut(&mut select, [key, "id"], order, slice, |it| [it.key.into(), it.id.get().into()]);
    Ok(slice.found(c.rows(TABLE, &select, read).await?))
}

fn narrow(select: &mut SelectStatement, page: PageId, filter: &ThreadFilter) {
    let owner = || Expr::col("owner");
    let nobody = || sql::literal(NOBODY);
    select
        .and_where_option(filter.controlled.map(|it| if it { owner().ne(nobody()) } else { owner().eq(nobody()) }))
        .and_where_option(filter.in_main.map(|it| if it { owner().eq(INBOX) } else { owner().ne(INBOX) }))
        .and_where_option(filter.owner.map(|it| owner().eq(number_of(Some(it)))))
        .and_where_option(filter.is_done.map(|it| Expr::col("is_done").eq(it)))
        .and_where_option(filter.customer.as_ref().map(|it| Expr::col("customer_id").eq(it.as_str())))
        .and_where_option(filter.requested_by.map(|it| Expr::col("id").in_subquery(waiting(page, it))))
        .and_where_option(
            filter
                .search
                .as_deref()
                .and_then(terms::sought)
                .map(|it| Expr::col("id").in_subquery(terms::matching(page, it))),
        );
}

fn waiting(page: PageId, app: AppId) -> SelectStatement {
    Query::select()
        .column("thread_id")
        .from("waiting_apps")
        .and_where(Expr::col("page_id").eq(page.get()))
        .and_where(Expr::col("app_id").eq(app.get()))
        .take()
}
