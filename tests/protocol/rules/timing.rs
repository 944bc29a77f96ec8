//! *Control*, as time passes.

use baton::{
    protocol::{Event, Participant, Reason},
    time::Seconds,
};

use crate::{
    code::Code,
    scene::{BOT, CRM, DESK, Scene},
};

#[test]
fn extend_by_owner() {
    let mut scene = Scene::owned_by(BOT);
    let events = scene.app(BOT).extends(604_800).succeeds();
    assert!(matches!(events[..], [Event::ControlExtended { owner: Participant::App(BOT), .. }]));
    assert_eq!(scene.time_left(), Some(Seconds::days(7)));
    assert_eq!(scene.epoch(), 1);
}

#[test]
fn extend_by_owner_never_shortens() {
    let mut scene = Scene::owned_by(BOT);
    scene.app(BOT).extends(60).succeeds_and_changes_nothing();
    scene.app(BOT).extends(Seconds::DAY.0).succeeds_and_changes_nothing();
    assert_eq!(scene.time_left(), Some(Seconds::DAY));
}

#[test]
fn extend_by_owner_by_one_second_to_a_week() {
    let mut scene = Scene::owned_by(BOT);
    for duration in [0, -1, 604_801, i64::MAX, i64::MIN] {
        scene.app(BOT).extends(duration).is_invalid("duration");
    }
    scene.app(BOT).extends(1).succeeds();
    scene.app(BOT).extends(604_800).succeeds();
}

#[test]
fn extend_by_owner_from_anyone_else_is_refused() {
    Scene::owned_by(BOT).app(DESK).extends(60).is_refused(Code::NotThreadOwner);
    Scene::new().app(DESK).extends(60).is_refused(Code::NotThreadOwner);
}

#[test]
fn idle_timeout() {
    let mut scene = Scene::owned_by(BOT);
    assert_eq!(scene.time_left(), Some(Seconds::DAY));
    scene.later(Seconds::DAY).sweeps();
    assert!(scene.is_idle());
    assert_eq!(scene.change().reason, Reason::IdleTimeout);
}

#[test]
fn idle_timeout_goes_to_the_next_request() {
    let mut scene = Scene::owned_by(BOT).next_request_first();
    scene.app(DESK).requests().succeeds();
    scene.app(CRM).requests().succeeds();
    scene.later(Seconds::DAY).sweeps();
    assert!(scene.is_owned_by(DESK));
    assert_eq!(scene.change().reason, Reason::NextRequest);
    assert_eq!(scene.time_left(), Some(Seconds::DAY), "a change of owner starts anew");
}

#[test]
fn idle_timeout_is_the_pages_own() {
    let mut scene = Scene::new();
    scene.page.settings.idle_timeout = Seconds::HOUR;
    scene.app(BOT).takes().succeeds();
    assert_eq!(scene.time_left(), Some(Seconds::HOUR));
}

#[test]
fn idle_timeout_waits_while_the_customer_is_active() {
    for act in [
        |scene: &mut Scene| scene.customer_writes(),
        |scene: &mut Scene| scene.customer_taps_a_button_of(BOT),
        |scene: &mut Scene| scene.customer_comes_by("nowhere"),
    ] {
        let mut scene = Scene::owned_by(BOT);
        act(scene.later(Seconds::HOUR));
        assert_eq!(scene.time_left(), Some(Seconds::DAY));
    }
}

#[test]
fn idle_timeout_waits_while_the_owner_or_the_inbox_writes() {
    let mut scene = Scene::owned_by(BOT);
    scene.later(Seconds::HOUR).app(BOT).sends().succeeds();
    assert_eq!(scene.time_left(), Some(Seconds::DAY));
    scene.person().marks_done().succeeds();
    scene.later(Seconds::HOUR).person().replies().succeeds();
    assert!(scene.is_owned_by(BOT), "a reply to a done thread takes no control");
    assert_eq!(scene.time_left(), Some(Seconds::DAY));
}

#[test]
fn idle_timeout_waits_for_nothing_else() {
    let mut scene = Scene::owned_by(BOT).human_agent(DESK);
    scene.later(Seconds::HOUR);
    scene.app(DESK).requests().succeeds();
    scene.app(DESK).sends_as_human_agent().succeeds();
    scene.app(DESK).sends_survey().succeeds();
    scene.app(BOT).passes_metadata_to(DESK, "x").succeeds();
    scene.app(BOT).sets_user_menu().succeeds();
    scene.person().marks_done().succeeds();
    assert_eq!(scene.time_left(), Some(Seconds(23 * 3_600)));
}

#[test]
fn idle_timeout_is_never_moved_earlier_by_activity() {
    let mut scene = Scene::owned_by(BOT);
    scene.app(BOT).extends(604_800).succeeds();
    scene.customer_writes();
    scene.app(BOT).sends().succeeds();
    assert_eq!(scene.time_left(), Some(Seconds::days(7)));
}

#[test]
fn idle_timeout_starts_anew_with_a_new_owner() {
    let mut scene = Scene::owned_by(BOT);
    scene.app(BOT).extends(604_800).succeeds();
    scene.app(BOT).passes_to(DESK).succeeds();
    assert_eq!(scene.time_left(), Some(Seconds::DAY), "an extension is its owner's");
}

#[test]
fn timeout_on_time() {
    let mut scene = Scene::owned_by(BOT);
    let expires_at = scene.duel.thread.expires_at().unwrap();
    scene.just_before(Seconds::DAY);
    assert_eq!(scene.sweeps(), []);
    assert!(scene.is_owned_by(BOT));
    scene.now = expires_at;
    scene.sweeps();
    assert!(scene.is_idle());
}

#[test]
fn timeout_on_time_happens_once() {
    let mut scene = Scene::owned_by(BOT);
    scene.later(Seconds::DAY).sweeps();
    assert_eq!(scene.sweeps(), [], "another server may come second");
    assert_eq!(scene.epoch(), 2);
}

#[test]
fn timeout_on_time_comes_before_whatever_is_called() {
    let mut scene = Scene::owned_by(BOT);
    scene.later(Seconds::DAY).app(BOT).sends().is_refused(Code::NotThreadOwner);
    assert!(scene.is_idle());
    scene.app(BOT).takes().succeeds();
    scene.later(Seconds::days(3)).app(DESK).takes().succeeds();
    assert!(scene.is_owned_by(DESK));
}
