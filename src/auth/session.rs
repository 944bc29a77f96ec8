//! A caller, once admitted.

use std::sync::Arc;

use crate::{
    client::Client,
    engine::Actor,
    id::{AppId, PageId, UserId},
    protocol::Permissions,
    store::{Author, TokenRecord, TokenScope, Who},
};

/// Who is calling. Cheap to clone.
#[derive(Clone, Debug)]
pub enum Session {
    /// Without a token: may ask what Baton is, and nothing of anybody's.
    Anonymous,
    Bearer(Arc<TokenRecord>),
}

/// An app that calls by a page access token.
#[derive(Clone, Copy, Debug)]
pub struct AppSession<'a> {
    pub page: PageId,
    pub app: AppId,
    pub asked_by: &'a UserId,
    pub permissions: Permissions,
}

impl Session {
    pub fn token(&self) -> Option<&TokenRecord> {
        match self {
            Self::Anonymous => None,
            Self::Bearer(record) => Some(record),
        }
    }

    pub fn app(&self) -> Option<AppSession<'_>> {
        match &self.token()?.scope {
            TokenScope::Page { page, app, asked_by, permissions } => {
                Some(AppSession { page: *page, app: *app, asked_by, permissions: *permissions })
            }
            _ => None,
        }
    }

    pub fn channel(&self) -> Option<PageId> {
        match self.token()?.scope {
            TokenScope::Channel { page } => Some(page),
            _ => None,
        }
    }

    pub fn person(&self) -> Option<&UserId> {
        match &self.token()?.scope {
            TokenScope::User { user } => Some(user),
            _ => None,
        }
    }

    /// The page that the token is for; a person's is for none in particular.
    pub fn page(&self) -> Option<PageId> {
        self.app().map(|it| it.page).or_else(|| self.channel())
    }

    /// Whom the engine takes the caller for; `None` for anonymous callers.
    pub fn actor(&self, client: &Client) -> Option<Actor> {
        let token = self.token()?;
        match &token.scope {
            TokenScope::Page { app, asked_by, permissions, .. } => {
                Some(Actor::App { app: *app, asked_by: asked_by.clone(), permissions: *permissions })
            }
            TokenScope::Channel { .. } => Some(Actor::Channel),
            TokenScope::User { user } => {
                Some(Actor::Person { user: user.clone(), token: Some(token.id.clone()), client: client.clone() })
            }
        }
    }

    /// Whom the audit log tells of.
    pub fn author(&self, client: &Client) -> Author {
        let who = match self.token().map(|it| &it.scope) {
            None => Who::Visitor,
            Some(TokenScope::User { user }) => Who::Person(user.clone()),
            Some(TokenScope::Page { app, asked_by, .. }) => Who::App { app: *app, asked_by: Some(asked_by.clone()) },
            Some(TokenScope::Channel { .. }) => Who::Channel,
        };
        Author { who, token: self.token().map(|it| it.id.clone()), client: client.clone() }
    }
}
