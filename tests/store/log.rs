//! Threads, events and messages: written together, read back, fenced.

use baton::{
    protocol::{
        Button, Content, ControlChange, EntryPointSource, Event, HeldSurvey, Menu, MenuAction, MenuItem, MessageTag,
        PageEvent, Participant, Reason, Referral, Waiting,
    },
    store::{
        Conflict, Conn, EventRecord, Logged, MessageRecord, MessageStatus, NewEvent, Options, Position, Slice, Store,
        StoreError, ThreadRecord, events, messages,
        threads::{self, Customers},
    },
};

use crate::{
    support::{TestStore, on_both},
    world::{app, at, event, id, idle, message, owned, page, thread, write},
};

on_both!(
    a_thread_comes_back_whole,
    a_newer_record_keeps_the_name,
    the_fence_lets_one_writer_through,
    an_external_id_is_taken_in_once,
    a_customer_has_one_thread,
    the_log_in_its_order,
    a_log_with_customers_and_words,
    all_kinds_of_messages,
    many_threads_at_once,
    keys_that_were_used,
    deadlines,
    what_an_app_leaves_behind,
    nothing_of_a_dropped_transaction,
    a_reader_misses_nothing_of_two_servers,
);

fn full(n: i64) -> ThreadRecord {
    let mut thread = owned(n, app(7), 900);
    thread.customer_name = Some("Zoë 山田".to_owned());
    thread.customer_locale = Some("de_CH".to_owned());
    let waits = |n| Waiting { app: app(n), requested_at: at(3), metadata: Some("\u{0}\"quoted\"".to_owned()) };
    thread.state.epoch = 4;
    thread.state.queue = vec![waits(9), waits(8)];
    thread.state.held_surveys = vec![HeldSurvey { message: id("m1"), app: app(8) }];
    thread.state.menu = Some(Menu {
        app: app(8),
        items: vec![MenuItem { title: "Site".to_owned(), action: MenuAction::Url("https://x.org".to_owned()) }],
        updated_at: at(2),
    });
    thread.state.is_done = true;
    thread.state.last_customer_message_at = Some(at(11));
    thread.state.last_customer_action_at = Some(at(12));
    thread.state.unanswered_since = Some(at(10));
    thread.state.referral = Some(Referral { source: EntryPointSource::Link, key: "spring".to_owned() });
    thread.state.sequence = 17;
    thread
}

async fn a_thread_comes_back_whole(store: &TestStore) {
    write!(store, |tx| threads::upsert_many(&tx, &[full(2), idle(1), owned(3, Participant::Inbox, 5)]));
    let c = store.reader();
    assert_eq!(threads::find(c, page(1), thread(2)).await.unwrap(), Some(full(2)));
    assert_eq!(threads::find(c, page(2), thread(2)).await.unwrap(), None, "it is another page's");
    assert_eq!(threads::page_of(c, thread(2)).await.unwrap(), Some(page(1)));
    assert_eq!(threads::by_customer(c, page(1), &id("c1")).await.unwrap(), Some(idle(1)));
    let mut several = threads::find_many(c, &[thread(3), thread(2), thread(4)]).await.unwrap();
    several.sort_by_key(|it| it.id);
    assert_eq!(several, [full(2), owned(3, Participant::Inbox, 5)]);
    let keys = [(page(1), id("c3")), (page(1), id("c2")), (page(2), id("c1"))];
    let mut several = threads::by_customers(c, &keys).await.unwrap();
    several.sort_by_key(|it| it.id);
    assert_eq!(several, [full(2), owned(3, Participant::Inbox, 5)]);
    assert_eq!(threads::find_many(c, &[]).await.unwrap(), []);
}

async fn a_newer_record_keeps_the_name(store: &TestStore) {
    let renamed = ThreadRecord { customer_name: Some("Zoe".to_owned()), customer_locale: None, ..idle(1) };
    write!(store, |tx| threads::upsert_many(&tx, &[full(1)]));
    write!(store, |tx| threads::upsert_many(&tx, &[idle(1)]));
    let found = threads::find(store.reader(), page(1), thread(1)).await.unwrap().unwrap();
    assert_eq!(
        found,
        ThreadRecord { customer_name: full(1).customer_name, customer_locale: full(1).customer_locale, ..idle(1) }
    );
    write!(store, |tx| threads::upsert_many(&tx, &[renamed]));
    let found = threads::find(store.reader(), page(1), thread(1)).await.unwrap().unwrap();
    assert_eq!(found.customer_name.as_deref(), Some("Zoe"));
}

