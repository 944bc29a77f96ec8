mod endpoint;

use super::*;

const NOW: Timestamp = Timestamp::from_millis(1_000);

fn thread(n: i64) -> Strand {
    Some(ThreadId::new(n).unwrap())
}

/// Events at positions 1, 2, 3 … of these threads; what is sent is the position.
fn lanes(threads: &[i64]) -> Lanes<i64> {
    let mut lanes = Lanes::new(Position(0), Vec::new());
    for (position, n) in (1..).zip(threads) {
        lanes.read(Position(position), NOW, thread(*n), Some(position));
    }
    lanes
}

fn failure(n: i64, before: i64, failed: u32, next_at: i64) -> Failure {
    let (thread, position) = (thread(n), Position(before));
    Failure { thread, position, since: NOW, failed, next_at: at(next_at), asked_to_wait: false }
}

fn at(millis: i64) -> Timestamp {
    Timestamp::from_millis(millis)
}

fn all_ready(lanes: &mut Lanes<i64>) -> Vec<i64> {
    std::iter::from_fn(|| lanes.next_to_send()).collect()
}

#[test]
fn threads_go_beside_one_another_and_their_events_after_one_another() {
    let mut lanes = lanes(&[1, 1, 2, 1]);
    assert_eq!(all_ready(&mut lanes), [1, 3]);
    lanes.settled(thread(2), Position(3), NOW);
    assert_eq!(lanes.cursor(), Position(0), "the first is still on its way");
    lanes.settled(thread(1), Position(1), NOW);
    assert_eq!((lanes.cursor(), all_ready(&mut lanes)), (Position(1), vec![2]));
    lanes.settled(thread(1), Position(2), NOW);
    assert_eq!((lanes.cursor(), all_ready(&mut lanes)), (Position(3), vec![4]));
    lanes.settled(thread(1), Position(4), NOW);
    assert!(lanes.is_settled() && lanes.cursor() == Position(4));
}

#[test]
fn what_the_app_does_not_hear_moves_the_cursor() {
    let mut lanes = lanes(&[1]);
    lanes.read(Position(2), NOW, thread(1), None);
    assert_eq!((lanes.read_to(), lanes.cursor()), (Position(2), Position(0)));
    all_ready(&mut lanes);
    lanes.settled(thread(1), Position(1), NOW);
    assert_eq!(lanes.cursor(), Position(2));
}

#[test]
fn a_parked_thread_holds_nobody_up_and_keeps_its_place() {
    let mut lanes = lanes(&[1, 1, 2]);
    all_ready(&mut lanes);
    lanes.failed(failure(1, 0, 1, 6_000));
    lanes.settled(thread(2), Position(3), NOW);
    assert_eq!(lanes.cursor(), Position(3));
    lanes.read(Position(4), NOW, thread(1), Some(4));
    assert_eq!((all_ready(&mut lanes), lanes.cursor()), (vec![], Position(4)), "it comes to it by its own cursor");
    assert_eq!((lanes.next_due(NOW), lanes.next_wake()), (None, Some(at(6_000))));
    let due = lanes.next_due(at(6_000)).unwrap();
    assert_eq!((due.thread, due.position, due.failed), (thread(1), Position(0), 1));
    assert_eq!(lanes.next_due(at(6_000)), None, "it is being tried");
    lanes.settled(thread(1), Position(1), NOW);
    let due = lanes.next_due(NOW).unwrap();
    assert_eq!((due.position, due.failed), (Position(1), 0), "the next one at once");
    lanes.caught_up(thread(1));
    lanes.read(Position(5), NOW, thread(1), Some(5));
    assert_eq!(all_ready(&mut lanes), [5]);
}

#[test]
fn a_long_thread_is_let_go_when_it_would_hold_the_others_up() {
    let spread: Vec<i64> = (1..=WINDOW).map(|it| i64::try_from(it % 100 + 1).unwrap()).collect();
    let mut many = lanes(&spread);
    assert!(!many.has_room() && many.detach_longest(NOW).is_none(), "all of them go on");

    let mut lanes = lanes(&vec![1; WINDOW]);
    assert_eq!(all_ready(&mut lanes), [1]);
    let long = lanes.detach_longest(NOW).unwrap();
    assert_eq!((long.thread, long.position), (thread(1), Position(0)));
    assert!(lanes.has_room() && lanes.is_settled());
    assert_eq!(lanes.next_due(NOW), None, "its event is on its way already");
    lanes.settled(thread(1), Position(1), NOW);
    assert_eq!(lanes.next_due(NOW).map(|it| it.position), Some(Position(1)));
}

