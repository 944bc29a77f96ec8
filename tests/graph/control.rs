//! The edges of thread control.

use serde_json::json;

use crate::shop::{Shop, in_both_shops};

in_both_shops!(
    pass,
    pass_without_a_target_goes_to_the_primary_receiver,
    pass_to_the_inbox,
    take,
    request,
    release,
    extend,
    pass_metadata,
    thread_owner,
    secondary_receivers,
    nobody_controls_what_is_not_theirs,
);

/// 2026-01-01T00:00:00Z, when every case begins, in seconds.
const DAWN: i64 = 1_767_225_600;
const DAY: i64 = 86_400;

fn owned(app: &str, expiration: i64) -> serde_json::Value {
    json!({"data": [{"thread_owner": {"app_id": app, "expiration": expiration}}]})
}

fn success() -> serde_json::Value {
    json!({"success": true})
}

async fn pass(shop: Shop) {
    shop.owned_by(&shop.bot, "ann").await;
    let to_desk = json!({"target_app_id": shop.desk.id, "metadata": "she is angry"});
    shop.graph_control(&shop.desk, "pass_thread_control", "ann", to_desk.clone()).await.refused(10, Some(2_018_300));
    assert_eq!(shop.graph_control(&shop.bot, "pass_thread_control", "ann", to_desk).await.ok(), success());
    assert_eq!(shop.graph_owner(&shop.bot, "ann").await, owned(&shop.desk.id, DAWN + DAY));
    // A number will do.
    let back = json!({"target_app_id": shop.bot.id.parse::<i64>().unwrap()});
    assert_eq!(shop.graph_control(&shop.desk, "pass_thread_control", "ann", back.clone()).await.ok(), success());
    shop.graph_control(&shop.bot, "pass_thread_control", "ann", back).await.refused(100, None);
    for nobody in ["4711", "x", ""] {
        let refused =
            shop.graph_control(&shop.bot, "pass_thread_control", "ann", json!({"target_app_id": nobody})).await;
        assert_eq!(refused.refused(100, Some(2_018_164)), "(#100) Incorrect App ID.");
    }
}

async fn pass_without_a_target_goes_to_the_primary_receiver(shop: Shop) {
    shop.owned_by(&shop.desk, "ann").await;
    let missing = shop.graph_control(&shop.desk, "pass_thread_control", "ann", json!({})).await;
    assert_eq!(missing.refused(100, None), "(#100) The parameter target_app_id is required.");
    shop.set_primary(&shop.bot).await;
    assert_eq!(shop.graph_control(&shop.desk, "pass_thread_control", "ann", json!({})).await.ok(), success());
    assert_eq!(shop.graph_owner(&shop.desk, "ann").await, owned(&shop.bot.id, DAWN + DAY));
    // The primary receiver itself has to say to whom.
    shop.graph_control(&shop.bot, "pass_thread_control", "ann", json!({})).await.refused(100, None);
}

async fn pass_to_the_inbox(shop: Shop) {
    const INBOX: &str = "263902037430900";
    shop.owned_by(&shop.bot, "ann").await;
    let passed = shop.graph_control(&shop.bot, "pass_thread_control", "ann", json!({"target_app_id": INBOX})).await;
    assert_eq!(passed.ok(), success());
    assert_eq!(shop.graph_owner(&shop.bot, "ann").await, owned(INBOX, DAWN + DAY));
}

async fn take(shop: Shop) {
    shop.writes("ann", "1").await;
    assert_eq!(
        shop.graph_control(&shop.bot, "take_thread_control", "ann", json!({"metadata": "mine"})).await.ok(),
        success()
    );
    // Its own is no refusal.
    assert_eq!(shop.graph_control(&shop.bot, "take_thread_control", "ann", json!({})).await.ok(), success());
    let message = shop.graph_control(&shop.desk, "take_thread_control", "ann", json!({})).await;
    assert!(message.refused(10, None).starts_with("(#10) app "), "{message:?}");
    shop.set_primary(&shop.desk).await;
    assert_eq!(shop.graph_control(&shop.desk, "take_thread_control", "ann", json!({})).await.ok(), success());
    assert_eq!(shop.graph_owner(&shop.desk, "ann").await, owned(&shop.desk.id, DAWN + DAY));
}

async fn request(shop: Shop) {
    let thread = shop.writes("ann", "1").await;
    assert_eq!(shop.graph_control(&shop.bot, "request_thread_control", "ann", json!({})).await.ok(), success());
    assert_eq!(shop.graph_owner(&shop.bot, "ann").await, owned(&shop.bot.id, DAWN + DAY));
    let asked = shop.graph_control(&shop.desk, "request_thread_control", "ann", json!({"metadata": "please"})).await;
    assert_eq!(asked.ok(), success());
    assert_eq!(shop.graph_owner(&shop.bot, "ann").await, owned(&shop.bot.id, DAWN + DAY));
    assert_eq!(shop.thread(&shop.bot, &thread).await["requests"], json!([{"app": {"id": shop.desk.id}}]));
}

async fn release(shop: Shop) {
    shop.owned_by(&shop.bot, "ann").await;
    shop.graph_control(&shop.desk, "release_thread_control", "ann", json!({})).await.refused(10, Some(2_018_300));
    assert_eq!(
        shop.graph_control(&shop.bot, "release_thread_control", "ann", json!({"metadata": "done"})).await.ok(),
        success()
    );
    assert_eq!(shop.graph_owner(&shop.bot, "ann").await, json!({"data": []}));
    let idle = shop.graph_control(&shop.bot, "release_thread_control", "ann", json!({})).await;
    assert!(idle.refused(10, Some(2_018_300)).contains("nobody controls the thread"));
}

