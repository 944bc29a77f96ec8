//! Browsers that people are signed in with.

use super::{Answer, Directory};
use crate::{
    id::{TokenId, UserId},
    store::{SessionRecord, TokenRecord, TokenScope, sessions, tokens},
    time::Seconds,
};

/// How long a browser stays signed in.
pub const SESSION_LIFE: Seconds = Seconds::days(14);

/// Characters that are kept of what a browser calls itself.
const USER_AGENT: usize = 300;

impl Directory {
    /// Writes a session down, to be signed: a person's token that their browser holds for [`SESSION_LIFE`].
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn begin_session(&self, user: &UserId, user_agent: &str) -> Answer<TokenRecord> {
        let now = self.now();
        let record = TokenRecord {
            id: self.ids().token_id(now),
            scope: TokenScope::User { user: user.clone() },
            issued_at: now,
            expires_at: Some(now + SESSION_LIFE),
            revoked_at: None,
        };
        let agent: String = user_agent.chars().filter(|it| !it.is_control()).take(USER_AGENT).collect();
        let tx = self.store().write().await?;
        tokens::insert(&tx, &record).await?;
        sessions::insert(&tx, &record.id, user, &agent).await?;
        tx.commit().await?;
        Ok(record)
    }

    /// A person's sessions, newest first.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn sessions(&self, user: &UserId) -> Answer<Vec<SessionRecord>> {
        Ok(sessions::of_user(self.store().reader(), user, self.now()).await?)
    }

    /// Ends one session: the browser that holds it is signed out at once here, and within a second on other servers.
    ///
    /// # Errors
    ///
    /// When the database cannot be asked.
    pub async fn end_session(&self, token: &TokenId) -> Answer<()> {
        let change = self.change().await?;
        tokens::revoke(&change, token, self.now()).await?;
        sessions::remove(&change, token).await?;
        change.commit().await?;
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
        change.commit().await?;
        Ok(ended)
    }
}
