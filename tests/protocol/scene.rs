//! A page and one customer, for scenarios that read as sentences. Behind it the model plays along, so that every
//! scenario also checks the model.

mod acting;

use std::collections::BTreeMap;

use baton::{
    id::{AppId, MessageId, PageId},
    protocol::{
        self, Caller, Command, ControlChange, EntryPointSource, Event, EventKind, Feedback, Fields, Menu, MenuLevel,
        Page, Participant, Permissions, Platform, QuestionType, Refusal, ReleasePolicy, Settings, Subscriber, Tap,
        Tapped, Tasks,
        audience::{Channel, Heard, Told, hears},
    },
    time::{Seconds, Timestamp},
};

pub use self::acting::{Acting, menu};
use crate::{
    code::Code,
    duel::{Call, Duel},
    world::START,
};

pub const BOT: AppId = AppId::new(1).unwrap();
pub const DESK: AppId = AppId::new(2).unwrap();
pub const CRM: AppId = AppId::new(3).unwrap();
/// An app that is not subscribed to the page.
pub const STRANGER: AppId = AppId::new(9).unwrap();
/// The entry point that some scenes have, and the payload that all buttons carry.
pub const SPRING: &str = "spring";
pub const BUY: &str = "BUY";

/// Three live apps on a page, an idle thread, no primary receiver, settings as they come.
pub struct Scene {
    pub page: Page,
    pub now: Timestamp,
    pub duel: Duel,
    messages: u32,
    /// The last call's events, each with the owner once it had happened.
    last: Vec<(Event, Option<Participant>)>,
}

/// What a call was answered with.
#[must_use]
pub struct Answer(Result<Vec<Event>, Refusal>);

impl Scene {
    pub fn new() -> Self {
        let subscriber = Subscriber { fields: Fields::all(), live: true, ..Subscriber::default() };
        let page = Page {
            id: PageId::new(1).unwrap(),
            platform: Platform::Messenger,
            settings: Settings::default(),
            primary_receiver: None,
            subscribers: [BOT, DESK, CRM].map(|app| (app, subscriber.clone())).into(),
            entry_points: BTreeMap::new(),
            menu: None,
        };
        let duel = Duel::new("customer".parse().unwrap(), START);
        Self { page, now: START, duel, messages: 0, last: Vec::new() }
    }

    pub fn with_primary(app: AppId) -> Self {
        let mut scene = Self::new();
        scene.page.primary_receiver = Some(app);
        scene
    }

    /// A thread that the app has taken, having found it idle.
    pub fn owned_by(app: AppId) -> Self {
        let mut scene = Self::new();
        scene.app(app).takes().succeeds();
        scene
    }

    /// A thread that people have taken over.
    pub fn owned_by_inbox() -> Self {
        let mut scene = Self::new();
        scene.person().moves_to_main().succeeds();
        scene
    }

    /// Released threads go to who has waited longest.
    pub fn next_request_first(mut self) -> Self {
        self.page.settings.on_release = ReleasePolicy::NextRequest;
        self
    }

    pub fn enforcing_the_window(mut self) -> Self {
        self.page.settings.enforce_messaging_window = true;
        self
    }

    pub fn with_entry_point_of(mut self, app: AppId) -> Self {
        self.page.entry_points.insert((EntryPointSource::Ad, SPRING.to_owned()), app);
        self
    }

    pub fn with_page_menu_of(mut self, app: AppId) -> Self {
        self.page.menu = Some(Menu { app, items: menu(), updated_at: self.now });
        self
    }

    /// The app loses its review: it now reaches its testers alone, and this customer is none.
    pub fn unreviewed(mut self, app: AppId) -> Self {
        self.subscriber(app).live = false;
        self
    }

    pub fn human_agent(mut self, app: AppId) -> Self {
        self.subscriber(app).human_agent = true;
        self
    }

    pub fn subscriber(&mut self, app: AppId) -> &mut Subscriber {
        self.page.subscribers.get_mut(&app).expect("the app is subscribed")
    }

