//! `can`: whether the caller could do something now, by which rule not, and in words that help.

use serde_json::{Value, json};

use crate::shop::{App, Shop, codes, in_both_shops, text};

in_both_shops!(
    what_stands_against_whom,
    what_the_token_lacks_stands_first,
    the_window_stands_against_sending,
    words_name_the_owner_the_rule_and_what_to_do,
);

/// What can be asked about, and the call that does it.
const ACTIONS: [(&str, &str); 9] = [
    ("PASS", "passThreadControl(input: {threadId: $thread, targetId: \"263902037430900\"})"),
    ("TAKE", "takeThreadControl(input: {threadId: $thread})"),
    ("REQUEST", "requestThreadControl(input: {threadId: $thread})"),
    ("RELEASE", "releaseThreadControl(input: {threadId: $thread})"),
    ("EXTEND", "extendThreadControl(input: {threadId: $thread, duration: 60})"),
    ("PASS_METADATA", "passThreadMetadata(input: {threadId: $thread, targetAppId: $app, metadata: \"x\"})"),
    ("SEND", "sendMessage(input: {threadId: $thread, text: \"x\"})"),
    ("SEND_AS_HUMAN_AGENT", "sendMessage(input: {threadId: $thread, text: \"x\", tag: HUMAN_AGENT})"),
    ("SET_USER_MENU", "setUserMenu(input: {threadId: $thread, items: [{title: \"x\", payload: \"x\"}]})"),
];

/// The rules against all actions but the last two of a caller that is not the owner, with the one against taking.
const fn not_owner(take: &'static str) -> [&'static str; 7] {
    ["pass_by_owner", take, "", "release_by_owner", "extend_by_owner", "metadata_without_control", "send_by_owner"]
}

async fn what_stands_against_whom(shop: Shop) {
    let thread = shop.writes("ada", "m1").await;
    let idle = shop.stands_against(&shop.bot, &thread).await;
    assert_eq!(idle, [&not_owner("")[..], &["review_human_agent", ""]].concat(), "anybody, on an idle thread");

    shop.verb(&shop.bot, "takeThreadControl", &thread, "").await;
    let nothing_but_approval = ["", "", "", "", "", "", "", "review_human_agent", ""];
    assert_eq!(shop.stands_against(&shop.bot, &thread).await, nothing_but_approval, "the owner");
    let others = [&not_owner("take_by_primary")[..], &["review_human_agent", "user_menu"]].concat();
    assert_eq!(shop.stands_against(&shop.desk, &thread).await, others, "another app");

    shop.set_primary(&shop.desk).await;
    shop.grant_human_agent(&shop.desk).await;
    let primary = [&not_owner("")[..], &["", "user_menu"]].concat();
    assert_eq!(shop.stands_against(&shop.desk, &thread).await, primary, "a primary receiver with human agents");

    shop.verb(&shop.bot, "passThreadControl", &thread, "targetId: \"263902037430900\"").await;
    assert_eq!(shop.stands_against(&shop.bot, &thread).await, others, "while people answer");
}

/// `token_moderate`, `token_messaging`, `tasks`: no code, for such a call is an error and no refusal.
async fn what_the_token_lacks_stands_first(shop: Shop) {
    let thread = shop.owned_by(&shop.bot, "ada").await;
    let eve = shop.person("eve", &["MANAGE"]).await;
    let limited = App { token: shop.limited_token(&eve.token, "[PAGES_MESSAGING]").await, ..shop.bot.clone() };
    let control = ["token_moderate"; 6];
    assert_eq!(
        shop.stands_against(&limited, &thread).await,
        [&control[..], &["", "review_human_agent", ""]].concat(),
        "nobody with MODERATE asked for it"
    );
    let mute = App { token: shop.limited_token(&shop.server.admin, "[]").await, ..shop.bot.clone() };
    let without = ["", "", "", "", "", "", "token_messaging", "token_messaging", ""];
    assert_eq!(shop.stands_against(&mute, &thread).await, without, "no PAGES_MESSAGING");
    let person = App { token: shop.server.admin.clone(), ..shop.bot.clone() };
    assert_eq!(shop.stands_against(&person, &thread).await, ["tasks"; 9], "people act in the inbox");
}

