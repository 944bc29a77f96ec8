//! What the storm left behind, read from the database once nothing moves any more.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use baton::{
    id::ThreadId,
    protocol::Event,
    store::{EventRecord, MessageStatus, Position, events},
    time::Timestamp,
};
use sea_orm::{ConnectionTrait, Database, Statement};

use crate::{
    keeper::Setting,
    story::{Story, stories},
    weather::Weather,
};

pub struct Log {
    /// All events, in the order of their commits.
    pub events: Vec<EventRecord>,
    /// The event that the page took in under each of the channel's ids.
    pub externals: HashMap<String, (ThreadId, i64)>,
    pub stories: BTreeMap<ThreadId, Story>,
    /// All that the page has been.
    pub settings: Vec<Setting>,
    /// All that the clock has ever shown.
    pub times: Vec<Timestamp>,
}

impl Log {
    /// Stops the servers and reads.
    pub async fn read(weather: Arc<Weather>) -> Self {
        let weather = Arc::into_inner(weather).expect("the clients are done");
        for server in weather.servers {
            server.stop().await;
        }
        let customers: Vec<String> = (0..weather.places.len()).map(Weather::customer).collect();
        let stories = stories(&weather.db, &weather.page.to_string(), &customers).await;
        for story in &stories {
            check_statuses(story);
        }
        let reader = weather.db.reader();
        let events = events::after(reader, &[weather.page], Position(0), u32::MAX >> 1).await.unwrap();
        assert!(events.is_sorted_by_key(|it| it.occurred_at), "time goes on from commit to commit");
        Self {
            events,
            externals: externals(&weather.db.url).await,
            stories: stories.into_iter().map(|it| (it.thread.id, it)).collect(),
            settings: weather.keeper.into_inner().history,
            times: weather.times.into_inner().unwrap(),
        }
    }
}

/// The channel's ids are for the database alone, which keeps each once: no reader has a use for them.
async fn externals(url: &str) -> HashMap<String, (ThreadId, i64)> {
    let database = Database::connect(url).await.unwrap();
    let select = "SELECT external_id, thread_id, sequence FROM events WHERE external_id IS NOT NULL";
    let select = Statement::from_string(database.get_database_backend(), select);
    let rows = database.query_all_raw(select).await.unwrap();
    let found = rows.iter().map(|row| {
        let thread = ThreadId::new(row.try_get_by_index(1).unwrap()).unwrap();
        (row.try_get_by_index(0).unwrap(), (thread, row.try_get_by_index(2).unwrap()))
    });
    let found = found.collect();
    database.close().await.unwrap();
    found
}

/// Each message is kept as what the log last said of it.
fn check_statuses(story: &Story) {
    let mut expected = HashMap::new();
    for record in &story.events {
        let status = match record.event {
            Event::SurveyHeld { .. } => MessageStatus::Held,
            Event::SurveyDropped { .. } => MessageStatus::Dropped,
            _ => MessageStatus::Sent,
        };
        if let Some(message) = record.event.message() {
            expected.insert(message, status);
        }
    }
    for message in &story.messages {
        assert_eq!(message.status, expected[&message.id], "{message:?}");
    }
}
