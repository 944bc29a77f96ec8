//! People's second factors, and the codes for who has lost theirs.

use sea_orm::sea_query::{Expr, ExprTrait, Func, OnConflict, Query};

use super::{Conn, SecondFactorRecord, StoreError, Write, sql};
use crate::{id::UserId, time::Timestamp};

const TABLE: &str = "second_factors";
const COLUMNS: [&str; 4] = ["user_id", "secret", "confirmed_at", "last_step"];
const CODES: &str = "recovery_codes";

/// Begins one, in place of one that was never confirmed.
pub async fn begin(tx: &Write, user: &UserId, secret: &str) -> Result<(), StoreError> {
    let row = [user.as_str().into(), secret.into(), Option::<i64>::None.into(), 0_i64.into()];
    let insert = sql::insert(TABLE, COLUMNS, [row])
        .on_conflict(OnConflict::column("user_id").update_columns(["secret", "confirmed_at", "last_step"]).to_owned())
        .to_owned();
    tx.change(&insert).await?;
    Ok(())
}

pub async fn find(c: &impl Conn, user: &UserId) -> Result<Option<SecondFactorRecord>, StoreError> {
    let select = Query::select()
        .columns(["secret", "confirmed_at", "last_step"])
        .from(TABLE)
        .and_where(Expr::col("user_id").eq(user.as_str()))
        .take();
    let read = c.rows(TABLE, &select, |row| {
        Ok(SecondFactorRecord { secret: row.get()?, confirmed_at: row.maybe_time()?, last_step: row.get()? })
    });
    Ok(read.await?.pop())
}

/// Those of these people whose second factor is asked for, in no order.
pub async fn confirmed_among(c: &impl Conn, users: &[UserId]) -> Result<Vec<UserId>, StoreError> {
    let select = Query::select()
        .column("user_id")
        .from(TABLE)
        .and_where(sql::is_in("user_id", users.iter().map(UserId::as_str)))
        .and_where(Expr::col("confirmed_at").is_not_null())
        .take();
    c.rows(TABLE, &select, |row| row.parse()).await
}

/// It is asked for from now on.
pub async fn confirm(tx: &Write, user: &UserId, now: Timestamp) -> Result<(), StoreError> {
    let update = Query::update()
        .table(TABLE)
        .value("confirmed_at", now.millis())
        .and_where(Expr::col("user_id").eq(user.as_str()))
        .take();
    tx.change(&update).await?;
    Ok(())
}

/// Uses a time step up, and all before it. False if it was used: then the code that named it is worth nothing.
pub async fn use_step(tx: &Write, user: &UserId, step: i64) -> Result<bool, StoreError> {
    let update = Query::update()
        .table(TABLE)
        .value("last_step", step)
        .and_where(Expr::col("user_id").eq(user.as_str()))
        .and_where(Expr::col("last_step").lt(step))
        .take();
    Ok(tx.change(&update).await? > 0)
}

/// Forgets it, and its recovery codes. False if there was none.
pub async fn remove(tx: &Write, user: &UserId) -> Result<bool, StoreError> {
    set_codes(tx, user, &[]).await?;
    let delete = Query::delete().from_table(TABLE).and_where(Expr::col("user_id").eq(user.as_str())).to_owned();
    Ok(tx.change(&delete).await? > 0)
}

/// Puts these recovery codes, by their digests, in place of those before.
pub async fn set_codes(tx: &Write, user: &UserId, digests: &[String]) -> Result<(), StoreError> {
    let forget = Query::delete().from_table(CODES).and_where(Expr::col("user_id").eq(user.as_str())).to_owned();
    tx.change(&forget).await?;
    if !digests.is_empty() {
        let rows = digests.iter().map(|it| [user.as_str().into(), it.as_str().into()]);
        tx.change(&sql::insert(CODES, ["user_id", "digest"], rows)).await?;
    }
    Ok(())
}

/// Uses a recovery code up. False if the person has none of this digest.
pub async fn use_code(tx: &Write, user: &UserId, digest: &str) -> Result<bool, StoreError> {
    let delete = Query::delete()
        .from_table(CODES)
        .and_where(Expr::col("user_id").eq(user.as_str()))
        .and_where(Expr::col("digest").eq(digest))
        .to_owned();
    Ok(tx.change(&delete).await? > 0)
}

/// How many recovery codes the person has left.
pub async fn count_codes(c: &impl Conn, user: &UserId) -> Result<i64, StoreError> {
    let select = Query::select()
        .expr(Func::count(Expr::col("digest")))
        .from(CODES)
        .and_where(Expr::col("user_id").eq(user.as_str()))
        .take();
    Ok(c.rows(CODES, &select, |row| row.get()).await?.pop().unwrap_or_default())
}
