//! *What customers tap*, and where conversations begin.

use baton::{
    id::AppId,
    protocol::{
        self, Caller, Event, Forbidden, Menu, MenuItem, MenuLevel, Page, Participant, Permissions, Reason, Refusal,
        Tapped, Tasks,
    },
};

use crate::{
    code::Code,
    scene::{BOT, BUY, CRM, DESK, STRANGER, Scene, menu},
    world::START,
};

#[test]
fn postback_to_creator() {
    let mut scene = Scene::owned_by(BOT);
    let events = scene.customer_taps_a_button_of(DESK);
    assert!(scene.is_owned_by(DESK), "whoever was owner");
    assert_eq!(scene.change().reason, Reason::Postback);
    assert!(
        matches!(&events[1], Event::PostbackReceived { payload, app: DESK, from_menu: false, .. } if payload == BUY)
    );
    for (app, hears_payload) in [(BOT, false), (DESK, true), (CRM, false)] {
        let (_, heard) = scene.heard_fully(app)[1];
        assert_eq!(heard.with_payload, hears_payload);
    }
}

#[test]
fn postback_to_creator_on_an_idle_thread_and_from_the_inbox() {
    let mut scene = Scene::with_primary(BOT);
    scene.customer_taps_a_button_of(DESK);
    assert!(scene.is_owned_by(DESK), "the primary receiver stands back");
    let mut scene = Scene::owned_by_inbox();
    scene.customer_taps_a_button_of(DESK);
    assert!(scene.is_owned_by(DESK));
}

#[test]
fn postback_to_creator_who_is_owner_changes_no_control() {
    let mut scene = Scene::owned_by(BOT);
    let events = scene.customer_taps_a_button_of(BOT);
    assert!(matches!(events[..], [Event::PostbackReceived { .. }]));
    assert_eq!(scene.epoch(), 1);
}

#[test]
fn menu_to_creator() {
    let mut scene = Scene::owned_by(BOT).with_page_menu_of(DESK);
    let events = scene.customer_taps_the_menu(MenuLevel::Page);
    assert!(scene.is_owned_by(DESK));
    assert_eq!(scene.change().reason, Reason::Menu);
    assert!(matches!(events[1], Event::PostbackReceived { app: DESK, from_menu: true, .. }));
}

#[test]
fn menu_to_creator_of_the_threads_own_menu() {
    let mut scene = Scene::owned_by(BOT).with_page_menu_of(CRM);
    scene.app(BOT).sets_user_menu().succeeds();
    scene.app(BOT).passes_to(DESK).succeeds();
    scene.customer_taps_the_menu(MenuLevel::User);
    assert!(scene.is_owned_by(BOT));
}

#[test]
fn creator_gone() {
    let mut scene = Scene::with_primary(BOT);
    scene.unsubscribes(DESK);
    let events = scene.customer_taps_a_button_of(DESK);
    assert!(scene.is_owned_by(BOT), "the tap counts as a customer's message");
    assert_eq!(scene.change().reason, Reason::CustomerMessage);
    assert!(matches!(events[1], Event::MessageReceived { .. }));
}

#[test]
fn creator_gone_because_it_may_not_reach_the_customer() {
    let mut scene = Scene::with_primary(BOT).unreviewed(DESK).with_page_menu_of(DESK);
    assert!(matches!(scene.customer_taps_a_button_of(DESK)[1], Event::MessageReceived { .. }));
    assert!(matches!(scene.customer_taps_the_menu(MenuLevel::Page)[0], Event::MessageReceived { .. }));
    assert!(scene.is_owned_by(BOT));
}

#[test]
fn creator_gone_because_it_is_the_inbox() {
    let mut scene = Scene::owned_by(BOT);
    let events = scene.customer_taps_a_button_of(Participant::Inbox);
    assert!(matches!(events[..], [Event::MessageReceived { .. }]));
    assert!(scene.is_owned_by(BOT));
}

