//! The log, explained event by event; and the calls that are not in it.

use std::collections::{BTreeMap, HashMap, HashSet};

use baton::{
    id::{AppId, MessageId, ThreadId},
    protocol::{Caller, Command, Event, MenuAction, Reason},
    store::EventRecord,
    time::Timestamp,
};

use crate::{
    client::{Answered, Call, Look, Told},
    code::Code,
    keeper::Setting,
    life::Life,
    log::Log,
    weather::{Span, Weather},
};

struct Replay<'a> {
    log: &'a Log,
    calls: &'a [Call],
    /// The calls that may have caused an event, by what their callers were told.
    told: HashMap<(ThreadId, i64), Vec<usize>>,
    /// Calls whose place in the log is found.
    placed: HashSet<usize>,
    lives: BTreeMap<ThreadId, Life>,
    /// The configuration that the last event was decided under: never an older one after it.
    setting: usize,
    /// Changes after which it was checked that nothing is left of an app that left.
    checked: usize,
}

/// What can cause an event.
#[derive(Clone, Copy, Debug)]
enum Cause {
    Call(usize),
    Timeout,
    /// The app left by this change.
    Left(usize, AppId),
}

/// Explains the whole log, and holds it against what the clients were told.
pub fn replay(log: &Log, told: &Told) {
    let mut replay = Replay {
        log,
        calls: &told.calls,
        told: causes_told(log, &told.calls),
        placed: HashSet::new(),
        lives: BTreeMap::new(),
        setting: 0,
        checked: 0,
    };
    let mut rest = &log.events[..];
    while let Some(first) = rest.first() {
        replay.check_who_left(first.position.0);
        rest = &rest[replay.explain(rest)..];
    }
    replay.check_who_left(i64::MAX);
    for (thread, story) in &log.stories {
        assert_eq!(replay.lives[thread].now().thread, story.thread.state, "the log tells what the thread is");
    }
    replay.check_calls_without_trace();
    for look in &told.looks {
        replay.check_look(look);
    }
    replay.check_that_it_was_a_storm();
}

