//! The model's half that looks at values alone: lengths, numbers, menus.

use baton::protocol::{Command, Content, Menu, MenuAction, MenuItem};

use crate::code::Code;

/// `menu_limits`, and the limits that the rules of control name.
pub fn check(command: &Command) -> Result<(), Code> {
    let fine = match command {
        Command::Pass { metadata, .. }
        | Command::Take { metadata, .. }
        | Command::Request { metadata }
        | Command::InboxPass { metadata, .. } => metadata.as_ref().is_none_or(|it| length(it) <= 1_000),
        Command::PassMetadata { metadata, .. } => has(metadata, 1_000),
        Command::Extend { duration, .. } => *duration >= 1 && *duration <= 604_800,
        Command::Send(send) => says(&send.content),
        Command::SendSurvey(survey) => says(&survey.content),
        Command::InboxReply(reply) => says(&reply.content),
        Command::SetUserMenu { items } => !items.is_empty() && items.len() <= 20 && items.iter().all(line),
        _ => true,
    };
    if fine { Ok(()) } else { Err(Code::Invalid) }
}

/// Whether the menu has an item with this payload: a customer may tap a menu that has changed since.
pub fn offers(menu: &Menu, payload: &str) -> bool {
    menu.items.iter().any(|it| it.action == MenuAction::Payload(payload.to_owned()))
}

fn says(content: &Content) -> bool {
    let text = match &content.text {
        Some(text) => has(text, 2_000),
        None => !content.attachments.is_empty(),
    };
    let weight: usize = content.attachments.iter().map(|it| it.to_string().len()).sum();
    let attached = content.attachments.len() <= 30 && weight <= 65_536;
    text && attached
        && content.buttons.len() <= 13
        && content.buttons.iter().all(|it| has(&it.title, 20) && has(&it.payload, 1_000))
}

fn line(item: &MenuItem) -> bool {
    has(&item.title, 30)
        && match &item.action {
            MenuAction::Payload(payload) => has(payload, 1_000),
            MenuAction::Url(url) => has(url, 2_000) && leads_to_a_host(url),
        }
}

fn leads_to_a_host(url: &str) -> bool {
    let lower = url.to_lowercase();
    let rest = lower.strip_prefix("http://").or_else(|| lower.strip_prefix("https://")).unwrap_or_default();
    let host = rest.split(['/', '?', '#', ':', '@']).next().unwrap_or_default();
    !host.is_empty() && !url.chars().any(|it| it.is_whitespace() || it.is_control())
}

fn has(text: &str, most: usize) -> bool {
    !text.is_empty() && length(text) <= most
}

/// Characters, not bytes.
fn length(text: &str) -> usize {
    text.chars().count()
}