async fn the_fence_lets_one_writer_through(store: &TestStore) {
    write!(store, |tx| events::insert_many(&tx, &[event(1, 1)]));
    let tx = store.write().await.unwrap();
    let second = events::insert_many(&tx, &[event(2, 1), event(1, 1)]).await;
    assert!(matches!(second, Err(StoreError::Conflict(Conflict::Fence))), "{second:?}");
    drop(tx);
    assert_eq!(events::of_thread(store.reader(), page(1), thread(2), &Slice::first(9)).await.unwrap().rows, []);
}

async fn an_external_id_is_taken_in_once(store: &TestStore) {
    let from = |n, page| NewEvent { external_id: Some(id("e1")), page, ..event(n, 1) };
    write!(
        store,
        |tx| threads::upsert_many(&tx, &[idle(1)]),
        events::insert_many(&tx, &[from(1, page(1)), event(1, 2), from(5, page(2))])
    );
    let tx = store.write().await.unwrap();
    let again = events::insert_many(&tx, &[from(2, page(1))]).await;
    assert!(matches!(again, Err(StoreError::Conflict(Conflict::ExternalId))), "{again:?}");
    drop(tx);
    let known = events::by_external_ids(store.reader(), &[(page(1), id("e1")), (page(1), id("e2"))]).await.unwrap();
    assert_eq!(known, [(page(1), id("e1"), thread(1))]);
}

async fn a_customer_has_one_thread(store: &TestStore) {
    write!(store, |tx| threads::upsert_many(&tx, &[idle(1)]));
    let tx = store.write().await.unwrap();
    let second = ThreadRecord { id: thread(2), ..idle(1) };
    let second = threads::upsert_many(&tx, &[second]).await;
    assert!(matches!(second, Err(StoreError::Conflict(Conflict::Customer))), "{second:?}");
}

async fn the_log_in_its_order(store: &TestStore) {
    let c = store.reader();
    assert_eq!(events::last_position(c).await.unwrap(), Position(0));
    let moved = NewEvent {
        owner: Some(Participant::App(app(7))),
        event: Event::ControlChanged(ControlChange {
            previous: None,
            new: Some(Participant::App(app(7))),
            reason: Reason::Take,
            metadata: Some("über".to_owned()),
            epoch: 1,
            expires_at: Some(at(99)),
            by: Some(id("ada")),
        }),
        ..event(2, 1)
    };
    let elsewhere = NewEvent { page: page(2), ..event(3, 1) };
    let other_page = ThreadRecord { page: page(2), ..idle(3) };
    let tx = store.write().await.unwrap();
    threads::upsert_many(&tx, &[idle(1), idle(2), other_page]).await.unwrap();
    let mut log = vec![event(1, 1), moved.clone(), elsewhere];
    log.extend((2..=10).map(|n| event(1, n)));
    let positions = events::insert_many(&tx, &log).await.unwrap();
    tx.commit().await.unwrap();
    assert!(positions.is_sorted_by(|a, b| a < b));

    let rows = events::after(c, &[page(1), page(2)], Position(0), 100).await.unwrap();
    assert_eq!(rows.iter().map(|it| it.position).collect::<Vec<_>>(), positions);
    for (row, new) in rows.iter().zip(&log) {
        assert_eq!((row.page, row.thread, row.sequence, &row.event), (new.page, new.thread, new.sequence, &new.event));
        assert_eq!((row.occurred_at, row.owner), (new.occurred_at, new.owner));
        assert_eq!(row.customer, id(&format!("c{}", row.thread)));
    }
    assert_eq!(events::after(c, &[page(1)], positions[1], 2).await.unwrap(), rows[3..5]);
    assert_eq!(events::after_in_thread(c, page(1), thread(1), positions[5], 2).await.unwrap(), rows[6..8]);
    assert_eq!(events::last_position(c).await.unwrap(), positions[11]);
    let middle = Slice { after: Some(3), before: Some(9), ..Slice::last(2) };
    let found = events::of_thread(c, page(1), thread(1), &middle).await.unwrap();
    assert_eq!(found.rows.iter().map(|it| it.sequence).collect::<Vec<_>>(), [7, 8]);
    assert!(found.has_previous && found.has_next);
}

