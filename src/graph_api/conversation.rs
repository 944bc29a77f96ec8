//! Threads and messages as the Graph API shows them.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use super::{
    call::{Answer, OnPage},
    error::GraphError,
    fields::{self, Field},
    paging::{self, Edge},
};
use crate::{
    id::ThreadId,
    protocol::{self, Action},
    store::{Found, Limit, MessageRecord, MessageStatus, Slice, ThreadRecord},
    time::Timestamp,
};

/// What Meta has of a conversation, and nobody here.
const ABSENT: [&str; 7] =
    ["former_participants", "message_count", "name", "scoped_thread_key", "subject", "unread_count", "wallpaper"];
/// The same of a message.
const ABSENT_OF_MESSAGE: [&str; 7] =
    ["is_unsupported", "reactions", "reply_to", "shares", "sticker", "story", "thread_id"];

/// The id by which clients know a thread.
pub fn id_of(thread: ThreadId) -> String {
    format!("t_{thread}")
}

/// The thread of an id that [`id_of`] made.
pub fn thread_of(id: &str) -> Option<ThreadId> {
    id.strip_prefix("t_")?.parse().ok()
}

/// The fields of a conversation, for whoever named none.
pub fn wanted(fields: Vec<Field>) -> Vec<Field> {
    if fields.is_empty() { fields::named(&["id", "link", "updated_time"]) } else { fields }
}

/// Conversations with these fields; their messages are read all at once.
pub async fn show(on: &OnPage<'_>, threads: &[ThreadRecord], fields: &[Field]) -> Result<Vec<Value>, GraphError> {
    let of_messages = fields.iter().find(|it| it.name == "messages");
    let mut messages = HashMap::new();
    if let Some(field) = of_messages {
        let ids: Vec<ThreadId> = threads.iter().map(|it| it.id).collect();
        let slice = Slice::last(paging::limit(field.limit.map(i64::from))?);
        messages = on.services.engine.messages_of(on.page.record.id, &ids, &slice, true).await?;
    }
    let mut shown = Vec::with_capacity(threads.len());
    for thread in threads {
        let mut node = Map::from_iter([("id".to_owned(), id_of(thread.id).into())]);
        for field in fields {
            let value = if field.name == "messages" {
                let found = messages.remove(&thread.id).unwrap_or_default();
                Some(list(on, thread, found, &field.fields)?)
            } else {
                part(on, thread, &field.name).await?
            };
            node.extend(value.map(|it| (field.name.clone(), it)));
        }
        shown.push(node.into());
    }
    Ok(shown)
}

async fn part(on: &OnPage<'_>, thread: &ThreadRecord, field: &str) -> Result<Option<Value>, GraphError> {
    Ok(Some(match field {
        "id" => id_of(thread.id).into(),
        "link" => format!("{}/p/{}/threads/{}", on.services.public_url, thread.page, thread.id).into(),
        "updated_time" => time(thread.state.last_activity_at),
        "is_owner" => on.session.app().is_some_and(|it| thread.state.is_owned_by(it.app)).into(),
        "participants" | "senders" => json!({"data": [customer(thread), page(on)]}),
        "can_reply" => {
            let caller = on.caller().await?;
            let now = on.services.clock.now();
            protocol::permit(&thread.state, &on.page.rules, &caller, Action::Send, now).is_ok().into()
        }
        absent if ABSENT.contains(&absent) => return Ok(None),
        unknown => return Err(GraphError::no_field(unknown, "UnifiedThread")),
    }))
}

/// `GET /{conversation}/messages`: newest first.
pub async fn messages(on: &OnPage<'_>, thread: &ThreadRecord) -> Answer {
    let fields = fields::read(&on.params.text("fields")?.unwrap_or_default())?;
    let asked = paging::slice::<i64>(on.call)?;
    let (Limit::First(limit) | Limit::Last(limit)) = asked.limit;
    // The list begins with the newest, the thread with the oldest: what comes after is what came before.
    let limit = if asked.before.is_some() && asked.after.is_none() { Limit::First(limit) } else { Limit::Last(limit) };
    let slice = Slice { after: asked.before, before: asked.after, limit };
    let mut found = on.services.engine.messages_of(thread.page, &[thread.id], &slice, true).await?;
    list(on, thread, found.remove(&thread.id).unwrap_or_default(), &fields)
}

fn list(
    on: &OnPage<'_>,
    thread: &ThreadRecord,
    found: Found<MessageRecord>,
    fields: &[Field],
) -> Result<Value, GraphError> {
    let Found { mut rows, has_next, has_previous } = found;
    rows.reverse();
    let newest_first = Found { rows, has_next: has_previous, has_previous: has_next };
    // What waits for the thread to go idle has not been said.
    let said = newest_first.rows.iter().filter(|it| it.status == MessageStatus::Sent);
    let data = said.map(|it| message(on, thread, it, fields)).collect::<Result<Vec<Value>, _>>()?;
    let params = if fields.is_empty() { Vec::new() } else { vec![("fields", fields::write(fields))] };
    let edge = Edge { node: &id_of(thread.id), name: "messages", params };
    Ok(edge.list(on.call, &newest_first, |it| it.sequence.to_string(), data))
}

/// A message with these fields.
pub fn message(
    on: &OnPage<'_>,
    thread: &ThreadRecord,
    message: &MessageRecord,
    fields: &[Field],
) -> Result<Value, GraphError> {
    let default = fields::named(&["created_time"]);
    let fields = if fields.is_empty() { &default } else { fields };
    let (from, to) = match message.sender {
        None => (customer(thread), page(on)),
        Some(_) => (page(on), customer(thread)),
    };
    let mut node = Map::from_iter([("id".to_owned(), json!(message.id))]);
    for field in fields {
        let value = match field.name.as_str() {
            "id" => continue,
            "created_time" => time(message.sent_at),
            "from" => from.clone(),
            "to" => json!({ "data": [to] }),
            "message" => message.content.text.as_deref().unwrap_or_default().into(),
            "attachments" if message.content.attachments.is_empty() => continue,
            "attachments" => json!({"data": message.content.attachments}),
            "tags" => json!({"data": [{"name": if message.sender.is_some() { "sent" } else { "inbox" }}]}),
            absent if ABSENT_OF_MESSAGE.contains(&absent) => continue,
            unknown => return Err(GraphError::no_field(unknown, "Message")),
        };
        node.insert(field.name.clone(), value);
    }
    Ok(node.into())
}

fn customer(thread: &ThreadRecord) -> Value {
    let id = &thread.state.customer;
    json!({"name": thread.customer_name.as_deref().unwrap_or(id.as_str()), "id": id})
}

fn page(on: &OnPage<'_>) -> Value {
    json!({"name": on.page.record.name, "id": on.page.record.id})
}

/// As Graph writes moments.
pub fn time(at: Timestamp) -> Value {
    at.to_datetime().format("%Y-%m-%dT%H:%M:%S+0000").to_string().into()
}
