//! What an app's webhook gets: one event in the shape that Meta's clients read, as ASCII.
//!
//! A body is a function of what the log says and of how the app hears it, so the same event gives the same
//! bytes whenever it is sent. An array of events has exactly one: popular clients read no more.

mod ascii;
mod shape;

use serde_json::Value;

use crate::{
    id::{AppId, CustomerId, PageId, ThreadId},
    protocol::{
        Content, ControlChange, EntryPointSource, Event, Feedback, Fields, Participant, Platform, QuestionType, Reason,
        audience::{Channel, Heard},
    },
    time::Timestamp,
};

use shape::{
    Answer, Body, Control, Entry, FollowUp, Handover, Id, Item, Message, MessagingFeedback, Metadata, Postback,
    QuickReply, Referral, Requested, Screen, Who,
};

/// Where and when something happened.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    pub page: PageId,
    pub platform: Platform,
    pub thread: ThreadId,
    pub customer: &'a CustomerId,
    /// Counts within the thread.
    pub sequence: i64,
    pub at: Timestamp,
}

/// The body that tells this app of an event of a thread; `message` is what the event's message says.
pub fn of_event(place: Place<'_>, event: &Event, message: Option<&Content>, heard: Heard) -> Vec<u8> {
    let (page, customer) = (Some(Who::new(place.page)), Some(Who::new(place.customer)));
    let is_echo = matches!(event, Event::MessageSent { .. });
    let (sender, recipient) = if is_echo { (page, customer) } else { (customer, page) };
    let item = Item { sender, recipient, timestamp: place.at.millis(), ..Item::default() };
    let writer = Writer { place, heard };
    let item = match event {
        Event::MessageReceived { message: id, .. } => Item { message: Some(writer.message(id, message)), ..item },
        Event::MessageSent { message: id, sender, .. } => {
            Item { message: Some(writer.echo(id, *sender, message)), ..item }
        }
        Event::PostbackReceived { payload, title, .. } => {
            let payload = heard.with_payload.then_some(payload.as_str());
            Item { postback: Some(Postback { mid: writer.tap_id(), title: title.as_deref(), payload }), ..item }
        }
        Event::ReferralReceived { source, key, .. } => Item { referral: Some(referral(*source, key)), ..item },
        Event::FeedbackReceived { feedback: it, .. } => Item { messaging_feedback: Some(feedback(it)), ..item },
        Event::ControlChanged(change) => writer.changed(change, item),
        Event::ControlRequested { app, metadata, position, .. } => {
            let metadata = metadata.as_deref();
            let requested = Requested { requested_owner_app_id: Id(app.to_string()), metadata };
            let more = Control { metadata, position: Some(*position), ..writer.control("requested", *app) };
            writer.told(Item { request_thread_control: Some(requested), ..item }, more)
        }
        Event::RequestWithdrawn { app } => writer.told(item, writer.control("withdrawn", *app)),
        Event::ControlExtended { owner, expires_at } => {
            let more = Control { expires_at: Some(expires_at.millis()), ..writer.control_of("extended", Some(*owner)) };
            writer.told(item, more)
        }
        Event::MetadataPassed { from, metadata, .. } => {
            let passed = Metadata { caller_app_id: writer.participant(*from), metadata };
            Item { pass_thread_metadata: Some(passed), ..item }
        }
        // Nobody hears of these (`protocol::audience`).
        Event::SurveyHeld { .. }
        | Event::SurveyDropped { .. }
        | Event::UserMenuChanged { .. }
        | Event::MarkedDone { .. } => item,
    };
    body(place.page, place.platform, heard.channel, item)
}

/// The body that tells an app that it has become the page's primary receiver, or is it no more.
pub fn of_role(page: PageId, platform: Platform, app: AppId, is_primary: bool, at: Timestamp) -> Vec<u8> {
    let role = if is_primary { "primary_receiver" } else { "secondary_receiver" };
    let item = Item {
        recipient: Some(Who::new(page)),
        timestamp: at.millis(),
        app_roles: Some([(app.to_string(), [role])].into()),
        ..Item::default()
    };
    body(page, platform, Channel::Handovers, item)
}

fn body(page: PageId, platform: Platform, channel: Channel, item: Item<'_>) -> Vec<u8> {
    let object = match platform {
        Platform::Messenger | Platform::Web => "page",
        Platform::Instagram => "instagram",
    };
    let (id, time) = (Id(page.to_string()), item.timestamp);
    let entry = match channel {
        Channel::Messaging | Channel::Handovers => Entry { id, time, messaging: Some([item]), standby: None },
        Channel::Standby => Entry { id, time, messaging: None, standby: Some([item]) },
    };
    ascii::json(&Body { object, entry: [entry] })
}

/// What the parts of one body have in common.
struct Writer<'a> {
    place: Place<'a>,
    heard: Heard,
}

