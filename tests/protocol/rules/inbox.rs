//! *The inbox*.

use baton::{
    id::AppId,
    protocol::{Event, Participant, Platform, Reason, Refusal, may_be_primary},
};

use crate::{
    code::Code,
    scene::{BOT, CRM, DESK, STRANGER, Scene},
};

/// *Words*: the inbox's id, as clients of the Graph API know it.
#[test]
fn inbox_has_its_well_known_app_id() {
    let mut page = Scene::new().page;
    for (platform, id) in [
        (Platform::Messenger, 263_902_037_430_900),
        (Platform::Web, 263_902_037_430_900),
        (Platform::Instagram, 1_217_981_644_879_628),
    ] {
        page.platform = platform;
        assert_eq!(page.participant(id), Some(Participant::Inbox));
        assert_eq!(page.participant(BOT.get()), Some(BOT.into()));
        assert_eq!(page.participant(0), None);
    }
}

#[test]
fn inbox_never_primary() {
    let mut page = Scene::new().page;
    for platform in [Platform::Messenger, Platform::Web, Platform::Instagram] {
        page.platform = platform;
        let inbox = AppId::new(platform.inbox_id()).unwrap();
        assert_eq!(may_be_primary(&page, inbox), Err(Refusal::InboxCannotBePrimary));
        assert_eq!(may_be_primary(&page, BOT), Ok(()));
    }
}

#[test]
fn inbox_reply_takes() {
    let mut scene = Scene::owned_by(BOT);
    let events = scene.person().replies().succeeds();
    assert!(scene.is_owned_by(Participant::Inbox));
    assert_eq!(scene.change().reason, Reason::InboxReply);
    assert!(scene.change().by.is_some(), "the log tells who did it");
    assert!(matches!(
        events[..],
        [Event::ControlChanged(_), Event::MessageSent { sender: Participant::Inbox, by: Some(_), .. }]
    ));
}

#[test]
fn inbox_reply_takes_an_idle_thread_too() {
    let mut scene = Scene::with_primary(BOT);
    scene.person().replies().succeeds();
    assert!(scene.is_owned_by(Participant::Inbox));
}

#[test]
fn inbox_reply_takes_nothing_that_the_inbox_has() {
    let mut scene = Scene::owned_by_inbox();
    let events = scene.person().replies().succeeds();
    assert!(matches!(events[..], [Event::MessageSent { .. }]));
}

#[test]
fn inbox_move_takes() {
    let mut scene = Scene::owned_by(BOT);
    scene.person().moves_to_main().succeeds();
    assert!(scene.is_owned_by(Participant::Inbox));
    assert_eq!(scene.change().reason, Reason::InboxMove);
    scene.person().moves_to_main().succeeds_and_changes_nothing();
}

#[test]
fn inbox_done_releases() {
    let mut scene = Scene::owned_by_inbox();
    scene.person().marks_done().succeeds();
    assert!(scene.is_idle());
    assert_eq!(scene.change().reason, Reason::InboxDone);
}

#[test]
fn inbox_done_releases_to_the_primary_receiver() {
    let mut scene = Scene::owned_by_inbox().next_request_first();
    scene.app(CRM).requests().succeeds();
    scene.page.primary_receiver = Some(BOT);
    scene.person().marks_done().succeeds();
    assert!(scene.is_owned_by(BOT), "before anybody who waits");
    assert_eq!(scene.change().reason, Reason::InboxDone);
    assert!(scene.duel.thread.is_done);
}

#[test]
fn inbox_done_releases_past_a_primary_receiver_that_may_not_reach() {
    let mut scene = Scene::owned_by_inbox().unreviewed(BOT);
    scene.page.primary_receiver = Some(BOT);
    scene.person().marks_done().succeeds();
    assert!(scene.is_idle());
}

#[test]
fn inbox_done_releases_to_the_next_request() {
    let mut scene = Scene::owned_by_inbox().next_request_first();
    scene.app(CRM).requests().succeeds();
    scene.person().marks_done().succeeds();
    assert!(scene.is_owned_by(CRM));
    assert_eq!(scene.change().reason, Reason::NextRequest);
}

