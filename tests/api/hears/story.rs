//! The story that the table tells, and its end.

use serde_json::{Value, json};

use crate::shop::{App, CONTROL, Person, Shop, text};

/// Everybody who listens, and who else takes part.
pub struct Cast {
    pub apps: [(&'static str, App); 6],
    /// It listens to nothing, and leaves.
    leaver: App,
    person: Person,
}

const CUSTOMER: &str = "ada";
const MENU: &str = "items: [{title: \"Buy\", payload: \"BUY\"}]";

impl Cast {
    pub async fn assemble(shop: &Shop) -> Self {
        let (crm, ear) = (shop.app("Crm").await, shop.app("Ear").await);
        let (beta, gamma) = (shop.unreviewed_app("Beta").await, shop.unreviewed_app("Gamma").await);
        shop.add_tester(&beta, CUSTOMER).await;
        shop.add_tester(&beta, "coda").await;
        shop.add_tester(&gamma, "coda").await;
        shop.set_primary(&shop.bot).await;
        shop.settings("onRelease: NEXT_REQUEST").await;
        shop.grant_human_agent(&crm).await;
        let (bot, desk) = (shop.bot.clone(), shop.desk.clone());
        Self {
            apps: [("Bot", bot), ("Desk", desk), ("Crm", crm), ("Ear", ear), ("Beta", beta), ("Gamma", gamma)],
            leaver: shop.app("Leaver").await,
            person: shop.person("eve", &["MODERATE"]).await,
        }
    }

    /// Everything that can happen, in the table's order; gives the thread.
    pub async fn plays(&self, shop: &Shop) -> String {
        let [(_, bot), (_, desk), (_, crm), (_, ear), (_, beta), _] = &self.apps;
        let thread = shop.writes(CUSTOMER, "m1").await;
        let on = On { shop, thread: &thread };
        let buttons = on.sends(bot, "buttons: [{title: \"Buy\", payload: \"BUY\"}]").await;
        on.verb(desk, "requestThreadControl", "").await;
        on.verb(bot, "passThreadMetadata", &format!("targetAppId: \"{}\" metadata: \"order 7\"", desk.id)).await;
        on.passes(bot, desk).await;
        on.verb(crm, "requestThreadControl", "").await;
        on.verb(crm, "withdrawThreadControlRequest", "").await;
        on.verb(desk, "extendThreadControl", "duration: 604800").await;
        shop.writes(CUSTOMER, "m2").await;
        let tap = format!("payload: \"BUY\" title: \"Buy\" messageId: \"{buttons}\"");
        shop.taps(CUSTOMER, "t1", &tap).await;
        shop.comes(CUSTOMER, "r1", "nowhere").await;
        let survey = on.survey(desk).await;
        on.sends(crm, "tag: HUMAN_AGENT").await;
        on.verb(bot, "releaseThreadControl", "").await;
        shop.answers(CUSTOMER, "f1", &survey).await;
        on.verb(crm, "requestThreadControl", "").await;
        shop.menu(crm, "setUserMenu", &format!("threadId: \"{thread}\" {MENU}")).await;
        on.verb(bot, "takeThreadControl", "").await;
        shop.taps(CUSTOMER, "t2", "payload: \"BUY\" title: \"Buy\" menu: USER").await;

        on.inbox(&self.person, "replyFromInbox", "text: \"It is Eve\"").await;
        shop.writes(CUSTOMER, "m3").await;
        on.verb(ear, "requestThreadControl", "").await;
        on.inbox(&self.person, "markThreadDone", "").await;
        on.inbox(&self.person, "replyFromInbox", "text: \"Until then\"").await;
        on.inbox(&self.person, "moveThreadToMain", "").await;
        on.inbox(&self.person, "passThreadFromInbox", &format!("targetAppId: \"{}\"", beta.id)).await;
        shop.writes(CUSTOMER, "m4").await;
        on.verb(beta, "releaseThreadControl", "").await;
        shop.server.pass(86_400);
        assert_eq!(shop.thread(bot, &thread).await["control"]["state"], "IDLE");

        let entry =
            "mutation($page: ID!, $app: ID!) { setEntryPoint(input: {pageId: $page, source: AD, key: \"spring\",
            appId: $app}) { userErrors { code } } }";
        shop.admin(entry, json!({"page": shop.page, "app": crm.id})).await;
        shop.comes(CUSTOMER, "r2", "spring").await;
        on.survey(&self.leaver).await;
        on.passes(crm, &self.leaver).await;
        shop.unsubscribe(&self.leaver).await;
        thread
    }

    /// Another customer's thread, in which every app hears something by every field: what comes before it was the story.
    pub async fn coda(&self, shop: &Shop) -> String {
        let thread = shop.writes("coda", "c0").await;
        let on = On { shop, thread: &thread };
        on.verb(&shop.bot, "releaseThreadControl", "").await;
        for (turn, (_, app)) in self.apps.iter().enumerate() {
            on.verb(app, "requestThreadControl", "").await;
            let buttons = on.sends(app, "buttons: [{title: \"Buy\", payload: \"BUY\"}]").await;
            shop.writes("coda", &format!("c{turn}-1")).await;
            shop.taps("coda", &format!("c{turn}-2"), &format!("payload: \"BUY\" messageId: \"{buttons}\"")).await;
            shop.comes("coda", &format!("c{turn}-3"), "nowhere").await;
            on.verb(app, "releaseThreadControl", "").await;
            let survey = on.asks(&app.token, "sendSurvey", "text: \"How was it?\"", "message { id }").await;
            shop.answers("coda", &format!("c{turn}-4"), &text(&survey["message"]["id"])).await;
        }
        thread
    }
}

/// What apps and people do in one thread, which must go well.
struct On<'a> {
    shop: &'a Shop,
    thread: &'a str,
}

impl On<'_> {
    async fn verb(&self, app: &App, operation: &str, arguments: &str) {
        let payload = self.shop.verb(app, operation, self.thread, arguments).await;
        assert_eq!(payload["userErrors"], json!([]), "{operation}");
    }

    async fn passes(&self, from: &App, to: &App) {
        self.verb(from, "passThreadControl", &format!("targetId: \"{}\"", to.id)).await;
    }

    async fn sends(&self, app: &App, arguments: &str) -> String {
        text(&self.shop.send(app, self.thread, &format!("text: \"Hello\" {arguments}")).await["message"]["id"])
    }

    async fn survey(&self, app: &App) -> String {
        let payload = self.asks(&app.token, "sendSurvey", "text: \"How was it?\"", "message { id status }").await;
        assert_eq!(payload["message"]["status"], "HELD");
        text(&payload["message"]["id"])
    }

    async fn inbox(&self, person: &Person, operation: &str, arguments: &str) {
        let selection = format!("thread {{ control {{ {CONTROL} }} }}");
        self.asks(&person.token, operation, arguments, &selection).await;
    }

    async fn asks(&self, token: &str, operation: &str, arguments: &str, selection: &str) -> Value {
        let document = format!(
            "mutation($thread: ID!) {{ {operation}(input: {{threadId: $thread {arguments}}}) {{
                {selection} userErrors {{ code message }} }} }}"
        );
        let mut data = self.shop.server.send(token, &document, json!({"thread": self.thread})).await.ok();
        assert_eq!(data[operation]["userErrors"], json!([]), "{operation}");
        data[operation].take()
    }
}
