//! *Who may*, as far as the thread and its page can tell.

use baton::protocol::{Event, MenuLevel, Participant, Permissions, Reason, Tasks};

use crate::{
    code::Code,
    scene::{Acting, Answer, BOT, CRM, DESK, STRANGER, Scene},
};

type Ask = fn(Acting<'_>) -> Answer;

/// Everything that an app can ask of a thread's control.
const CONTROL: [Ask; 7] = [
    |app| app.passes_to(CRM),
    |app| app.takes(),
    |app| app.requests(),
    |app| app.withdraws(),
    |app| app.releases(),
    |app| app.extends(60),
    |app| app.passes_metadata_to(CRM, "x"),
];

/// Everything else that an app can ask.
const OTHER: [Ask; 5] = [
    |app| app.sends(),
    |app| app.sends_as_human_agent(),
    |app| app.sends_survey(),
    |app| app.sets_user_menu(),
    |app| app.deletes_user_menu(),
];

#[test]
fn token_moderate() {
    for call in CONTROL {
        let mut scene = Scene::owned_by(BOT);
        let others = Tasks::all() - Tasks::MODERATE;
        call(scene.app(BOT).having(others)).is_refused(Code::Forbidden);
        assert_eq!(scene.epoch(), 1);
    }
}

#[test]
fn token_moderate_is_asked_of_people_who_pass() {
    let mut scene = Scene::owned_by_inbox();
    scene.person_with(Tasks::MESSAGING).passes_from_inbox_to(BOT).is_refused(Code::Forbidden);
    scene.person_with(Tasks::MODERATE).passes_from_inbox_to(BOT).succeeds();
}

#[test]
fn token_moderate_is_not_asked_of_messages() {
    let mut scene = Scene::owned_by(BOT);
    scene.app(BOT).having(Tasks::empty()).sends().succeeds();
    scene.app(BOT).having(Tasks::empty()).sends_survey().succeeds();
}

#[test]
fn tasks() {
    for enough in [Tasks::MESSAGING, Tasks::MODERATE] {
        let mut scene = Scene::owned_by(BOT);
        scene.person_with(enough).replies().succeeds();
        scene.person_with(enough).marks_done().succeeds();
        scene.person_with(enough).moves_to_main().succeeds();
    }
    for other in [Tasks::MANAGE, Tasks::ANALYZE, Tasks::empty()] {
        let mut scene = Scene::owned_by(BOT);
        scene.person_with(other).replies().is_refused(Code::Forbidden);
        scene.person_with(other).marks_done().is_refused(Code::Forbidden);
        scene.person_with(other).moves_to_main().is_refused(Code::Forbidden);
        scene.person_with(other).passes_from_inbox_to(BOT).is_refused(Code::Forbidden);
    }
}

#[test]
fn tasks_of_apps_people_and_channels_are_not_each_others() {
    let mut scene = Scene::owned_by(BOT);
    for call in CONTROL.into_iter().chain(OTHER) {
        call(scene.person()).is_refused(Code::Forbidden);
    }
    let by_people: [Ask; 4] =
        [|app| app.replies(), |app| app.moves_to_main(), |app| app.marks_done(), |app| app.passes_from_inbox_to(CRM)];
    for call in by_people {
        call(scene.app(BOT)).is_refused(Code::Forbidden);
    }
    let message = "forged".parse().unwrap();
    scene.app(BOT).asks(&baton::protocol::Command::Receive { message }).is_refused(Code::Forbidden);
}

#[test]
fn token_messaging() {
    let sending: [Ask; 3] = [|app| app.sends(), |app| app.sends_as_human_agent(), |app| app.sends_survey()];
    for call in sending {
        let mut scene = Scene::owned_by(BOT).human_agent(BOT);
        call(scene.app(BOT).permitted(Permissions::PAGES_MANAGE_METADATA)).is_refused(Code::Forbidden);
        call(scene.app(BOT).permitted(Permissions::PAGES_MESSAGING)).succeeds();
    }
}

#[test]
fn review_live() {
    for call in CONTROL.into_iter().chain(OTHER) {
        let mut scene = Scene::owned_by(DESK).unreviewed(BOT).human_agent(BOT);
        call(scene.app(BOT)).is_refused(Code::AppNotReviewed);
    }
}

#[test]
fn review_live_lets_an_app_reach_its_testers() {
    let mut scene = Scene::new().unreviewed(BOT);
    let customer = scene.duel.thread.customer.clone();
    scene.subscriber(BOT).testers.insert(customer);
    scene.app(BOT).takes().succeeds();
    scene.customer_writes();
    assert_ne!(scene.heard(BOT), []);
}

#[test]
fn review_live_refuses_to_pass_to_the_app() {
    let mut scene = Scene::owned_by(BOT).unreviewed(DESK);
    scene.app(BOT).passes_to(DESK).is_refused(Code::AppNotReviewed);
}

#[test]
fn review_live_passes_over_whom_a_rule_would_choose() {
    let mut scene = Scene::with_primary(CRM).with_entry_point_of(BOT).unreviewed(BOT);
    scene.customer_comes_by("spring");
    assert!(scene.is_owned_by(CRM), "an entry point");
    assert_eq!(scene.change().reason, Reason::CustomerMessage);
    scene.customer_taps_a_button_of(BOT);
    assert!(scene.is_owned_by(CRM), "a tap");
    let mut scene = Scene::with_primary(BOT).unreviewed(BOT).with_page_menu_of(BOT);
    scene.customer_taps_the_menu(MenuLevel::Page);
    assert!(scene.is_idle(), "a menu, and the primary receiver");
}

#[test]
fn review_live_passes_over_a_request_and_leaves_it_waiting() {
    let mut scene = Scene::owned_by(BOT).next_request_first();
    scene.app(DESK).requests().succeeds();
    scene.app(CRM).requests().succeeds();
    scene.subscriber(DESK).live = false;
    scene.app(BOT).releases().succeeds();
    assert!(scene.is_owned_by(CRM));
    assert_eq!(scene.queue(), [DESK]);
    scene.app(CRM).releases().succeeds();
    assert!(scene.is_idle());
    assert_eq!(scene.change().reason, Reason::Release);
}

#[test]
fn review_live_keeps_an_app_from_hearing() {
    let mut scene = Scene::new().unreviewed(BOT);
    scene.customer_writes();
    scene.app(DESK).takes().succeeds();
    assert_eq!(scene.heard(BOT), []);
}

#[test]
fn review_human_agent() {
    let mut scene = Scene::owned_by(DESK).human_agent(CRM);
    scene.app(BOT).sends_as_human_agent().is_refused(Code::HumanAgentNotApproved);
    scene.app(CRM).sends_as_human_agent().succeeds();
}

#[test]
fn must_be_subscribed() {
    for call in CONTROL.into_iter().chain(OTHER) {
        call(Scene::new().app(STRANGER)).is_refused(Code::Forbidden);
        call(Scene::owned_by(BOT).app(STRANGER).having(Tasks::all())).is_refused(Code::Forbidden);
    }
}

#[test]
fn leaving() {
    let mut scene = Scene::with_primary(BOT).next_request_first();
    scene.customer_writes();
    scene.app(DESK).requests().succeeds();
    scene.unsubscribes(BOT);
    assert!(scene.is_idle(), "whoever waits: the thread goes idle");
    assert_eq!(scene.change().reason, Reason::AppRemoved);
    assert_eq!(scene.queue(), [DESK]);
    scene.customer_writes();
    assert!(scene.is_idle(), "it is primary receiver no more");
}

#[test]
fn leaving_takes_everything_along() {
    let mut scene = Scene::new();
    scene.app(DESK).sets_user_menu().succeeds();
    scene.app(BOT).takes().succeeds();
    scene.app(DESK).requests().succeeds();
    scene.app(DESK).sends_survey().succeeds();
    let events = scene.unsubscribes(DESK);
    assert!(matches!(
        events[..],
        [
            Event::RequestWithdrawn { app: DESK },
            Event::UserMenuChanged { app: DESK, menu: None },
            Event::SurveyDropped { app: DESK, .. }
        ]
    ));
    assert!(scene.is_owned_by(BOT));
    let thread = &scene.duel.thread;
    assert!(thread.queue.is_empty() && thread.held_surveys.is_empty() && thread.menu.is_none());
}

#[test]
fn leaving_delivers_what_others_hold() {
    let mut scene = Scene::owned_by(BOT);
    scene.app(DESK).sends_survey().succeeds();
    let events = scene.unsubscribes(BOT);
    assert!(matches!(
        events[..],
        [Event::ControlChanged(_), Event::MessageSent { sender: Participant::App(DESK), .. }]
    ));
}

#[test]
fn leaving_is_nothing_to_threads_that_never_saw_the_app() {
    let mut scene = Scene::owned_by(BOT);
    assert_eq!(scene.unsubscribes(DESK), []);
}
