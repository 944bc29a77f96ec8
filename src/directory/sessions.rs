//! Browsers that people are signed in with.

use serde::Serialize;
use serde_json::json;

use super::{Answer, Change, Directory, Editor};
use crate::{
    id::{TokenId, UserId},
    store::{AuditKind, Entry, SessionRecord, TokenRecord, TokenScope, sessions, tokens},
    time::Seconds,
};

/// How somebody showed who they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum SignedInBy {
    Password,
    /// A password, and a code of the second factor.
    SecondFactor,
    Invitation,
    /// The code that the server prints while no administrator can sign in.
    FirstCode,
    /// An OpenID provider.
    OpenId,
}

/// How long a browser stays signed in.
pub const SESSION_LIFE: Seconds = Seconds::days(14);

impl Editor {
    /// Writes a session down, to be signed: a person's token that their browser holds for [`SESSION_LIFE`].
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn begin_session(&self, user: &UserId, by: SignedInBy) -> Answer<TokenRecord> {
        let record = self.session(user);
        insert_session(self.act().await?, user, &record, by, self.author().client.agent()).await?;
        Ok(record)
    }

    pub(super) fn session(&self, user: &UserId) -> TokenRecord {
        let now = self.now();
        TokenRecord {
            id: self.ids().token_id(now),
            scope: TokenScope::User { user: user.clone() },
            issued_at: now,
            expires_at: Some(now + SESSION_LIFE),
            revoked_at: None,
        }
    }

    /// Ends one session: the browser that holds it is signed out at once here, and within a second on other servers.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn end_session(&self, user: &UserId, token: &TokenId) -> Answer<()> {
        let change = self.change().await?;
        tokens::revoke(&change, token, self.now()).await?;
        sessions::remove(&change, token).await?;
        change.commit(Entry::new(AuditKind::SignedOut, user)).await?;
        Ok(())
    }

    /// Ends a person's sessions, all or all but one; tokens made for scripts stay. Says how many it were.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn end_sessions(&self, user: &UserId, kept: Option<&TokenId>) -> Answer<u64> {
        let change = self.change().await?;
        let ended = sessions::end(&change, user, kept, self.now()).await?;
        change.commit(Entry::new(AuditKind::SignedOutEverywhere, user).after(json!({ "ended": ended }))).await?;
        Ok(ended)
    }
}

impl Directory {
    /// A person's sessions, newest first.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn sessions(&self, user: &UserId) -> Answer<Vec<SessionRecord>> {
        Ok(sessions::of_user(self.store().reader(), user, self.now()).await?)
    }
}

pub(super) async fn insert_session(
    change: Change<'_>,
    user: &UserId,
    record: &TokenRecord,
    by: SignedInBy,
    agent: &str,
) -> Answer<()> {
    tokens::insert(&change, record).await?;
    sessions::insert(&change, &record.id, user, agent).await?;
    Ok(change.commit(Entry::new(AuditKind::SignedIn, user).after(json!({ "by": by }))).await?)
}
