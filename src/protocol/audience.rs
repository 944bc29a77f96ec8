//! Who hears an event, on which channel, and with what left out (`protocol.md`: *What apps hear*).
//! Decided here alone, for webhooks and subscriptions alike.

use serde::{Deserialize, Serialize};

use super::{
    event::{ControlChange, Event, Reason},
    page::{Fields, Page},
    page_event::PageEvent,
    participant::Participant,
};
use crate::id::{AppId, CustomerId};

/// The channel on which an app hears an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Channel {
    Messaging,
    Standby,
    Handovers,
}

/// How an app hears an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heard {
    pub channel: Channel,
    /// False when a postback's payload is another app's business (`standby_to_others`).
    pub with_payload: bool,
    /// Those of its fields that asked for it, and by which its webhook tells it.
    pub fields: Fields,
}

impl Heard {
    /// As it was when the app heard by these fields on this channel.
    pub fn again(channel: Channel, fields: Fields) -> Self {
        Self { channel, with_payload: channel != Channel::Standby, fields }
    }
}

/// An event as the log has it, with what one must know of its moment.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    pub event: &'a Event,
    /// Who controlled the thread once the event had happened.
    pub owner: Option<Participant>,
    pub customer: &'a CustomerId,
}

/// How this app hears the event; `None` if it does not.
pub fn hears(told: Told<'_>, page: &Page, app: AppId) -> Option<Heard> {
    let fields = page.subscribers.get(&app)?.fields;
    if !page.reaches(app, told.customer) {
        return None;
    }
    let listener = Listener { app, fields, owns: told.owner == Some(app.into()) };
    match told.event {
        Event::MessageReceived { .. } => listener.customer(Fields::MESSAGES),
        Event::PostbackReceived { .. } => listener.customer(Fields::MESSAGING_POSTBACKS),
        Event::ReferralReceived { .. } => listener.customer(Fields::MESSAGING_REFERRALS),
        Event::MessageSent { sender, .. } => listener.echo(*sender),
        Event::FeedbackReceived { app: sender, .. } => listener.feedback(*sender),
        Event::ControlChanged(change) => listener.handover(concerns(change, app), true),
        Event::ControlRequested { primary, .. } => listener.handover(listener.owns || *primary == Some(app), true),
        Event::RequestWithdrawn { .. } | Event::ControlExtended { .. } => listener.handover(false, true),
        Event::MetadataPassed { to, .. } => listener.handover(*to == app, false),
        Event::SurveyHeld { .. }
        | Event::SurveyDropped { .. }
        | Event::UserMenuChanged { .. }
        | Event::MarkedDone { .. } => None,
    }
}

/// How this app hears of something that happened to the page (`handovers`).
pub fn hears_page(event: &PageEvent, page: &Page, app: AppId) -> Option<Heard> {
    let fields = page.subscribers.get(&app)?.fields;
    let PageEvent::RoleChanged { app: concerned, .. } = event;
    let listener = Listener { app, fields, owns: false };
    if *concerned == app { listener.on(Fields::MESSAGING_HANDOVERS, Channel::Handovers) } else { None }
}

struct Listener {
    app: AppId,
    fields: Fields,
    owns: bool,
}

impl Listener {
    /// `messaging_to_owner`, `standby_to_others`.
    fn customer(&self, field: Fields) -> Option<Heard> {
        if self.owns { self.on(field, Channel::Messaging) } else { self.on(Fields::STANDBY, Channel::Standby) }
    }

    /// `echoes`.
    fn echo(&self, sender: Participant) -> Option<Heard> {
        let channel = if self.owns { Channel::Messaging } else { Channel::Standby };
        if sender.is_app(self.app) { None } else { self.on(Fields::MESSAGE_ECHOES, channel) }
    }

    /// An answer is for the app that asked, whoever is owner.
    fn feedback(&self, sender: AppId) -> Option<Heard> {
        if sender == self.app { self.on(Fields::MESSAGING_FEEDBACK, Channel::Messaging) } else { None }
    }

    /// `handovers`, and `thread_control_field` for those who want to know of every move.
    fn handover(&self, concerned: bool, is_control: bool) -> Option<Heard> {
        let asked = if is_control { Fields::THREAD_CONTROL } else { Fields::empty() };
        let field = if concerned { asked | Fields::MESSAGING_HANDOVERS } else { asked };
        self.on(field, Channel::Handovers)
    }

    /// `by_field`: any of the fields will do.
    fn on(&self, field: Fields, channel: Channel) -> Option<Heard> {
        let fields = self.fields & field;
        (!fields.is_empty()).then(|| Heard::again(channel, fields))
    }
}

/// `handovers`: `pass_thread_control` to whom it was handed, `take_thread_control` to whom it was
/// taken from. An app that took control itself, or got it with the customer's own words, knows.
fn concerns(change: &ControlChange, app: AppId) -> bool {
    let handed = matches!(
        change.reason,
        Reason::Pass | Reason::Request | Reason::NextRequest | Reason::InboxDone | Reason::Admin
    );
    let taken = matches!(
        change.reason,
        Reason::Take | Reason::Postback | Reason::Menu | Reason::EntryPoint | Reason::InboxReply | Reason::InboxMove
    );
    (handed && change.new == Some(app.into())) || (taken && change.previous == Some(app.into()))
}
