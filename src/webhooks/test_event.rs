//! Events that nobody caused, for the authors of apps to try their webhooks with.

use serde_json::Value;

use super::{
    Webhooks,
    attempt::Attempt,
    payload::{Place, of_event},
    sender::shown,
    signature::SigningKeys,
};
use crate::{
    directory::Answer,
    id::{AppId, CustomerId, MessageId, PageId, ThreadId},
    protocol::{
        Content, ControlChange, EntryPointSource, Event, Feedback, Fields, Participant, Platform, QuestionType, Reason,
        audience::{Channel, Heard},
    },
    store::webhooks::cursors,
    time::{Seconds, Timestamp},
};

/// One event for each field of a subscription.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sample {
    Message,
    Postback,
    Referral,
    Echo,
    Feedback,
    Handover,
    Standby,
    ThreadControl,
}

impl Webhooks {
    /// Sends the app an example, now, and tells what came of it. Its `webhook-id` begins with `test_`.
    ///
    /// # Errors
    ///
    /// The app does not exist, or has no webhook.
    pub async fn send_test(&self, id: AppId, sample: Sample) -> Answer<Attempt> {
        let (app, url) = self.addressee(id).await?;
        let now = self.0.clock.now();
        let pages = cursors::of_app(self.0.store.reader(), id).await?;
        let page = pages.first().map_or(PageId::clamped(1), |(page, _)| *page);
        let body = body(page, id, sample, now);
        let name = format!("test_{}_{}", now.millis(), self.chance());
        Ok(shown(self.0.sender.send(&SigningKeys::of(&app), &url, &name, body.into()).await, &name))
    }
}

fn body(page: PageId, app: AppId, sample: Sample, at: Timestamp) -> Vec<u8> {
    let (message, customer): (MessageId, CustomerId) =
        (MessageId::generated("m_test".to_owned()), CustomerId::generated("psid-test".to_owned()));
    let expires_at = Some(at + Seconds::DAY);
    let content =
        Content { text: Some("A test message".to_owned()), attachments: Vec::<Value>::new(), buttons: vec![] };
    let change = |reason| {
        let (previous, new, metadata) = (Some(Participant::Inbox), Some(app.into()), Some("a test".to_owned()));
        Event::ControlChanged(ControlChange { previous, new, reason, metadata, epoch: 1, expires_at, by: None })
    };
    let (event, channel, fields) = match sample {
        Sample::Message => (Event::MessageReceived { message, expires_at }, Channel::Messaging, Fields::MESSAGES),
        Sample::Standby => (Event::MessageReceived { message, expires_at }, Channel::Standby, Fields::STANDBY),
        Sample::Echo => {
            let sender = Participant::Inbox;
            let event = Event::MessageSent { message, sender, tag: None, expires_at, by: None };
            (event, Channel::Messaging, Fields::MESSAGE_ECHOES)
        }
        Sample::Postback => {
            let (payload, title) = ("TEST".to_owned(), Some("Test".to_owned()));
            let event = Event::PostbackReceived { payload, title, app, from_menu: false, expires_at };
            (event, Channel::Messaging, Fields::MESSAGING_POSTBACKS)
        }
        Sample::Referral => {
            let event = Event::ReferralReceived { source: EntryPointSource::Link, key: "test".to_owned(), expires_at };
            (event, Channel::Messaging, Fields::MESSAGING_REFERRALS)
        }
        Sample::Feedback => {
            let (question, answer, follow_up) = ("test".to_owned(), "5".to_owned(), Some("A test".to_owned()));
            let feedback = Feedback { question, question_type: QuestionType::Csat, answer, follow_up };
            let event = Event::FeedbackReceived { survey: message, app, feedback };
            (event, Channel::Messaging, Fields::MESSAGING_FEEDBACK)
        }
        Sample::Handover => (change(Reason::Pass), Channel::Handovers, Fields::MESSAGING_HANDOVERS),
        Sample::ThreadControl => (change(Reason::Pass), Channel::Handovers, Fields::THREAD_CONTROL),
    };
    let thread = ThreadId::clamped(1);
    let place = Place { page, platform: Platform::Messenger, thread, customer: &customer, sequence: 1, at };
    of_event(place, &event, Some(&content), Heard::again(channel, fields))
}
