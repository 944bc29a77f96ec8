//! Counts changes of configuration, so that every server can tell whether its cache is stale.

use sea_orm::sea_query::{Expr, ExprTrait, Query};

use super::{Conn, StoreError, Write};

const TABLE: &str = "revision";

/// One more; in the same transaction as the change.
pub async fn bump(tx: &Write) -> Result<(), StoreError> {
    let update = Query::update().table(TABLE).value("value", Expr::col("value").add(1)).take();
    tx.change(&update).await?;
    Ok(())
}

/// How many changes there had been when the transaction got its turn.
pub async fn at_turn(tx: &Write) -> Result<i64, StoreError> {
    match tx.revision() {
        Some(revision) => Ok(revision),
        None => read(tx).await,
    }
}

/// How many changes there have been.
pub async fn read(c: &impl Conn) -> Result<i64, StoreError> {
    let select = Query::select().column("value").from(TABLE).take();
    let rows = c.rows(TABLE, &select, |row| row.get()).await?;
    Ok(rows.into_iter().next().unwrap_or_default())
}
