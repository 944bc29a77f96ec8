//! What a batch of orders comes to, written down.
//!
//! For Postgres it is one statement, because each is a journey while nobody else can write. SQLite is no journey away: there
//! it matters that of a thread of which nothing has changed but control, nothing else is touched.

use sea_orm::{
    DbBackend,
    sea_query::{CommonTableExpression, InsertStatement, WithQuery},
};

use super::{
    MessageRecord, NewEvent, Position, StoreError, ThreadRecord, Write,
    conn::Sealed,
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
        return Ok(positions(tx.rows("events", &together(batch)?, |row| row.get()).await?));
    }
    threads::upsert(tx, &batch.threads).await?;
    threads::update_control(tx, &batch.controlled).await?;
    messages::insert_many(tx, batch.messages).await?;
    events::insert_many(tx, batch.events).await
}

/// The events' statement, with the others' inside it.
fn together(batch: &Batch<'_>) -> Result<WithQuery, StoreError> {
    // Built in place: `to_owned`, as the builder's examples have it, would copy all rows.
    let mut whole = WithQuery::new();
    let mut add = |name: &'static str, insert: InsertStatement| {
        let mut part = CommonTableExpression::new();
        part.table_name(name).query(insert);
        whole.cte(part);
    };
    let threads: Vec<_> = batch.threads.iter().chain(&batch.controlled).copied().collect();
    if !threads.is_empty() {
        add("threads_written", threads::upserting(&threads)?.insert(DbBackend::Postgres));
    }
    if !batch.messages.is_empty() {
        add("messages_written", messages::inserting(batch.messages)?.insert(DbBackend::Postgres));
    }
    whole.query(events::inserting(batch.events)?.returning("position").insert(DbBackend::Postgres));
    Ok(whole)
}