async fn the_window_stands_against_sending(shop: Shop) {
    let thread = shop.owned_by(&shop.bot, "ada").await;
    shop.grant_human_agent(&shop.bot).await;
    shop.verb(&shop.bot, "extendThreadControl", &thread, "duration: 604800").await;
    shop.settings("enforceMessagingWindow: true").await;
    let sending = async |shop: &Shop| shop.stands_against(&shop.bot, &thread).await.split_off(6);
    shop.server.pass(86_400);
    assert_eq!(sending(&shop).await, ["", "", ""]);
    shop.server.pass(1);
    assert_eq!(sending(&shop).await, ["window", "", ""], "human agents have a week");
    shop.comes("ada", "r1", "anywhere").await;
    assert_eq!(sending(&shop).await, ["", "", ""], "a referral opens it");
    shop.server.pass(86_401);
    assert_eq!(sending(&shop).await, ["window", "", ""]);
    let reply = "mutation($thread: ID!) {
        replyFromInbox(input: {threadId: $thread, text: \"x\"}) { userErrors { code subcode } } }";
    let refused = shop.server.send(&shop.server.admin, reply, json!({"thread": thread})).await.ok();
    let closed = json!([{"code": "OUTSIDE_MESSAGING_WINDOW", "subcode": 2_018_278}]);
    assert_eq!(refused["replyFromInbox"]["userErrors"], closed, "people are held to it too");
    shop.settings("enforceMessagingWindow: false").await;
    assert_eq!(sending(&shop).await, ["", "", ""], "off unless set");
}

async fn words_name_the_owner_the_rule_and_what_to_do(shop: Shop) {
    let thread = shop.writes("ada", "m1").await;
    assert_eq!(
        shop.may(&shop.bot.token, &thread, "SEND").await["reason"],
        "nobody controls the thread, and only its owner does this; take or request control first (rule send_by_owner)"
    );
    shop.verb(&shop.bot, "takeThreadControl", &thread, "").await;
    let bot = format!("Bot (app {})", shop.bot.id);
    assert_eq!(
        shop.may(&shop.desk.token, &thread, "SEND").await["reason"],
        format!(
            "{bot} controls the thread, and only its owner does this; \
             request control and wait until it passes or releases (rule send_by_owner)"
        )
    );
    assert_eq!(
        shop.may(&shop.desk.token, &thread, "TAKE").await["reason"],
        format!(
            "{bot} controls the thread, and only the primary receiver may take it; \
             request control instead (rule take_by_primary)"
        )
    );
    shop.verb(&shop.bot, "passThreadControl", &thread, "targetId: \"263902037430900\"").await;
    let reason = text(&shop.may(&shop.desk.token, &thread, "RELEASE").await["reason"]);
    assert!(reason.starts_with("the inbox controls the thread"), "{reason}");
    let allowed = json!({"allowed": true, "code": null, "rule": null, "reason": "nothing stands against it"});
    assert_eq!(shop.may(&shop.desk.token, &thread, "REQUEST").await, allowed);
}

impl Shop {
    /// The rule against each action, in order; empty if there is none. What is refused is also tried.
    async fn stands_against(&self, app: &App, thread: &str) -> Vec<String> {
        let mut rules = Vec::new();
        for (action, call) in ACTIONS {
            let permit = self.may(&app.token, thread, action).await;
            assert_eq!(permit["allowed"], json!(permit["rule"].is_null()), "{permit}");
            if permit["allowed"] == false {
                let document = format!("mutation($thread: ID!, $app: ID!) {{ {call} {{ userErrors {{ code }} }} }}");
                let document = if call.contains("$app") { document } else { document.replace(", $app: ID!", "") };
                let answer =
                    self.server.send(&app.token, &document, json!({"thread": thread, "app": self.desk.id})).await;
                match permit["code"].as_str() {
                    None => assert_eq!(answer.code(), "FORBIDDEN", "{action}"),
                    Some(code) => {
                        let payload = answer.ok();
                        let refused = payload.as_object().unwrap().values().next().unwrap();
                        assert_eq!(codes(refused), [code], "{action}");
                    }
                }
            }
            rules.push(permit["rule"].as_str().unwrap_or_default().to_owned());
        }
        rules
    }

    async fn may(&self, token: &str, thread: &str, action: &str) -> Value {
        let document = "query($thread: ID!, $action: ThreadAction!) {
            thread(id: $thread) { can(action: $action) { allowed code rule reason } } }";
        let variables = json!({"thread": thread, "action": action});
        self.server.send(token, document, variables).await.ok()["thread"]["can"].take()
    }

    async fn limited_token(&self, asked_by: &str, permissions: &str) -> String {
        let document = format!(
            "mutation($page: ID!, $app: ID!) {{
                issuePageToken(input: {{pageId: $page, appId: $app, permissions: {permissions}}}) {{ token }} }}"
        );
        let variables = json!({"page": self.page, "app": self.bot.id});
        text(&self.server.send(asked_by, &document, variables).await.ok()["issuePageToken"]["token"])
    }
}
