//! `pages`, `apps` and `Page.subscriptions`: who sees what, page by page.

use serde_json::{Value, json};

use crate::shop::{Shop, in_both_shops};

in_both_shops!(
    lists_of_the_configuration_are_paged,
    a_search_finds_pages_apps_and_people,
    people_see_the_pages_that_they_have_tasks_on,
    apps_and_channels_see_their_page_and_its_apps,
);

/// All names that a list gives, two rows at a time.
async fn names(shop: &Shop, token: &str, list: &str) -> Vec<String> {
    found(shop, token, list, None).await
}

/// All names that a list gives to who seeks this.
async fn found(shop: &Shop, token: &str, list: &str, search: Option<&str>) -> Vec<String> {
    let (mut seen, mut after) = (Vec::new(), Value::Null);
    loop {
        let document = format!(
            "query($after: String, $search: String) {{ it: {list}(first: 2, after: $after, search: $search) {{
            nodes {{ name }} edges {{ cursor node {{ name }} }} pageInfo {{ hasNextPage endCursor }} }} }}"
        );
        let data = shop.server.send(token, &document, json!({"after": after, "search": search})).await.ok();
        let rows = data["it"]["nodes"].as_array().unwrap();
        assert_eq!(rows.len(), data["it"]["edges"].as_array().unwrap().len());
        seen.extend(rows.iter().map(|it| it["name"].as_str().unwrap().to_owned()));
        if data["it"]["pageInfo"]["hasNextPage"] == false {
            return seen;
        }
        after = data["it"]["pageInfo"]["endCursor"].clone();
    }
}

async fn lists_of_the_configuration_are_paged(shop: Shop) {
    for number in 1..=3 {
        let create = "mutation($name: String!) { createPage(input: {name: $name, platform: WEB}) { page { id } } }";
        shop.admin(create, json!({"name": format!("Page {number}")})).await;
        shop.app(&format!("App {number}")).await;
    }
    assert_eq!(names(&shop, &shop.server.admin, "pages").await, ["Shop", "Page 1", "Page 2", "Page 3"]);
    assert_eq!(names(&shop, &shop.server.admin, "apps").await, ["Bot", "Desk", "App 1", "App 2", "App 3"]);
    let document = "query($page: ID!, $after: String) { page(id: $page) { subscriptions(first: 3, after: $after) {
        nodes { app { name } } pageInfo { hasNextPage endCursor } } } }";
    let one = shop.server.send(&shop.bot.token, document, json!({"page": shop.page})).await.ok();
    let one = &one["page"]["subscriptions"];
    assert_eq!((one["nodes"].as_array().unwrap().len(), &one["pageInfo"]["hasNextPage"]), (3, &json!(true)));
    let variables = json!({"page": shop.page, "after": one["pageInfo"]["endCursor"]});
    let two = shop.server.send(&shop.bot.token, document, variables).await.ok();
    assert_eq!(two["page"]["subscriptions"]["nodes"], json!([{"app": {"name": "App 2"}}, {"app": {"name": "App 3"}}]));
}

async fn a_search_finds_pages_apps_and_people(shop: Shop) {
    for name in ["Ångström Öl", "山田ボット", "Bot of bots", "100%_\\"] {
        shop.app(name).await;
        let create = "mutation($name: String!) { createPage(input: {name: $name, platform: WEB}) { page { id } } }";
        shop.admin(create, json!({"name": name})).await;
        let invite = "mutation($name: String!, $email: String!) { inviteUser(input: {name: $name, email: $email}) { user { id } } }";
        shop.admin(invite, json!({"name": name, "email": format!("P{}@Example.org", name.len())})).await;
    }
    for (search, expected) in [
        ("ång", "Ångström Öl"),
        ("ÖL", "Ångström Öl"),
        ("ström", ""),
        ("ボ", "山田ボット"),
        ("OF  bots", "Bot of bots"),
        ("of bot s", ""),
        ("100%", "100%_\\"),
        ("_", ""),
        ("%", ""),
        ("'", ""),
    ] {
        for list in ["pages", "apps", "users"] {
            let found = found(&shop, &shop.server.admin, list, Some(search)).await;
            assert_eq!(found.join(" "), expected, "{list} {search:?}");
        }
    }
    let apps = async |token: &str, search: &str| found(&shop, token, "apps", Some(search)).await.join(", ");
    assert_eq!(apps(&shop.server.admin, "bot").await, "Bot, Bot of bots");
    assert_eq!(apps(&shop.server.admin, &shop.desk.id).await, "Desk");
    assert_eq!(apps(&shop.server.admin, " ").await, "Bot, Desk, Ångström Öl, 山田ボット, Bot of bots, 100%_\\");
    assert_eq!(apps(&shop.bot.token, "desk").await, "Desk", "an app searches among those of its page");
    let people = async |search: &str| found(&shop, &shop.server.admin, "users", Some(search)).await.join(", ");
    assert_eq!(people("P14@ex").await, "Ångström Öl");
    assert_eq!(people("example").await, "");
    let pages = async |token: &str, search: &str| found(&shop, token, "pages", Some(search)).await.join(", ");
    assert_eq!(pages(&shop.server.admin, &shop.page).await, "Shop");
    assert_eq!(pages(&shop.bot.token, "sh").await, "Shop");
    assert_eq!(pages(&shop.bot.token, "bot").await, "");
    let long = "x".repeat(101);
    for list in ["pages", "apps", "users"] {
        let document = format!("query($it: String) {{ {list}(search: $it) {{ nodes {{ id }} }} }}");
        for (text, code) in [(&long[..100], ""), (&long, "BAD_USER_INPUT"), ("a\0", "BAD_USER_INPUT")] {
            let answer = shop.server.send(&shop.server.admin, &document, json!({"it": text})).await;
            assert_eq!(answer.code(), code, "{list}");
        }
    }
}

async fn people_see_the_pages_that_they_have_tasks_on(shop: Shop) {
    shop.admin("mutation { createPage(input: {name: \"Other\", platform: WEB}) { page { id } } }", json!({})).await;
    let mo = shop.person("mo", &["ANALYZE"]).await;
    assert_eq!(names(&shop, &mo.token, "pages").await, ["Shop"]);
    assert_eq!(names(&shop, &mo.token, "apps").await, ["Bot", "Desk"]);
    shop.set_tasks(&mo, &[]).await;
    assert!(names(&shop, &mo.token, "pages").await.is_empty());
    assert!(names(&shop, &mo.token, "apps").await.is_empty());
}

async fn apps_and_channels_see_their_page_and_its_apps(shop: Shop) {
    let gone = shop.app("Gone").await;
    shop.unsubscribe(&gone).await;
    for token in [&shop.bot.token, &shop.channel] {
        assert_eq!(names(&shop, token, "pages").await, ["Shop"]);
        assert_eq!(names(&shop, token, "apps").await, ["Bot", "Desk"]);
    }
    let app = "query($it: ID!) { app(id: $it) { name } }";
    for (id, name) in [(&gone.id, json!(null)), (&shop.desk.id, json!("Desk")), (&"x".to_owned(), json!(null))] {
        let data = shop.server.send(&shop.bot.token, app, json!({"it": id})).await.ok();
        assert_eq!(data["app"]["name"], name);
    }
}
