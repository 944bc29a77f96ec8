//! `extend_by_owner`.

use serde_json::json;

use crate::shop::{Shop, codes, field, in_both_shops};

in_both_shops!(
    the_owner_keeps_control_for_up_to_a_week,
    a_shorter_extension_takes_nothing_away,
    an_extension_has_1_to_604800_seconds,
    nobody_but_the_owner_extends,
);

async fn the_owner_keeps_control_for_up_to_a_week(shop: Shop) {
    let thread = shop.owned_by(&shop.bot, "ada").await;
    let extended = shop.verb(&shop.bot, "extendThreadControl", &thread, "duration: 604800").await;
    assert_eq!(extended["event"]["__typename"], "ControlExtended");
    assert_eq!(extended["thread"]["control"]["expiresAt"], "2026-01-08T00:00:00+00:00");
    shop.server.pass(604_799);
    assert_eq!(shop.thread(&shop.desk, &thread).await["control"]["epoch"], 1);
    shop.server.pass(1);
    assert_eq!(shop.thread(&shop.desk, &thread).await["control"]["epoch"], 2);
}

async fn a_shorter_extension_takes_nothing_away(shop: Shop) {
    let thread = shop.owned_by(&shop.bot, "ada").await;
    let before = shop.thread(&shop.bot, &thread).await;
    for seconds in [1, 86_400] {
        let arguments = format!("duration: {seconds}");
        let payload = shop.verb(&shop.bot, "extendThreadControl", &thread, &arguments).await;
        assert_eq!((codes(&payload).len(), &payload["event"]), (0, &json!(null)));
    }
    assert_eq!(shop.thread(&shop.bot, &thread).await, before);
}

async fn an_extension_has_1_to_604800_seconds(shop: Shop) {
    let thread = shop.owned_by(&shop.bot, "ada").await;
    for seconds in ["0", "-1", "604801", "2147483647", "-2147483648"] {
        let arguments = format!("duration: {seconds}");
        let refused = shop.verb(&shop.bot, "extendThreadControl", &thread, &arguments).await;
        assert_eq!(codes(&refused), ["INVALID"], "{seconds}");
        assert_eq!(field(&refused), ["input", "duration"]);
    }
}

async fn nobody_but_the_owner_extends(shop: Shop) {
    let thread = shop.owned_by(&shop.bot, "ada").await;
    let refused = shop.verb(&shop.desk, "extendThreadControl", &thread, "duration: 60").await;
    assert_eq!(codes(&refused), ["NOT_THREAD_OWNER"]);
    shop.verb(&shop.bot, "releaseThreadControl", &thread, "").await;
    let idle = shop.verb(&shop.bot, "extendThreadControl", &thread, "duration: 60").await;
    assert_eq!(codes(&idle), ["NOT_THREAD_OWNER"]);
}
