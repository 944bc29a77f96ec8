use async_graphql::{ID, SimpleObject};
use chrono::{DateTime, Utc};

use crate::{id::TokenId, store::SessionRecord};

/// A browser that the person is signed in with.
#[derive(SimpleObject)]
pub struct Session {
    /// What `revokeToken` takes, to sign it out.
    id: ID,
    /// What the browser calls itself.
    user_agent: String,
    /// When the person signed in.
    signed_in_at: DateTime<Utc>,
    /// When the browser is signed out by itself.
    expires_at: Option<DateTime<Utc>>,
    /// Whether it is the one that asks.
    is_current: bool,
}

impl Session {
    pub fn of(record: SessionRecord, current: Option<&TokenId>) -> Self {
        Self {
            is_current: current == Some(&record.token),
            id: record.token.as_str().into(),
            user_agent: record.user_agent,
            signed_in_at: record.issued_at.to_datetime(),
            expires_at: record.expires_at.map(|it| it.to_datetime()),
        }
    }
}
