//! Retries, on a clock that the test moves.

use serde_json::json;

use crate::{
    hook::statuses,
    receiver::{Does, Receiver},
    shop::{Shop, in_both_shops},
};

in_both_shops!(
    a_failing_event_is_tried_again_on_schedule,
    the_thread_of_a_failing_event_waits_and_the_others_go_on,
    retry_after_is_honoured,
    an_event_that_has_used_up_its_tries_lets_its_thread_go_on,
    a_server_that_starts_again_goes_on_where_the_last_one_stopped,
);

/// Milliseconds until the next try after so many failed ones, without jitter.
const DELAYS: [i64; 9] =
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

async fn an_event_that_has_used_up_its_tries_lets_its_thread_go_on(shop: Shop) {
    let receiver = Receiver::start().await;
    shop.set_webhook(&shop.bot, &receiver).await;
    receiver.then(vec![Does::Answers(500, ""); 10]);
    let thread = shop.writes("ada", "m1").await;
    let filter = format!("threadId: \"{thread}\"");
    for (failed, delay) in (1..).zip(DELAYS) {
        shop.deliveries_with(&shop.bot, &filter, &[failed]).await;
        shop.server.clock.advance_millis(delay + delay / 10);
    }
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