impl<'a> Writer<'a> {
    fn message(&self, id: &'a crate::id::MessageId, content: Option<&'a Content>) -> Message<'a> {
        // A customer's message has a button if it is the quick reply that they chose.
        let chosen = content.and_then(|it| it.buttons.first()).filter(|_| self.heard.with_payload);
        let quick_reply = chosen.map(|it| QuickReply { payload: &it.payload });
        Message { quick_reply, ..said(id, content) }
    }

    /// The same for every app and whenever it is sent. It holds the moment too, as a `webhook-id` does.
    fn tap_id(&self) -> String {
        let Place { thread, sequence, at, .. } = self.place;
        format!("tap_{thread}_{sequence}_{}", at.millis())
    }

    /// `echoes`.
    fn echo(&self, id: &'a crate::id::MessageId, sender: Participant, content: Option<&'a Content>) -> Message<'a> {
        Message { is_echo: Some(true), app_id: Some(self.participant(sender)), ..said(id, content) }
    }

    /// `handovers` in Meta's own words, `thread_control_field` in ours, or both: whatever the app asked for.
    fn changed(&self, change: &'a ControlChange, item: Item<'a>) -> Item<'a> {
        let (previous, new) =
            (change.previous.map(|it| self.participant(it)), change.new.map(|it| self.participant(it)));
        let metadata = change.metadata.as_deref();
        let handover = Handover { previous_owner_app_id: previous.clone(), new_owner_app_id: new.clone(), metadata };
        let item = if is_taken(change.reason) {
            Item { take_thread_control: Some(handover), ..item }
        } else {
            Item { pass_thread_control: Some(handover), ..item }
        };
        let more = Control {
            previous_owner_app_id: Some(previous),
            new_owner_app_id: Some(new),
            reason: Some(change.reason),
            metadata,
            epoch: Some(change.epoch),
            expires_at: change.expires_at.map(Timestamp::millis),
            ..Control::new("changed", self.place.sequence)
        };
        self.told(item, more)
    }

    /// Leaves out what the app's fields did not ask for.
    fn told(&self, item: Item<'a>, control: Control<'a>) -> Item<'a> {
        let Heard { fields, .. } = self.heard;
        let item = if fields.contains(Fields::MESSAGING_HANDOVERS) {
            item
        } else {
            Item { pass_thread_control: None, take_thread_control: None, request_thread_control: None, ..item }
        };
        Item { thread_control: fields.contains(Fields::THREAD_CONTROL).then_some(control), ..item }
    }

    fn control(&self, action: &'static str, app: AppId) -> Control<'a> {
        self.control_of(action, Some(app.into()))
    }

    fn control_of(&self, action: &'static str, who: Option<Participant>) -> Control<'a> {
        Control { app_id: who.map(|it| self.participant(it)), ..Control::new(action, self.place.sequence) }
    }

    fn participant(&self, who: Participant) -> Id {
        match who {
            Participant::App(app) => Id(app.to_string()),
            Participant::Inbox => Id(self.place.platform.inbox_id().to_string()),
        }
    }
}

/// Text and attachments, which a message has either or both of.
fn said<'a>(id: &'a crate::id::MessageId, content: Option<&'a Content>) -> Message<'a> {
    let attachments = content.map(|it| it.attachments.as_slice()).filter(|it: &&[Value]| !it.is_empty());
    Message { mid: id.as_str(), text: content.and_then(|it| it.text.as_deref()), attachments, ..Message::default() }
}

fn feedback(feedback: &Feedback) -> MessagingFeedback<'_> {
    let kind = match feedback.question_type {
        QuestionType::Csat => "csat",
        QuestionType::Nps => "nps",
        QuestionType::Ces => "ces",
        QuestionType::FreeForm => "free_form",
    };
    let follow_up = feedback.follow_up.as_deref().map(|payload| FollowUp { kind: "free_form", payload });
    let answer = Answer { kind, payload: &feedback.answer, follow_up };
    let questions = [(feedback.question.as_str(), answer)].into();
    MessagingFeedback { feedback_screens: [Screen { screen_id: 0, questions }] }
}

const fn referral(source: EntryPointSource, key: &str) -> Referral<'_> {
    match source {
        EntryPointSource::Ad => Referral { source: "ADS", kind: "OPEN_THREAD", r#ref: None, ad_id: Some(key) },
        EntryPointSource::Link => Referral { source: "SHORTLINK", kind: "OPEN_THREAD", r#ref: Some(key), ad_id: None },
    }
}

/// Which of Meta's two words tells of the change: control was taken from its owner, or handed to somebody.
const fn is_taken(reason: Reason) -> bool {
    matches!(
        reason,
        Reason::Take | Reason::Postback | Reason::Menu | Reason::EntryPoint | Reason::InboxReply | Reason::InboxMove
    )
}
