//! *Control*: who is owner, and how that changes.

use baton::protocol::{Event, Participant, Reason};

use crate::{
    code::Code,
    scene::{BOT, CRM, DESK, STRANGER, Scene},
};

#[test]
fn one_owner() {
    let mut scene = Scene::new();
    assert_eq!((scene.owner(), scene.epoch()), (None, 0));
    scene.app(BOT).takes().succeeds();
    assert_eq!((scene.owner(), scene.epoch()), (Some(BOT.into()), 1));
    scene.app(BOT).passes_to(DESK).succeeds();
    assert_eq!((scene.owner(), scene.epoch()), (Some(DESK.into()), 2));
    assert_eq!((scene.change().previous, scene.change().new), (Some(BOT.into()), Some(DESK.into())));
    scene.app(DESK).releases().succeeds();
    assert_eq!((scene.owner(), scene.epoch()), (None, 3));
    assert_eq!((scene.change().reason, scene.change().epoch), (Reason::Release, 3));
}

#[test]
fn starts_idle() {
    let mut scene = Scene::with_primary(BOT);
    assert!(scene.is_idle());
    scene.customer_writes();
    assert!(scene.is_owned_by(BOT), "the first message counts as one to an idle thread");
    assert_eq!(scene.duel.thread.sequence, 2);
}

#[test]
fn idle_goes_to_primary() {
    let mut scene = Scene::with_primary(BOT);
    let events = scene.customer_writes();
    assert!(scene.is_owned_by(BOT));
    assert_eq!(scene.change().reason, Reason::CustomerMessage);
    assert!(matches!(events[..], [Event::ControlChanged(_), Event::MessageReceived { .. }]), "control comes first");
}

#[test]
fn idle_goes_to_primary_or_stays_idle_without_one() {
    let mut scene = Scene::new();
    scene.customer_writes();
    assert_eq!((scene.owner(), scene.epoch()), (None, 0));
}

#[test]
fn idle_goes_to_primary_only_while_idle() {
    let mut scene = Scene::owned_by(DESK);
    scene.page.primary_receiver = Some(BOT);
    scene.customer_writes();
    assert!(scene.is_owned_by(DESK));
}

#[test]
fn primary_must_reach() {
    let mut scene = Scene::with_primary(BOT).unreviewed(BOT);
    scene.customer_writes();
    assert!(scene.is_idle(), "passed over, as if there were none");
    let customer = scene.duel.thread.customer.clone();
    scene.subscriber(BOT).testers.insert(customer);
    scene.customer_writes();
    assert!(scene.is_owned_by(BOT), "the customer has a role on the app");
}

#[test]
fn pass_by_owner() {
    let mut scene = Scene::owned_by(BOT);
    scene.app(BOT).saying("wants a refund").passes_to(DESK).succeeds();
    assert!(scene.is_owned_by(DESK));
    assert_eq!(scene.change().reason, Reason::Pass);
    assert_eq!(scene.change().metadata.as_deref(), Some("wants a refund"));
}

#[test]
fn pass_by_owner_to_the_inbox() {
    let mut scene = Scene::owned_by(BOT);
    scene.app(BOT).passes_to(Participant::Inbox).succeeds();
    assert!(scene.is_owned_by(Participant::Inbox));
}

#[test]
fn pass_by_owner_from_anyone_else_is_refused() {
    let mut scene = Scene::owned_by(BOT);
    scene.app(DESK).passes_to(CRM).is_refused(Code::NotThreadOwner);
    scene.page.primary_receiver = Some(DESK);
    scene.app(DESK).passes_to(CRM).is_refused(Code::NotThreadOwner);
    Scene::new().app(BOT).passes_to(DESK).is_refused(Code::NotThreadOwner);
}

#[test]
fn pass_by_owner_to_a_stranger_is_refused() {
    let mut scene = Scene::owned_by(BOT);
    scene.app(BOT).passes_to(STRANGER).is_refused(Code::TargetNotSubscribed);
    scene.app(BOT).passes_to_target(None).is_refused(Code::TargetNotSubscribed);
}

#[test]
fn pass_by_owner_to_itself_is_refused() {
    Scene::owned_by(BOT).app(BOT).passes_to(BOT).is_refused(Code::AlreadyOwner);
}

#[test]
fn pass_by_owner_carries_at_most_a_thousand_characters() {
    let mut scene = Scene::owned_by(BOT);
    scene.app(BOT).saying(&"é".repeat(1_001)).passes_to(DESK).is_invalid("metadata");
    scene.app(BOT).saying(&"é".repeat(1_000)).passes_to(DESK).succeeds();
}

