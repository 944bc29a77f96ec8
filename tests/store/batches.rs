//! What a batch comes to is written whole or not at all, whatever becomes of the connection.

use std::{collections::BTreeSet, pin::pin, slice::from_ref, time::Duration};

use baton::{
    protocol::{Control, Event, Participant, Waiting},
    store::{
        Conflict, NewEvent, Options, Position, Slice, Store, StoreError, ThreadRecord,
        batch::{self, Batch},
        events, messages, revision, threads,
    },
};
use futures_util::poll;
use sea_orm::{ConnectionTrait, Database, TransactionTrait};
use tokio::time::timeout;

use crate::{
    support::{
        TestStore, on_both,
        postgres::{OF_WRITERS, number},
    },
    world::{app, at, event, id, idle, message, owned, page, thread, write},
};

on_both!(a_batch_is_written_whole, a_name_without_an_event, events_alone, a_batch_that_conflicts_leaves_nothing);

/// How long a statement may take to wait for another's lock.
const PATIENCE: Duration = Duration::from_secs(20);

/// What there was, but passed on to app 8 while app 9 waits.
fn passed(before: ThreadRecord) -> ThreadRecord {
    let mut after = before;
    after.state.control = Control::Controlled { owner: app(8).into(), expires_at: at(700) };
    after.state.epoch += 1;
    after.state.since = at(70);
    after.state.queue = vec![Waiting { app: app(9), requested_at: at(60), metadata: None }];
    after.state.sequence += 1;
    after
}

async fn a_batch_is_written_whole(store: &TestStore) {
    let named = ThreadRecord { customer_name: Some("Zoë".to_owned()), ..idle(2) };
    write!(store, |tx| threads::upsert_many(&tx, &[owned(1, Participant::Inbox, 9), named.clone(), idle(3)]));
    let (first, second) = (passed(owned(1, Participant::Inbox, 9)), passed(named));
    let new = idle(4);
    let mut moved = idle(3);
    moved.state.last_activity_at = at(99);
    let handed = NewEvent { owner: Some(app(8).into()), event: Event::RequestWithdrawn { app: app(8) }, ..event(1, 1) };
    let log = [event(4, 1), event(3, 1), handed, event(3, 2), event(2, 1)];
    let said = [message(4, 1), message(3, 1)];
    let batch = Batch { threads: vec![&new, &moved], controlled: vec![&second, &first], messages: &said, events: &log };
    let tx = store.write().await.unwrap();
    let positions = batch::write(&tx, &batch).await.unwrap();
    tx.commit().await.unwrap();

    let c = store.reader();
    let mut found = threads::find_many(c, &[1, 2, 3, 4].map(thread)).await.unwrap();
    found.sort_by_key(|it| it.id);
    assert_eq!(found, [first, second, moved, new]);
    let found = events::after(c, &[page(1)], Position(0), 10).await.unwrap();
    assert_eq!(found.iter().map(|it| it.position).collect::<Vec<_>>(), positions);
    let places = |of: &[NewEvent]| of.iter().map(|it| (it.thread, it.sequence)).collect::<Vec<_>>();
    assert_eq!(found.iter().map(|it| (it.thread, it.sequence)).collect::<Vec<_>>(), places(&log));
    let mut found = messages::find_many(c, &[id("m3-1"), id("m4-1")]).await.unwrap();
    found.sort_by_key(|it| it.thread);
    assert_eq!(found, [message(3, 1), message(4, 1)]);
}

async fn a_name_without_an_event(store: &TestStore) {
    let named = ThreadRecord { customer_name: Some("Zoë".to_owned()), ..idle(1) };
    let tx = store.write().await.unwrap();
    let batch = Batch { threads: vec![&named], controlled: vec![], messages: &[], events: &[] };
    assert_eq!(batch::write(&tx, &batch).await.unwrap(), []);
    tx.commit().await.unwrap();
    assert_eq!(threads::find(store.reader(), page(1), thread(1)).await.unwrap(), Some(named));
}

async fn events_alone(store: &TestStore) {
    let tx = store.write().await.unwrap();
    let batch = Batch { threads: vec![], controlled: vec![], messages: &[], events: &[event(1, 1), event(2, 1)] };
    assert_eq!(batch::write(&tx, &batch).await.unwrap().len(), 2);
    tx.commit().await.unwrap();
    assert_eq!(events::pages_after(store.reader(), Position(0), 9).await.unwrap().len(), 2);
}