impl Replay<'_> {
    /// Finds the cause of the next events, and how many there are of it.
    fn explain(&mut self, rest: &[EventRecord]) -> usize {
        let first = &rest[0];
        self.lives.entry(first.thread).or_insert_with(|| Life::begin(first));
        let causes = self.causes(rest);
        for &cause in &causes {
            for setting in self.settings_at(first, cause) {
                if let Some(count) = self.try_cause(cause, setting, rest) {
                    return count;
                }
            }
        }
        let thread = &self.lives[&first.thread].now().thread;
        let causes: Vec<_> = causes.iter().map(|it| (it, self.call(*it))).collect();
        let next = &rest[..rest.len().min(3)];
        panic!("no legal cause of {next:#?}\nin {thread:#?}\nof {causes:#?}\nseed and calls stand above");
    }

    fn try_cause(&mut self, cause: Cause, setting: usize, rest: &[EventRecord]) -> Option<usize> {
        let page = &self.log.settings[setting].page;
        let life = self.lives.get_mut(&rest[0].thread).unwrap();
        let (caller, command) = match cause {
            Cause::Call(call) => {
                let call = &self.calls[call];
                if !call.may_have_caused(&rest[0]) {
                    return None;
                }
                let received = rest.iter().take(2).find_map(received);
                (call.asked.caller.clone(), life.informed(call, rest[0].position.0, received))
            }
            Cause::Timeout => (Caller::Baton, Command::Timeout),
            Cause::Left(_, app) => (Caller::Baton, Command::Leave { app }),
        };
        let count = life.explains(page, &caller, &command, rest)?;
        life.live(page, &caller, &command, &rest[..count]);
        self.setting = setting;
        if let Cause::Call(index) = cause {
            let call = &self.calls[index];
            if let Answered::Message { id, .. } = &call.answer {
                life.remember(call, id);
            }
            assert!(self.placed.insert(index), "a call is in the log once: {call:?}");
        }
        Some(count)
    }

    /// Whoever may have caused the next event.
    fn causes(&self, rest: &[EventRecord]) -> Vec<Cause> {
        let first = &rest[0];
        let of = |sequence| self.told.get(&(first.thread, sequence));
        // Callers are told of one event, which another one of the same decision may come before.
        let told = of(first.sequence).or_else(|| of(first.sequence + 1).filter(|_| opens(&first.event)));
        if let Some(calls) = told {
            return calls.iter().map(|&call| Cause::Call(call)).collect();
        }
        let left = |(index, setting): (usize, &Setting)| Some(Cause::Left(index, setting.leaver?));
        let left = self.log.settings.iter().enumerate().filter_map(left);
        // Who deletes a menu is not told whether there was one: whoever was first to hear of it, did it.
        let mut deleted: Vec<usize> = match first.event {
            Event::UserMenuChanged { menu: None, .. } => {
                (0..self.calls.len()).filter(|&it| self.may_have_deleted(it, first)).collect()
            }
            _ => Vec::new(),
        };
        deleted.sort_by_key(|&it| self.calls[it].span.to.tick);
        left.chain([Cause::Timeout]).chain(deleted.into_iter().map(Cause::Call)).collect()
    }

    fn may_have_deleted(&self, index: usize, event: &EventRecord) -> bool {
        let call = &self.calls[index];
        let in_thread = Weather::customer(call.place) == event.customer.as_str();
        let deletes = call.answer == Answered::Menu && call.asked.command == Command::DeleteUserMenu;
        in_thread && deletes && !self.placed.contains(&index) && call.may_have_caused(event)
    }

    /// The configurations under which the event may have been decided.
    fn settings_at(&self, event: &EventRecord, cause: Cause) -> Vec<usize> {
        let position = event.position.0;
        let certain = |it: &Setting| it.span.to.position < position;
        let possible = |it: &Setting| it.span.from.position < position;
        let mut range = self.range(certain, possible);
        match cause {
            Cause::Call(call) => {
                let during = self.settings_during(self.calls[call].span);
                range.retain(|it| during.contains(it));
            }
            Cause::Timeout => {}
            Cause::Left(by, _) => range.retain(|it| *it == by),
        }
        range.retain(|&it| it >= self.setting);
        range
    }

    /// The configurations that may have been in force at some time during the span.
    fn settings_during(&self, span: Span) -> Vec<usize> {
        self.range(|it| it.span.to.tick < span.from.tick, |it| it.span.from.tick < span.to.tick)
    }

    /// From the last that certainly is there to the last that possibly is.
    fn range(&self, certain: impl Fn(&Setting) -> bool, possible: impl Fn(&Setting) -> bool) -> Vec<usize> {
        let settings = &self.log.settings;
        let from = settings.iter().rposition(certain).unwrap_or(0);
        let to = settings.iter().rposition(possible).unwrap_or(0);
        (from..=to).collect()
    }

    /// `leaving`: once an app has left, until it comes back, no thread has anything of it.
    fn check_who_left(&mut self, position: i64) {
        while let Some(setting) = self.log.settings.get(self.checked).filter(|it| it.span.to.position < position) {
            self.checked += 1;
            let Some(app) = setting.leaver else { continue };
            for life in self.lives.values() {
                let thread = &life.now().thread;
                let is_left = thread.is_owned_by(app)
                    || thread.queue.iter().any(|it| it.app == app)
                    || thread.held_surveys.iter().any(|it| it.app == app)
                    || thread.menu.as_ref().is_some_and(|it| it.app == app);
                assert!(!is_left, "app {app} has left, and is in {thread:?}");
            }
        }
    }

    /// What was acknowledged and is not in the log changed nothing, or was there before; what was refused had a
    /// reason. Each at some moment while the caller waited.
    fn check_calls_without_trace(&self) {
        for (index, call) in self.calls.iter().enumerate().filter(|(index, _)| !self.placed.contains(index)) {
            let is_legal = match &call.answer {
                Answered::Duplicate => self.was_taken_in(call),
                Answered::Event(_) | Answered::TakenIn => panic!("acknowledged, and not in the log: {index} {call:?}"),
                _ => self.had_its_answer(call),
            };
            assert!(is_legal, "at no moment could this be answered so: {call:#?}");
        }
    }

    fn was_taken_in(&self, call: &Call) -> bool {
        let (thread, sequence) = self.log.externals[call.asked.external.as_ref().unwrap()];
        let event = self.log.stories[&thread].events.iter().find(|it| it.sequence == sequence).unwrap();
        event.position.0 <= call.span.to.position
    }

    fn had_its_answer(&self, call: &Call) -> bool {
        let customer = Weather::customer(call.place);
        let of = |it: &&Life| it.now().thread.customer.as_str() == customer;
        let life = self.lives.values().find(of).expect("nobody knows a thread that is not there");
        let mut settings = self.settings_during(call.span);
        if call.answer == Answered::Refused(Code::Forbidden) {
            // The door may be a second late to open.
            settings = (0..=*settings.last().unwrap()).collect();
        }
        life.during(call.span).any(|version| {
            settings.iter().any(|&setting| {
                let page = &self.log.settings[setting].page;
                self.times(call.span).any(|now| life.answers(version, page, call, now))
            })
        })
    }

    /// `timeout_on_time`: no read shows what the thread was not at that time.
    fn check_look(&self, look: &Look) {
        let mut versions = self.lives[&look.thread].during(look.span);
        let is_true = versions.any(|it| self.times(look.span).any(|now| it.shows(look.owner, look.epoch, now)));
        assert!(is_true, "the thread was never so: {look:?}");
    }

    fn times(&self, span: Span) -> impl Iterator<Item = Timestamp> {
        self.log.times.iter().copied().filter(move |it| span.from.now <= *it && *it <= span.to.now)
    }

    fn call(&self, cause: Cause) -> Option<&Call> {
        match cause {
            Cause::Call(call) => Some(&self.calls[call]),
            _ => None,
        }
    }

    /// A proof by chance is worth what has happened.
    fn check_that_it_was_a_storm(&self) {
        let (mut kinds, mut reasons) = (BTreeMap::<_, usize>::new(), BTreeMap::<_, usize>::new());
        for record in &self.log.events {
            *kinds.entry(record.event.kind().name()).or_default() += 1;
            if let Event::ControlChanged(change) = &record.event {
                *reasons.entry(format!("{:?}", change.reason)).or_default() += 1;
            }
        }
        let mut answers = BTreeMap::<_, usize>::new();
        for call in self.calls {
            let answer = match &call.answer {
                Answered::Refused(code) => format!("{code:?}"),
                Answered::Duplicate => "duplicate".to_owned(),
                Answered::Nothing => "nothing".to_owned(),
                _ => "done".to_owned(),
            };
            *answers.entry(answer).or_default() += 1;
        }
        println!("{} changes of configuration\n{kinds:?}\n{reasons:?}\n{answers:?}", self.log.settings.len() - 1);
        assert!(kinds.len() > 6 && reasons.len() > 5 && answers.len() > 4, "hardly a storm");
    }
}

