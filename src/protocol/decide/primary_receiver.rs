//! Who can be the primary receiver (`protocol.md: inbox_never_primary`): a rule about a page, and no thread's event.

use super::Refusal;
use crate::{
    id::AppId,
    protocol::{page::Page, participant::Participant},
};

/// Whether the role can be given to whoever has this id on the page.
///
/// # Errors
///
/// To the inbox it cannot: people are not there at every hour.
pub fn may_be_primary(page: &Page, id: AppId) -> Result<(), Refusal> {
    match page.participant(id.get()) {
        Some(Participant::Inbox) => Err(Refusal::InboxCannotBePrimary),
        _ => Ok(()),
    }
}
