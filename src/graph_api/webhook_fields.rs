//! Webhook fields by Meta's names.

use super::error::GraphError;
use crate::protocol::Fields;

/// What apps can hear of.
const HEARD: [(&str, Fields); 8] = [
    ("messages", Fields::MESSAGES),
    ("messaging_postbacks", Fields::MESSAGING_POSTBACKS),
    ("messaging_referrals", Fields::MESSAGING_REFERRALS),
    ("message_echoes", Fields::MESSAGE_ECHOES),
    ("messaging_handovers", Fields::MESSAGING_HANDOVERS),
    ("standby", Fields::STANDBY),
    ("messaging_feedback", Fields::MESSAGING_FEEDBACK),
    ("thread_control", Fields::THREAD_CONTROL),
];

/// As some of Meta's own pages misspell them.
const MISSPELT: [(&str, Fields); 2] =
    [("messaging_handover", Fields::MESSAGING_HANDOVERS), ("messaging_referral", Fields::MESSAGING_REFERRALS)];

/// What Meta has besides, and happens to no thread here: subscribing to it is fine, and it never comes.
const SILENT: [&str; 20] = [
    "message_deliveries",
    "message_edits",
    "message_reactions",
    "message_reads",
    "message_context",
    "messaging_account_linking",
    "messaging_customer_information",
    "messaging_game_plays",
    "messaging_in_thread_lead_form_submit",
    "messaging_optins",
    "messaging_optouts",
    "messaging_payments",
    "messaging_policy_enforcement",
    "response_feedback",
    "send_cart",
    "inbox_labels",
    "feed",
    "mention",
    "name",
    "leadgen",
];

/// The fields of these names.
pub fn read(parameter: &str, names: &[String]) -> Result<Fields, GraphError> {
    let mut fields = Fields::empty();
    for name in names.iter().map(|it| it.to_ascii_lowercase()) {
        if let Some((_, field)) = HEARD.iter().chain(&MISSPELT).find(|(it, _)| *it == name) {
            fields |= *field;
        } else if !SILENT.contains(&name.as_str()) {
            let known = HEARD.map(|(it, _)| it).into_iter().chain(SILENT).collect::<Vec<_>>().join(", ");
            return Err(GraphError::invalid(format!("Param {parameter} must be one of {{{known}}} - got \"{name}\".")));
        }
    }
    Ok(fields)
}

/// The names of these fields.
pub fn names(fields: Fields) -> Vec<&'static str> {
    HEARD.into_iter().filter(|(_, it)| fields.contains(*it)).map(|(name, _)| name).collect()
}
