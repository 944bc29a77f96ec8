//! How much of anything: each limit with its unit, and the one way to say that it was passed.

use std::ops::RangeInclusive;

use super::Refusal;
use crate::protocol::{
    command::Content,
    menu::{MenuAction, MenuItem},
};

/// Characters of metadata, where it must not be empty.
pub const METADATA: RangeInclusive<usize> = 1..=1_000;
/// Seconds that control can be extended by.
pub const EXTEND_SECONDS: RangeInclusive<i64> = 1..=604_800;
/// Characters of a message's text.
pub const TEXT: RangeInclusive<usize> = 1..=2_000;
/// Buttons of a message.
pub const BUTTONS: RangeInclusive<usize> = 0..=13;
/// Characters of a button's title.
pub const BUTTON_TITLE: RangeInclusive<usize> = 1..=20;
/// Characters of a button's or menu item's payload.
pub const PAYLOAD: RangeInclusive<usize> = 1..=1_000;
/// Attachments of a message.
pub const ATTACHMENTS: RangeInclusive<usize> = 0..=30;
/// Bytes of all attachments of a message, as JSON.
pub const ATTACHMENT_BYTES: usize = 65_536;
/// Items of a menu.
pub const MENU_ITEMS: RangeInclusive<usize> = 1..=20;
/// Characters of a menu item's title.
pub const MENU_TITLE: RangeInclusive<usize> = 1..=30;
/// Characters of a menu item's URL.
pub const MENU_URL: RangeInclusive<usize> = 1..=2_000;

fn invalid(field: &'static str, problem: String) -> Refusal {
    Refusal::Invalid { field, problem }
}

fn range<T: std::fmt::Display>(limit: &RangeInclusive<T>) -> String {
    format!("{} to {}", limit.start(), limit.end())
}

pub(super) fn within(field: &'static str, value: i64, limit: RangeInclusive<i64>, unit: &str) -> Result<(), Refusal> {
    if limit.contains(&value) {
        return Ok(());
    }
    Err(invalid(field, format!("{} {unit} are allowed, {value} were given", range(&limit))))
}

/// Counts characters, not bytes. U+0000 is none: Postgres keeps no text with it, and nobody writes it on purpose.
pub(super) fn characters(field: &'static str, text: &str, limit: RangeInclusive<usize>) -> Result<(), Refusal> {
    let given = text.chars().count();
    if !limit.contains(&given) {
        return Err(invalid(field, format!("{} characters are allowed, {given} were given", range(&limit))));
    }
    if text.contains('\0') {
        return Err(invalid(field, "the character U+0000 is not allowed".to_owned()));
    }
    Ok(())
}

fn count(field: &'static str, given: usize, limit: RangeInclusive<usize>) -> Result<(), Refusal> {
    if limit.contains(&given) {
        return Ok(());
    }
    Err(invalid(field, format!("{} are allowed, {given} were given", range(&limit))))
}

/// Metadata that travels with control: none, empty or up to the limit.
pub(super) fn metadata(metadata: Option<&str>) -> Result<(), Refusal> {
    characters("metadata", metadata.unwrap_or_default(), 0..=*METADATA.end())
}

/// `menu_limits`, of messages. What a customer sends is held to it by the channel's door as well.
///
/// # Errors
///
/// The first limit that is passed.
pub fn content(content: &Content) -> Result<(), Refusal> {
    if content.text.is_none() && content.attachments.is_empty() {
        return Err(invalid("text", "a message has a text or an attachment".to_owned()));
    }
    if let Some(text) = &content.text {
        characters("text", text, TEXT)?;
    }
    attachments(content)?;
    count("buttons", content.buttons.len(), BUTTONS)?;
    for button in &content.buttons {
        characters("buttons", &button.title, BUTTON_TITLE)?;
        characters("buttons", &button.payload, PAYLOAD)?;
    }
    Ok(())
}

fn attachments(content: &Content) -> Result<(), Refusal> {
    count("attachments", content.attachments.len(), ATTACHMENTS)?;
    let bytes: usize = content.attachments.iter().map(|it| it.to_string().len()).sum();
    if bytes > ATTACHMENT_BYTES {
        let problem = format!("{ATTACHMENT_BYTES} bytes of JSON are allowed, {bytes} were given");
        return Err(invalid("attachments", problem));
    }
    Ok(())
}

/// `menu_limits`, of menus.
///
/// # Errors
///
/// The first limit that is passed.
pub fn menu(items: &[MenuItem]) -> Result<(), Refusal> {
    count("items", items.len(), MENU_ITEMS)?;
    for item in items {
        characters("items", &item.title, MENU_TITLE)?;
        match &item.action {
            MenuAction::Payload(payload) => characters("items", payload, PAYLOAD)?,
            MenuAction::Url(url) => {
                characters("items", url, MENU_URL)?;
                if !is_web_url(url) {
                    return Err(invalid("items", "a URL has the form https://host/… or http://host/…".to_owned()));
                }
            }
        }
    }
    Ok(())
}

/// As far as its text can tell: http or https (RFC 3986: in any case), a host, and no blanks.
fn is_web_url(url: &str) -> bool {
    let Some((scheme, rest)) = url.split_once("://") else { return false };
    (scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http"))
        && rest.starts_with(|first| !matches!(first, '/' | '?' | '#' | ':' | '@'))
        && !rest.contains(|it: char| it.is_whitespace() || it.is_control())
}
