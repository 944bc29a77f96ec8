//! A dry run says what would happen, by the rule that would do it.

use baton::protocol::{
    EntryPointSource, Fields, Participant, Preview, Referral,
    audience::Channel::{self, Messaging, Standby},
    preview,
};

use crate::scene::{BOT, CRM, DESK, SPRING, Scene};

/// The customer writes, or comes through the ad of this name.
fn of(scene: &Scene, ad: Option<&str>) -> Preview {
    let referral = ad.map(|key| Referral { source: EntryPointSource::Ad, key: key.to_owned() });
    preview(&scene.duel.thread, &scene.page, referral, scene.now).expect("nothing that customers do is refused")
}

/// Who would have control, by which rule.
fn decided(scene: &Scene, ad: Option<&str>) -> (Option<Participant>, &'static str) {
    let it = of(scene, ad);
    (it.owner, it.rule)
}

fn channels(preview: &Preview) -> Vec<Option<Channel>> {
    preview.hears.iter().map(|(_, channel)| *channel).collect()
}

#[test]
fn a_message_goes_where_the_rules_say() {
    assert_eq!(decided(&Scene::new(), None), (None, "idle_goes_to_primary"));
    assert_eq!(decided(&Scene::with_primary(BOT), None), (Some(BOT.into()), "idle_goes_to_primary"));
    assert_eq!(decided(&Scene::owned_by(DESK), None), (Some(DESK.into()), "messaging_to_owner"));
    assert_eq!(decided(&Scene::owned_by_inbox(), None), (Some(Participant::Inbox), "messaging_to_owner"));
}

#[test]
fn an_ad_goes_where_the_rules_say() {
    let scene = Scene::with_primary(BOT).with_entry_point_of(DESK);
    assert_eq!(decided(&scene, Some(SPRING)), (Some(DESK.into()), "entry_point"));
    assert_eq!(decided(&scene, Some("autumn")), (Some(BOT.into()), "idle_goes_to_primary"));
    let controlled = Scene::owned_by(BOT).with_entry_point_of(DESK);
    assert_eq!(decided(&controlled, Some(SPRING)), (Some(BOT.into()), "messaging_to_owner"));
}

#[test]
fn who_is_passed_over_is_named() {
    let none = of(&Scene::with_primary(BOT), None);
    assert_eq!(none.passed_over, None);
    let primary = of(&Scene::with_primary(BOT).unreviewed(BOT), None);
    assert_eq!((primary.owner, primary.rule, primary.passed_over), (None, "primary_must_reach", Some(BOT)));
    let scene = Scene::new().with_entry_point_of(DESK).unreviewed(DESK);
    let alone = of(&scene, Some(SPRING));
    assert_eq!((alone.owner, alone.rule, alone.passed_over), (None, "review_live", Some(DESK)));
    let scene = Scene::with_primary(BOT).with_entry_point_of(DESK).unreviewed(DESK);
    let other = of(&scene, Some(SPRING));
    assert_eq!((other.owner, other.rule, other.passed_over), (Some(BOT.into()), "idle_goes_to_primary", Some(DESK)));
}

#[test]
fn who_hears_of_it_is_named_with_the_channel() {
    let mut scene = Scene::with_primary(BOT);
    scene.subscriber(CRM).fields = Fields::MESSAGES;
    assert_eq!(channels(&of(&scene, None)), [Some(Messaging), Some(Standby), None]);
    assert_eq!(channels(&of(&scene.unreviewed(DESK), None)), [Some(Messaging), None, None]);
}

/// What it says is what then happens, and saying it changes nothing.
#[test]
fn it_tells_what_happens() {
    for mut scene in [
        Scene::new(),
        Scene::with_primary(BOT).with_entry_point_of(DESK),
        Scene::owned_by(CRM).with_entry_point_of(DESK),
        Scene::with_primary(BOT).unreviewed(BOT).with_entry_point_of(DESK),
    ] {
        for ad in [Some(SPRING), None] {
            let before = scene.duel.thread.clone();
            let told = of(&scene, ad);
            assert_eq!(scene.duel.thread, before);
            match ad {
                Some(key) => scene.customer_comes_by(key),
                None => scene.customer_writes(),
            };
            assert_eq!(told.owner, scene.owner());
            for (app, channel) in told.hears {
                assert_eq!(scene.heard(app).last().map(|it| it.1), channel, "{app}");
            }
        }
    }
}
