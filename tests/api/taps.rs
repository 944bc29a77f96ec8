//! What customers tap, over the API: buttons, menus, entry points.

use serde_json::{Value, json};

use crate::{
    follow::Follower,
    shop::{App, Shop, codes, in_both_shops, text},
};

in_both_shops!(
    a_tap_on_a_button_gives_control_to_its_sender,
    a_tap_on_nothing_counts_as_a_message,
    a_tap_on_a_menu_gives_control_to_who_set_it,
    the_page_menu_is_the_primary_receivers,
    an_entry_point_gives_an_idle_thread_to_its_app,
    a_tap_that_is_repeated_counts_once,
    a_payload_is_for_its_creator_alone,
);

async fn a_tap_on_a_button_gives_control_to_its_sender(shop: Shop) {
    let thread = shop.writes("ada", "m1").await;
    shop.verb(&shop.bot, "takeThreadControl", &thread, "").await;
    let message = shop.sends(&shop.bot, &thread, "buttons: [{title: \"Yes\", payload: \"YES\"}]").await;
    shop.verb(&shop.bot, "passThreadControl", &thread, &format!("targetId: \"{}\"", shop.desk.id)).await;

    let tapped = shop.taps("ada", "t1", &format!("payload: \"YES\" title: \"Yes\" messageId: \"{message}\"")).await;
    assert_eq!(tapped["thread"]["control"]["owner"]["id"], json!(shop.bot.id));
    assert_eq!(shop.last_reason(&thread).await, "POSTBACK");
}

async fn a_tap_on_nothing_counts_as_a_message(shop: Shop) {
    shop.set_primary(&shop.bot).await;
    let tapped = shop.taps("ada", "t1", "payload: \"YES\" title: \"Yes please\" messageId: \"m_none\"").await;
    assert_eq!(tapped["thread"]["control"]["owner"]["id"], json!(shop.bot.id));
    let thread = text(&tapped["thread"]["id"]);
    assert_eq!(shop.last_reason(&thread).await, "CUSTOMER_MESSAGE");
    let said =
        "query($thread: ID!) { thread(id: $thread) { messages(last: 1) { nodes { text sender { __typename } } } } }";
    let said = shop.server.send(&shop.bot.token, said, json!({"thread": thread})).await.ok();
    assert_eq!(said["thread"]["messages"]["nodes"], json!([{"text": "Yes please", "sender": null}]));
}

async fn a_tap_on_a_menu_gives_control_to_who_set_it(shop: Shop) {
    let thread = shop.writes("ada", "m1").await;
    shop.verb(&shop.bot, "takeThreadControl", &thread, "").await;
    let refused = shop.menu(&shop.desk, "setUserMenu", &format!("threadId: \"{thread}\" {ITEMS}")).await;
    assert_eq!(codes(&refused), ["NOT_THREAD_OWNER"]);
    let set = shop.menu(&shop.bot, "setUserMenu", &format!("threadId: \"{thread}\" {ITEMS}")).await;
    assert_eq!(set["menu"]["level"], "USER");
    shop.menu(&shop.desk, "setPageMenu", &format!("pageId: \"{}\" {ITEMS}", shop.page)).await;

    let tapped = shop.taps("ada", "t1", "payload: \"HUMAN\" menu: PAGE").await;
    assert_eq!(tapped["thread"]["control"]["owner"]["id"], json!(shop.desk.id));
    assert_eq!(shop.last_reason(&thread).await, "MENU");
    let tapped = shop.taps("ada", "t2", "payload: \"HUMAN\" menu: USER").await;
    assert_eq!(tapped["thread"]["control"]["owner"]["id"], json!(shop.bot.id));
}

async fn the_page_menu_is_the_primary_receivers(shop: Shop) {
    shop.set_primary(&shop.bot).await;
    let input = format!("pageId: \"{}\" {ITEMS}", shop.page);
    assert_eq!(codes(&shop.menu(&shop.desk, "setPageMenu", &input).await), ["MENU_NOT_ALLOWED"]);
    assert_eq!(shop.menu(&shop.bot, "setPageMenu", &input).await["menu"]["items"][0]["title"], "A person");
    let delete = format!("pageId: \"{}\"", shop.page);
    assert_eq!(codes(&shop.menu(&shop.desk, "deletePageMenu", &delete).await), ["MENU_NOT_ALLOWED"]);
    let deleted = shop.menu(&shop.bot, "deletePageMenu", &delete).await;
    assert_eq!(deleted, json!({"menu": null, "userErrors": []}));
    let both =
        format!("pageId: \"{}\" items: [{{title: \"x\", payload: \"x\", url: \"https://example.org\"}}]", shop.page);
    assert_eq!(codes(&shop.menu(&shop.bot, "setPageMenu", &both).await), ["INVALID"]);
}