async fn extend(shop: Shop) {
    shop.owned_by(&shop.bot, "ann").await;
    let by = |duration| json!({"duration": duration});
    for (duration, expiration) in [(json!(2 * DAY), 2 * DAY), (json!("259200"), 3 * DAY), (json!(1), 3 * DAY)] {
        assert_eq!(shop.graph_control(&shop.bot, "extend_thread_control", "ann", by(duration)).await.ok(), success());
        assert_eq!(shop.graph_owner(&shop.bot, "ann").await, owned(&shop.bot.id, DAWN + expiration));
    }
    for wrong in [json!(0), json!(604_801), json!(-1), json!("a day"), json!({"a": 1})] {
        shop.graph_control(&shop.bot, "extend_thread_control", "ann", by(wrong)).await.refused(100, None);
    }
    shop.graph_control(&shop.desk, "extend_thread_control", "ann", by(json!(1))).await.refused(10, Some(2_018_300));
}

async fn pass_metadata(shop: Shop) {
    let thread = shop.owned_by(&shop.bot, "ann").await;
    let context = json!({"target_app_id": shop.desk.id, "metadata": "wait a moment"});
    assert_eq!(shop.graph_control(&shop.bot, "pass_thread_metadata", "ann", context).await.ok(), success());
    let events = &shop.thread(&shop.bot, &thread).await["events"]["nodes"];
    assert_eq!(events.as_array().unwrap().last().unwrap()["__typename"], "MetadataPassed");
    for missing in [json!({"target_app_id": shop.desk.id}), json!({"metadata": "x"})] {
        shop.graph_control(&shop.bot, "pass_thread_metadata", "ann", missing).await.refused(100, None);
    }
}

async fn thread_owner(shop: Shop) {
    shop.writes("ann", "1").await;
    assert_eq!(shop.graph_owner(&shop.desk, "ann").await, json!({"data": []}));
    shop.graph_control(&shop.bot, "take_thread_control", "ann", json!({})).await.ok();
    assert_eq!(shop.graph_owner(&shop.desk, "ann").await, owned(&shop.bot.id, DAWN + DAY));
    shop.server.pass(DAY);
    assert_eq!(shop.graph_owner(&shop.desk, "ann").await, json!({"data": []}), "`timeout_on_time`");
    let unknown = shop.graph_get(&shop.bot, "me/thread_owner?recipient=nobody").await;
    assert_eq!(unknown.refused(100, Some(2_018_001)), "(#100) No matching user found");
    shop.graph_get(&shop.bot, "me/thread_owner").await.refused(100, None);
    // Another's customer is none of an app's business that is not reviewed.
    let young = shop.unreviewed_app("Young").await;
    shop.graph_get(&young, "me/thread_owner?recipient=ann").await.refused(200, Some(2_018_028));
}

async fn secondary_receivers(shop: Shop) {
    let list = "me/secondary_receivers?fields=id,name";
    shop.graph_get(&shop.bot, list).await.refused(100, Some(2_018_171));
    shop.set_primary(&shop.bot).await;
    let refused = shop.graph_get(&shop.desk, list).await;
    let words = "(#100) Denying visibility of any secondary receiver to another secondary receiver other than itself.";
    assert_eq!(refused.refused(100, Some(2_018_234)), words);
    let desk = json!({"data": [{"id": shop.desk.id, "name": "Desk"}]});
    assert_eq!(shop.graph_get(&shop.bot, list).await.ok(), desk);
    assert_eq!(shop.graph_get(&shop.bot, "me/secondary_receivers?platform=instagram").await.ok(), desk);
    let ids = shop.graph_get(&shop.bot, "me/secondary_receivers?fields=id").await.ok();
    assert_eq!(ids, json!({"data": [{"id": shop.desk.id}]}));
}

/// `token_moderate`, `must_be_subscribed`, `review_live`, `token_page`.
async fn nobody_controls_what_is_not_theirs(shop: Shop) {
    shop.writes("ann", "1").await;
    let young = shop.unreviewed_app("Young").await;
    let refused = shop.graph_control(&young, "take_thread_control", "ann", json!({})).await;
    assert!(refused.refused(200, Some(2_018_028)).starts_with("(#200) Cannot message users who are not admins"));

    let leaver = shop.app("Leaver").await;
    shop.unsubscribe(&leaver).await;
    shop.graph_control(&leaver, "take_thread_control", "ann", json!({})).await.refused(200, None);

    let (other, _) = shop.another_page("MESSENGER").await;
    let url = shop.graph(&format!("/v21.0/{other}/take_thread_control?access_token={}", shop.bot.token));
    let elsewhere =
        crate::client::reply(crate::client::client().post(url).json(&json!({"recipient": {"id": "ann"}}))).await;
    elsewhere.refused(100, Some(33));

    let manager = shop.person("manager", &["MANAGE"]).await;
    let document = "mutation($page: ID!, $app: ID!) { issuePageToken(input: {pageId: $page, appId: $app}) { token } }";
    let issued = shop.server.send(&manager.token, document, json!({"page": shop.page, "app": shop.bot.id})).await.ok();
    let powerless =
        crate::shop::App { id: shop.bot.id.clone(), token: crate::shop::text(&issued["issuePageToken"]["token"]) };
    let refused = shop.graph_control(&powerless, "take_thread_control", "ann", json!({})).await;
    assert!(refused.refused(200, None).contains("MODERATE"));
    assert_eq!(shop.graph_owner(&shop.bot, "ann").await, json!({"data": []}));
}
