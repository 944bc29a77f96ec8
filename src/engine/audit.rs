//! What the audit log is told of what people do in the inbox, in the transaction that does it.

use serde_json::{Value, json};

use super::{Actor, Order};
use crate::{
    protocol::{Command, Participant, Thread},
    store::{AuditKind, Author, Entry, StoreError, ThreadRecord, Who, Write, audit},
    time::Timestamp,
};

/// Something that a person did, and what came of it.
pub(super) struct Deed {
    author: Author,
    entry: Entry,
}

impl Deed {
    /// `None` for what is not the inbox's: it stands in the thread's own log, with its cause.
    pub(super) fn of(order: &Order, before: &Thread, after: &ThreadRecord) -> Option<Self> {
        let Actor::Person { user, token, client } = &order.actor else { return None };
        let author = Author { who: Who::Person(user.clone()), token: token.clone(), client: client.clone() };
        let mut became = told(&after.state);
        let kind = match &order.command {
            Command::InboxReply(reply) => {
                became["messageId"] = json!(reply.message);
                AuditKind::InboxReplied
            }
            Command::InboxMoveToMain => AuditKind::ThreadMovedToMain,
            Command::InboxMarkDone => AuditKind::ThreadMarkedDone,
            Command::InboxPass { .. } => AuditKind::ThreadPassedFromInbox,
            _ => return None,
        };
        let entry = Entry::new(kind, &after.id).on(order.page).before(told(before)).after(became);
        Some(Self { author, entry })
    }
}

pub(super) async fn write(tx: &Write, deeds: &[Deed], now: Timestamp) -> Result<(), StoreError> {
    for deed in deeds {
        audit::insert(tx, &deed.author, now, std::slice::from_ref(&deed.entry)).await?;
    }
    Ok(())
}

/// Who controls it, in which epoch; what was written stays in the thread.
fn told(thread: &Thread) -> Value {
    let owner = match thread.owner() {
        None => Value::Null,
        Some(Participant::Inbox) => "INBOX".into(),
        Some(Participant::App(app)) => app.to_string().into(),
    };
    json!({ "owner": owner, "epoch": thread.epoch, "isDone": thread.is_done })
}