/// Whether they are known already makes no difference.
async fn a_log_with_customers_and_words(store: &TestStore) {
    let (c, customers) = (store.reader(), Customers::default());
    let role = PageEvent::RoleChanged { app: app(7), is_primary: true };
    let tx = store.write().await.unwrap();
    threads::upsert_many(&tx, &[idle(1), idle(2), idle(3)]).await.unwrap();
    events::insert_many(&tx, &[event(1, 1), event(2, 1)]).await.unwrap();
    events::append_to_page(&tx, page(1), at(2), &[role]).await.unwrap();
    let last = events::insert_many(&tx, &[event(1, 2), event(3, 1)]).await.unwrap();
    messages::insert_many(&tx, &[message(1, 2)]).await.unwrap();
    tx.commit().await.unwrap();

    let positions: Vec<Position> = (1..=last[1].0).map(Position).collect();
    let expected = events::logged_at(c, &positions).await.unwrap();
    assert!(matches!(expected[2], Logged::Page(_)));
    let words = [None, None, None, Some(message(1, 2).content), None];
    let expected: Vec<_> = expected.into_iter().zip(words).collect();
    for limit in [2, 9, 9] {
        let read = events::logged_after(c, page(1), Position(0), limit, &customers).await.unwrap();
        assert_eq!(read, expected[..read.len()]);
        assert_eq!(read.len(), 5.min(limit as usize));
    }
}

async fn all_kinds_of_messages(store: &TestStore) {
    let rich = MessageRecord {
        sender: Some(Participant::Inbox),
        content: Content {
            text: None,
            attachments: vec![serde_json::json!({ "type": "image", "n": [1, 2.5, null] })],
            buttons: vec![Button { title: "Yes".to_owned(), payload: "YES".to_owned() }],
        },
        tag: Some(MessageTag::HumanAgent),
        is_survey: true,
        status: MessageStatus::Held,
        idempotency_key: Some("k".to_owned()),
        ..message(1, 2)
    };
    write!(store, |tx| messages::insert_many(&tx, &[message(1, 1), rich.clone()]));
    let c = store.reader();
    let found = messages::find_many(c, &[id("m1-2"), id("none")]).await.unwrap();
    assert_eq!(found.as_slice(), std::slice::from_ref(&rich));
    write!(store, |tx| messages::set_status(&tx, &[id("m1-2")], MessageStatus::Dropped));
    let dropped = MessageRecord { status: MessageStatus::Dropped, ..rich };
    let all = messages::of_thread(c, page(1), thread(1), &Slice::first(2)).await.unwrap();
    assert_eq!((all.rows, all.has_next), (vec![message(1, 1), dropped], false));
    assert_eq!(messages::of_thread(c, page(2), thread(1), &Slice::first(2)).await.unwrap().rows, []);
}

async fn many_threads_at_once(store: &TestStore) {
    let ids: Vec<_> = (1..=250).map(thread).collect();
    let tx = store.write().await.unwrap();
    threads::upsert_many(&tx, &(1..=250).map(idle).collect::<Vec<_>>()).await.unwrap();
    for sequence in 1..=3 {
        messages::insert_many(&tx, &(1..=249).map(|n| message(n, sequence)).collect::<Vec<_>>()).await.unwrap();
        events::insert_many(&tx, &(1..=249).map(|n| event(n, sequence)).collect::<Vec<_>>()).await.unwrap();
    }
    let slice = Slice::last(2);
    let said = messages::of_threads(&tx, page(1), &ids, &slice, true).await.unwrap();
    let happened = events::of_threads(&tx, page(1), &ids, &slice, true).await.unwrap();
    let no_more = messages::of_threads(&tx, page(1), &ids, &slice, false).await.unwrap();
    assert_eq!((said.len(), happened.len(), no_more.len()), (250, 250, 250));
    for &id in &ids {
        assert_eq!(said[&id], messages::of_thread(&tx, page(1), id, &slice).await.unwrap());
        assert_eq!((&no_more[&id].rows, no_more[&id].has_previous), (&said[&id].rows, false));
        assert_eq!(happened[&id], events::of_thread(&tx, page(1), id, &slice).await.unwrap());
    }
}

