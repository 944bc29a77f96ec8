//! What a batch of orders comes to, written down.
//!
//! For Postgres it is one statement, because each is a journey while nobody else can write. SQLite is no journey away: there
//! it matters that of a thread of which nothing has changed but control, nothing else is touched.

use std::sync::OnceLock;

use sea_orm::{
    DbBackend,
    sea_query::{CommonTableExpression, InsertStatement, WithQuery},
};
use sqlx::postgres::PgArguments;

use super::{
    MessageRecord, NewEvent, Position, StoreError, ThreadRecord, Write,
    events::{self, positions},
    messages, threads,
};

/// Threads, what was said in them, and what happened to them.
pub struct Batch<'a> {
    /// Threads that are new, or of which anything may have changed.
    pub threads: Vec<&'a ThreadRecord>,
    /// Threads of which nothing has changed but who controls them, as [`Thread::is_but_for_control`] tells.
    ///
    /// [`Thread::is_but_for_control`]: crate::protocol::Thread::is_but_for_control
    pub controlled: Vec<&'a ThreadRecord>,
    pub messages: &'a [MessageRecord],
    pub events: &'a [NewEvent],
}

/// Writes a batch, and tells each event's position, in the order given. No thread may be named twice.
///
/// # Errors
///
/// As [`threads::upsert_many`], [`messages::insert_many`] and [`events::insert_many`].
pub async fn write(tx: &Write, batch: &Batch<'_>) -> Result<Vec<Position>, StoreError> {
    let has_more = !(batch.threads.is_empty() && batch.controlled.is_empty() && batch.messages.is_empty());
    if tx.dialect() == DbBackend::Postgres && has_more && !batch.events.is_empty() {
        let (statement, columns) = together(batch)?;
        return Ok(positions(tx.put_columns("events", statement, columns).await?));
    }
    threads::upsert(tx, &batch.threads).await?;
    threads::update_control(tx, &batch.controlled).await?;
    messages::insert_many(tx, batch.messages).await?;
    events::insert_many(tx, batch.events).await
}

/// The events' statement, with the others' inside it, and its parameters.
fn together(batch: &Batch<'_>) -> Result<(&'static str, PgArguments), StoreError> {
    /// There are few such statements: by whether there are threads, and messages.
    static STATEMENTS: [OnceLock<String>; 4] = [const { OnceLock::new() }; 4];
    let threads: Vec<_> = batch.threads.iter().chain(&batch.controlled).copied().collect();
    let (threads, messages) = (threads::upserting(&threads)?, messages::inserting(batch.messages)?);
    let events = events::inserting(batch.events)?.returning("position");
    let (has_threads, has_messages) = (!threads.rows().is_empty(), !messages.rows().is_empty());
    let statement = STATEMENTS[usize::from(has_threads) + 2 * usize::from(has_messages)].get_or_init(|| {
        let mut whole = WithQuery::new();
        let mut add = |name: &'static str, insert: InsertStatement| {
            let mut part = CommonTableExpression::new();
            part.table_name(name).query(insert);
            whole.cte(part);
        };
        if has_threads {
            add("threads_written", threads.insert(DbBackend::Postgres));
        }
        if has_messages {
            add("messages_written", messages.insert(DbBackend::Postgres));
        }
        whole.query(events.insert(DbBackend::Postgres));
        DbBackend::Postgres.build(&whole).sql
    });
    let mut columns = PgArguments::default();
    if has_threads {
        threads.add_parameters(&mut columns)?;
    }
    if has_messages {
        messages.add_parameters(&mut columns)?;
    }
    events.add_parameters(&mut columns)?;
    Ok((statement, columns))
}
