//! Tokens: which were issued, until when, and which are revoked. Signing them is `auth`'s business.

use super::{Answer, Editor, Problem, limits, refusal, told};
use crate::{
    id::TokenId,
    store::{AuditKind, Entry, TokenRecord, TokenScope, tokens},
    time::Seconds,
};

impl Editor {
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
        let change = self.act().await?;
        tokens::insert(&change, &record).await?;
        change.commit(told_of(AuditKind::TokenIssued, &record).after(told::token(&record))).await?;
        Ok(record)
    }

    /// Ends a token's power at once here, and within a second on every other server.
    ///
    /// # Errors
    ///
    /// There is no such token.
    pub async fn revoke(&self, id: &TokenId) -> Answer<()> {
        let change = self.change().await?;
        let record = tokens::find(&*change, id).await?.ok_or(Problem::NotFound("the token"))?;
        tokens::revoke(&change, id, self.now()).await?;
        change.commit(told_of(AuditKind::TokenRevoked, &record).before(told::token(&record))).await?;
        Ok(())
    }
}

/// On the page that the token is for, if it is for one.
fn told_of(kind: AuditKind, record: &TokenRecord) -> Entry {
    let page = match record.scope {
        TokenScope::Page { page, .. } | TokenScope::Channel { page } => Some(page),
        TokenScope::User { .. } => None,
    };
    Entry { page, ..Entry::new(kind, &record.id) }
}
