//! The audit log: who did what, from where, before and after; who may read it, and how it is read.

use serde_json::{Value, json};

use crate::shop::{Shop, in_both_shops, text};

in_both_shops!(
    a_change_tells_who_from_where_before_and_after,
    what_people_do_in_the_inbox_is_told_once,
    no_secret_and_no_customers_word_gets_in,
    managers_read_what_is_about_their_page,
    the_log_is_filtered,
    the_log_is_read_page_by_page,
    old_entries_are_forgotten,
);

const ENTRY: &str = "id at kind objectType objectId before after address userAgent requestId page { id }
    actor { kind tokenId user { name } app { id } }";

async fn a_change_tells_who_from_where_before_and_after(shop: Shop) {
    let eve = shop.person("eve", &["MANAGE"]).await;
    let client = reqwest::Client::builder().user_agent("Deploy/1.0").build().unwrap();
    let document =
        "mutation($page: ID!) { updatePageSettings(input: {pageId: $page idleTimeout: 60}) { userErrors { code } } }";
    let body = json!({"query": document, "variables": {"page": shop.page}});
    let request = client.post(shop.server.url()).bearer_auth(&eve.token).header("x-request-id", "deploy-7");
    assert!(request.json(&body).send().await.unwrap().status().is_success());

    let entry = newest(&shop).await;
    assert_eq!(entry["kind"], "PAGE_SETTINGS_UPDATED");
    assert_eq!((&entry["actor"]["kind"], &entry["actor"]["user"]["name"]), (&json!("PERSON"), &json!("eve")));
    assert_eq!((&entry["objectType"], &entry["objectId"]), (&json!("PAGE"), &json!(shop.page)));
    assert_eq!(entry["page"]["id"], json!(shop.page));
    assert_eq!((&entry["before"]["idleTimeout"], &entry["after"]["idleTimeout"]), (&json!(86_400), &json!(60)));
    assert_eq!(entry["address"], "127.0.0.1");
    assert_eq!((&entry["userAgent"], &entry["requestId"]), (&json!("Deploy/1.0"), &json!("deploy-7")));
    assert_eq!(entry["at"], "2026-01-01T00:00:00+00:00");

    let menu = "mutation($page: ID!) { setPageMenu(input: {pageId: $page items: [{title: \"Help\" payload: \"HELP\"}]}) { userErrors { code } } }";
    shop.server.send(&shop.bot.token, menu, json!({"page": shop.page})).await.ok();
    let entry = newest(&shop).await;
    assert_eq!((&entry["kind"], &entry["actor"]["kind"]), (&json!("PAGE_MENU_SET"), &json!("APP")));
    assert_eq!(entry["actor"]["app"]["id"], json!(shop.bot.id));
    assert_eq!(entry["actor"]["user"]["name"], "Administrator", "who asked for the app's token");
}

async fn what_people_do_in_the_inbox_is_told_once(shop: Shop) {
    let eve = shop.person("eve", &["MESSAGING"]).await;
    let thread = shop.writes("ada", "m1").await;
    let first = newest(&shop).await["id"].clone();
    for _ in 0..2 {
        shop.in_the_inbox(&eve, "replyFromInbox", &thread, "text: \"Hi\" idempotencyKey: \"k\"").await;
    }
    for _ in 0..2 {
        shop.in_the_inbox(&eve, "markThreadDone", &thread, "").await;
    }
    let log = log(&shop, "first: 3").await;
    let told: Vec<_> = log.iter().map(|it| (&it["kind"], &it["actor"]["user"]["name"], &it["objectId"])).collect();
    let (eve, thread) = (json!("eve"), json!(thread));
    assert_eq!(told[0], (&json!("THREAD_MARKED_DONE"), &eve, &thread));
    assert_eq!(told[1], (&json!("INBOX_REPLIED"), &eve, &thread));
    assert_eq!(log[2]["id"], first, "what changed nothing leaves nothing");
    assert_eq!(log[1]["before"], json!({"owner": null, "epoch": 0, "isDone": false}));
    assert_eq!((&log[1]["after"]["owner"], &log[1]["after"]["epoch"]), (&json!("INBOX"), &json!(1)));
    assert_eq!(log[0]["after"]["isDone"], true);
}

/// Everything that the scene has done so far, and more, as text.
async fn no_secret_and_no_customers_word_gets_in(shop: Shop) {
    let eve = shop.person("eve", &["MESSAGING"]).await;
    let thread = shop.writes("ada", "m1").await;
    shop.in_the_inbox(&eve, "replyFromInbox", &thread, "text: \"the words of Eve\"").await;
    let rotate = "mutation($app: ID!) { rotateAppSecret(input: {appId: $app}) { appSecret } }";
    let secret = shop.admin(rotate, json!({"app": shop.bot.id})).await;
    let secret = text(&secret["rotateAppSecret"]["appSecret"]);
    let all = Value::from(log(&shop, "first: 100").await).to_string();
    for told in [&secret, &shop.bot.token, &shop.channel, &eve.token, "the words of Eve", "Hello"] {
        assert!(!all.contains(told), "{told} stands in the log");
    }
    assert!(all.contains("APP_SECRET_ROTATED") && all.contains("INBOX_REPLIED"));
}

