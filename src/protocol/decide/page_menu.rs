//! The page-level menu (`protocol.md: page_menu`): a rule about a page, and no thread's event.

use super::{Forbidden, Refusal, limits};
use crate::{
    protocol::{
        command::Caller,
        menu::{Menu, MenuItem},
        page::Page,
    },
    time::Timestamp,
};

/// The page's menu after an app sets these items, or deletes it (`None`).
///
/// # Errors
///
/// Not an app of the page; not the primary receiver while there is one; `menu_limits`.
pub fn page_menu(
    page: &Page,
    caller: &Caller,
    items: Option<Vec<MenuItem>>,
    now: Timestamp,
) -> Result<Option<Menu>, Refusal> {
    let Caller::App { app, .. } = caller else { return Err(Forbidden::AppsOnly.into()) };
    if !page.is_subscribed(*app) {
        return Err(Forbidden::NotSubscribed.into());
    }
    if let Some(primary) = page.primary_receiver.filter(|it| it != app) {
        return Err(Refusal::MenuNotAllowed { primary });
    }
    let Some(items) = items else { return Ok(None) };
    limits::menu(&items)?;
    Ok(Some(Menu { app: *app, items, updated_at: now }))
}
