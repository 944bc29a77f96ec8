//! The same slice of several lists, as one statement that stays small however many they are.

use sea_orm::{
    DbBackend, Statement, StatementBuilder,
    sea_query::{Expr, ExprTrait, JoinType, Order, Query, SelectStatement},
};

use super::{Slice, sql};
use crate::id::{PageId, ThreadId};

/// The threads.
const EACH: &str = "each";
/// The table again, where the sequences are picked.
const PART: &str = "part";
/// What was picked.
const WANTED: &str = "wanted";
/// A number that no thread has.
const NO_THREAD: i64 = 0;

/// A slice of what each of these threads has in a table, by sequence; `and_more` tells whether it matters that a thread
/// has more, which costs a row of each.
///
/// The sequences wanted are picked for each thread from the table's index, and the rows looked up by them. For Postgres
/// that is a LATERAL join; SQLite has none, and looks up a list that it makes for each thread.
pub(super) struct OfEach {
    table: &'static str,
    rows: SelectStatement,
    part: SelectStatement,
}

impl OfEach {
    /// `columns` adds to the statement what is to be read of the table.
    pub(super) fn new(
        table: &'static str,
        page: PageId,
        threads: &[ThreadId],
        slice: &Slice<i64>,
        and_more: bool,
        columns: impl FnOnce(&mut SelectStatement),
    ) -> Self {
        let thread = || Expr::col((EACH, "column1"));
        let mut part = Query::select()
            .column((PART, "sequence"))
            .from_as(table, PART)
            .and_where(Expr::col((PART, "thread_id")).eq(thread()))
            .take();
        sql::cut(&mut part, [(PART, "sequence")], Order::Asc, slice, |&it| [it.into()]);
        if !and_more {
            part.limit(slice.limit.rows().into());
        }
        // SQLite keeps to the order of a CROSS JOIN: the threads come first.
        let mut rows = Query::select()
            .from_values(sql::filled_up(threads.iter().map(|it| it.get()), NO_THREAD), EACH)
            .cross_join(table)
            .and_where(Expr::col((table, "thread_id")).eq(thread()))
            .and_where(Expr::col((table, "page_id")).eq(page.get()))
            .take();
        columns(&mut rows);
        Self { table, rows, part }
    }
}

impl StatementBuilder for OfEach {
    fn build(&self, backend: &DbBackend) -> Statement {
        let (mut select, part) = (self.rows.clone(), self.part.clone());
        let sequence = Expr::col((self.table, "sequence"));
        match backend {
            DbBackend::Postgres => {
                select.join_lateral(JoinType::InnerJoin, part, WANTED, sequence.equals((WANTED, "sequence")))
            }
            _ => select.and_where(sequence.in_subquery(part)),
        };
        backend.build(&select)
    }
}
