//! An event on its way to an app: what is sent, and under which name.

use std::{borrow::Cow, fmt::Write};

use serde::Serializer;

use super::{
    attempt::Attempt,
    client::Bytes,
    payload::{self, Place},
};
use crate::{
    directory::PageView,
    id::{AppId, MessageId, PageId, ThreadId},
    protocol::{
        Content, Page, PageEvent,
        audience::{Heard, Told, hears, hears_page},
    },
    store::{Conn, DeliveryRecord, DeliveryStatus, Logged, Position, StoreError, messages},
    time::Timestamp,
};

/// Attempts that are kept of a delivery: all of the schedule's, and the last of those that people asked for.
const ATTEMPTS: usize = 20;
/// Bytes that one of them, and mostly there is one, stays within when it is written down.
const ATTEMPT: usize = 384;
/// Bytes that a delivery's name stays within, mostly.
const NAME: usize = 64;

/// An event of the log with what its message says.
#[derive(Clone, Debug)]
pub struct Entry {
    pub logged: Logged,
    pub content: Option<Content>,
}

/// What one app gets of one event.
#[derive(Clone, Debug)]
pub struct Letter {
    /// `webhook-id`: the same however often it is sent.
    pub id: String,
    pub app: AppId,
    pub page: PageId,
    pub position: Position,
    /// `None` for an event of the page.
    pub thread: Option<ThreadId>,
    pub kind: &'static str,
    pub heard: Heard,
    pub occurred_at: Timestamp,
    pub body: Bytes,
}

impl Entry {
    pub const fn thread(&self) -> Option<ThreadId> {
        match &self.logged {
            Logged::Thread(it) => Some(it.thread),
            Logged::Page(_) => None,
        }
    }

    pub const fn page(&self) -> PageId {
        match &self.logged {
            Logged::Thread(it) => it.page,
            Logged::Page(it) => it.page,
        }
    }

    pub const fn occurred_at(&self) -> Timestamp {
        match &self.logged {
            Logged::Thread(it) => it.occurred_at,
            Logged::Page(it) => it.occurred_at,
        }
    }

    fn heard(&self, app: AppId, page: &Page) -> Option<Heard> {
        match &self.logged {
            Logged::Page(it) => hears_page(&it.event, page, app),
            Logged::Thread(it) => hears(Told { event: &it.event, owner: it.owner, customer: &it.customer }, page, app),
        }
    }

    fn kind(&self) -> &'static str {
        match &self.logged {
            Logged::Thread(it) => it.event.kind().name(),
            Logged::Page(it) => it.event.name(),
        }
    }

    fn body(&self, page: &Page, heard: Heard) -> Vec<u8> {
        match &self.logged {
            Logged::Thread(it) => {
                let place = Place {
                    page: it.page,
                    platform: page.platform,
                    thread: it.thread,
                    customer: &it.customer,
                    sequence: it.sequence,
                    at: it.occurred_at,
                };
                payload::of_event(place, &it.event, self.content.as_ref(), heard)
            }
            Logged::Page(it) => {
                let PageEvent::RoleChanged { app, is_primary } = it.event;
                payload::of_role(it.page, page.platform, app, is_primary, it.occurred_at)
            }
        }
    }
}

impl Letter {
    /// `None` if the app does not hear of the event.
    pub fn to(app: AppId, page: &PageView, entry: &Entry) -> Option<Self> {
        Some(Self::heard(app, page, entry, entry.heard(app, &page.rules)?))
    }

    /// The same as it was heard before, whatever the app would hear today.
    pub fn heard(app: AppId, page: &PageView, entry: &Entry, heard: Heard) -> Self {
        let (position, at) = (entry.logged.position(), entry.occurred_at());
        Self {
            id: Name { app, position, at }.text(),
            app,
            page: entry.page(),
            position,
            thread: entry.thread(),
            kind: entry.kind(),
            heard,
            occurred_at: at,
            body: entry.body(&page.rules, heard).into(),
        }
    }
}

impl Letter {
    /// What became of it.
    pub fn delivery(
        &self,
        status: DeliveryStatus,
        next_at: Option<Timestamp>,
        earlier: &[Attempt],
        last: &Attempt,
    ) -> DeliveryRecord {
        // Somebody may have repeated, in vain, what was taken before.
        let cause = if status == DeliveryStatus::Delivered { None } else { last.cause() };
        let forgotten = (earlier.len() + 1).saturating_sub(ATTEMPTS);
        let attempts = earlier.iter().chain([last]).skip(forgotten);
        DeliveryRecord {
            app: self.app,
            position: self.position,
            page: self.page,
            thread: self.thread,
            kind: Cow::Borrowed(self.kind),
            heard: self.heard,
            occurred_at: self.occurred_at,
            status,
            next_at,
            cause,
            attempts: written(attempts),
        }
    }
}

fn written<'a>(attempts: impl Iterator<Item = &'a Attempt>) -> String {
    let mut json = Vec::with_capacity(ATTEMPT);
    // Our own shape has no keys that are no text, and JSON is UTF-8.
    let _ = serde_json::Serializer::new(&mut json).collect_seq(attempts);
    String::from_utf8(json).unwrap_or_else(|_| "[]".to_owned())
}

/// What a delivery's row says of its attempts, oldest first.
pub fn attempts_of(delivery: &DeliveryRecord) -> Vec<Attempt> {
    serde_json::from_str(&delivery.attempts).unwrap_or_default()
}

/// The name of a delivery. It holds the moment too: a database that was put back from a backup gives its
/// positions to other events, and receivers must not take those for old ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name {
    pub app: AppId,
    pub position: Position,
    pub at: Timestamp,
}

impl Name {
    fn text(self) -> String {
        let mut text = String::with_capacity(NAME);
        // Writing to a String cannot fail.
        let _ = write!(text, "{self}");
        text
    }
}

impl std::fmt::Display for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "wh_{}_{}_{}", self.app, self.position.0, self.at.millis())
    }
}

impl std::str::FromStr for Name {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let parts: Vec<&str> = text.split('_').collect();
        let ["wh", app, position, at] = parts[..] else { return Err(()) };
        let app = app.parse().map_err(|_| ())?;
        let position = Position(position.parse().map_err(|_| ())?);
        let at = Timestamp::from_millis(at.parse().map_err(|_| ())?);
        Ok(Self { app, position, at })
    }
}

/// The events with what their messages say, as far as that was not read with them.
///
/// # Errors
///
/// When the database cannot be asked.
pub async fn entries(c: &impl Conn, read: Vec<(Logged, Option<Content>)>) -> Result<Vec<Entry>, StoreError> {
    // Several events speak of one message: a survey is held before it is sent.
    let missing = read.iter().filter(|(_, content)| content.is_none());
    let ids: Vec<MessageId> = missing.filter_map(|(logged, _)| message(logged)).cloned().collect();
    let contents = messages::contents(c, &ids).await?;
    let entry = |(logged, content): (Logged, Option<Content>)| {
        let content = content.or_else(|| message(&logged).and_then(|it| contents.get(it)).cloned());
        Entry { logged, content }
    };
    Ok(read.into_iter().map(entry).collect())
}

const fn message(logged: &Logged) -> Option<&MessageId> {
    match logged {
        Logged::Thread(it) => it.event.message(),
        Logged::Page(_) => None,
    }
}
