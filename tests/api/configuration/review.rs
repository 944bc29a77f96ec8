//! `reviewApp`, `addAppTester`, `removeAppTester`: at once.

use serde_json::json;

use crate::shop::{Shop, codes, field, in_both_shops};

in_both_shops!(review_takes_effect_at_once, testers_are_reached_at_once, what_does_not_exist_is_not_found);

async fn review_takes_effect_at_once(shop: Shop) {
    let thread = shop.writes("ada", "m1").await;
    let review = async |change: &str| {
        let input = format!("appId: \"{}\", {change}", shop.bot.id);
        shop.configures("reviewApp", &input, "app { review { live humanAgent } }").await["app"]["review"].clone()
    };
    assert_eq!(review("live: false").await, json!({"live": false, "humanAgent": false}));
    let refused = shop.verb(&shop.bot, "takeThreadControl", &thread, "").await;
    assert_eq!(codes(&refused), ["APP_NOT_REVIEWED"]);
    assert_eq!(review("live: true, humanAgent: true").await, json!({"live": true, "humanAgent": true}));
    let sent = shop.send(&shop.bot, &thread, "text: \"Hi\" tag: HUMAN_AGENT").await;
    assert_eq!(sent["userErrors"], json!([]));
    assert_eq!(review("humanAgent: false").await, json!({"live": true, "humanAgent": false}), "what is left out stays");
    let refused = shop.send(&shop.bot, &thread, "text: \"Hi\" tag: HUMAN_AGENT").await;
    assert_eq!(codes(&refused), ["HUMAN_AGENT_NOT_APPROVED"]);
}

async fn testers_are_reached_at_once(shop: Shop) {
    let beta = shop.unreviewed_app("Beta").await;
    let thread = shop.writes("tess", "m1").await;
    assert_eq!(codes(&shop.verb(&beta, "takeThreadControl", &thread, "").await), ["APP_NOT_REVIEWED"]);
    let tester = format!("appId: \"{}\", customerId: \"tess\"", beta.id);
    for _ in 0..2 {
        let added = shop.configures("addAppTester", &tester, "app { testers { id name } }").await;
        assert_eq!(added["app"]["testers"], json!([{"id": "tess", "name": null}]), "once is enough");
    }
    let taken = shop.verb(&beta, "takeThreadControl", &thread, "").await;
    assert_eq!(taken["thread"]["control"]["owner"]["id"], json!(beta.id));
    let removed = shop.configures("removeAppTester", &tester, "app { testers { id } }").await;
    assert_eq!(removed["app"]["testers"], json!([]));
    assert_eq!(codes(&shop.verb(&beta, "releaseThreadControl", &thread, "").await), ["APP_NOT_REVIEWED"]);
    for customer in ["", "a b", "a\\u0000b", &"x".repeat(129)] {
        let input = format!("appId: \"{}\", customerId: \"{customer}\"", beta.id);
        let refused = shop.configures("addAppTester", &input, "app { id }").await;
        assert_eq!((codes(&refused), field(&refused)), (vec!["INVALID"], vec!["input", "customerId"]), "{customer:?}");
    }
}

async fn what_does_not_exist_is_not_found(shop: Shop) {
    for app in ["999", "x"] {
        let app = format!("appId: \"{app}\"");
        assert_eq!(shop.fails_to_configure("reviewApp", &format!("{app}, live: true")).await, "NOT_FOUND");
        assert_eq!(shop.fails_to_configure("addAppTester", &format!("{app}, customerId: \"tess\"")).await, "NOT_FOUND");
    }
    let nobody = format!("appId: \"{}\", customerId: \"tess\"", shop.bot.id);
    assert_eq!(shop.fails_to_configure("removeAppTester", &nobody).await, "NOT_FOUND");
}