#[test]
fn take_when_idle() {
    let mut scene = Scene::with_primary(BOT);
    scene.app(DESK).saying("mine").takes().succeeds();
    assert!(scene.is_owned_by(DESK), "any subscribed app, primary receiver or not");
    assert_eq!((scene.change().reason, scene.change().metadata.as_deref()), (Reason::Take, Some("mine")));
}

#[test]
fn take_by_primary() {
    let mut scene = Scene::owned_by(DESK);
    scene.page.primary_receiver = Some(BOT);
    scene.app(BOT).takes().succeeds();
    assert!(scene.is_owned_by(BOT));
}

#[test]
fn take_by_primary_from_the_inbox() {
    let mut scene = Scene::owned_by_inbox();
    scene.page.primary_receiver = Some(BOT);
    scene.app(BOT).takes().succeeds();
    assert!(scene.is_owned_by(BOT));
}

#[test]
fn take_by_primary_and_no_other_app() {
    let mut scene = Scene::owned_by(BOT);
    scene.app(DESK).takes().is_refused(Code::ThreadControlled);
    scene.page.primary_receiver = Some(BOT);
    scene.app(DESK).takes().is_refused(Code::ThreadControlled);
    Scene::owned_by_inbox().app(DESK).takes().is_refused(Code::ThreadControlled);
}

#[test]
fn take_by_owner_is_nothing() {
    let mut scene = Scene::owned_by(BOT);
    scene.app(BOT).saying("again").takes().succeeds_and_changes_nothing();
    assert_eq!(scene.epoch(), 1);
}

#[test]
fn request_when_idle() {
    let mut scene = Scene::new();
    scene.app(DESK).saying("please").requests().succeeds();
    assert!(scene.is_owned_by(DESK));
    assert_eq!((scene.change().reason, scene.change().metadata.as_deref()), (Reason::Request, Some("please")));
    assert_eq!(scene.queue(), []);
}

#[test]
fn request_waits() {
    let mut scene = Scene::owned_by(BOT);
    scene.app(DESK).requests().succeeds();
    let events = scene.app(CRM).saying("billing").requests().succeeds();
    assert_eq!(scene.queue(), [DESK, CRM], "in order of arrival");
    assert!(matches!(events[..], [Event::ControlRequested { app: CRM, position: 2, .. }]));
    assert!(scene.is_owned_by(BOT));
}

#[test]
fn request_waits_in_its_place_when_asked_again() {
    let mut scene = Scene::owned_by(BOT);
    scene.app(DESK).saying("first").requests().succeeds();
    scene.app(CRM).requests().succeeds();
    let events = scene.app(DESK).saying("second").requests().succeeds();
    assert_eq!(scene.queue(), [DESK, CRM]);
    assert_eq!(scene.duel.thread.queue[0].metadata.as_deref(), Some("second"));
    assert!(matches!(events[..], [Event::ControlRequested { app: DESK, position: 1, .. }]));
}

#[test]
fn request_waits_not_for_the_owner() {
    let mut scene = Scene::owned_by(BOT);
    scene.app(BOT).requests().succeeds_and_changes_nothing();
    assert_eq!(scene.queue(), []);
}

#[test]
fn request_ends_with_control() {
    let mut scene = Scene::owned_by(BOT);
    scene.app(DESK).requests().succeeds();
    scene.app(BOT).passes_to(DESK).succeeds();
    assert_eq!(scene.queue(), []);
}

#[test]
fn request_ends_by_withdrawal() {
    let mut scene = Scene::owned_by(BOT);
    scene.app(DESK).withdraws().is_refused(Code::NoRequest);
    scene.app(DESK).requests().succeeds();
    scene.app(DESK).withdraws().succeeds();
    assert_eq!(scene.queue(), []);
    scene.app(DESK).withdraws().is_refused(Code::NoRequest);
}

#[test]
fn request_ends_by_leaving() {
    let mut scene = Scene::owned_by(BOT);
    scene.app(DESK).requests().succeeds();
    scene.unsubscribes(DESK);
    assert_eq!(scene.queue(), []);
}