async fn keys_that_were_used(store: &TestStore) {
    let keyed = |n, sequence| MessageRecord {
        sender: Some(app(7).into()),
        idempotency_key: Some("k".to_owned()),
        ..message(n, sequence)
    };
    write!(store, |tx| messages::insert_many(&tx, &[keyed(1, 1), keyed(1, 2), keyed(2, 1), message(1, 3)]));
    let key = |n, sender: Participant| (thread(n), sender, "k".to_owned());
    let asked = [key(1, app(7).into()), key(2, Participant::Inbox), key(3, app(7).into())];
    let found = messages::by_keys(store.reader(), &asked).await.unwrap();
    assert_eq!(found, [keyed(1, 2), keyed(1, 1)]);
}

async fn deadlines(store: &TestStore) {
    let c = store.reader();
    assert_eq!(threads::next_deadline(c).await.unwrap(), None);
    write!(store, |tx| threads::upsert_many(
        &tx,
        &[idle(1), owned(2, app(7), 50), owned(3, Participant::Inbox, 40), owned(4, app(7), 60)]
    ));
    assert_eq!(threads::next_deadline(c).await.unwrap(), Some(at(40)));
    assert_eq!(threads::due(c, at(50), 10).await.unwrap(), [(page(1), thread(3)), (page(1), thread(2))]);
    assert_eq!(threads::due(c, at(i64::MAX), 1).await.unwrap(), [(page(1), thread(3))]);
    assert_eq!(threads::due_on_page(c, page(1), at(49), 10).await.unwrap(), [thread(3)]);
    assert_eq!(threads::due_on_page(c, page(2), at(49), 10).await.unwrap(), []);
}

async fn what_an_app_leaves_behind(store: &TestStore) {
    let survey = MessageRecord { sender: Some(app(8).into()), status: MessageStatus::Held, ..message(4, 1) };
    let with_menu = ThreadRecord { page: page(1), ..full(3) };
    write!(
        store,
        |tx| threads::upsert_many(&tx, &[owned(1, app(8), 9), idle(2), with_menu, idle(4), idle(5)]),
        threads::sync_waiting(&tx, &[(page(1), thread(2), vec![app(8), app(9)]), (page(1), thread(5), vec![app(8)])]),
        threads::sync_waiting(&tx, &[(page(1), thread(5), vec![])]),
        messages::insert_many(&tx, &[survey]),
    );
    let left = async |app, after, limit| threads::touched_by(store.reader(), page(1), app, after, limit).await.unwrap();
    assert_eq!(left(app(8), None, 10).await, [thread(1), thread(2), thread(3), thread(4)]);
    assert_eq!(left(app(8), Some(thread(1)), 2).await, [thread(2), thread(3)]);
    assert_eq!(left(app(9), None, 10).await, [thread(2)]);
}

async fn nothing_of_a_dropped_transaction(store: &TestStore) {
    async fn exists(c: &impl Conn) -> bool {
        threads::page_of(c, thread(1)).await.unwrap().is_some()
    }
    let tx = store.write().await.unwrap();
    threads::upsert_many(&tx, &[idle(1)]).await.unwrap();
    assert!(exists(&tx).await && !exists(store.reader()).await);
    drop(tx);
    // The next writer gets its turn, and finds nothing.
    let tx = store.write().await.unwrap();
    assert!(!exists(&tx).await);
}

/// Two servers write at once while a third reads on from what it has seen: positions rise in the order of
/// commits, so it sees every event, once.
async fn a_reader_misses_nothing_of_two_servers(store: &TestStore) {
    const EACH: i64 = 60;
    write!(store, |tx| threads::upsert_many(&tx, &[idle(1), idle(2)]));
    let writer = async |n| {
        let server = Store::open(&Options::new(&store.url)).await.unwrap();
        for sequence in 1..=EACH {
            write!(server, |tx| events::insert_many(&tx, &[event(n, sequence)]));
        }
    };
    let reader = async || {
        let mut seen: Vec<EventRecord> = Vec::new();
        while seen.iter().filter(|it| it.sequence == EACH).count() < 2 {
            let last = seen.last().map_or(Position(0), |it| it.position);
            seen.extend(events::after(store.reader(), &[page(1)], last, 1000).await.unwrap());
            tokio::task::yield_now().await;
        }
        seen
    };
    let ((), (), seen) = tokio::join!(writer(1), writer(2), reader());
    assert!(seen.is_sorted_by(|a, b| a.position < b.position));
    for n in [1, 2] {
        let of: Vec<_> = seen.iter().filter(|it| it.thread == thread(n)).map(|it| it.sequence).collect();
        assert_eq!(of, (1..=EACH).collect::<Vec<_>>());
    }
}