async fn an_entry_point_gives_an_idle_thread_to_its_app(shop: Shop) {
    shop.set_primary(&shop.bot).await;
    let set = "mutation($page: ID!, $app: ID!) { setEntryPoint(input: {pageId: $page, source: AD, key: \"ad-7\", appId: $app}) {
        page { entryPoints { id key app { id } } } userErrors { code } } }";
    let set = shop.admin(set, json!({"page": shop.page, "app": shop.desk.id})).await;
    let entry = text(&set["setEntryPoint"]["page"]["entryPoints"][0]["id"]);

    let referred = shop.comes("ada", "r1", "ad-7").await;
    assert_eq!(referred["thread"]["control"]["owner"]["id"], json!(shop.desk.id));
    let elsewhere = shop.comes("ben", "r2", "ad-8").await;
    assert_eq!(elsewhere["thread"]["control"]["owner"]["id"], json!(shop.bot.id));

    shop.admin(
        "mutation($id: ID!) { deleteEntryPoint(input: {id: $id}) { userErrors { code } } }",
        json!({"id": entry}),
    )
    .await;
    let gone = shop.comes("eve", "r3", "ad-7").await;
    assert_eq!(gone["thread"]["control"]["owner"]["id"], json!(shop.bot.id));
}

async fn a_tap_that_is_repeated_counts_once(shop: Shop) {
    let first = shop.taps("ada", "t1", "payload: \"YES\" menu: PAGE").await;
    let second = shop.taps("ada", "t1", "payload: \"YES\" menu: PAGE").await;
    assert_eq!((&first["duplicate"], &second["duplicate"]), (&json!(false), &json!(true)));
    assert_eq!(first["thread"]["id"], second["thread"]["id"]);
}

/// `postback_to_creator`: whoever else reads the log or follows it sees that there was a tap, and its title.
async fn a_payload_is_for_its_creator_alone(shop: Shop) {
    let thread = shop.owned_by(&shop.bot, "ada").await;
    let message = shop.sends(&shop.bot, &thread, "buttons: [{title: \"Yes\", payload: \"YES\"}]").await;
    let beginning = shop.cursor(&thread).await;
    shop.taps("ada", "t1", &format!("payload: \"YES\" title: \"Yes\" messageId: \"{message}\"")).await;
    let event = "... on PostbackReceived { title payload app { id } }";
    let read = format!("query($it: ID!) {{ thread(id: $it) {{ events(last: 1) {{ nodes {{ {event} }} }} }} }}");
    let follow = format!(
        "subscription($page: ID!, $after: String) {{ threadEvents(pageId: $page, after: $after) {{ {event} }} }}"
    );
    for (token, payload) in [(&shop.bot.token, "YES"), (&shop.desk.token, ""), (&shop.server.admin, "YES")] {
        let told = json!({"title": "Yes", "payload": payload, "app": {"id": shop.bot.id}});
        let data = shop.server.send(token, &read, json!({"it": thread})).await.ok();
        assert_eq!(data["thread"]["events"]["nodes"], json!([told]));
        let variables = json!({"page": shop.page, "after": beginning});
        assert_eq!(Follower::start(&shop.server, token, &follow, variables).await.next().await, told);
    }
}

const ITEMS: &str = "items: [{title: \"A person\", payload: \"HUMAN\"}]";

impl Shop {
    async fn sends(&self, app: &App, thread: &str, more: &str) -> String {
        let document = format!(
            "mutation($thread: ID!) {{ sendMessage(input: {{threadId: $thread, text: \"Well?\" {more}}}) {{ message {{ id }} userErrors {{ code }} }} }}"
        );
        let data = self.server.send(&app.token, &document, json!({"thread": thread})).await.ok();
        text(&data["sendMessage"]["message"]["id"])
    }

    pub async fn taps(&self, customer: &str, external: &str, what: &str) -> Value {
        self.channel_does("receivePostback", customer, external, what).await
    }

    pub async fn comes(&self, customer: &str, external: &str, key: &str) -> Value {
        self.channel_does("receiveReferral", customer, external, &format!("source: AD key: \"{key}\"")).await
    }

    /// The customer answers a survey, with a score.
    pub async fn answers(&self, customer: &str, external: &str, survey: &str) -> Value {
        let what = format!("messageId: \"{survey}\" questionId: \"q1\" questionType: CSAT answer: \"5\"");
        self.channel_does("receiveFeedback", customer, external, &what).await
    }

    async fn channel_does(&self, operation: &str, customer: &str, external: &str, what: &str) -> Value {
        let document = format!(
            "mutation($page: ID!, $customer: ID!, $external: String!) {{
                {operation}(input: {{pageId: $page, customerId: $customer, externalId: $external {what}}}) {{
                    duplicate thread {{ id control {{ owner {{ ... on App {{ id }} }} }} }} userErrors {{ code field }} }} }}"
        );
        let variables = json!({"page": self.page, "customer": customer, "external": external});
        let mut data = self.server.send(&self.channel, &document, variables).await.ok();
        assert_eq!(data[operation]["userErrors"], json!([]));
        data[operation].take()
    }

    pub async fn menu(&self, app: &App, operation: &str, input: &str) -> Value {
        let document = format!(
            "mutation {{ {operation}(input: {{{input}}}) {{ menu {{ level items {{ title payload url }} }} userErrors {{ code field }} }} }}"
        );
        let mut data = self.server.send(&app.token, &document, json!({})).await.ok();
        let payload = data[operation].take();
        if payload["menu"].is_null() { json!({"menu": null, "userErrors": payload["userErrors"]}) } else { payload }
    }

    async fn last_reason(&self, thread: &str) -> String {
        let thread = self.thread(&self.bot, thread).await;
        let events = thread["events"]["nodes"].as_array().unwrap().clone();
        text(&events.iter().rev().find(|it| it["__typename"] == "ControlChanged").unwrap()["reason"])
    }
}