#[test]
fn inbox_done_releases_and_delivers_held_surveys() {
    let mut scene = Scene::owned_by_inbox();
    scene.app(CRM).sends_survey().succeeds();
    let events = scene.person().marks_done().succeeds();
    assert!(matches!(
        events[..],
        [Event::MarkedDone { .. }, Event::ControlChanged(_), Event::MessageSent { sender: Participant::App(CRM), .. }]
    ));
}

#[test]
fn inbox_reply_to_done() {
    let mut scene = Scene::owned_by(BOT);
    scene.person().marks_done().succeeds();
    scene.person().replies().succeeds();
    assert!(scene.is_owned_by(BOT));
    assert!(scene.duel.thread.is_done);
    scene.app(BOT).releases().succeeds();
    scene.person().replies().succeeds();
    assert!(scene.is_idle());
}

#[test]
fn folders() {
    let mut scene = Scene::owned_by(BOT);
    assert!(!scene.is_owned_by(Participant::Inbox), "GENERAL");
    scene.app(BOT).passes_to(Participant::Inbox).succeeds();
    assert!(scene.is_owned_by(Participant::Inbox), "MAIN, exactly while the inbox is owner");
    scene.person().passes_from_inbox_to(BOT).succeeds();
    assert!(!scene.is_owned_by(Participant::Inbox), "GENERAL again");
}

#[test]
fn done_mark() {
    let mut scene = Scene::owned_by(BOT);
    let events = scene.person().marks_done().succeeds();
    assert!(matches!(events[..], [Event::MarkedDone { .. }]), "anybody's thread, and control stays");
    assert!(scene.duel.thread.is_done && scene.is_owned_by(BOT));
    scene.person().marks_done().succeeds_and_changes_nothing();
}

#[test]
fn done_mark_goes_with_whatever_the_customer_does() {
    for act in [
        |scene: &mut Scene| scene.customer_writes(),
        |scene: &mut Scene| scene.customer_taps_a_button_of(BOT),
        |scene: &mut Scene| scene.customer_comes_by("nowhere"),
    ] {
        let mut scene = Scene::owned_by(BOT);
        scene.person().marks_done().succeeds();
        act(&mut scene);
        assert!(!scene.duel.thread.is_done);
    }
}

#[test]
fn done_mark_goes_when_the_inbox_gets_control() {
    let mut scene = Scene::owned_by(BOT);
    scene.person().marks_done().succeeds();
    scene.app(BOT).passes_to(DESK).succeeds();
    assert!(scene.duel.thread.is_done, "other owners leave it");
    scene.app(DESK).passes_to(Participant::Inbox).succeeds();
    assert!(!scene.duel.thread.is_done);
    scene.person().marks_done().succeeds();
    scene.person().moves_to_main().succeeds();
    assert!(!scene.duel.thread.is_done);
}

#[test]
fn inbox_passes() {
    let mut scene = Scene::owned_by_inbox();
    scene.person().saying("all yours").passes_from_inbox_to(DESK).succeeds();
    assert!(scene.is_owned_by(DESK));
    assert_eq!((scene.change().reason, scene.change().metadata.as_deref()), (Reason::Pass, Some("all yours")));
    assert!(scene.change().by.is_some());
}

#[test]
fn inbox_passes_only_what_it_has_and_only_to_apps_of_the_page() {
    let mut scene = Scene::owned_by(BOT);
    scene.person().passes_from_inbox_to(DESK).is_refused(Code::NotThreadOwner);
    Scene::new().person().passes_from_inbox_to(DESK).is_refused(Code::NotThreadOwner);
    let mut scene = Scene::owned_by_inbox().unreviewed(CRM);
    scene.person().passes_from_inbox_to(STRANGER).is_refused(Code::TargetNotSubscribed);
    scene.person().passes_from_inbox_to(CRM).is_refused(Code::AppNotReviewed);
    scene.person().passes_from_inbox_to(Participant::Inbox).is_refused(Code::AlreadyOwner);
}