async fn managers_read_what_is_about_their_page(shop: Shop) {
    let (other, _) = shop.another_page("WEB").await;
    let eve = shop.person("eve", &["MANAGE"]).await;
    let query = "query($filter: AuditLogFilter) { auditLog(filter: $filter first: 100) { nodes { page { id } } } }";
    let ask = async |filter: Value| shop.server.send(&eve.token, query, json!({"filter": filter})).await;
    let own = ask(json!({"pageId": shop.page})).await.ok();
    let own = own["auditLog"]["nodes"].as_array().unwrap().clone();
    assert!(own.len() > 3 && own.iter().all(|it| it["page"]["id"] == json!(shop.page)), "{own:?}");
    assert_eq!(ask(json!({})).await.code(), "FORBIDDEN");
    assert_eq!(ask(json!({"pageId": other})).await.code(), "NOT_FOUND");
    shop.set_tasks(&eve, &["ANALYZE"]).await;
    assert_eq!(ask(json!({"pageId": shop.page})).await.code(), "FORBIDDEN");
}

async fn the_log_is_filtered(shop: Shop) {
    let eve = shop.person("eve", &["MANAGE"]).await;
    shop.server.pass(60);
    let rename =
        "mutation($page: ID!) { updatePageSettings(input: {pageId: $page name: \"B\"}) { userErrors { code } } }";
    shop.server.send(&eve.token, rename, json!({"page": shop.page})).await.ok();
    shop.server.pass(60);
    shop.settings("name: \"C\"").await;

    let kinds = async |filter: &str| {
        let log = log(&shop, &format!("first: 100 filter: {{{filter}}}")).await;
        log.iter().map(|it| text(&it["after"]["name"])).collect::<Vec<_>>()
    };
    let settings = "kinds: [PAGE_SETTINGS_UPDATED]";
    assert_eq!(kinds(settings).await, ["C", "B"]);
    assert_eq!(kinds(&format!("{settings} actorId: {:?}", eve.id)).await, ["B"]);
    assert_eq!(kinds(&format!("{settings} actorId: {:?}", shop.bot.id)).await, [""; 0]);
    assert_eq!(kinds(&format!("{settings} objectId: {:?}", shop.page)).await, ["C", "B"]);
    assert_eq!(kinds(&format!("{settings} since: \"2026-01-01T00:01:30Z\"")).await, ["C"]);
    assert_eq!(
        kinds(&format!("{settings} since: \"2026-01-01T00:01:00Z\" until: \"2026-01-01T00:02:00Z\"")).await,
        ["B"]
    );
    assert_eq!(kinds(&format!("{settings} until: \"2026-01-01T00:01:00Z\"")).await, [""; 0]);
    assert_eq!(kinds("actorId: \"nobody at all\"").await, [""; 0]);
    assert_eq!(kinds("kinds: [APP_CREATED]").await.len(), 2);
}

async fn the_log_is_read_page_by_page(shop: Shop) {
    let all: Vec<Value> = log(&shop, "first: 100").await.into_iter().map(|it| it["id"].clone()).collect();
    let mut read = Vec::new();
    let mut after = Value::Null;
    loop {
        let query = "query($after: String) { auditLog(first: 2 after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }";
        let data = shop.server.send(&shop.server.admin, query, json!({"after": after})).await.ok();
        let page = &data["auditLog"];
        read.extend(page["nodes"].as_array().unwrap().iter().map(|it| it["id"].clone()));
        if page["pageInfo"]["hasNextPage"] == false {
            break;
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
    assert_eq!(read, all);
    assert!(all.len() > 6);
}

/// What is kept is the operator's choice (`audit_days`).
async fn old_entries_are_forgotten(shop: Shop) {
    use baton::{app::Baton, auth::Keys, entropy::SystemEntropy, time::Seconds};

    shop.server.pass(86_400);
    shop.settings("name: \"B\"").await;
    let folder = tempfile::tempdir().unwrap();
    let keys = Keys::load_or_create(&folder.path().join("key.pem"), None).unwrap();
    let baton = Baton::new(shop.db.store.clone(), keys, shop.server.clock.clone(), std::sync::Arc::new(SystemEntropy));
    let before = log(&shop, "first: 100").await.len();
    let pruned = baton.services.directory.prune_audit(Seconds(86_400)).await.unwrap();
    assert_eq!(pruned, 0, "an entry is kept for so long");
    let pruned = baton.services.directory.prune_audit(Seconds(86_399)).await.unwrap();
    assert_eq!(usize::try_from(pruned).unwrap(), before - 1);
    assert_eq!(log(&shop, "first: 100").await.len(), 1);
}

async fn newest(shop: &Shop) -> Value {
    log(shop, "first: 1").await.remove(0)
}

async fn log(shop: &Shop, arguments: &str) -> Vec<Value> {
    let query = format!("{{ auditLog({arguments}) {{ nodes {{ {ENTRY} }} }} }}");
    let data = shop.server.send(&shop.server.admin, &query, json!({})).await.ok();
    data["auditLog"]["nodes"].as_array().unwrap().clone()
}
