//! Every shape that an app can get, over the same `audience` that `appEvents` uses.

use std::fmt::Write;

use baton::{
    id::{AppId, CustomerId, PageId, ThreadId},
    protocol::{
        Button, Content, ControlChange, EntryPointSource, Event, Feedback, Fields, Page, Participant, Platform,
        QuestionType, Reason, Settings, Subscriber,
        audience::{Told, hears},
    },
    time::Timestamp,
    webhooks::payload::{Place, of_event, of_role},
};
use serde_json::{Value, json};

const PAGE: PageId = PageId::new(1_067_000_000_000_001).unwrap();
const THREAD: ThreadId = ThreadId::new(1_067_000_000_000_777).unwrap();
const BOT: AppId = AppId::new(111).unwrap();
const DESK: AppId = AppId::new(222).unwrap();
const AT: Timestamp = Timestamp::from_millis(1_767_225_600_123);
const UNTIL: Timestamp = Timestamp::from_millis(1_767_312_000_123);

/// What an app that hears everything, or these fields alone, gets of an event; "nothing" if it does not hear it.
fn sent(platform: Platform, fields: Fields, owner: Option<Participant>, event: &Event, content: &Content) -> String {
    let page = page(platform, fields);
    let customer: CustomerId = "psid-7".parse().unwrap();
    let Some(heard) = hears(Told { event, owner, customer: &customer }, &page, BOT) else {
        return "nothing".to_owned();
    };
    let place = Place { page: PAGE, platform, thread: THREAD, customer: &customer, sequence: 9, at: AT };
    let body = of_event(place, event, event.message().map(|_| content), heard);
    assert!(body.is_ascii());
    String::from_utf8(body).unwrap()
}

fn page(platform: Platform, fields: Fields) -> Page {
    Page {
        id: PAGE,
        platform,
        settings: Settings::default(),
        primary_receiver: None,
        subscribers: [(BOT, Subscriber { fields, live: true, ..Subscriber::default() })].into(),
        entry_points: [].into(),
        menu: None,
    }
}

fn change(reason: Reason, previous: Option<Participant>, new: Option<Participant>) -> Event {
    let expires_at = new.map(|_| UNTIL);
    let metadata = (reason == Reason::Pass).then(|| "order 7 – “rush”".to_owned());
    Event::ControlChanged(ControlChange { previous, new, reason, metadata, epoch: 4, expires_at, by: None })
}

fn received() -> Event {
    Event::MessageReceived { message: "m_1".parse().unwrap(), expires_at: None }
}

fn echo(sender: Participant) -> Event {
    Event::MessageSent { message: "m_2".parse().unwrap(), sender, tag: None, expires_at: None, by: None }
}

fn answered(question: &str, question_type: QuestionType, answer: &str, follow_up: Option<&str>) -> Event {
    let (question, answer, follow_up) = (question.to_owned(), answer.to_owned(), follow_up.map(str::to_owned));
    let feedback = Feedback { question, question_type, answer, follow_up };
    Event::FeedbackReceived { survey: "m_3".parse().unwrap(), app: BOT, feedback }
}

fn text(text: &str) -> Content {
    Content { text: Some(text.to_owned()), ..Content::default() }
}

