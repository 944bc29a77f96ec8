//! What a search finds threads by.
//!
//! A search is the beginning of something in the customer's name, or of the customer's id ([`crate::store::Search`]). So the
//! beginnings are written down, and a search is one range of an index, on both databases alike.

use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query, SelectStatement};

use crate::{
    id::PageId,
    store::{Search, StoreError, ThreadRecord, Write, search::terms, sql},
};

const TABLE: &str = "customer_terms";

/// Makes new threads, and threads with a new name, findable. Former names go on finding them.
pub async fn add_terms(tx: &Write, threads: &[ThreadRecord]) -> Result<(), StoreError> {
    let rows: Vec<_> = threads
        .iter()
        .flat_map(|thread| {
            let terms = terms(thread.customer_name.as_deref().unwrap_or_default(), thread.state.customer.as_str());
            terms.into_iter().map(|it| [thread.page.get().into(), it.into(), thread.id.get().into()])
        })
        .collect();
    for chunk in rows.chunks(sql::rows_per_statement(3)) {
        let mut insert = sql::insert(TABLE, ["page_id", "term", "thread_id"], chunk.iter().cloned());
        tx.change(insert.on_conflict(OnConflict::new().do_nothing().to_owned())).await?;
    }
    Ok(())
}

/// The threads that have a term beginning so, as a column of that name.
pub(super) fn matching(page: PageId, search: Search, name: &'static str) -> SelectStatement {
    let beginning = search.into_term();
    let end = format!("{beginning}{}", char::MAX);
    Query::select()
        .distinct()
        .expr_as(Expr::col("thread_id"), name)
        .from(TABLE)
        .and_where(Expr::col("page_id").eq(page.get()))
        .and_where(Expr::col("term").gte(beginning))
        .and_where(Expr::col("term").lt(end))
        .take()
}
