//! A page with a life of its own: apps come and go, settings change, time jumps, and everybody calls.
//!
//! Every choice is read off a number, so that one generator serves the seeded runs (any number will do) and
//! proptest (which makes numbers smaller until the failure is plain).

mod calls;
mod changes;
mod dice;

use std::collections::BTreeMap;

use baton::{
    id::{AppId, CustomerId, MessageId, PageId, UserId},
    protocol::{
        Caller, Command, Event, Fields, Page, Participant, Platform, ReleasePolicy, Settings, Subscriber, Thread,
    },
    time::{Seconds, Timestamp},
};
pub use dice::{Dice, Seeded};

use crate::duel::{Call, Duel, Step};

/// A day in November 2023, so that nothing happens before 1970.
pub const START: Timestamp = Timestamp::from_millis(1_700_000_000_000);

pub struct World {
    pub page: Page,
    pub now: Timestamp,
    pub duel: Duel,
    pub apps: Vec<AppId>,
    pub user: UserId,
    begun: Thread,
    log: Vec<(Timestamp, Event)>,
    /// When each sender last used each idempotency key.
    keys: BTreeMap<(Option<Participant>, usize), Timestamp>,
    /// Messages made so far, each with a name of its own.
    messages: u64,
}

pub fn app(number: i64) -> AppId {
    AppId::new(number).expect("a positive number")
}

impl World {
    /// One to four apps, any settings.
    pub fn new(mut dice: Dice) -> Self {
        let apps: Vec<_> = (1..=i64::try_from(1 + dice.below(4)).unwrap()).map(app).collect();
        let customer: CustomerId = "customer".parse().unwrap();
        let page = Page {
            id: PageId::new(1).unwrap(),
            platform: Platform::Messenger,
            settings: Settings {
                idle_timeout: dice.pick(&[Seconds::DAY, Seconds::HOUR, Seconds::MINUTE]),
                on_release: dice.pick(&[ReleasePolicy::Idle, ReleasePolicy::NextRequest]),
                enforce_messaging_window: dice.one_in(2),
            },
            primary_receiver: None,
            subscribers: apps.iter().map(|&app| (app, Subscriber { live: true, ..subscriber(&mut dice) })).collect(),
            entry_points: BTreeMap::new(),
            menu: None,
        };
        let duel = Duel::new(customer, START);
        let begun = duel.thread.clone();
        let user = "person".parse().unwrap();
        let (log, keys) = (Vec::new(), BTreeMap::new());
        let mut world = Self { page, now: START, duel, apps, user, begun, log, keys, messages: 0 };
        world.page.primary_receiver = dice.one_in(2).then(|| world.any_app(&mut dice));
        world
    }

    /// One step: time passes, and then the page changes or somebody calls.
    pub fn step(&mut self, dice: &mut Dice, watch: impl FnMut(&Step<'_>)) {
        self.pass_time(dice);
        if dice.one_in(12) {
            if let Some(leaver) = self.change(dice) {
                self.call(&Caller::Baton, &Command::Leave { app: leaver }, None, watch);
            }
        } else {
            let (caller, command, key) = self.draw(dice);
            self.call(&caller, &command, key, watch);
        }
    }

    /// Nobody remembers how the thread came to be, but the log, through JSON, tells it all.
    pub fn check_log(&self) {
        let mut folded = self.begun.clone();
        for (at, event) in &self.log {
            let json = serde_json::to_string(event).expect("an event is written");
            folded.apply(&serde_json::from_str(&json).expect("and read again"), *at);
        }
        assert_eq!(folded, self.duel.thread, "the log tells another story");
    }

    fn call(&mut self, caller: &Caller, command: &Command, key: Option<usize>, mut watch: impl FnMut(&Step<'_>)) {
        let call = Call { page: &self.page, caller, command, now: self.now };
        let log = &mut self.log;
        let answer = self.duel.call(&call, |step| {
            log.extend(step.answer.iter().copied().flatten().map(|event| (step.now, event.clone())));
            watch(step);
        });
        if let (Some(key), Ok(events)) = (key, &answer)
            && !events.is_empty()
        {
            let before = self.keys.insert((sender(caller), key), self.now);
            assert!(before.is_none_or(|at| at + Seconds::DAY <= self.now), "never two messages for a repeated key");
        }
    }

    fn key_used_at(&self, caller: &Caller, key: Option<usize>) -> Option<Timestamp> {
        self.keys.get(&(sender(caller), key?)).copied()
    }

    fn pass_time(&mut self, dice: &mut Dice) {
        let millis = match dice.below(24) {
            0..17 => 0,
            17 => 1,
            18 => 1_000,
            19 => self.until_expiry() - 1,
            20 => self.until_expiry(),
            21 => dice.pick(&[86_400_000, 7 * 86_400_000]),
            22 => dice.pick(&[86_400_001, 7 * 86_400_000 + 1]),
            _ => 3_600_000,
        };
        self.now = Timestamp::from_millis(self.now.millis() + millis.max(0));
    }

    fn until_expiry(&self) -> i64 {
        self.duel.thread.expires_at().map_or(0, |at| at.millis() - self.now.millis())
    }

    fn new_message(&mut self) -> MessageId {
        self.messages += 1;
        self.messages.to_string().parse().unwrap()
    }

    /// One of the page's apps, subscribed or not.
    fn any_app(&self, dice: &mut Dice) -> AppId {
        dice.pick(&self.apps)
    }
}

fn sender(caller: &Caller) -> Option<Participant> {
    match caller {
        Caller::App { app, .. } => Some(Participant::App(*app)),
        Caller::Person { .. } => Some(Participant::Inbox),
        Caller::Channel | Caller::Baton => None,
    }
}

/// An app that may be anything.
fn subscriber(dice: &mut Dice) -> Subscriber {
    Subscriber {
        fields: if dice.one_in(2) {
            Fields::all()
        } else {
            Fields::from_bits_truncate(u16::try_from(dice.below(256)).unwrap())
        },
        live: !dice.one_in(4),
        human_agent: dice.one_in(2),
        testers: if dice.one_in(2) { [].into() } else { ["customer".parse().unwrap()].into() },
    }
}
