//! What migrations make of the data of an older version.

use baton::{
    protocol::{
        Content, ControlChange, EntryPointSource, Event, Fields, MessageTag, Participant, Reason,
        audience::{Channel, Heard},
    },
    store::{
        DeliveryRecord, DeliveryStatus, MessageRecord, MessageStatus, NewEvent, Position, ThreadRecord, events,
        messages, threads, webhooks::deliveries,
    },
};
use sea_orm::{ConnectionTrait, Database};

use crate::{
    support::{TestStore, on_both},
    world::{app, at, event, id, idle, page, thread, write},
};

on_both!(
    who_waits_and_what_they_came_through_is_read_from_the_log,
    what_deliveries_failed_for_is_read_from_their_tries
);

/// Takes back what the migrations since then have done.
const TO_0013: &str = "
    DROP INDEX threads_unanswered;
    DROP INDEX webhook_deliveries_failed;
    DROP INDEX threads_referral;
    ALTER TABLE threads DROP COLUMN unanswered_since;
    ALTER TABLE threads DROP COLUMN referral_source;
    ALTER TABLE threads DROP COLUMN referral_key;
    ALTER TABLE webhook_deliveries DROP COLUMN cause;
    ALTER TABLE webhook_redeliveries DROP COLUMN cause;
    ALTER TABLE webhook_redeliveries DROP COLUMN cancelled_at;
    CREATE INDEX webhook_deliveries_thread ON webhook_deliveries (app_id, thread_id, position);
    DELETE FROM seaql_migrations WHERE version > 'm0014';
";

async fn migrate_again(store: &TestStore) {
    let raw = Database::connect(&store.url).await.unwrap();
    raw.execute_unprepared(TO_0013).await.unwrap();
    raw.close().await.unwrap();
    store.migrate().await.unwrap();
}

/// An app that answers, asks or has control.
const APP: i64 = 7;

