//! Retries, on a clock that the test moves.

use baton::{clock::Clock, time::Seconds};
use serde_json::json;

use crate::{
    eventually::{PATIENCE, eventually},
    hook::statuses,
    receiver::{Does, Received, Receiver},
    shop::{Shop, in_both_shops},
    support::server::DAWN,
};

in_both_shops!(
    a_failing_event_is_tried_again_on_schedule,
    the_thread_of_a_failing_event_waits_and_the_others_go_on,
    retry_after_is_honoured,
    an_endpoint_that_is_back_gets_what_it_missed,
    an_apps_other_pages_hear_that_its_endpoint_is_back,
    an_echo_of_a_survey_that_waited_says_what_it_said,
    an_event_that_has_used_up_its_tries_lets_its_thread_go_on,
    a_server_that_starts_again_goes_on_where_the_last_one_stopped,
);

/// Milliseconds until the next try after so many failed ones, without jitter.
pub const DELAYS: [i64; 9] =
    [5_000, 300_000, 1_800_000, 7_200_000, 18_000_000, 36_000_000, 50_400_000, 72_000_000, 86_400_000];

/// What the receiver has of a customer.
fn count_of(receiver: &Receiver, customer: &str) -> usize {
    receiver.received().iter().filter(|it| it.customer() == customer).count()
}

/// Lets other events through, so that whatever was due has been sent too.
async fn barrier(shop: &Shop, receiver: &Receiver, name: &str) {
    shop.writes(name, name).await;
    while count_of(receiver, name) == 0 {
        let so_far = receiver.received().len();
        receiver.at_least(so_far + usize::from(count_of(receiver, name) == 0)).await;
    }
}

async fn a_failing_event_is_tried_again_on_schedule(shop: Shop) {
    let receiver = Receiver::start().await;
    let secret = shop.rotate(&shop.bot, 0).await;
    shop.set_webhook(&shop.bot, &receiver).await;
    receiver.then([Does::Answers(500, "")]);
    let thread = shop.writes("ada", "m1").await;
    let filter = format!("threadId: \"{thread}\"");
    for (failed, next) in [(1, 503), (2, 200)] {
        let waiting = shop.deliveries_with(&shop.bot, &filter, &[failed]).await;
        assert_eq!(waiting[0]["status"], "WAITING");
        let delay = DELAYS[failed - 1];
        shop.server.clock.advance_millis(delay - 1);
        barrier(&shop, &receiver, &format!("barrier-{failed}")).await;
        assert_eq!(count_of(&receiver, "ada"), failed, "not before its time");
        receiver.then([Does::Answers(next, "")]);
        shop.server.clock.advance_millis(1 + delay / 10);
    }
    let delivered = shop.deliveries_with(&shop.bot, &filter, &[3]).await;
    assert_eq!((statuses(&delivered[0]), &delivered[0]["status"]), (vec![500, 503, 200], &json!("DELIVERED")));
    let received: Vec<_> = receiver.received().into_iter().filter(|it| it.customer() == "ada").collect();
    assert_eq!(received.len(), 3);
    for it in &received {
        assert!(it.is_signed_by(&secret));
        assert_eq!((it.id(), &it.body), (received[0].id(), &received[0].body), "the same event, the same id");
    }
    assert_eq!(delivered[0]["id"], received[0].id());
}

async fn the_thread_of_a_failing_event_waits_and_the_others_go_on(shop: Shop) {
    let receiver = Receiver::start().await;
    shop.set_webhook(&shop.bot, &receiver).await;
    receiver.then([Does::Answers(500, "")]);
    let thread = shop.writes("ada", "m1").await;
    receiver.at_least(1).await;
    shop.writes("ada", "m2").await;
    shop.writes("bob", "m3").await;
    shop.writes("ada", "m4").await;
    barrier(&shop, &receiver, "eve").await;
    assert_eq!((count_of(&receiver, "ada"), count_of(&receiver, "bob")), (1, 1));
    shop.deliveries_with(&shop.bot, &format!("threadId: \"{thread}\""), &[1]).await;
    shop.server.clock.advance_millis(5_500);
    let delivered = shop.deliveries_with(&shop.bot, &format!("threadId: \"{thread}\""), &[2, 1, 1]).await;
    assert!(delivered.iter().all(|it| it["status"] == "DELIVERED"));
    let ids: Vec<String> =
        receiver.received().iter().filter(|it| it.customer() == "ada").map(|it| it.id().to_owned()).collect();
    let in_order: Vec<&str> = [0, 0, 1, 2].map(|it| delivered[it]["id"].as_str().unwrap()).to_vec();
    assert_eq!(ids, in_order);
}

async fn retry_after_is_honoured(shop: Shop) {
    let receiver = Receiver::start().await;
    shop.set_webhook(&shop.bot, &receiver).await;
    receiver.then([Does::Answers(429, "retry-after: 120\r\n")]);
    let thread = shop.writes("ada", "m1").await;
    let filter = format!("threadId: \"{thread}\"");
    let waiting = shop.deliveries_with(&shop.bot, &filter, &[1]).await;
    assert_eq!(waiting[0]["nextTryAt"], "2026-01-01T00:02:00+00:00");
    shop.server.clock.advance_millis(119_999);
    barrier(&shop, &receiver, "eve").await;
    assert_eq!(count_of(&receiver, "ada"), 1);
    shop.server.clock.advance_millis(1);
    shop.deliveries_with(&shop.bot, &filter, &[2]).await;
}

