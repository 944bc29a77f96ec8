//! *Sending*.

use baton::{
    protocol::{Event, Participant, Reason},
    time::Seconds,
};

use crate::{
    code::Code,
    scene::{BOT, CRM, DESK, Scene},
};

#[test]
fn send_by_owner() {
    let mut scene = Scene::owned_by(BOT);
    let events = scene.app(BOT).sends().succeeds();
    assert!(matches!(events[..], [Event::MessageSent { sender: Participant::App(BOT), .. }]));
}

#[test]
fn send_by_owner_from_anyone_else_is_refused() {
    let mut scene = Scene::owned_by(BOT);
    scene.page.primary_receiver = Some(DESK);
    scene.app(DESK).sends().is_refused(Code::NotThreadOwner);
    Scene::new().app(BOT).sends().is_refused(Code::NotThreadOwner);
    Scene::with_primary(BOT).app(BOT).sends().is_refused(Code::NotThreadOwner);
}

#[test]
fn human_agent_exception() {
    let mut scene = Scene::owned_by(BOT).human_agent(DESK);
    scene.app(DESK).sends_as_human_agent().succeeds();
    assert!(scene.is_owned_by(BOT), "control does not change");
    scene.app(BOT).releases().succeeds();
    scene.app(DESK).sends_as_human_agent().succeeds();
    assert!(scene.is_idle());
}

#[test]
fn human_agent_exception_needs_approval() {
    let mut scene = Scene::owned_by(BOT);
    scene.app(DESK).sends_as_human_agent().is_refused(Code::HumanAgentNotApproved);
    scene.app(BOT).sends_as_human_agent().is_refused(Code::HumanAgentNotApproved);
}

#[test]
fn human_agent_exception_is_the_only_one() {
    let mut scene = Scene::owned_by(BOT).human_agent(DESK);
    scene.app(DESK).sends().is_refused(Code::NotThreadOwner);
}

#[test]
fn survey_waits() {
    let mut scene = Scene::owned_by(BOT);
    let first = scene.app(DESK).sends_survey().succeeds();
    let second = scene.app(CRM).sends_survey().succeeds();
    assert!(matches!(first[..], [Event::SurveyHeld { app: DESK, .. }]));
    scene.app(BOT).passes_to(DESK).succeeds();
    assert_eq!(scene.duel.thread.held_surveys.len(), 2, "its own app's control does not deliver it");
    let events = scene.app(DESK).releases().succeeds();
    let delivered: Vec<_> = events[1..].iter().map(Event::message).collect();
    assert_eq!(delivered, [first[0].message(), second[0].message()], "oldest first");
    assert!(events[1..].iter().all(|it| matches!(it, Event::MessageSent { .. })));
    assert_eq!(scene.duel.thread.held_surveys, []);
}

#[test]
fn survey_waits_not_on_an_idle_thread_or_for_the_owner() {
    let mut scene = Scene::new();
    let idle = scene.app(BOT).sends_survey().succeeds();
    assert!(matches!(idle[..], [Event::MessageSent { .. }]));
    assert!(scene.is_idle());
    scene.app(BOT).takes().succeeds();
    let owned = scene.app(BOT).sends_survey().succeeds();
    assert!(matches!(owned[..], [Event::MessageSent { .. }]));
}

#[test]
fn survey_waits_until_the_thread_is_idle_and_not_for_the_next_owner() {
    let mut scene = Scene::owned_by(BOT).next_request_first();
    scene.app(CRM).sends_survey().succeeds();
    scene.app(DESK).requests().succeeds();
    scene.app(BOT).releases().succeeds();
    assert!(scene.is_owned_by(DESK));
    assert_eq!(scene.duel.thread.held_surveys.len(), 1);
    scene.later(Seconds::DAY).sweeps();
    assert_eq!(scene.duel.thread.held_surveys, [], "the time-out makes it idle");
}

#[test]
fn window() {
    let mut scene = Scene::new().enforcing_the_window();
    scene.customer_writes();
    scene.app(BOT).takes().succeeds();
    scene.app(BOT).extends(604_800).succeeds();
    scene.later(Seconds::DAY).app(BOT).sends().succeeds();
    scene.now = baton::time::Timestamp::from_millis(scene.now.millis() + 1);
    scene.app(BOT).sends().is_refused(Code::OutsideMessagingWindow);
    scene.app(BOT).sends_survey().is_refused(Code::OutsideMessagingWindow);
}

#[test]
fn window_opens_again_with_whatever_the_customer_does() {
    for act in [
        |scene: &mut Scene| scene.customer_writes(),
        |scene: &mut Scene| scene.customer_taps_a_button_of(BOT),
        |scene: &mut Scene| scene.customer_comes_by("nowhere"),
    ] {
        let mut scene = Scene::owned_by(BOT).enforcing_the_window();
        scene.app(BOT).sends().is_refused(Code::OutsideMessagingWindow);
        act(&mut scene);
        scene.app(BOT).sends().succeeds();
    }
}

#[test]
fn window_of_human_agents_is_a_week() {
    let mut scene = Scene::new().enforcing_the_window().human_agent(DESK);
    scene.customer_writes();
    scene.later(Seconds::days(7)).app(DESK).sends_as_human_agent().succeeds();
    scene.later(Seconds(1)).app(DESK).sends_as_human_agent().is_refused(Code::OutsideMessagingWindow);
}

#[test]
fn window_is_off_unless_set() {
    let mut scene = Scene::new();
    scene.customer_writes();
    scene.later(Seconds::days(30)).app(BOT).takes().succeeds();
    scene.app(BOT).sends().succeeds();
}

#[test]
fn same_key_once() {
    let mut scene = Scene::owned_by(BOT);
    let used_at = scene.now;
    scene.app(BOT).extends(604_800).succeeds();
    scene.just_before(Seconds::DAY).app(BOT).with_key_used_at(used_at).sends().succeeds_and_changes_nothing();
    scene.app(BOT).with_key_used_at(used_at).sends_survey().succeeds_and_changes_nothing();
    scene.person().with_key_used_at(used_at).replies().succeeds_and_changes_nothing();
    assert!(scene.is_owned_by(BOT), "a repeated reply takes no control");
    scene.now = used_at;
    let events = scene.later(Seconds::DAY).app(BOT).with_key_used_at(used_at).sends().succeeds();
    assert_eq!(events.len(), 1, "a day later the key is free again");
}

#[test]
fn same_key_once_answers_also_when_control_has_moved_on() {
    let mut scene = Scene::owned_by(BOT);
    let used_at = scene.now;
    scene.app(BOT).passes_to(DESK).succeeds();
    assert_eq!(scene.change().reason, Reason::Pass);
    scene.app(BOT).at_epoch(1).with_key_used_at(used_at).sends().succeeds_and_changes_nothing();
}