/// A step of a thread's story.
#[derive(Clone, Copy)]
enum Step {
    Writes,
    Taps,
    ComesBy(&'static str),
    GetsControl,
    Answers,
    /// A survey, by whoever has control or by somebody else.
    Asks,
    MarkedDone,
    MovedToMain,
}

/// What a thread was through, as rows of the log, and what all of it makes of the thread.
fn story(n: i64, steps: &[Step]) -> (ThreadRecord, Vec<NewEvent>, Vec<MessageRecord>) {
    let (mut thread, mut log, mut said) = (idle(n), Vec::new(), Vec::new());
    for (sequence, step) in (1..).zip(steps) {
        let (now, message) = (at(1_000 + sequence), format!("m{n}-{sequence}"));
        let expires_at = thread.state.expires_at();
        let sender = Participant::App(app(APP));
        let changed = |reason, new| {
            Event::ControlChanged(ControlChange {
                previous: thread.state.owner(),
                new: Some(new),
                reason,
                metadata: None,
                epoch: thread.state.epoch + 1,
                expires_at: Some(at(9_000)),
                by: None,
            })
        };
        let happened = match step {
            Step::Writes => Event::MessageReceived { message: id(&message), expires_at },
            Step::Taps => {
                let payload = "p".to_owned();
                Event::PostbackReceived { payload, title: None, app: app(APP), from_menu: false, expires_at }
            }
            Step::ComesBy(key) => {
                Event::ReferralReceived { source: EntryPointSource::Ad, key: (*key).to_owned(), expires_at }
            }
            Step::GetsControl => changed(Reason::Take, sender),
            Step::MovedToMain => changed(Reason::InboxMove, Participant::Inbox),
            Step::Answers | Step::Asks => {
                let tag =
                    (matches!(step, Step::Answers) && thread.state.owner().is_none()).then_some(MessageTag::HumanAgent);
                Event::MessageSent { message: id(&message), sender, tag, expires_at, by: None }
            }
            Step::MarkedDone => Event::MarkedDone { by: id("1") },
        };
        if let Event::MessageSent { sender, tag, .. } = &happened {
            said.push(MessageRecord {
                id: id(&message),
                page: page(1),
                thread: thread.id,
                sequence,
                sender: Some(*sender),
                content: Content::default(),
                tag: *tag,
                is_survey: matches!(step, Step::Asks),
                status: MessageStatus::Sent,
                sent_at: now,
                idempotency_key: None,
            });
        }
        thread.state.apply(&happened, now);
        log.push(NewEvent { occurred_at: now, owner: thread.state.owner(), event: happened, ..event(n, sequence) });
    }
    (thread, log, said)
}

async fn who_waits_and_what_they_came_through_is_read_from_the_log(store: &TestStore) {
    use Step::{Answers, Asks, ComesBy, GetsControl, MarkedDone, MovedToMain, Taps, Writes};
    let stories: [&[Step]; 13] = [
        &[Writes],
        &[Writes, Answers],
        &[Writes, Answers, Writes, Asks, Writes],
        &[ComesBy("spring"), Writes, Answers],
        &[ComesBy("spring"), ComesBy("autumn")],
        &[Writes, MarkedDone],
        &[Writes, MarkedDone, Writes],
        &[Writes, MarkedDone, ComesBy("spring")],
        &[Writes, MarkedDone, MovedToMain],
        &[Writes, GetsControl, Asks],
        &[Writes, GetsControl, Asks, Writes],
        &[GetsControl, Writes, Answers, Taps, Writes],
        &[GetsControl, Taps, MarkedDone, Taps],
    ];
    let told: Vec<_> = (1..).zip(stories).map(|(n, steps)| story(n, steps)).collect();
    let mut before: Vec<ThreadRecord> = told.iter().map(|it| it.0.clone()).collect();
    before.sort_by_key(|it| it.id);
    let log: Vec<NewEvent> = told.iter().flat_map(|it| it.1.clone()).collect();
    let said: Vec<MessageRecord> = told.into_iter().flat_map(|it| it.2).collect();
    write!(
        store,
        |tx| threads::upsert_many(&tx, &before),
        events::insert_many(&tx, &log),
        messages::insert_many(&tx, &said),
    );
    migrate_again(store).await;
    let ids: Vec<_> = before.iter().map(|it| it.id).collect();
    let mut found = threads::find_many(store.reader(), &ids).await.unwrap();
    found.sort_by_key(|it| it.id);
    let seen = |rows: &[ThreadRecord]| -> Vec<_> {
        rows.iter().map(|it| (it.id, it.state.unanswered_since, it.state.referral.clone())).collect()
    };
    assert_eq!(seen(&found), seen(&before), "the migration reads what the events add up to");
    assert!(before.iter().any(|it| it.state.unanswered_since.is_some()));
}

async fn what_deliveries_failed_for_is_read_from_their_tries(store: &TestStore) {
    let delivery = |position, status, attempts: &str| DeliveryRecord {
        app: app(7),
        position: Position(position),
        page: page(1),
        thread: Some(thread(1)),
        kind: "MessageReceived".into(),
        heard: Heard::again(Channel::Standby, Fields::STANDBY),
        occurred_at: at(position),
        status,
        next_at: None,
        cause: None,
        attempts: attempts.to_owned(),
    };
    let tries = |last: &str| format!("[{{\"at\":1,\"url\":\"u\",\"millis\":1,\"status\":404}},{last}]");
    let before = [
        delivery(1, DeliveryStatus::Failed, &tries(r#"{"at":2,"url":"u","millis":1,"status":503}"#)),
        delivery(2, DeliveryStatus::Waiting, &tries(r#"{"at":2,"url":"u","millis":1,"error":"refused"}"#)),
        delivery(3, DeliveryStatus::Delivered, &tries(r#"{"at":2,"url":"u","millis":1,"status":200}"#)),
    ];
    write!(store, |tx| deliveries::put(&tx, &before));
    migrate_again(store).await;
    let found = deliveries::find_many(store.reader(), app(7), &[1, 2, 3].map(Position)).await.unwrap();
    let mut causes: Vec<_> = found.iter().map(|it| (it.position.0, it.cause.as_deref())).collect();
    causes.sort_unstable();
    assert_eq!(causes, [(1, Some("503")), (2, Some("refused")), (3, None)]);
}
