//! Lists of threads: any slice is that part of the whole list.

use baton::{
    protocol::{EntryPointSource, Participant, Referral},
    store::{
        Limit, Search, Slice, ThreadRecord,
        threads::{self, ThreadCursor, ThreadFilter, ThreadOrder},
    },
};

use crate::{
    support::{TestStore, on_both},
    world::{app, at, id, idle, owned, page, thread, write},
};

on_both!(
    slices_are_parts_of_the_whole,
    filters_match_what_they_say,
    search_finds_beginnings,
    only_visible_customers,
    looked_up_conditions_add_up
);

const ORDERS: [ThreadOrder; 3] =
    [ThreadOrder::LastActivityDesc, ThreadOrder::LastActivityAsc, ThreadOrder::ExpiresAtAsc];

/// Forty threads in which every key of an order has ties, and another page's beside them.
fn forty() -> Vec<ThreadRecord> {
    (1..=40)
        .map(|n| {
            let mut it = match n % 4 {
                0 => owned(n, app(7), 1000 + n % 3),
                1 => owned(n, Participant::Inbox, 1000 + n % 3),
                _ => idle(n),
            };
            it.state.last_activity_at = at(n % 5);
            it.state.is_done = n % 6 == 0;
            it.state.unanswered_since = (n % 3 == 0).then(|| at(n));
            it.state.referral = (n % 7 == 0).then(spring);
            it
        })
        .collect()
}

fn spring() -> Referral {
    Referral { source: EntryPointSource::Ad, key: "spring".to_owned() }
}

async fn fill(store: &TestStore) -> Vec<ThreadRecord> {
    let threads = forty();
    let elsewhere: Vec<_> = (101..140).map(|n| ThreadRecord { page: page(2), ..idle(n) }).collect();
    write!(store, |tx| threads::upsert_many(&tx, &threads), threads::upsert_many(&tx, &elsewhere));
    threads
}

async fn slices_are_parts_of_the_whole(store: &TestStore) {
    let threads = fill(store).await;
    let c = store.reader();
    for order in ORDERS {
        let mut whole = threads.clone();
        whole.sort_by_key(|it| (ThreadCursor::of(it, order).key, it.id));
        if order == ThreadOrder::LastActivityDesc {
            whole.reverse();
        }
        let cursor = |index: usize| ThreadCursor::of(&whole[index], order);
        for (after, before) in
            [(None, None), (Some(3), None), (None, Some(31)), (Some(6), Some(25)), (Some(9), Some(10))]
        {
            let between = &whole[after.map_or(0, |it| it + 1)..before.unwrap_or(whole.len())];
            for n in [1, 7, 100] {
                let count = between.len().min(n as usize);
                for (limit, expected) in
                    [(Limit::First(n), &between[..count]), (Limit::Last(n), &between[between.len() - count..])]
                {
                    let slice = Slice { after: after.map(cursor), before: before.map(cursor), limit };
                    let found = threads::list(c, page(1), None, &ThreadFilter::default(), order, &slice).await.unwrap();
                    assert_eq!(found.rows, expected, "{order:?} {slice:?}");
                    let more = count < between.len();
                    let flags = match limit {
                        Limit::First(_) => (more, after.is_some()),
                        Limit::Last(_) => (before.is_some(), more),
                    };
                    assert_eq!((found.has_next, found.has_previous), flags, "{order:?} {slice:?}");
                }
            }
        }
    }
}

