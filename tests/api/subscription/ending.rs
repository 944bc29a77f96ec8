//! `token_revoked`, `must_be_subscribed`, `tasks`: who may listen no more is told so, also in the midst of it.

use serde_json::json;

use crate::shop::{Shop, in_both_shops, text};

in_both_shops!(
    a_revoked_token_ends_its_subscriptions,
    a_token_whose_time_is_up_ends_its_subscriptions,
    an_app_that_leaves_hears_no_more,
    a_member_who_is_removed_hears_no_more,
);

async fn a_revoked_token_ends_its_subscriptions(shop: Shop) {
    let thread = shop.writes("ada", "m1").await;
    let issue =
        "mutation($page: ID!, $app: ID!) { issuePageToken(input: {pageId: $page, appId: $app}) { token tokenId } }";
    let issued = shop.admin(issue, json!({"page": shop.page, "app": shop.bot.id})).await["issuePageToken"].take();
    let cursor = shop.cursor(&thread).await;
    let mut follower = shop.follow(&text(&issued["token"]), None, Some(&cursor)).await;
    shop.writes("ada", "m2").await;
    assert_eq!(follower.next().await["sequence"], 2);
    let revoke = "mutation($it: ID!) { revokeToken(input: {tokenId: $it}) { tokenId } }";
    shop.admin(revoke, json!({"it": issued["tokenId"]})).await;
    assert_eq!(follower.refusal_in_time(&shop.server).await, "UNAUTHENTICATED");
}

async fn a_token_whose_time_is_up_ends_its_subscriptions(shop: Shop) {
    let thread = shop.writes("ada", "m1").await;
    let issue = "mutation($page: ID!) { issuePageToken(input: {pageId: $page, appId: APP, expiresIn: 60}) { token } }";
    let issued = shop.admin(&issue.replace("APP", &shop.bot.id), json!({"page": shop.page})).await;
    let mut follower = shop.listen(&text(&issued["issuePageToken"]["token"]), Some(&shop.cursor(&thread).await)).await;
    shop.writes("ada", "m2").await;
    assert_eq!(follower.next().await["event"]["sequence"], 2);
    shop.server.pass(55);
    assert_eq!(follower.refusal_in_time(&shop.server).await, "UNAUTHENTICATED");
}

async fn an_app_that_leaves_hears_no_more(shop: Shop) {
    let thread = shop.writes("ada", "m1").await;
    let cursor = shop.cursor(&thread).await;
    let mut follower = shop.follow(&shop.bot.token, None, Some(&cursor)).await;
    let mut listener = shop.listen(&shop.bot.token, Some(&cursor)).await;
    shop.writes("ada", "m2").await;
    assert_eq!(follower.next().await["sequence"], 2);
    assert_eq!(listener.next().await["event"]["sequence"], 2);
    shop.unsubscribe(&shop.bot).await;
    // What happens next is heard by nobody who has left, however little time has passed.
    shop.writes("ada", "m3").await;
    assert_eq!(follower.refusal().await, "FORBIDDEN");
    assert_eq!(listener.refusal().await, "FORBIDDEN");
}

async fn a_member_who_is_removed_hears_no_more(shop: Shop) {
    let thread = shop.writes("ada", "m1").await;
    let mo = shop.person("mo", &["ANALYZE"]).await;
    let mut follower = shop.follow(&mo.token, Some(&thread), Some(&shop.cursor(&thread).await)).await;
    shop.writes("ada", "m2").await;
    assert_eq!(follower.next().await["sequence"], 2);
    shop.set_tasks(&mo, &[]).await;
    assert_eq!(follower.refusal_in_time(&shop.server).await, "FORBIDDEN");
}