    pub fn app(&mut self, app: AppId) -> Acting<'_> {
        let (tasks, permissions) = (Tasks::MODERATE, Permissions::PAGES_MESSAGING);
        Acting::new(self, Caller::App { app, tasks, permissions })
    }

    /// Somebody who may do all that people may.
    pub fn person(&mut self) -> Acting<'_> {
        self.person_with(Tasks::MODERATE)
    }

    pub fn person_with(&mut self, tasks: Tasks) -> Acting<'_> {
        Acting::new(self, Caller::Person { user: "person".parse().unwrap(), tasks })
    }

    pub fn customer_writes(&mut self) -> Vec<Event> {
        let message = self.new_message();
        self.call(&Caller::Channel, &Command::Receive { message }).succeeds()
    }

    pub fn customer_taps_a_button_of(&mut self, sender: impl Into<Participant>) -> Vec<Event> {
        self.customer_taps(Tapped::Button { sender: Some(sender.into()) }, BUY)
    }

    pub fn customer_taps_the_menu(&mut self, level: MenuLevel) -> Vec<Event> {
        self.customer_taps(Tapped::Menu(level), BUY)
    }

    pub fn customer_taps(&mut self, on: Tapped, payload: &str) -> Vec<Event> {
        let tap = Tap { message: self.new_message(), payload: payload.to_owned(), title: None, on };
        self.call(&Caller::Channel, &Command::Tap(tap)).succeeds()
    }

    pub fn customer_comes_by(&mut self, key: &str) -> Vec<Event> {
        let refer = Command::Refer { source: EntryPointSource::Ad, key: key.to_owned() };
        self.call(&Caller::Channel, &refer).succeeds()
    }

    /// To a survey of this app's.
    pub fn customer_answers(&mut self, sender: Option<AppId>) -> Answer {
        let (question, question_type, answer) = ("q".to_owned(), QuestionType::Csat, "5".to_owned());
        let feedback = Feedback { question, question_type, answer, follow_up: None };
        let survey = self.new_message();
        self.call(&Caller::Channel, &Command::Answer(protocol::Answer { survey, sender, feedback }))
    }

    pub fn unsubscribes(&mut self, app: AppId) -> Vec<Event> {
        self.page.subscribers.remove(&app);
        self.page.primary_receiver.take_if(|primary| *primary == app);
        self.call(&Caller::Baton, &Command::Leave { app }).succeeds()
    }

    pub fn later(&mut self, by: Seconds) -> &mut Self {
        self.now = self.now + by;
        self
    }

    /// The last moment before that much time has passed.
    pub fn just_before(&mut self, by: Seconds) -> &mut Self {
        self.now = Timestamp::from_millis((self.now + by).millis() - 1);
        self
    }

    /// Baton looks whether anybody's time is up.
    pub fn sweeps(&mut self) -> Vec<Event> {
        self.call(&Caller::Baton, &Command::Timeout).succeeds()
    }

    pub fn call(&mut self, caller: &Caller, command: &Command) -> Answer {
        let call = Call { page: &self.page, caller, command, now: self.now };
        let last = &mut self.last;
        last.clear();
        Answer(self.duel.call(&call, |step| {
            let mut thread = step.before.clone();
            for event in step.answer.iter().copied().flatten() {
                thread.apply(event, step.now);
                last.push((event.clone(), thread.owner()));
            }
        }))
    }

    pub fn new_message(&mut self) -> MessageId {
        self.messages += 1;
        format!("message-{}", self.messages).parse().unwrap()
    }

    pub fn owner(&self) -> Option<Participant> {
        self.duel.thread.owner()
    }

    pub fn is_owned_by(&self, owner: impl Into<Participant>) -> bool {
        self.duel.thread.is_owned_by(owner)
    }

    pub fn is_idle(&self) -> bool {
        self.duel.thread.is_idle()
    }

    pub fn epoch(&self) -> i64 {
        self.duel.thread.epoch
    }

    /// Seconds until control ends.
    pub fn time_left(&self) -> Option<Seconds> {
        let at = self.duel.thread.expires_at()?;
        Some(Seconds((at.millis() - self.now.millis()) / 1_000))
    }

    pub fn queue(&self) -> Vec<AppId> {
        self.duel.thread.queue.iter().map(|it| it.app).collect()
    }

    /// The change of owner in the last call: exactly one.
    pub fn change(&self) -> &ControlChange {
        let mut changes = self.last.iter().filter_map(|(event, _)| match event {
            Event::ControlChanged(change) => Some(change),
            _ => None,
        });
        let change = changes.next().expect("control changed");
        assert!(changes.next().is_none(), "control changed twice");
        change
    }

    /// What the app heard of the last call.
    pub fn heard(&self, app: AppId) -> Vec<(EventKind, Channel)> {
        self.heard_fully(app).into_iter().map(|(kind, heard)| (kind, heard.channel)).collect()
    }

    pub fn heard_fully(&self, app: AppId) -> Vec<(EventKind, Heard)> {
        let customer = &self.duel.thread.customer;
        let told = self.last.iter().filter_map(|(event, owner)| {
            let heard = hears(Told { event, owner: *owner, customer }, &self.page, app)?;
            Some((event.kind(), heard))
        });
        told.collect()
    }
}

impl Answer {
    #[track_caller]
    pub fn succeeds(self) -> Vec<Event> {
        self.0.unwrap_or_else(|refusal| panic!("refused: {refusal}"))
    }

    /// It was so already.
    #[track_caller]
    pub fn succeeds_and_changes_nothing(self) {
        assert_eq!(self.succeeds(), []);
    }

    #[track_caller]
    pub fn is_refused(&self, code: Code) {
        assert_eq!(self.0.as_ref().map_err(Code::from), Err(code));
    }

    /// INVALID, with the field.
    #[track_caller]
    pub fn is_invalid(&self, field: &str) {
        match &self.0 {
            Err(Refusal::Invalid { field: given, .. }) => assert_eq!(*given, field),
            other => panic!("{field} was taken: {other:?}"),
        }
    }
}
