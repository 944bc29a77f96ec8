//! Tokens: which were issued, until when, and which are revoked. Signing them is `auth`'s business.

use super::{Answer, Directory, Problem, limits, refusal};
use crate::{
    id::TokenId,
    store::{TokenRecord, TokenScope, tokens},
    time::Seconds,
};

impl Directory {
    /// Writes a token down, to be signed. Without `expires_in` (seconds) it holds until it is revoked.
    ///
    /// # Errors
    ///
    /// INVALID life.
    pub async fn issue(&self, scope: TokenScope, expires_in: Option<i64>) -> Answer<TokenRecord> {
        let now = self.now();
        let life = expires_in.map(|it| refusal::within("expiresIn", it, limits::TOKEN_LIFE)).transpose()?;
        let record = TokenRecord {
            id: self.ids().token_id(now),
            scope,
            issued_at: now,
            expires_at: life.map(|it| now + Seconds(it)),
            revoked_at: None,
        };
        let tx = self.store().write().await?;
        tokens::insert(&tx, &record).await?;
        tx.commit().await?;
        Ok(record)
    }

    /// Ends a token's power at once here, and within a second on every other server.
    ///
    /// # Errors
    ///
    /// There is no such token.
    pub async fn revoke(&self, id: &TokenId) -> Answer<()> {
        let change = self.change().await?;
        if !tokens::revoke(&change, id, self.now()).await? {
            return Err(Problem::NotFound("the token"));
        }
        change.commit().await?;
        Ok(())
    }
}
