//! Sign-ins that wait for their second step, each known to one browser alone.

use sea_orm::sea_query::{Expr, ExprTrait, Query};
use serde::{Deserialize, Serialize};

use super::{Conn, StoreError, Write, row, sql};
use crate::{id::UserId, time::Timestamp};

const TABLE: &str = "sign_in_steps";

/// What a sign-in waits for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SignInStep {
    /// The code of this person's second factor.
    SecondFactor { user: UserId },
    /// That the OpenID provider sends the browser back, with this `state`.
    OpenId { state: String, nonce: String, verifier: String },
}

impl SignInStep {
    const fn kind(&self) -> &'static str {
        match self {
            Self::SecondFactor { .. } => "SECOND_FACTOR",
            Self::OpenId { .. } => "OPEN_ID",
        }
    }
}

/// Writes one down, and forgets those that nobody came back for.
pub async fn insert(
    tx: &Write,
    digest: &str,
    step: &SignInStep,
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<(), StoreError> {
    let old = Query::delete().from_table(TABLE).and_where(Expr::col("expires_at").lte(now.millis())).to_owned();
    tx.change(&old).await?;
    let row = [digest.into(), step.kind().into(), row::json(step)?.into(), expires_at.millis().into()];
    tx.change(&sql::insert(TABLE, ["digest", "kind", "data", "expires_at"], [row])).await?;
    Ok(())
}

/// The step of this digest, if it can still be taken.
pub async fn find(c: &impl Conn, digest: &str, now: Timestamp) -> Result<Option<SignInStep>, StoreError> {
    let select = Query::select()
        .column("data")
        .from(TABLE)
        .and_where(Expr::col("digest").eq(digest))
        .and_where(Expr::col("expires_at").gt(now.millis()))
        .take();
    Ok(c.rows(TABLE, &select, |row| row.json()).await?.pop().flatten())
}

/// Uses it up. False if it was: then somebody else has taken the step.
pub async fn remove(tx: &Write, digest: &str) -> Result<bool, StoreError> {
    let delete = Query::delete().from_table(TABLE).and_where(Expr::col("digest").eq(digest)).to_owned();
    Ok(tx.change(&delete).await? > 0)
}