async fn an_endpoint_that_is_back_gets_what_it_missed(shop: Shop) {
    let receiver = Receiver::start().await;
    shop.set_webhook(&shop.bot, &receiver).await;
    receiver.then(vec![Does::Answers(503, ""); 4]);
    let (ada, bob) = (shop.writes("ada", "m1").await, shop.writes("bob", "m2").await);
    receiver.at_least(2).await;
    // The second try of both fails too, and the third would come in five minutes.
    shop.deliveries_with(&shop.bot, "", &[1, 1]).await;
    shop.server.clock.advance_millis(5_500);
    shop.deliveries_with(&shop.bot, "", &[2, 2]).await;
    barrier(&shop, &receiver, "eve").await;
    shop.deliveries_with(&shop.bot, "status: DELIVERED", &[1]).await;
    shop.server.pass(1);
    for thread in [ada, bob] {
        let delivered = shop.deliveries_with(&shop.bot, &format!("threadId: \"{thread}\""), &[3]).await;
        assert_eq!(statuses(&delivered[0]), [503, 503, 200], "though it was not time yet");
    }
}

async fn an_apps_other_pages_hear_that_its_endpoint_is_back(mut shop: Shop) {
    let receiver = Receiver::start().await;
    let first = (shop.page.clone(), shop.channel.clone());
    let second = shop.another_page("WEB").await;
    let subscribe = "mutation($page: ID!, $app: ID!) {
        subscribeApp(input: {pageId: $page, appId: $app, fields: [MESSAGES, STANDBY]}) { userErrors { code } } }";
    shop.admin(subscribe, json!({"page": second.0, "app": shop.bot.id})).await;
    shop.set_webhook(&shop.bot, &receiver).await;
    receiver.then(vec![Does::Answers(503, ""); 6]);
    shop.writes("ada", "m1").await;
    shop.writes("bob", "m2").await;
    (shop.page, shop.channel) = second;
    let elsewhere = shop.writes("cleo", "m3").await;
    (shop.page, shop.channel) = first;
    shop.deliveries_with(&shop.bot, "", &[1, 1, 1]).await;
    shop.server.clock.advance_millis(5_500);
    shop.deliveries_with(&shop.bot, "", &[2, 2, 2]).await;
    barrier(&shop, &receiver, "eve").await;
    shop.deliveries_with(&shop.bot, "status: DELIVERED", &[1]).await;
    // The other page's worker hears of it in its own time: until then, time passes.
    let delivered = eventually("a try before its time", PATIENCE, async || {
        shop.server.clock.advance_millis(50);
        let found = shop.deliveries(&shop.bot, &format!("threadId: \"{elsewhere}\"")).await;
        (statuses(&found[0]).len() == 3).then_some(found)
    })
    .await;
    assert_eq!(statuses(&delivered[0]), [503, 503, 200]);
    assert!(shop.server.clock.now() < DAWN + Seconds(300), "it was not time yet");
}

/// The log speaks of a survey's message twice.
async fn an_echo_of_a_survey_that_waited_says_what_it_said(shop: Shop) {
    let receiver = Receiver::start().await;
    shop.set_webhook(&shop.bot, &receiver).await;
    receiver.then([Does::Answers(410, "")]);
    let thread = shop.owned_by(&shop.bot, "ada").await;
    let document =
        "mutation($it: ID!) { sendSurvey(input: {threadId: $it, text: \"How was it?\"}) { message { status } } }";
    let held = shop.server.send(&shop.desk.token, document, json!({"it": thread})).await.ok();
    assert_eq!(held["sendSurvey"]["message"]["status"], "HELD");
    shop.verb(&shop.bot, "releaseThreadControl", &thread, "").await;
    shop.disabled(&shop.bot).await;
    shop.enable(&shop.bot, "WHERE_IT_STOPPED").await;
    let echo = loop {
        let received = receiver.received();
        if let Some(echo) = received.iter().map(Received::event).find(|it| it["message"]["is_echo"] == true) {
            break echo;
        }
        receiver.at_least(received.len() + 1).await;
    };
    assert_eq!(echo["message"]["text"], "How was it?");
}

async fn an_event_that_has_used_up_its_tries_lets_its_thread_go_on(shop: Shop) {
    let receiver = Receiver::start().await;
    shop.set_webhook(&shop.bot, &receiver).await;
    receiver.then(vec![Does::Answers(500, ""); 10]);
    let thread = shop.writes("ada", "m1").await;
    shop.give_up(&shop.bot, &thread).await;
    let filter = format!("threadId: \"{thread}\"");
    let failed = shop.deliveries_with(&shop.bot, &filter, &[10]).await;
    assert_eq!((&failed[0]["status"], &failed[0]["nextTryAt"]), (&json!("FAILED"), &json!(null)));
    shop.writes("ada", "m2").await;
    let both = shop.deliveries_with(&shop.bot, &filter, &[10, 1]).await;
    assert_eq!(both[1]["status"], "DELIVERED");
}

async fn a_server_that_starts_again_goes_on_where_the_last_one_stopped(shop: Shop) {
    let receiver = Receiver::start().await;
    shop.set_webhook(&shop.bot, &receiver).await;
    receiver.then([Does::Answers(200, ""), Does::Answers(500, "")]);
    shop.writes("ada", "m1").await;
    let thread = shop.writes("bob", "m2").await;
    let filter = format!("threadId: \"{thread}\"");
    shop.deliveries_with(&shop.bot, &filter, &[1]).await;
    let shop = shop.restart(10).await;
    let delivered = shop.deliveries_with(&shop.bot, &filter, &[2]).await;
    assert_eq!(statuses(&delivered[0]), [500, 200]);
    assert_eq!(receiver.received().len(), 3, "what was delivered is not sent again");
}
