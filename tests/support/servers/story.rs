//! Threads' logs, checked: what must hold of each, whatever was done to it and by how many.

use baton::{
    id::{CustomerId, PageId},
    protocol::{Event, Thread},
    store::{EventRecord, MessageRecord, Slice, Store, ThreadRecord, events, messages, threads},
};

/// A thread and all that was said and done in it.
pub struct Story {
    pub thread: ThreadRecord,
    pub events: Vec<EventRecord>,
    pub messages: Vec<MessageRecord>,
}

/// More than any test writes into one thread.
const ALL: u32 = 100_000;

/// These customers' threads on a page, as they stand at this moment.
pub async fn threads_of(store: &Store, page: &str, customers: &[String]) -> Vec<ThreadRecord> {
    let page: PageId = page.parse().expect("a page's id");
    let customers: Vec<(PageId, CustomerId)> =
        customers.iter().map(|it| (page, it.parse().expect("a customer's id"))).collect();
    threads::by_customers(store.reader(), &customers).await.expect("threads")
}

/// The stories of these customers on a page, each consistent in itself. Nothing may move meanwhile: a story is not
/// read in one go.
pub async fn stories(store: &Store, page: &str, customers: &[String]) -> Vec<Story> {
    let mut stories = Vec::new();
    for thread in threads_of(store, page, customers).await {
        let page = thread.page;
        let events = events::of_thread(store.reader(), page, thread.id, &Slice::first(ALL)).await.expect("events").rows;
        let of = messages::of_threads(store.reader(), page, &[thread.id], &Slice::first(ALL), true).await;
        let messages = of.expect("messages").remove(&thread.id).expect("messages").rows;
        let story = Story { thread, events, messages };
        story.check();
        stories.push(story);
    }
    stories
}

impl Story {
    fn check(&self) {
        let sequences: Vec<i64> = self.events.iter().map(|it| it.sequence).collect();
        let expected: Vec<i64> = (1..).take(sequences.len()).collect();
        assert_eq!(sequences, expected, "sequences without gaps");
        assert!(self.events.is_sorted_by(|a, b| a.position < b.position), "log order is thread order");

        let epochs: Vec<i64> = self.changes().map(|it| it.epoch).collect();
        let expected: Vec<i64> = (1..).take(epochs.len()).collect();
        assert_eq!(epochs, expected, "every change of owner raises the epoch by one");

        let begun = self.events.first().expect("a thread begins with an event").occurred_at;
        let mut folded = Thread::new(self.thread.state.customer.clone(), begun);
        for event in &self.events {
            folded.apply(&event.event, event.occurred_at);
            assert_eq!(folded.owner(), event.owner, "the owner at {}", event.sequence);
        }
        assert_eq!(folded, self.thread.state, "fold(events) = state");

        let mut told: Vec<_> = self.events.iter().filter_map(|it| it.event.message().cloned()).collect();
        let mut kept: Vec<_> = self.messages.iter().map(|it| it.id.clone()).collect();
        told.sort_unstable();
        // A survey is told of when it is held, and again when that ends.
        told.dedup();
        kept.sort_unstable();
        assert_eq!(told, kept, "the log's messages are those that are kept");
    }

    pub fn changes(&self) -> impl Iterator<Item = &baton::protocol::ControlChange> {
        self.events.iter().filter_map(|it| match &it.event {
            Event::ControlChanged(change) => Some(change),
            _ => None,
        })
    }

    /// What was said, sorted.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.messages.iter().filter_map(|it| it.content.text.as_deref())
    }
}
