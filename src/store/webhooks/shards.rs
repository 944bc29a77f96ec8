//! Which server sends for which part of the subscriptions.

use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query};

use crate::{
    store::{Conn, StoreError, Write, sql},
    time::Timestamp,
};

const TABLE: &str = "webhook_shards";
const SERVERS: &str = "webhook_servers";

/// One part of the subscriptions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shard {
    pub id: u8,
    /// Empty if nobody ever did.
    pub held_by: String,
    pub held_until: Timestamp,
}

pub async fn all(c: &impl Conn) -> Result<Vec<Shard>, StoreError> {
    let select = Query::select().columns(["id", "held_by", "held_until"]).from(TABLE).take();
    c.rows(TABLE, &select, |row| {
        Ok(Shard { id: row.get::<i32>()?.try_into()?, held_by: row.get()?, held_until: row.time()? })
    })
    .await
}

/// Holds these until then.
pub async fn hold(tx: &Write, ids: &[u8], by: &str, until: Timestamp) -> Result<(), StoreError> {
    if ids.is_empty() {
        return Ok(());
    }
    let update = Query::update()
        .table(TABLE)
        .value("held_by", by)
        .value("held_until", until.millis())
        .and_where(sql::is_in("id", ids.iter().map(|it| i32::from(*it))))
        .take();
    tx.change(&update).await?;
    Ok(())
}

/// Notes that this server is there, and forgets those that were last seen before a moment.
pub async fn greet(tx: &Write, server: &str, now: Timestamp, gone_before: Timestamp) -> Result<(), StoreError> {
    let insert = sql::insert(SERVERS, ["id", "seen_at"], [[server.into(), now.millis().into()]])
        .on_conflict(OnConflict::column("id").update_column("seen_at").to_owned())
        .to_owned();
    tx.change(&insert).await?;
    let gone = Expr::col("seen_at").lt(gone_before.millis());
    tx.change(&Query::delete().from_table(SERVERS).and_where(gone).to_owned()).await?;
    Ok(())
}

/// This server goes: others take over what it held at once.
pub async fn leave(tx: &Write, server: &str) -> Result<(), StoreError> {
    let delete = Query::delete().from_table(SERVERS).and_where(Expr::col("id").eq(server)).to_owned();
    tx.change(&delete).await?;
    let update =
        Query::update().table(TABLE).value("held_until", 0_i64).and_where(Expr::col("held_by").eq(server)).take();
    tx.change(&update).await?;
    Ok(())
}

/// The servers that take part.
pub async fn servers(c: &impl Conn) -> Result<Vec<String>, StoreError> {
    c.rows(SERVERS, &Query::select().column("id").from(SERVERS).take(), |row| row.get()).await
}