async fn a_batch_that_conflicts_leaves_nothing(store: &TestStore) {
    write!(store, |tx| threads::upsert_many(&tx, &[idle(1)]), events::insert_many(&tx, &[event(1, 1)]));
    let after = passed(idle(1));
    let batch = |events| Batch { threads: vec![], controlled: vec![&after], messages: &[], events };
    let tx = store.write().await.unwrap();
    let second = batch::write(&tx, &batch(&[event(1, 1)])).await;
    assert!(matches!(second, Err(StoreError::Conflict(Conflict::Fence))), "{second:?}");
    assert!(tx.commit().await.is_err());
    assert_eq!(threads::find(store.reader(), page(1), thread(1)).await.unwrap(), Some(idle(1)));
    let tx = store.write().await.unwrap();
    let taken = threads::upsert_many(&tx, &[ThreadRecord { id: thread(2), ..idle(1) }]).await;
    assert!(matches!(taken, Err(StoreError::Conflict(Conflict::Customer))), "{taken:?}");
}

/// An operator or a proxy ends connections: whoever writes next does not notice.
#[tokio::test]
async fn a_writer_whose_connection_ended_has_another() {
    let store = TestStore::postgres().await;
    write!(store, |tx| threads::upsert_many(&tx, &[idle(1)]));
    let beside = Database::connect(&store.url).await.unwrap();
    let end = "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity
        WHERE datname = current_database() AND application_name = 'baton'";
    assert!(number(&beside, end).await > 0, "there was a connection");
    write!(store, |tx| events::insert_many(&tx, &[event(1, 1)]));
    let log = events::of_thread(store.reader(), page(1), thread(1), &Slice::first(9)).await;
    // Readers' connections were ended too, and one that a reader takes may be among them.
    let log =
        if log.is_err() { events::of_thread(store.reader(), page(1), thread(1), &Slice::first(9)).await } else { log };
    assert_eq!(log.unwrap().rows.len(), 1);
}

/// One that ends inside a transaction fails it, and nothing of it stays.
#[tokio::test]
async fn a_connection_that_ends_in_a_transaction_fails_it() {
    let store = TestStore::postgres().await;
    let tx = store.write().await.unwrap();
    threads::upsert_many(&tx, &[idle(1)]).await.unwrap();
    let beside = Database::connect(&store.url).await.unwrap();
    let end = format!("SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_locks WHERE {OF_WRITERS}");
    assert_eq!(number(&beside, &end).await, 1);
    let error = events::insert_many(&tx, &[event(1, 1)]).await;
    assert!(matches!(error, Err(StoreError::Unavailable(_))), "{error:?}");
    drop(tx);
    let tx = store.write().await.unwrap();
    assert_eq!(threads::find(&tx, page(1), thread(1)).await.unwrap(), None);
    threads::upsert_many(&tx, &[idle(1)]).await.unwrap();
    tx.commit().await.unwrap();
}

/// A writer that gives up while another server has the turn leaves nobody waiting, and no lock.
#[tokio::test]
async fn whoever_gives_up_holds_up_nobody() {
    let store = TestStore::postgres().await;
    let other = Store::open(&Options::new(&store.url)).await.unwrap();
    let beside = Database::connect(&store.url).await.unwrap();
    let waits = format!("SELECT count(*) FROM pg_locks WHERE {OF_WRITERS} AND NOT granted");
    let turn = other.write().await.unwrap();
    tokio::select! {
        biased;
        _ = store.write() => panic!("the turn is another's"),
        () = async { while number(&beside, &waits).await == 0 {} } => {}
    }
    drop(turn);
    write!(other, |tx| threads::upsert_many(&tx, &[idle(1)]));
    write!(store, |tx| threads::upsert_many(&tx, &[idle(2)]));
    let dropped = store.write().await.unwrap();
    threads::upsert_many(&dropped, &[idle(3)]).await.unwrap();
    drop(dropped);
    write!(other, |tx| threads::upsert_many(&tx, &[idle(4)]));
    assert_eq!(threads::find_many(store.reader(), &[1, 2, 3, 4].map(thread)).await.unwrap().len(), 3);
}

/// Where the next batch waits already, its transaction begins with the commit of the last one, and has read its threads.
#[tokio::test]
async fn a_transaction_begins_with_another_s_commit() {
    let store = TestStore::postgres().await;
    write!(store, |tx| threads::upsert_many(&tx, &[idle(1), idle(2)]));
    let (tx, read) = store.write_to(&[thread(1), thread(9)]).await.unwrap();
    assert_eq!(read, [idle(1)]);
    let after = passed(idle(1));
    threads::upsert_many(&tx, from_ref(&after)).await.unwrap();
    let begun = tx.commit_and_begin(|| vec![thread(1), thread(2), thread(9)]).await.unwrap().unwrap();
    assert_eq!(threads::find(store.reader(), page(1), thread(1)).await.unwrap().as_ref(), Some(&after), "is committed");
    let (tx, mut read) = begun.turn().await.unwrap().unwrap();
    read.sort_by_key(|it| it.id);
    assert_eq!(read, [after.clone(), idle(2)]);
    threads::upsert_many(&tx, &[idle(3)]).await.unwrap();
    let begun = tx.commit_and_begin(|| vec![thread(3)]).await.unwrap().unwrap();
    let (tx, _) = begun.turn().await.unwrap().unwrap();
    threads::upsert_many(&tx, &[idle(4)]).await.unwrap();
    // Whoever lets go of it leaves nothing of it, and holds up nobody.
    drop(tx);
    write!(store, |tx| threads::upsert_many(&tx, &[idle(5)]));
    let found = threads::find_many(store.reader(), &[1, 2, 3, 4, 5].map(thread)).await.unwrap();
    assert_eq!(found.iter().map(|it| it.id).collect::<BTreeSet<_>>(), BTreeSet::from([1, 2, 3, 5].map(thread)));
}