/// Which call was told of which event. Messages with a key may have been sent by several.
fn causes_told(log: &Log, calls: &[Call]) -> HashMap<(ThreadId, i64), Vec<usize>> {
    let messages: HashMap<&MessageId, (ThreadId, i64)> =
        log.events.iter().rev().filter_map(|it| Some((it.event.message()?, (it.thread, it.sequence)))).collect();
    let menus: HashMap<&str, (ThreadId, i64)> =
        log.events.iter().filter_map(|it| Some((menu_title(&it.event)?, (it.thread, it.sequence)))).collect();
    let threads: HashMap<&str, ThreadId> = log.events.iter().map(|it| (it.customer.as_str(), it.thread)).collect();
    let mut told = HashMap::<_, Vec<usize>>::new();
    for (index, call) in calls.iter().enumerate() {
        let event = match (&call.answer, &call.asked.command) {
            (Answered::Event(sequence), _) => (threads[Weather::customer(call.place).as_str()], *sequence),
            (Answered::Message { id, .. }, _) => messages[id],
            (Answered::TakenIn, _) => log.externals[call.asked.external.as_ref().unwrap()],
            (Answered::Menu, Command::SetUserMenu { items }) => menus[items[0].title.as_str()],
            _ => continue,
        };
        let calls_before = told.entry(event).or_default();
        assert!(calls_before.is_empty() || call.asked.key.is_some(), "an event has one cause: {call:?}");
        calls_before.push(index);
    }
    told
}

fn menu_title(event: &Event) -> Option<&str> {
    match event {
        Event::UserMenuChanged { menu: Some(menu), .. } => {
            let item = menu.items.first().filter(|it| matches!(it.action, MenuAction::Payload(_)))?;
            Some(&item.title)
        }
        _ => None,
    }
}

fn received(record: &EventRecord) -> Option<&MessageId> {
    match &record.event {
        Event::MessageReceived { message, .. } => Some(message),
        _ => None,
    }
}

/// Whether the event may stand before the one that a caller is told of.
fn opens(event: &Event) -> bool {
    match event {
        Event::MarkedDone { .. } => true,
        Event::ControlChanged(change) => matches!(
            change.reason,
            Reason::CustomerMessage | Reason::Postback | Reason::Menu | Reason::EntryPoint | Reason::InboxReply
        ),
        _ => false,
    }
}

impl Call {
    /// Whether its caller waited when the event happened, and was told what the event is.
    fn may_have_caused(&self, event: &EventRecord) -> bool {
        let (from, to) = (&self.span.from, &self.span.to);
        let in_time = (from.position + 1..=to.position).contains(&event.position.0)
            && (from.now..=to.now).contains(&event.occurred_at);
        let is_held = matches!(self.answer, Answered::Message { is_held: true, .. });
        in_time && is_held == matches!(event.event, Event::SurveyHeld { .. })
    }
}