#[test]
fn request_ends_not_with_idle_times_or_other_owners() {
    let mut scene = Scene::owned_by(BOT);
    scene.app(DESK).requests().succeeds();
    scene.app(BOT).passes_to(CRM).succeeds();
    scene.app(CRM).releases().succeeds();
    assert!(scene.is_idle());
    scene.app(CRM).takes().succeeds();
    assert_eq!(scene.queue(), [DESK]);
}

#[test]
fn release_by_owner() {
    let mut scene = Scene::owned_by(BOT);
    scene.app(DESK).requests().succeeds();
    scene.app(BOT).releases().succeeds();
    assert!(scene.is_idle(), "the page's policy is to go idle");
    assert_eq!(scene.change().reason, Reason::Release);
}

#[test]
fn release_by_owner_from_anyone_else_is_refused() {
    Scene::owned_by(BOT).app(DESK).releases().is_refused(Code::NotThreadOwner);
    Scene::new().app(DESK).releases().is_refused(Code::NotThreadOwner);
}

#[test]
fn release_by_owner_who_is_primary_receiver_goes_idle_too() {
    let mut scene = Scene::with_primary(BOT);
    scene.customer_writes();
    scene.app(BOT).releases().succeeds();
    assert!(scene.is_idle());
}

#[test]
fn release_by_owner_to_the_next_request() {
    let mut scene = Scene::owned_by(BOT).next_request_first();
    scene.app(DESK).requests().succeeds();
    scene.app(CRM).requests().succeeds();
    scene.app(BOT).releases().succeeds();
    assert!(scene.is_owned_by(DESK));
    assert_eq!(scene.change().reason, Reason::NextRequest);
    assert_eq!(scene.queue(), [CRM]);
}

#[test]
fn release_by_owner_goes_idle_when_nobody_waits() {
    let mut scene = Scene::owned_by(BOT).next_request_first();
    scene.app(BOT).releases().succeeds();
    assert!(scene.is_idle());
    assert_eq!(scene.change().reason, Reason::Release);
}

#[test]
fn metadata_without_control() {
    let mut scene = Scene::owned_by(BOT);
    scene.app(DESK).requests().succeeds();
    let events = scene.app(BOT).passes_metadata_to(DESK, "order 66").succeeds();
    assert!(matches!(&events[..], [Event::MetadataPassed { to: DESK, metadata, .. }] if metadata == "order 66"));
    assert!(scene.is_owned_by(BOT));
    assert_eq!(scene.queue(), [DESK], "the target stays in the queue");
}

#[test]
fn metadata_without_control_has_its_refusals() {
    let mut scene = Scene::owned_by(BOT);
    scene.app(DESK).passes_metadata_to(CRM, "x").is_refused(Code::NotThreadOwner);
    scene.app(BOT).passes_metadata_to(STRANGER, "x").is_refused(Code::TargetNotSubscribed);
    scene.app(BOT).passes_metadata_to(Participant::Inbox, "x").is_refused(Code::TargetNotSubscribed);
    scene.app(BOT).passes_metadata_to(DESK, "").is_invalid("metadata");
    scene.app(BOT).passes_metadata_to(DESK, &"x".repeat(1_001)).is_invalid("metadata");
    scene.app(BOT).passes_metadata_to(DESK, &"x".repeat(1_000)).succeeds();
}

#[test]
fn fenced() {
    let mut scene = Scene::owned_by(BOT);
    scene.app(BOT).at_epoch(0).passes_to(DESK).is_refused(Code::StaleEpoch);
    scene.app(BOT).at_epoch(2).takes().is_refused(Code::StaleEpoch);
    scene.app(BOT).at_epoch(0).releases().is_refused(Code::StaleEpoch);
    scene.app(BOT).at_epoch(0).extends(60).is_refused(Code::StaleEpoch);
    scene.app(BOT).at_epoch(0).sends().is_refused(Code::StaleEpoch);
    assert_eq!((scene.epoch(), scene.duel.thread.sequence), (1, 1), "nothing has changed");
    scene.app(BOT).at_epoch(1).passes_to(DESK).succeeds();
}

#[test]
fn fenced_before_any_other_rule_of_control() {
    let mut scene = Scene::owned_by(BOT);
    scene.app(DESK).at_epoch(0).releases().is_refused(Code::StaleEpoch);
    scene.app(DESK).at_epoch(0).takes().is_refused(Code::StaleEpoch);
    scene.app(DESK).at_epoch(0).passes_to(STRANGER).is_refused(Code::StaleEpoch);
    scene.app(DESK).at_epoch(0).sends().is_refused(Code::StaleEpoch);
}