#[test]
fn creator_gone_because_nobody_ever_made_the_button_or_the_item() {
    let mut scene = Scene::owned_by(BOT).with_page_menu_of(DESK);
    for (on, payload) in [
        (Tapped::Button { sender: None }, BUY),
        (Tapped::Menu(MenuLevel::User), BUY),
        (Tapped::Menu(MenuLevel::Page), "SELL"),
    ] {
        assert!(matches!(scene.customer_taps(on, payload)[..], [Event::MessageReceived { .. }]));
    }
}

#[test]
fn page_menu() {
    let mut page = Scene::new().page;
    for app in [BOT, DESK] {
        let set = page_menu_by(&page, app, Some(menu())).unwrap().unwrap();
        assert_eq!((set.app, set.items), (app, menu()), "any app, while there is no primary receiver");
        assert_eq!(page_menu_by(&page, app, None), Ok(None));
    }
    page.primary_receiver = Some(BOT);
    for items in [Some(menu()), None] {
        assert!(page_menu_by(&page, BOT, items.clone()).is_ok());
        assert_eq!(page_menu_by(&page, DESK, items.clone()), Err(Refusal::MenuNotAllowed { primary: BOT }));
        assert_eq!(page_menu_by(&page, STRANGER, items), Err(Forbidden::NotSubscribed.into()));
    }
}

fn page_menu_by(page: &Page, app: AppId, items: Option<Vec<MenuItem>>) -> Result<Option<Menu>, Refusal> {
    let caller = Caller::App { app, tasks: Tasks::empty(), permissions: Permissions::empty() };
    protocol::page_menu(page, &caller, items, START)
}

#[test]
fn user_menu() {
    let mut scene = Scene::owned_by(BOT);
    scene.page.primary_receiver = Some(DESK);
    let events = scene.app(BOT).sets_user_menu().succeeds();
    assert!(matches!(events[..], [Event::UserMenuChanged { app: BOT, menu: Some(_) }]));
    assert_eq!(scene.duel.thread.menu.as_ref().map(|it| it.app), Some(BOT));
    scene.app(BOT).deletes_user_menu().succeeds();
    assert_eq!(scene.duel.thread.menu, None);
    scene.app(BOT).deletes_user_menu().succeeds_and_changes_nothing();
}

#[test]
fn user_menu_by_others_than_the_owner_is_refused() {
    let mut scene = Scene::owned_by(BOT);
    scene.page.primary_receiver = Some(DESK);
    scene.app(DESK).sets_user_menu().is_refused(Code::NotThreadOwner);
    scene.app(DESK).deletes_user_menu().is_refused(Code::NotThreadOwner);
    Scene::owned_by_inbox().app(DESK).sets_user_menu().is_refused(Code::NotThreadOwner);
}

#[test]
fn user_menu_by_any_app_while_idle() {
    let mut scene = Scene::with_primary(BOT);
    scene.app(DESK).sets_user_menu().succeeds();
    scene.app(CRM).deletes_user_menu().succeeds();
}

#[test]
fn entry_point() {
    let mut scene = Scene::with_primary(BOT).with_entry_point_of(DESK);
    let events = scene.customer_comes_by("spring");
    assert!(scene.is_owned_by(DESK), "instead of the primary receiver");
    assert_eq!(scene.change().reason, Reason::EntryPoint);
    assert!(matches!(&events[1], Event::ReferralReceived { key, .. } if key == "spring"));
}

#[test]
fn entry_point_leaves_a_controlled_thread_with_its_owner() {
    let mut scene = Scene::owned_by(BOT).with_entry_point_of(DESK);
    scene.customer_comes_by("spring");
    assert!(scene.is_owned_by(BOT));
}

#[test]
fn entry_point_that_nothing_matches_counts_as_a_message() {
    let mut scene = Scene::with_primary(BOT).with_entry_point_of(DESK);
    scene.customer_comes_by("autumn");
    assert!(scene.is_owned_by(BOT));
    assert_eq!(scene.change().reason, Reason::CustomerMessage);
}