/// Nothing begins for nobody, after a failure, or where somebody of the same process waits.
#[tokio::test]
async fn nothing_begins_where_others_would_wait_for_it() {
    let store = TestStore::postgres().await;
    let tx = store.write().await.unwrap();
    assert!(tx.commit_and_begin(Vec::new).await.unwrap().is_none());
    write!(store, |tx| threads::upsert_many(&tx, &[idle(1)]), events::insert_many(&tx, &[event(1, 1)]));
    let tx = store.write().await.unwrap();
    events::insert_many(&tx, &[event(1, 1)]).await.unwrap_err();
    assert!(tx.commit_and_begin(|| panic!("it is not asked")).await.is_err());
    let tx = store.write().await.unwrap();
    let mut another = pin!(store.write());
    assert!(poll!(another.as_mut()).is_pending());
    assert!(tx.commit_and_begin(|| panic!("it is not asked")).await.unwrap().is_none());
    another.await.unwrap().commit().await.unwrap();
}

/// A server that has much to do lets the others write too, and sees what they wrote.
#[tokio::test]
async fn other_servers_who_wait_come_first() {
    let store = TestStore::postgres().await;
    let other = Store::open(&Options::new(&store.url)).await.unwrap();
    let beside = Database::connect(&store.url).await.unwrap();
    write!(store, |tx| threads::upsert_many(&tx, &[idle(1)]));
    let tx = store.write().await.unwrap();
    let mut another = pin!(other.write());
    let waits = format!("SELECT count(*) FROM pg_locks WHERE {OF_WRITERS} AND NOT granted");
    tokio::select! {
        biased;
        _ = another.as_mut() => panic!("the turn is the first one's"),
        () = async { while number(&beside, &waits).await == 0 {} } => {}
    }
    let begun = tx.commit_and_begin(|| vec![thread(1)]).await.unwrap().unwrap();
    let another = another.await.unwrap();
    let after = passed(idle(1));
    let before = revision::at_turn(&another).await.unwrap();
    let (turn, committed) = tokio::join!(begun.turn(), async {
        threads::upsert_many(&another, from_ref(&after)).await.unwrap();
        revision::bump(&another).await.unwrap();
        another.commit().await
    });
    committed.unwrap();
    let (tx, read) = turn.unwrap().unwrap();
    assert_eq!(read, [after]);
    assert_eq!(revision::at_turn(&tx).await.unwrap(), before + 1, "by the configuration that is, too");
}

/// What fails after the commit fails nobody, and what fails before it is told.
#[tokio::test]
async fn a_connection_that_ends_with_a_commit_leaves_it_committed() {
    let store = TestStore::postgres().await;
    write!(store, |tx| threads::upsert_many(&tx, &[idle(1)]));
    let beside = Database::connect(&store.url).await.unwrap();
    let tx = store.write().await.unwrap();
    events::insert_many(&tx, &[event(1, 1)]).await.unwrap();
    // Whoever would read threads waits for this one; whoever writes only events does not.
    let locked = beside.begin().await.unwrap();
    locked.execute_unprepared("LOCK TABLE threads IN ACCESS EXCLUSIVE MODE").await.unwrap();
    let end = "SELECT count(*) FILTER (WHERE pg_terminate_backend(pid, 5000)) FROM pg_locks WHERE NOT granted
        AND relation = 'threads'::regclass AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
    let end = timeout(PATIENCE, async { while number(&beside, end).await == 0 {} });
    let (begun, ended) = tokio::join!(tx.commit_and_begin(|| vec![thread(1)]), end);
    ended.expect("it waits for the threads");
    assert!(begun.unwrap().is_none());
    locked.rollback().await.unwrap();
    write!(store, |tx| events::insert_many(&tx, &[event(1, 2)]));
    let tx = store.write().await.unwrap();
    assert_eq!(events::of_thread(&tx, page(1), thread(1), &Slice::first(9)).await.unwrap().rows.len(), 2);
    let own = "SELECT count(*) FILTER (WHERE pg_terminate_backend(pid, 5000)) FROM pg_locks";
    assert_eq!(number(&beside, &format!("{own} WHERE {OF_WRITERS}")).await, 1);
    let lost = tx.commit_and_begin(|| vec![thread(1)]).await.map(|it| it.is_some());
    assert!(matches!(lost, Err(StoreError::UnknownOutcome(_))), "{lost:?}");
}
