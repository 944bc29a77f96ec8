//! What clients of the Graph API set on pages, threads and apps, and read back in their own words.

use std::collections::BTreeMap;

use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query};
use serde_json::Value;

use super::{Conn, StoreError, Write, row, sql};
use crate::id::{AppId, PageId, ThreadId};

const TABLE: &str = "graph_properties";

/// Whose property it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Node {
    Page(PageId),
    Thread(ThreadId),
    App(AppId),
}

impl Node {
    const fn key(self) -> (&'static str, i64) {
        match self {
            Self::Page(id) => ("PAGE", id.get()),
            Self::Thread(id) => ("THREAD", id.get()),
            Self::App(id) => ("APP", id.get()),
        }
    }
}

/// All properties of a node, by name.
pub async fn of(c: &impl Conn, node: Node) -> Result<BTreeMap<String, Value>, StoreError> {
    let (kind, node) = node.key();
    let select = Query::select()
        .columns(["name", "value"])
        .from(TABLE)
        .and_where(Expr::col("kind").eq(kind))
        .and_where(Expr::col("node").eq(node))
        .take();
    let rows = c.rows(TABLE, &select, |row| Ok((row.get::<String>()?, row.json::<Value>()?))).await?;
    Ok(rows.into_iter().collect())
}

/// Sets a property, in place of the one that there was.
pub async fn set(tx: &Write, node: Node, name: &str, value: &Value) -> Result<(), StoreError> {
    const COLUMNS: [&str; 4] = ["kind", "node", "name", "value"];
    let (kind, node) = node.key();
    let row = [kind.into(), node.into(), name.into(), row::json(value)?.into()];
    let insert = sql::insert(TABLE, COLUMNS, [row])
        .on_conflict(OnConflict::columns(["kind", "node", "name"]).update_column("value").to_owned())
        .to_owned();
    tx.change(&insert).await?;
    Ok(())
}

/// Removes a property, if it is there.
pub async fn remove(tx: &Write, node: Node, name: &str) -> Result<(), StoreError> {
    let (kind, node) = node.key();
    let delete = Query::delete()
        .from_table(TABLE)
        .and_where(Expr::col("kind").eq(kind))
        .and_where(Expr::col("node").eq(node))
        .and_where(Expr::col("name").eq(name))
        .take();
    tx.change(&delete).await?;
    Ok(())
}
