//! What can happen to a page, beside what happens to its threads. It stands in the same log.

use serde::{Deserialize, Serialize};

use crate::id::AppId;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum PageEvent {
    /// The app has become the page's primary receiver, or is it no more.
    RoleChanged { app: AppId, is_primary: bool },
}

impl PageEvent {
    /// The name of `RoleChanged`, by which readers select.
    pub const ROLE_CHANGED: &str = "RoleChanged";

    /// Its name in the log.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::RoleChanged { .. } => Self::ROLE_CHANGED,
        }
    }

    /// What follows from naming another primary receiver, or none.
    pub fn of_roles(before: Option<AppId>, after: Option<AppId>) -> Vec<Self> {
        if before == after {
            return Vec::new();
        }
        let role = |is_primary| move |app| Self::RoleChanged { app, is_primary };
        before.map(role(false)).into_iter().chain(after.map(role(true))).collect()
    }
}