#[test]
fn what_is_parked_counts_as_undelivered() {
    let mut lanes = Lanes::new(Position(0), Vec::new());
    lanes.read(Position(1), at(10), thread(1), Some(1));
    lanes.read(Position(2), at(20), thread(2), Some(2));
    all_ready(&mut lanes);
    lanes.failed(Failure { since: at(10), ..failure(1, 0, 1, 6_000) });
    assert_eq!(lanes.oldest(), Some(at(10)), "though its time has not come");
    lanes.settled(thread(2), Position(2), at(30));
    assert_eq!(lanes.oldest(), Some(at(10)), "though the cursor is beyond it");
    lanes.next_due(at(6_000)).unwrap();
    lanes.settled(thread(1), Position(1), at(6_000));
    lanes.next_due(at(6_000)).unwrap();
    lanes.is_at(thread(1), at(15));
    assert_eq!(lanes.oldest(), Some(at(15)), "the thread's next event");
    lanes.caught_up(thread(1));
    assert_eq!(lanes.oldest(), None);
}

/// Two threads whose events have failed, to be tried again after five minutes, and a third one.
fn down() -> Lanes<i64> {
    let mut lanes = lanes(&[1, 2, 3]);
    all_ready(&mut lanes);
    lanes.failed(failure(2, 1, 2, 300_000));
    lanes.failed(failure(1, 0, 2, 300_000));
    lanes
}

fn due(lanes: &mut Lanes<i64>, now: i64) -> Vec<i64> {
    std::iter::from_fn(|| lanes.next_due(at(now))).map(|it| it.thread.map_or(0, ThreadId::get)).collect()
}

#[test]
fn an_endpoint_that_is_back_is_sent_soon_what_has_failed() {
    let mut lanes = down();
    assert_eq!(lanes.next_wake(), Some(at(300_000)));
    assert!(lanes.succeeded(at(10_000)), "it was down");
    assert_eq!((due(&mut lanes, 10_049), due(&mut lanes, 10_050)), (vec![], vec![1]), "the oldest event first");
    assert_eq!((due(&mut lanes, 10_099), due(&mut lanes, 10_100)), (vec![], vec![2]), "and not all at once");
}

#[test]
fn an_event_that_fails_among_others_that_succeed_keeps_to_the_schedule() {
    let mut lanes = lanes(&[1, 2, 3]);
    all_ready(&mut lanes);
    lanes.failed(failure(1, 0, 1, 6_000));
    assert!(!lanes.succeeded(at(2_000)), "one thread alone tells nothing of the endpoint");
    lanes.failed(failure(2, 1, 1, 7_000));
    assert!(!lanes.succeeded(at(3_000)), "something has succeeded in between");
    assert_eq!(lanes.next_wake(), Some(at(6_000)));
}

#[test]
fn a_try_ahead_of_its_time_costs_nothing_and_comes_once() {
    let mut lanes = down();
    lanes.succeeded(at(10_000));
    assert_eq!(due(&mut lanes, 10_200), [1, 2]);
    let ahead = lanes.ahead_of_time(thread(1)).unwrap();
    assert_eq!((ahead.failed, ahead.next_at), (2, at(300_000)), "it stands with the schedule as before");
    lanes.failed(failure(1, 0, 2, 300_000));
    lanes.failed(failure(2, 1, 2, 300_000));
    assert!(lanes.succeeded(at(20_000)));
    assert_eq!(lanes.next_wake(), Some(at(300_000)), "not again");
    assert_eq!(due(&mut lanes, 300_000), [1, 2]);
    assert_eq!(lanes.ahead_of_time(thread(1)), None);
    lanes.failed(failure(1, 0, 3, 2_100_000));
    lanes.failed(failure(2, 1, 3, 2_100_000));
    assert!(lanes.succeeded(at(400_000)));
    assert_eq!(lanes.next_wake(), Some(at(400_050)), "after the schedule's next try it may");
}

#[test]
fn a_receiver_that_said_when_to_come_back_is_not_asked_sooner() {
    let mut lanes = lanes(&[1, 2, 3]);
    all_ready(&mut lanes);
    lanes.failed(Failure { asked_to_wait: true, ..failure(1, 0, 1, 120_000) });
    lanes.failed(failure(2, 1, 1, 300_000));
    lanes.succeeded(at(10_000));
    assert_eq!(due(&mut lanes, 119_999), [2]);
    assert_eq!(due(&mut lanes, 120_000), [1]);
}

#[test]
fn what_was_parked_by_another_server_counts_too() {
    let parked = [1, 2].map(|n| {
        let (position, since) = (Position(n - 1), NOW);
        ParkedRecord { thread: thread(n), position, since, failed: 9, next_at: at(86_400_000) }
    });
    let mut lanes = Lanes::<i64>::new(Position(9), parked.to_vec());
    assert!(lanes.succeeded(at(10_000)));
    assert_eq!(lanes.next_wake(), Some(at(10_050)));
}
