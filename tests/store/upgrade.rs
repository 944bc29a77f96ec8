//! What migrations make of the data of an older version.

use baton::{
    protocol::{
        EntryPointSource, Event, Fields, Participant, Referral,
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
    DROP INDEX threads_answered;
    DROP INDEX threads_referral;
    ALTER TABLE threads DROP COLUMN unanswered_since;
    ALTER TABLE threads DROP COLUMN referral_source;
    ALTER TABLE threads DROP COLUMN referral_key;
    ALTER TABLE webhook_deliveries DROP COLUMN cause;
    ALTER TABLE webhook_redeliveries DROP COLUMN cause;
    ALTER TABLE webhook_redeliveries DROP COLUMN cancelled_at;
    DELETE FROM seaql_migrations WHERE version > 'm0014';
";

async fn migrate_again(store: &TestStore) {
    let raw = Database::connect(&store.url).await.unwrap();
    raw.execute_unprepared(TO_0013).await.unwrap();
    raw.close().await.unwrap();
    store.migrate().await.unwrap();
}

/// Thread `n` after so many events, the last of which was the customer's.
fn acted_last(n: i64, sequence: i64) -> ThreadRecord {
    let mut thread = idle(n);
    thread.state.sequence = sequence;
    thread.state.last_activity_at = at(sequence);
    thread.state.last_customer_action_at = Some(at(sequence));
    thread
}

fn came_by(n: i64, sequence: i64, key: &str) -> NewEvent {
    let came = Event::ReferralReceived { source: EntryPointSource::Ad, key: key.to_owned(), expires_at: None };
    NewEvent { event: came, ..event(n, sequence) }
}

fn answer(n: i64, sequence: i64, is_survey: bool) -> (NewEvent, MessageRecord) {
    let (message, sender) = (format!("a{n}-{sequence}"), Participant::App(app(7)));
    let sent = Event::MessageSent { message: id(&message), sender, tag: None, expires_at: None, by: None };
    let record = MessageRecord {
        id: id(&message),
        page: page(1),
        thread: thread(n),
        sequence,
        sender: Some(sender),
        content: baton::protocol::Content::default(),
        tag: None,
        is_survey,
        status: MessageStatus::Sent,
        sent_at: at(sequence),
        idempotency_key: None,
    };
    (NewEvent { event: sent, ..event(n, sequence) }, record)
}

async fn who_waits_and_what_they_came_through_is_read_from_the_log(store: &TestStore) {
    // The first was answered, wrote twice and was asked; the second was answered; the third came by two ads.
    let mut answered = acted_last(2, 2);
    answered.state.last_activity_at = at(3);
    let before = [acted_last(1, 5), answered, acted_last(3, 2)];
    let ((first, one), (asked, survey), (second, two)) = (answer(1, 2, false), answer(1, 4, true), answer(2, 3, false));
    let log = [
        vec![event(1, 1), first, event(1, 3), asked, event(1, 5)],
        vec![came_by(2, 1, "spring"), event(2, 2), second],
        vec![came_by(3, 1, "spring"), came_by(3, 2, "autumn")],
    ];
    write!(
        store,
        |tx| threads::upsert_many(&tx, &before),
        events::insert_many(&tx, &log.concat()),
        messages::insert_many(&tx, &[one, survey, two]),
    );
    migrate_again(store).await;
    let mut found = threads::find_many(store.reader(), &[1, 2, 3].map(thread)).await.unwrap();
    found.sort_by_key(|it| it.id);
    let waits: Vec<_> = found.iter().map(|it| it.state.unanswered_since).collect();
    assert_eq!(waits, [Some(at(3)), None, None]);
    let referrals: Vec<_> = found.into_iter().map(|it| it.state.referral).collect();
    let ad = |key: &str| Some(Referral { source: EntryPointSource::Ad, key: key.to_owned() });
    assert_eq!(referrals, [None, ad("spring"), ad("autumn")]);
}

async fn what_deliveries_failed_for_is_read_from_their_tries(store: &TestStore) {
    let delivery = |position, status, attempts: &str| DeliveryRecord {
        app: app(7),
        position: Position(position),
        page: page(1),
        thread: Some(thread(1)),
        kind: "MessageReceived".to_owned(),
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
