//! *What apps hear*.

use baton::{
    protocol::{
        EventKind, EventKind as Kind, Fields, MenuLevel, Participant,
        audience::Channel::{self, Handovers, Messaging, Standby},
    },
    time::Seconds,
};

use crate::scene::{BOT, CRM, DESK, STRANGER, Scene};

/// Something that happens in a scene.
type Act = fn(&mut Scene);

#[test]
fn messaging_to_owner() {
    let mut scene = Scene::with_primary(BOT).with_page_menu_of(BOT);
    scene.subscriber(BOT).fields -= Fields::THREAD_CONTROL;
    scene.customer_writes();
    assert_eq!(scene.heard(BOT), [(Kind::MessageReceived, Messaging)], "after the change of control that it caused");
    scene.customer_taps_a_button_of(BOT);
    assert_eq!(scene.heard(BOT), [(Kind::PostbackReceived, Messaging)]);
    scene.customer_taps_the_menu(MenuLevel::Page);
    assert_eq!(scene.heard(BOT), [(Kind::PostbackReceived, Messaging)]);
    scene.customer_comes_by("nowhere");
    assert_eq!(scene.heard(BOT), [(Kind::ReferralReceived, Messaging)]);
}

#[test]
fn standby_to_others() {
    let mut scene = Scene::owned_by(BOT);
    scene.customer_writes();
    assert_eq!(scene.heard(DESK), [(Kind::MessageReceived, Standby)]);
    assert_eq!(scene.heard(CRM), [(Kind::MessageReceived, Standby)]);
    assert_eq!(scene.heard(STRANGER), []);
    scene.customer_taps_a_button_of(BOT);
    let heard = scene.heard_fully(DESK);
    assert_eq!((heard[0].0, heard[0].1.channel, heard[0].1.with_payload), (Kind::PostbackReceived, Standby, false));
}

#[test]
fn standby_to_others_is_to_all_while_idle_or_in_the_inbox() {
    for mut scene in [Scene::new(), Scene::owned_by_inbox()] {
        scene.customer_writes();
        for app in [BOT, DESK, CRM] {
            assert_eq!(scene.heard(app), [(Kind::MessageReceived, Standby)]);
        }
    }
}

#[test]
fn handovers_of_a_pass_go_to_the_new_owner() {
    let mut scene = with_handovers_only(Scene::owned_by(BOT));
    scene.app(BOT).passes_to(DESK).succeeds();
    assert_eq!(heard_by_all(&scene), [vec![], vec![(Kind::ControlChanged, Handovers)], vec![]]);
}

#[test]
fn handovers_of_a_take_go_to_the_owner_who_lost_it() {
    let takes: [Act; 4] = [
        |scene| _ = scene.app(DESK).takes().succeeds(),
        |scene| _ = scene.customer_taps_a_button_of(DESK),
        |scene| _ = scene.person().replies().succeeds(),
        |scene| _ = scene.person().moves_to_main().succeeds(),
    ];
    for take in takes {
        let mut scene = with_handovers_only(Scene::owned_by(BOT));
        scene.page.primary_receiver = Some(DESK);
        take(&mut scene);
        assert_eq!(heard_by_all(&scene), [vec![(Kind::ControlChanged, Handovers)], vec![], vec![]]);
    }
}

#[test]
fn handovers_of_a_request_go_to_the_owner_and_the_primary_receiver() {
    let mut scene = with_handovers_only(Scene::owned_by(BOT));
    scene.page.primary_receiver = Some(CRM);
    scene.app(DESK).requests().succeeds();
    let request = vec![(Kind::ControlRequested, Handovers)];
    assert_eq!(heard_by_all(&scene), [request.clone(), vec![], request]);
}

#[test]
fn handovers_of_metadata_go_to_its_target() {
    let mut scene = with_handovers_only(Scene::owned_by(BOT));
    scene.app(BOT).passes_metadata_to(DESK, "order 66").succeeds();
    assert_eq!(heard_by_all(&scene), [vec![], vec![(Kind::MetadataPassed, Handovers)], vec![]]);
}

#[test]
fn handovers_tell_of_no_release_and_no_timeout() {
    let mut scene = with_handovers_only(Scene::owned_by(BOT));
    scene.app(BOT).releases().succeeds();
    assert_eq!(heard_by_all(&scene), [vec![], vec![], vec![]]);
}

#[test]
fn thread_control_field() {
    let mut scene = Scene::owned_by(BOT);
    scene.subscriber(CRM).fields = Fields::THREAD_CONTROL;
    scene.app(BOT).extends(604_800).succeeds();
    assert_eq!(scene.heard(CRM), [(Kind::ControlExtended, Handovers)]);
    scene.app(DESK).requests().succeeds();
    assert_eq!(scene.heard(CRM), [(Kind::ControlRequested, Handovers)]);
    scene.app(DESK).withdraws().succeeds();
    assert_eq!(scene.heard(CRM), [(Kind::RequestWithdrawn, Handovers)]);
    scene.app(BOT).releases().succeeds();
    assert_eq!(scene.heard(CRM), [(Kind::ControlChanged, Handovers)]);
    scene.app(BOT).takes().succeeds();
    assert_eq!(scene.heard(CRM), [(Kind::ControlChanged, Handovers)]);
}

