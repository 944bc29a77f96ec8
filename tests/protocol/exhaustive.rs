//! Every history of one thread, two apps and the inbox, up to what no rule can tell apart.
//!
//! A breadth-first search. Two points are one when they differ only in what the rules compare but never count: the
//! epoch, the sequence, the absolute time. One app may have two surveys waiting and the other one, time passes by the
//! hour, and the page may change its primary receiver, its release policy, its apps and their review in between. That
//! makes the space finite, and the search ends when it finds nothing new: after 16,208 states and 776,296 steps, no
//! state farther than 12 steps from the beginning.
//!
//! A second search does the same on a page that holds its apps to the messaging window, by half days.

mod moves;

use std::{
    collections::{HashSet, VecDeque},
    rc::Rc,
};

use baton::{
    id::{AppId, CustomerId, PageId},
    protocol::{
        Caller, Command, EntryPointSource, Fields, Menu, Page, Participant, Platform, ReleasePolicy, Settings,
        Subscriber,
    },
    time::{Seconds, Timestamp},
};
use moves::{Move, moves, moves_under_the_window};

use crate::{
    duel::{Call, Duel},
    properties,
    world::{START, app},
};

/// The page, the thread and the hour: a point that histories pass through.
#[derive(Clone)]
struct Point {
    page: Rc<Page>,
    duel: Duel,
    now: Timestamp,
    /// Length of the shortest history that leads here.
    depth: u32,
}

/// What of a point the rules can tell apart from another's.
#[derive(PartialEq, Eq, Hash)]
struct Key {
    owner: Option<Participant>,
    time_left: i64,
    /// Each with whether it waits with metadata.
    queue: Vec<(AppId, bool)>,
    held: Vec<AppId>,
    menu: Option<AppId>,
    done: bool,
    primary: Option<AppId>,
    on_release: ReleasePolicy,
    subscribers: Vec<(AppId, bool)>,
    /// Milliseconds since the customer opened the window, where one is enforced; no rule asks beyond eight days.
    window: i64,
}

#[test]
fn every_history_of_two_apps_and_the_inbox() {
    let states = explore(beginning(), moves);
    assert!(states > 16_000, "the search ended early, with {states} states");
}

#[test]
fn every_history_under_the_window() {
    let mut beginning = beginning();
    let page = Rc::make_mut(&mut beginning.page);
    page.settings = Settings { idle_timeout: Seconds::DAY, enforce_messaging_window: true, ..Settings::default() };
    page.subscribers.get_mut(&app(2)).unwrap().human_agent = false;
    let states = explore(beginning, moves_under_the_window);
    assert!(states > 1_500, "the search ended early, with {states} states");
}

/// Goes every way there is, and says how many points there are.
fn explore(beginning: Point, moves: fn(&Point) -> Vec<Move>) -> usize {
    let (mut edges, mut depth) = (0_u64, 0);
    let mut seen = HashSet::from([beginning.key()]);
    let mut frontier = VecDeque::from([beginning]);
    while let Some(point) = frontier.pop_front() {
        depth = point.depth;
        left_alone_it_goes_idle(point.clone());
        for next in moves(&point) {
            edges += 1;
            let mut reached = Point { depth: depth + 1, ..point.clone() };
            reached.go(&next);
            if seen.insert(reached.key()) {
                frontier.push_back(reached);
            }
        }
    }
    println!("{} states, {edges} edges, no history of new states is longer than {depth}", seen.len());
    seen.len()
}

/// Nobody keeps a thread by doing nothing, and who waits for control does not keep it from going idle for ever.
fn left_alone_it_goes_idle(mut point: Point) {
    let owners = point.duel.thread.queue.len() + 1;
    for _ in 0..owners {
        let Some(expires_at) = point.duel.thread.expires_at() else { return };
        point.now = expires_at;
        point.call(&Caller::Baton, &Command::Timeout);
    }
    assert!(point.duel.thread.is_idle());
}

/// A customer who has just come, two apps that are live, no settings; a menu of the one, an entry point of the other.
fn beginning() -> Point {
    let customer: CustomerId = "customer".parse().unwrap();
    let subscriber = Subscriber { fields: Fields::all(), live: true, human_agent: true, testers: HashSet::new() };
    let page = Page {
        id: PageId::new(1).unwrap(),
        platform: Platform::Messenger,
        settings: Settings { idle_timeout: Seconds(2 * Seconds::HOUR.0), ..Settings::default() },
        primary_receiver: None,
        subscribers: [(app(1), subscriber.clone()), (app(2), subscriber)].into(),
        entry_points: [((EntryPointSource::Ad, "spring".to_owned()), app(2))].into(),
        menu: Some(Menu { app: app(1), items: moves::menu(), updated_at: START }),
    };
    Point { page: page.into(), duel: Duel::new(customer, START), now: START, depth: 0 }
}

impl Point {
    fn go(&mut self, to: &Move) {
        match to {
            Move::Call(caller, command) => self.call(caller, command),
            Move::Wait(time) => {
                self.now = self.now + *time;
                self.call(&Caller::Baton, &Command::Timeout);
            }
            Move::Configure(page) => self.page = page.clone().into(),
            Move::Unsubscribe(page, app) => {
                self.page = page.clone().into();
                self.call(&Caller::Baton, &Command::Leave { app: *app });
            }
        }
    }

    fn call(&mut self, caller: &Caller, command: &Command) {
        let call = Call { page: &self.page, caller, command, now: self.now };
        // A refusal is an answer like any other here: the model has given the same.
        _ = self.duel.call(&call, |step| properties::ALL.iter().for_each(|holds| holds(step)));
    }

    fn since_the_customer(&self) -> i64 {
        let opened_at = self.duel.thread.last_customer_action_at.unwrap_or_default();
        (self.now.millis() - opened_at.millis()).min(8 * 86_400_000)
    }

    fn key(&self) -> Key {
        let thread = &self.duel.thread;
        Key {
            owner: thread.owner(),
            time_left: thread.expires_at().map_or(0, |at| at.millis() - self.now.millis()),
            queue: thread.queue.iter().map(|it| (it.app, it.metadata.is_some())).collect(),
            held: thread.held_surveys.iter().map(|it| it.app).collect(),
            menu: thread.menu.as_ref().map(|it| it.app),
            done: thread.is_done,
            primary: self.page.primary_receiver,
            on_release: self.page.settings.on_release,
            subscribers: self.page.subscribers.iter().map(|(&app, it)| (app, it.live)).collect(),
            window: if self.page.settings.enforce_messaging_window { self.since_the_customer() } else { 0 },
        }
    }
}