#[test]
fn every_shape() {
    let (me, desk, inbox) = (Some(BOT.into()), Some(DESK.into()), Some(Participant::Inbox));
    let said = text("Grüße 🙂");
    let chosen = Content { buttons: vec![Button { title: "Yes".into(), payload: "YES".into() }], ..text("Yes") };
    let picture = Content {
        attachments: vec![json!({"type": "image", "payload": {"url": "https://example.org/a.png"}})],
        ..Content::default()
    };
    let tap = Event::PostbackReceived {
        payload: "BUY".into(),
        title: Some("Buy".into()),
        app: BOT,
        from_menu: false,
        expires_at: None,
    };
    let refer = |source, key: &str| Event::ReferralReceived { source, key: key.into(), expires_at: None };
    let score = answered("hauydmns8", QuestionType::Csat, "5", Some("Schön!"));
    let words = answered("why", QuestionType::FreeForm, "It came late", None);
    let asks = |primary| Event::ControlRequested { app: DESK, metadata: Some("vip".into()), position: 1, primary };
    let metadata = Event::MetadataPassed { from: DESK.into(), to: BOT, metadata: "wait".into() };
    let extended = Event::ControlExtended { owner: Participant::Inbox, expires_at: UNTIL };
    let meta = Fields::all() - Fields::THREAD_CONTROL;
    let ours = Fields::THREAD_CONTROL;
    let nothing = &Content::default();

    let cases = [
        ("message, to the owner", meta, me, received(), &said),
        ("message, on standby", meta, desk, received(), &said),
        ("message with an attachment", meta, me, received(), &picture),
        ("quick reply, to the owner", meta, me, received(), &chosen),
        ("quick reply, on standby", meta, desk, received(), &chosen),
        ("postback, to the owner", meta, me, tap.clone(), nothing),
        ("postback, on standby", meta, desk, tap, nothing),
        ("referral by an ad", meta, me, refer(EntryPointSource::Ad, "ad-1"), nothing),
        ("referral by a link, on standby", meta, None, refer(EntryPointSource::Link, "spring"), nothing),
        ("echo of an app, to the owner", meta, me, echo(DESK.into()), &said),
        ("echo of the inbox, on standby", meta, inbox, echo(Participant::Inbox), &said),
        ("feedback, whoever is owner", meta, desk, score, nothing),
        ("feedback in the customer's words", meta, me, words, nothing),
        ("pass_thread_control", meta, me, change(Reason::Pass, desk, me), nothing),
        ("pass_thread_control by the inbox's done", meta, me, change(Reason::InboxDone, inbox, me), nothing),
        ("pass_thread_control of an idle thread", meta, me, change(Reason::Request, None, me), nothing),
        ("take_thread_control", meta, desk, change(Reason::Take, me, desk), nothing),
        ("take_thread_control by the inbox", meta, inbox, change(Reason::InboxReply, me, inbox), nothing),
        ("request_thread_control", meta, me, asks(None), nothing),
        ("pass_thread_metadata", meta, desk, metadata, nothing),
        ("thread_control of a change", ours, None, change(Reason::IdleTimeout, desk, None), nothing),
        ("thread_control of a request", ours, desk, asks(None), nothing),
        ("thread_control of a withdrawal", ours, desk, Event::RequestWithdrawn { app: DESK }, nothing),
        ("thread_control of an extension", ours, inbox, extended, nothing),
        ("both words for one event", meta | ours, me, change(Reason::Pass, desk, me), nothing),
        ("ours alone where Meta's is for others", meta | ours, desk, change(Reason::Pass, None, desk), nothing),
        (
            "nothing of what nobody hears",
            meta | ours,
            me,
            Event::SurveyHeld { message: "m_3".parse().unwrap(), app: BOT },
            nothing,
        ),
    ];
    let mut shapes = String::new();
    for (name, fields, owner, event, content) in cases {
        writeln!(shapes, "# {name}\n{}\n", sent(Platform::Messenger, fields, owner, &event, content)).unwrap();
    }
    let instagram = sent(Platform::Instagram, meta, inbox, &echo(Participant::Inbox), &said);
    writeln!(shapes, "# Instagram: its own object, and its own inbox\n{instagram}\n").unwrap();
    for is_primary in [true, false] {
        let body = of_role(PAGE, Platform::Web, BOT, is_primary, AT);
        writeln!(shapes, "# app_roles, primary: {is_primary}\n{}\n", String::from_utf8(body).unwrap()).unwrap();
    }
    insta::assert_snapshot!(shapes);
}

#[test]
fn an_array_has_one_event_and_ids_are_texts() {
    let body = sent(Platform::Messenger, Fields::all(), Some(BOT.into()), &received(), &text("a"));
    let body: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(body["entry"].as_array().map(Vec::len), Some(1));
    let entry = &body["entry"][0];
    assert_eq!(entry["messaging"].as_array().map(Vec::len), Some(1));
    assert_eq!(entry["standby"], Value::Null);
    assert_eq!(entry["id"], json!(PAGE.to_string()));
    assert_eq!(entry["messaging"][0]["timestamp"], json!(AT.millis()));
}
