//! Meta's shapes, key by key. What is `None` is left out, but where Meta writes null.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use crate::protocol::Reason;

/// A number as text: JavaScript would lose digits of it.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub struct Id(pub String);

/// A sender or recipient.
#[derive(Debug, Serialize)]
pub struct Who {
    pub id: Id,
}

impl Who {
    pub fn new(id: impl ToString) -> Self {
        Self { id: Id(id.to_string()) }
    }
}

#[derive(Serialize)]
pub struct Body<'a> {
    pub object: &'static str,
    pub entry: [Entry<'a>; 1],
}

/// `messaging` or `standby`, never both.
#[derive(Serialize)]
pub struct Entry<'a> {
    pub id: Id,
    pub time: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub messaging: Option<[Item<'a>; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standby: Option<[Item<'a>; 1]>,
}

/// One event, under the key that says what it is.
#[derive(Default, Serialize)]
pub struct Item<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sender: Option<Who>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recipient: Option<Who>,
    pub timestamp: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<Message<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postback: Option<Postback<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub referral: Option<Referral<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub messaging_feedback: Option<MessagingFeedback<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pass_thread_control: Option<Handover<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub take_thread_control: Option<Handover<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_thread_control: Option<Requested<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pass_thread_metadata: Option<Metadata<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub app_roles: Option<BTreeMap<String, [&'static str; 1]>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thread_control: Option<Control<'a>>,
}

#[derive(Default, Serialize)]
pub struct Message<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_echo: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub app_id: Option<Id>,
    pub mid: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quick_reply: Option<QuickReply<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attachments: Option<&'a [Value]>,
}

#[derive(Serialize)]
pub struct QuickReply<'a> {
    pub payload: &'a str,
}

#[derive(Serialize)]
pub struct Postback<'a> {
    /// A name for the tap; no message has it.
    pub mid: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payload: Option<&'a str>,
}

#[derive(Serialize)]
pub struct Referral<'a> {
    pub source: &'static str,
    #[serde(rename = "type")]
    pub kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#ref: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ad_id: Option<&'a str>,
}

/// A survey's screens, of which there is one with one question.
#[derive(Serialize)]
pub struct MessagingFeedback<'a> {
    pub feedback_screens: [Screen<'a>; 1],
}

#[derive(Serialize)]
pub struct Screen<'a> {
    pub screen_id: u8,
    /// By the question's name.
    pub questions: BTreeMap<&'a str, Answer<'a>>,
}

#[derive(Serialize)]
pub struct Answer<'a> {
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub payload: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub follow_up: Option<FollowUp<'a>>,
}

#[derive(Serialize)]
pub struct FollowUp<'a> {
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub payload: &'a str,
}

/// `pass_thread_control` and `take_thread_control`: a null is nobody.
#[derive(Serialize)]
pub struct Handover<'a> {
    pub previous_owner_app_id: Option<Id>,
    pub new_owner_app_id: Option<Id>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<&'a str>,
}

#[derive(Serialize)]
pub struct Requested<'a> {
    pub requested_owner_app_id: Id,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<&'a str>,
}

#[derive(Serialize)]
pub struct Metadata<'a> {
    pub caller_app_id: Id,
    pub metadata: &'a str,
}

/// `thread_control`: ours, for apps that want to know of every move (`protocol.md: thread_control_field`).
#[derive(Serialize)]
pub struct Control<'a> {
    /// changed, requested, withdrawn or extended.
    pub action: &'static str,
    /// The event's number within its thread.
    pub sequence: i64,
    /// Who requested, withdrew or extended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub app_id: Option<Id>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous_owner_app_id: Option<Option<Id>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new_owner_app_id: Option<Option<Id>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub epoch: Option<i64>,
    /// Milliseconds since 1970; left out when the thread went idle.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<i64>,
    /// In the queue; the next in line has 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<&'a str>,
}

impl<'a> Control<'a> {
    pub const fn new(action: &'static str, sequence: i64) -> Self {
        Self {
            action,
            sequence,
            app_id: None,
            previous_owner_app_id: None,
            new_owner_app_id: None,
            reason: None,
            epoch: None,
            expires_at: None,
            position: None,
            metadata: None,
        }
    }
}
