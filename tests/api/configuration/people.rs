//! `inviteUser`, `setPageMember`, and what tasks are good for.

use serde_json::json;

use crate::shop::{Shop, codes, field, in_both_shops, text};

in_both_shops!(
    an_invitation_makes_a_person,
    one_address_is_one_person,
    a_persons_name_and_address_are_checked,
    members_have_the_tasks_that_were_set,
    a_task_that_is_lost_ends_the_power_of_tokens_already_out,
    an_administrator_has_every_task,
);

async fn an_invitation_makes_a_person(shop: Shop) {
    let selection = "invitation user { name email isAdmin }";
    let invited = shop.configures("inviteUser", "name: \"Mo\", email: \"Mo@Example.org\"", selection).await;
    assert_eq!(invited["user"], json!({"name": "Mo", "email": "mo@example.org", "isAdmin": false}));
    assert!(text(&invited["invitation"]).len() >= 32);
}

async fn one_address_is_one_person(shop: Shop) {
    shop.configures("inviteUser", "name: \"Mo\", email: \"mo@example.org\"", "user { id }").await;
    let again =
        shop.configures("inviteUser", "name: \"Mo\", email: \"MO@example.org\"", "invitation user { id }").await;
    assert_eq!((codes(&again), field(&again)), (vec!["CONFLICT"], vec!["input", "email"]));
    assert_eq!((&again["user"], &again["invitation"]), (&json!(null), &json!(null)));
}

async fn a_persons_name_and_address_are_checked(shop: Shop) {
    let long = format!("{}@example.org", "x".repeat(250));
    for (name, email, wrong) in [
        ("", "a@example.org", "name"),
        ("a\\u0000", "a@example.org", "name"),
        ("A", "", "email"),
        ("A", "example.org", "email"),
        ("A", "a@b@c", "email"),
        ("A", "a b@example.org", "email"),
        ("A", "a@exam\\u0000ple.org", "email"),
        ("A", &long, "email"),
    ] {
        let input = format!("name: \"{name}\", email: \"{email}\"");
        let refused = shop.configures("inviteUser", &input, "user { id }").await;
        assert_eq!((codes(&refused), field(&refused)), (vec!["INVALID"], vec!["input", wrong]), "{input:.80}");
    }
}

async fn members_have_the_tasks_that_were_set(shop: Shop) {
    let mo = shop.person("mo", &["MODERATE", "ANALYZE"]).await;
    let members = async || {
        let document = "query($page: ID!) { page(id: $page) { members { user { id name } tasks } } }";
        shop.server.send(&shop.server.admin, document, json!({"page": shop.page})).await.ok()["page"]["members"].take()
    };
    assert_eq!(members().await, json!([{"user": {"id": mo.id, "name": "mo"}, "tasks": ["MODERATE", "ANALYZE"]}]));
    shop.set_tasks(&mo, &["MANAGE"]).await;
    assert_eq!(members().await[0]["tasks"], json!(["MANAGE"]));
    shop.set_tasks(&mo, &[]).await;
    assert_eq!(members().await, json!([]));
    for user in ["nobody", "", "a b"] {
        let input = format!("pageId: \"{}\", userId: \"{user}\", tasks: [MANAGE]", shop.page);
        assert_eq!(shop.fails_to_configure("setPageMember", &input).await, "NOT_FOUND", "{user:?}");
    }
}

async fn a_task_that_is_lost_ends_the_power_of_tokens_already_out(shop: Shop) {
    let thread = shop.writes("ada", "m1").await;
    let mo = shop.person("mo", &["MANAGE", "MODERATE"]).await;
    let issue = "mutation($page: ID!, $app: ID!) { issuePageToken(input: {pageId: $page, appId: $app}) { token } }";
    let issued = shop.server.send(&mo.token, issue, json!({"page": shop.page, "app": shop.bot.id})).await.ok();
    let token = text(&issued["issuePageToken"]["token"]);
    let take = "mutation($it: ID!) { takeThreadControl(input: {threadId: $it}) { userErrors { code } } }";
    for (tasks, code) in [(&["MANAGE"][..], "FORBIDDEN"), (&[], "FORBIDDEN"), (&["MODERATE"], "")] {
        shop.set_tasks(&mo, tasks).await;
        let answer = shop.server.send(&token, take, json!({"it": thread})).await;
        assert_eq!(answer.code(), code, "{tasks:?}");
        if code == "FORBIDDEN" {
            assert!(text(&answer.errors[0]["message"]).contains("MODERATE"), "it names the task");
        }
    }
}

async fn an_administrator_has_every_task(shop: Shop) {
    let input = "name: \"Root\", email: \"root@example.org\", isAdmin: true";
    let invited = shop.configures("inviteUser", input, "user { id isAdmin }").await;
    assert_eq!(invited["user"]["isAdmin"], true);
    let issue = format!("userId: {}", invited["user"]["id"]);
    let token = text(&shop.configures("issueUserToken", &issue, "token").await["token"]);
    let update = "mutation($page: ID!) { updatePageSettings(input: {pageId: $page, idleTimeout: 60}) { page { settings { idleTimeout } } } }";
    let data = shop.server.send(&token, update, json!({"page": shop.page})).await.ok();
    assert_eq!(data["updatePageSettings"]["page"]["settings"]["idleTimeout"], 60);
}
