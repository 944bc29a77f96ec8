//! A page with everything that decisions about it need, as of one revision.

use std::collections::HashMap;

use crate::{
    id::UserId,
    protocol::{Page, Tasks},
    store::PageRecord,
};

/// One page's configuration: its rules, and who may do what.
#[derive(Clone, Debug)]
pub struct PageView {
    pub record: PageRecord,
    /// What the protocol needs of it.
    pub rules: Page,
    pub members: HashMap<UserId, Tasks>,
}

/// What a person may do, now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Power {
    pub is_admin: bool,
    pub tasks: Tasks,
}

impl PageView {
    /// `protocol.md: tasks`: administrators have every task on every page.
    pub fn tasks_of(&self, user: &UserId, is_admin: bool) -> Tasks {
        if is_admin { Tasks::all() } else { self.members.get(user).copied().unwrap_or_default() }
    }
}
