//! Whoever can control a thread.

use serde::{Deserialize, Serialize};

use crate::id::AppId;

/// A subscribed app, or the page's own inbox, where people answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Participant {
    App(AppId),
    Inbox,
}

impl Participant {
    pub const fn app(self) -> Option<AppId> {
        match self {
            Self::App(app) => Some(app),
            Self::Inbox => None,
        }
    }

    pub fn is_app(self, app: AppId) -> bool {
        self == Self::App(app)
    }
}

impl From<AppId> for Participant {
    fn from(app: AppId) -> Self {
        Self::App(app)
    }
}
