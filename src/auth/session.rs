//! A caller, once admitted.

use std::sync::Arc;

use crate::{
    engine::Actor,
    id::{AppId, PageId, UserId},
    protocol::Permissions,
    store::{TokenRecord, TokenScope},
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
    pub fn actor(&self) -> Option<Actor> {
        match &self.token()?.scope {
            TokenScope::Page { app, asked_by, permissions, .. } => {
                Some(Actor::App { app: *app, asked_by: asked_by.clone(), permissions: *permissions })
            }
            TokenScope::Channel { .. } => Some(Actor::Channel),
            TokenScope::User { user } => Some(Actor::Person { user: user.clone() }),
        }
    }
}