async fn filters_match_what_they_say(store: &TestStore) {
    let threads = fill(store).await;
    let waiting = [(page(1), thread(5), vec![app(9)]), (page(1), thread(6), vec![app(8), app(9)])];
    write!(store, |tx| threads::sync_waiting(&tx, &waiting));
    type Matches = Box<dyn Fn(&ThreadRecord) -> bool>;
    let any = ThreadFilter::default;
    let cases: Vec<(ThreadFilter, Matches)> = vec![
        (ThreadFilter { controlled: Some(true), ..any() }, Box::new(|it| !it.state.is_idle())),
        (ThreadFilter { controlled: Some(false), ..any() }, Box::new(|it| it.state.is_idle())),
        (ThreadFilter { owner: Some(app(7).into()), ..any() }, Box::new(|it| it.state.is_owned_by(app(7)))),
        (ThreadFilter { in_main: Some(true), ..any() }, Box::new(|it| it.state.is_owned_by(Participant::Inbox))),
        (ThreadFilter { in_main: Some(false), ..any() }, Box::new(|it| !it.state.is_owned_by(Participant::Inbox))),
        (ThreadFilter { is_done: Some(true), ..any() }, Box::new(|it| it.state.is_done)),
        (ThreadFilter { is_done: Some(false), ..any() }, Box::new(|it| !it.state.is_done)),
        (ThreadFilter { is_unanswered: Some(true), ..any() }, Box::new(|it| it.state.unanswered_since.is_some())),
        (ThreadFilter { is_unanswered: Some(false), ..any() }, Box::new(|it| it.state.unanswered_since.is_none())),
        (ThreadFilter { referral: Some(spring()), ..any() }, Box::new(|it| it.state.referral == Some(spring()))),
        (ThreadFilter { customer: Some(id("c9")), ..any() }, Box::new(|it| it.id == thread(9))),
        (ThreadFilter { requested_by: Some(app(9)), ..any() }, Box::new(|it| [5, 6].contains(&it.id.get()))),
        (
            ThreadFilter { controlled: Some(true), is_done: Some(true), ..any() },
            Box::new(|it| !it.state.is_idle() && it.state.is_done),
        ),
    ];
    for (filter, matches) in cases {
        for order in ORDERS {
            let found = threads::list(store.reader(), page(1), None, &filter, order, &Slice::first(100)).await.unwrap();
            let mut expected: Vec<_> = threads.iter().filter(|it| matches(it)).map(|it| it.id).collect();
            let mut found: Vec<_> = found.rows.iter().map(|it| it.id).collect();
            expected.sort();
            found.sort();
            assert_eq!(found, expected, "{filter:?}");
        }
    }
}

async fn search_finds_beginnings(store: &TestStore) {
    let named = |n, name: &str| ThreadRecord { customer_name: Some(name.to_owned()), ..idle(n) };
    let threads =
        [named(1, "Ada King Lovelace"), named(2, "ADAM  Élan"), named(3, "山田太郎"), named(4, "_%x"), idle(5)];
    write!(
        store,
        |tx| threads::upsert_many(&tx, &threads),
        threads::add_terms(&tx, &threads),
        threads::add_terms(&tx, &threads[..2]),
    );
    for (text, expected) in [
        ("ada", vec![1, 2]),
        ("ADA K", vec![1]),
        ("love", vec![1]),
        ("ovelace", vec![]),
        ("éL", vec![2]),
        ("田太", vec![3]),
        ("c", vec![1, 2, 3, 4, 5]),
        ("C5", vec![5]),
        ("%", vec![]),
        ("_%", vec![4]),
        ("  ", vec![1, 2, 3, 4, 5]),
    ] {
        let filter = ThreadFilter { search: Search::new(text), ..ThreadFilter::default() };
        let order = ThreadOrder::LastActivityAsc;
        let found = threads::list(store.reader(), page(1), None, &filter, order, &Slice::first(9)).await.unwrap();
        assert_eq!(found.rows.iter().map(|it| it.id.get()).collect::<Vec<_>>(), expected, "{text:?}");
    }
}

async fn only_visible_customers(store: &TestStore) {
    fill(store).await;
    let list = async |visible_to: &[baton::id::CustomerId]| {
        let filter = ThreadFilter { controlled: Some(false), ..ThreadFilter::default() };
        let order = ThreadOrder::LastActivityAsc;
        let found =
            threads::list(store.reader(), page(1), Some(visible_to), &filter, order, &Slice::first(9)).await.unwrap();
        found.rows.iter().map(|it| it.id.get()).collect::<Vec<_>>()
    };
    assert_eq!(list(&[]).await, [] as [i64; 0]);
    assert_eq!(list(&[id("c7"), id("c8"), id("c2"), id("c7"), id("stranger")]).await, [2, 7]);
}

/// Conditions that are each looked up in a table of their own hold together.
async fn looked_up_conditions_add_up(store: &TestStore) {
    let threads = fill(store).await;
    let waiting: Vec<_> = (1..=20).map(|n| (page(1), thread(n), vec![app(9)])).collect();
    write!(store, |tx| threads::add_terms(&tx, &threads), threads::sync_waiting(&tx, &waiting));
    let filter = ThreadFilter { search: Search::new("C1"), requested_by: Some(app(9)), ..ThreadFilter::default() };
    let visible: Vec<_> = [1, 2, 10, 11, 30].iter().map(|n| id(&format!("c{n}"))).collect();
    let order = ThreadOrder::ExpiresAtAsc;
    let c = store.reader();
    let found = threads::list(c, page(1), Some(&visible), &filter, order, &Slice::first(9)).await.unwrap();
    let mut ids: Vec<_> = found.rows.iter().map(|it| it.id.get()).collect();
    ids.sort();
    assert_eq!(ids, [1, 10, 11]);
}