#[test]
fn thread_control_field_tells_no_secrets_and_no_words() {
    let mut scene = Scene::owned_by(BOT);
    scene.subscriber(CRM).fields = Fields::THREAD_CONTROL;
    scene.app(BOT).passes_metadata_to(DESK, "order 66").succeeds();
    assert_eq!(scene.heard(CRM), []);
    scene.customer_writes();
    assert_eq!(scene.heard(CRM), []);
}

#[test]
fn echoes() {
    let mut scene = Scene::owned_by(BOT);
    scene.subscriber(CRM).fields -= Fields::MESSAGE_ECHOES;
    scene.app(BOT).sends().succeeds();
    assert_eq!(scene.heard(BOT), [], "an app hears no echo of itself");
    assert_eq!(scene.heard(DESK), [(Kind::MessageSent, Standby)]);
    assert_eq!(scene.heard(CRM), []);
    scene.person().marks_done().succeeds();
    scene.person().replies().succeeds();
    assert_eq!(scene.heard(BOT), [(Kind::MessageSent, Messaging)]);
}

/// An answer is its asker's business, as a payload is its creator's.
#[test]
fn an_answer_to_a_survey_goes_to_who_sent_it() {
    let mut scene = Scene::owned_by(BOT);
    scene.customer_answers(Some(DESK)).succeeds();
    assert_eq!(heard_by_all(&scene), [vec![], vec![(Kind::FeedbackReceived, Messaging)], vec![]]);
    let (owner, epoch, left) = (scene.owner(), scene.epoch(), scene.time_left());
    scene.later(Seconds::HOUR).customer_answers(Some(BOT)).succeeds();
    assert_eq!((scene.owner(), scene.epoch()), (owner, epoch));
    assert_eq!(scene.time_left(), left.map(|it| Seconds(it.0 - 3_600)), "it is no activity");
    scene.customer_answers(None).is_invalid("messageId");
}

/// `review_live`, `leaving`.
#[test]
fn nobody_hears_an_answer_for_an_app_that_may_not() {
    let mut scene = Scene::owned_by(BOT);
    scene.subscriber(DESK).live = false;
    scene.customer_answers(Some(DESK)).succeeds();
    assert_eq!(heard_by_all(&scene), [vec![], vec![], vec![]]);
    scene.unsubscribes(CRM);
    scene.customer_answers(Some(CRM)).succeeds();
    assert_eq!(heard_by_all(&scene), [vec![], vec![], vec![]]);
}

#[test]
fn by_field() {
    let asked: [(Fields, Act); 8] = [
        (Fields::MESSAGES, |scene| _ = scene.customer_writes()),
        (Fields::MESSAGING_POSTBACKS, |scene| _ = scene.customer_taps_a_button_of(BOT)),
        (Fields::MESSAGING_REFERRALS, |scene| _ = scene.customer_comes_by("nowhere")),
        (Fields::MESSAGE_ECHOES, |scene| {
            scene.person().marks_done().succeeds();
            scene.person().replies().succeeds();
        }),
        (Fields::MESSAGING_HANDOVERS, |scene| _ = scene.app(DESK).requests().succeeds()),
        (Fields::STANDBY, |scene| {
            scene.app(BOT).passes_to(Participant::Inbox).succeeds();
            scene.customer_writes();
        }),
        (Fields::MESSAGING_FEEDBACK, |scene| _ = scene.customer_answers(Some(BOT)).succeeds()),
        (Fields::THREAD_CONTROL, |scene| _ = scene.app(BOT).extends(604_800).succeeds()),
    ];
    for (field, act) in asked {
        let mut scene = Scene::owned_by(BOT);
        scene.subscriber(BOT).fields = field;
        act(&mut scene);
        assert_eq!(scene.heard(BOT).len(), 1, "{field:?} alone is enough");
        let mut scene = Scene::owned_by(BOT);
        scene.subscriber(BOT).fields -= field;
        if field == Fields::MESSAGING_HANDOVERS {
            scene.subscriber(BOT).fields -= Fields::THREAD_CONTROL;
        }
        act(&mut scene);
        assert_eq!(scene.heard(BOT), [], "without {field:?} there is nothing to hear");
    }
}

#[test]
fn in_order() {
    let mut scene = Scene::with_primary(BOT);
    scene.customer_writes();
    assert_eq!(scene.heard(BOT), [(Kind::ControlChanged, Handovers), (Kind::MessageReceived, Messaging)]);
    assert_eq!(scene.duel.thread.sequence, 2);
}

/// All apps ask for handovers and nothing else.
fn with_handovers_only(mut scene: Scene) -> Scene {
    for app in [BOT, DESK, CRM] {
        scene.subscriber(app).fields = Fields::MESSAGING_HANDOVERS;
    }
    scene
}

fn heard_by_all(scene: &Scene) -> [Vec<(EventKind, Channel)>; 3] {
    [BOT, DESK, CRM].map(|app| scene.heard(app))
}
