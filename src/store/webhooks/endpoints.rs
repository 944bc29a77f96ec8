//! Apps' endpoints. They are read with their apps (`store::apps`).

use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Order, Query};

use crate::{
    id::AppId,
    store::{Conn, DisabledReason, StoreError, Write, row, sql},
    time::Timestamp,
};

const TABLE: &str = "webhooks";

/// Sets the app's endpoint, enabled and with nothing held against it.
pub async fn set(tx: &Write, app: AppId, url: &str, verified_at: Timestamp) -> Result<(), StoreError> {
    let row = [app.get().into(), url.into(), verified_at.millis().into()];
    let insert = sql::insert(TABLE, ["app_id", "url", "verified_at"], [row])
        .on_conflict(
            OnConflict::column("app_id")
                .update_columns(["url", "verified_at"])
                .values(["disabled_at", "disabled_reason", "failing_since"].map(|it| (it, Expr::cust("NULL"))))
                .to_owned(),
        )
        .to_owned();
    tx.change(&insert).await?;
    Ok(())
}

/// False if there was none.
pub async fn remove(tx: &Write, app: AppId) -> Result<bool, StoreError> {
    let delete = Query::delete().from_table(TABLE).and_where(Expr::col("app_id").eq(app.get())).to_owned();
    Ok(tx.change(&delete).await? > 0)
}

/// Sends nothing to it any more; false if it was so.
pub async fn disable(tx: &Write, app: AppId, now: Timestamp, reason: DisabledReason) -> Result<bool, StoreError> {
    let update = Query::update()
        .table(TABLE)
        .value("disabled_at", now.millis())
        .value("disabled_reason", row::word(&reason)?)
        .and_where(Expr::col("app_id").eq(app.get()))
        .and_where(Expr::col("disabled_at").is_null())
        .take();
    Ok(tx.change(&update).await? > 0)
}

/// Notes that it succeeded, or, unless it had failed before, that it fails from this moment on.
pub async fn note(tx: &Write, app: AppId, failing_since: Option<Timestamp>) -> Result<(), StoreError> {
    let is_failing = failing_since.is_some();
    let known = Expr::col("failing_since");
    let update = Query::update()
        .table(TABLE)
        .value("failing_since", failing_since.map(Timestamp::millis))
        .and_where(Expr::col("app_id").eq(app.get()))
        .and_where(if is_failing { known.is_null() } else { known.is_not_null() })
        .take();
    tx.change(&update).await?;
    Ok(())
}

/// Since when it has only failed; `None` if its last try succeeded.
pub async fn failing_since(c: &impl Conn, app: AppId) -> Result<Option<Timestamp>, StoreError> {
    let select =
        Query::select().column("failing_since").from(TABLE).and_where(Expr::col("app_id").eq(app.get())).take();
    Ok(c.rows(TABLE, &select, |row| row.maybe_time()).await?.pop().flatten())
}

/// The apps that are sent nothing, of all or of these, the longest first.
pub async fn disabled(c: &impl Conn, among: Option<&[AppId]>, limit: u32) -> Result<Vec<AppId>, StoreError> {
    if among.is_some_and(<[AppId]>::is_empty) {
        return Ok(Vec::new());
    }
    let select = Query::select()
        .column("app_id")
        .from(TABLE)
        .and_where(Expr::col("disabled_at").is_not_null())
        .and_where_option(among.map(|it| sql::is_in("app_id", it.iter().map(|id| id.get()))))
        .order_by_columns([("disabled_at", Order::Asc), ("app_id", Order::Asc)])
        .limit(limit.into())
        .take();
    c.rows(TABLE, &select, |row| row.id(AppId::new)).await
}

/// The apps that are sent to.
pub async fn enabled(c: &impl Conn) -> Result<Vec<AppId>, StoreError> {
    let select = Query::select().column("app_id").from(TABLE).and_where(Expr::col("disabled_at").is_null()).take();
    c.rows(TABLE, &select, |row| row.id(AppId::new)).await
}
