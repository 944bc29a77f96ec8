//! Rows to test with.

use std::str::FromStr;

use baton::{
    id::{AppId, PageId, ThreadId},
    protocol::{Content, Control, Event, Participant, Thread},
    store::{MessageRecord, MessageStatus, NewEvent, ThreadRecord},
    time::Timestamp,
};

pub fn page(n: i64) -> PageId {
    PageId::new(n).expect("a page's id")
}

pub fn app(n: i64) -> AppId {
    AppId::new(n).expect("an app's id")
}

pub fn thread(n: i64) -> ThreadId {
    ThreadId::new(n).expect("a thread's id")
}

pub fn at(millis: i64) -> Timestamp {
    Timestamp::from_millis(millis)
}

/// An id that is text.
pub fn id<T: FromStr>(text: &str) -> T {
    text.parse().unwrap_or_else(|_| panic!("{text:?} is no id"))
}

/// Thread `n` of page 1: an idle one, of customer `c<n>`.
pub fn idle(n: i64) -> ThreadRecord {
    ThreadRecord {
        id: thread(n),
        page: page(1),
        customer_name: None,
        customer_locale: None,
        state: Thread::new(id(&format!("c{n}")), at(n)),
    }
}

pub fn owned(n: i64, owner: impl Into<Participant>, until: i64) -> ThreadRecord {
    let mut thread = idle(n);
    thread.state.control = Control::Controlled { owner: owner.into(), expires_at: at(until) };
    thread
}

/// Event `sequence` of thread `n` of page 1.
pub fn event(n: i64, sequence: i64) -> NewEvent {
    NewEvent {
        page: page(1),
        thread: thread(n),
        sequence,
        occurred_at: at(sequence),
        owner: None,
        event: Event::MessageReceived { message: id(&format!("m{n}-{sequence}")), expires_at: None },
        external_id: None,
    }
}

/// The message that the customer of thread `n` wrote with that event.
pub fn message(n: i64, sequence: i64) -> MessageRecord {
    MessageRecord {
        id: id(&format!("m{n}-{sequence}")),
        page: page(1),
        thread: thread(n),
        sequence,
        sender: None,
        content: Content { text: Some("hello".to_owned()), ..Content::default() },
        tag: None,
        is_survey: false,
        status: MessageStatus::Sent,
        sent_at: at(sequence),
        idempotency_key: None,
    }
}

/// Runs writes in one transaction and commits.
macro_rules! write {
    ($store:expr, |$tx:ident| $($body:expr),+ $(,)?) => {{
        let $tx = $store.write().await.expect("begin");
        $($body.await.expect("write");)+
        $tx.commit().await.expect("commit");
    }};
}
pub(crate) use write;
