//! Customers with a role on an app: all that an app that is not live can reach.

use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Order, Query};

use super::{Conn, Found, Slice, StoreError, Write, sql};
use crate::id::{AppId, CustomerId};

const TABLE: &str = "app_testers";

/// False if it was one already.
pub async fn add(tx: &Write, app: AppId, customer: &CustomerId) -> Result<bool, StoreError> {
    let row = [app.get().into(), customer.as_str().into()];
    let insert = sql::insert(TABLE, ["app_id", "customer_id"], [row])
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .to_owned();
    Ok(tx.change(&insert).await? > 0)
}

/// False if it was none.
pub async fn remove(tx: &Write, app: AppId, customer: &CustomerId) -> Result<bool, StoreError> {
    let delete = Query::delete()
        .from_table(TABLE)
        .and_where(Expr::col("app_id").eq(app.get()))
        .and_where(Expr::col("customer_id").eq(customer.as_str()))
        .to_owned();
    Ok(tx.change(&delete).await? > 0)
}

/// All testers of some apps, by app and customer.
pub async fn of_apps(c: &impl Conn, apps: &[AppId]) -> Result<Vec<(AppId, CustomerId)>, StoreError> {
    let select = Query::select()
        .columns(["app_id", "customer_id"])
        .from(TABLE)
        .and_where(sql::is_in("app_id", apps.iter().map(|it| it.get())))
        .order_by_columns([("app_id", Order::Asc), ("customer_id", Order::Asc)])
        .take();
    c.rows(TABLE, &select, |row| Ok((row.id(AppId::new)?, row.parse()?))).await
}

/// An app's testers, by id.
pub async fn list(c: &impl Conn, app: AppId, slice: &Slice<CustomerId>) -> Result<Found<CustomerId>, StoreError> {
    let mut select =
        Query::select().column("customer_id").from(TABLE).and_where(Expr::col("app_id").eq(app.get())).take();
    sql::cut(&mut select, ["customer_id"], Order::Asc, slice, |id| [id.as_str().into()]);
    Ok(slice.found(c.rows(TABLE, &select, |row| row.parse()).await?))
}

/// How many testers an app has.
pub async fn count(c: &impl Conn, app: AppId) -> Result<i64, StoreError> {
    let select = Query::select()
        .expr(Expr::col("customer_id").count())
        .from(TABLE)
        .and_where(Expr::col("app_id").eq(app.get()))
        .take();
    let rows = c.rows(TABLE, &select, |row| row.get()).await?;
    Ok(rows.into_iter().next().unwrap_or_default())
}
