//! Where the story takes place: the shop with the bot, and the thread of one customer.

use serde_json::{Value, json};

use crate::{
    bot::{Bot, Script},
    servers::{
        eventually::{PATIENCE, eventually},
        scene::text,
    },
    shop::{CUSTOMER, Shop, VERIFY_TOKEN},
};

pub struct Stage {
    shop: Shop,
    pub bot: Bot,
    /// How many things the customer has done.
    done: usize,
    /// How much of the thread's log was looked at.
    seen: usize,
}

impl Stage {
    pub async fn open(script: &Script) -> Self {
        let shop = Shop::open().await;
        let bot = Bot::start(script, &shop.environment()).await;
        if !script.sets_its_webhook {
            let document = "mutation($app: ID!, $url: String, $token: String) {
                setWebhook(input: {appId: $app, url: $url, verifyToken: $token}) { userErrors { code message } } }";
            let variables = json!({"app": shop.scene.bot.id, "url": bot.url, "token": VERIFY_TOKEN});
            shop.scene.admin(document, variables).await;
        }
        let set = "query($app: ID!) { app(id: $app) { webhook { url } } }";
        let set = shop.scene.admin(set, json!({"app": shop.scene.bot.id})).await;
        assert_eq!(set["app"]["webhook"]["url"], bot.url, "where the bot hears");
        Self { shop, bot, done: 0, seen: 0 }
    }

    /// What the customer has at hand, as the page's menu.
    pub async fn page_menu(&self) -> Value {
        let document =
            "query($page: ID!) { page(id: $page) { persistentMenu { app { name } items { title payload } } } }";
        self.shop.scene.admin(document, json!({})).await["page"]["persistentMenu"].take()
    }

    pub async fn customer_writes(&mut self, words: &str) {
        self.customer_does("receiveMessage", "text: $what", words).await;
    }

    /// The customer taps an item of the page's menu, or of the thread's own.
    pub async fn customer_taps(&mut self, menu: &str, payload: &str) {
        let item = format!("payload: $what, title: \"An item\", menu: {menu}");
        self.customer_does("receivePostback", &item, payload).await;
    }

    async fn customer_does(&mut self, operation: &str, input: &str, what: &str) {
        self.done += 1;
        let document = format!(
            "mutation($page: ID!, $customer: ID!, $what: String!) {{ {operation}(input: {{
                pageId: $page, customerId: $customer, externalId: \"{}\", {input} }}) {{ userErrors {{ code }} }} }}",
            self.done
        );
        let variables = json!({"page": self.shop.scene.page, "customer": CUSTOMER, "what": what});
        let answer = self.shop.scene.send(&self.shop.scene.channel, &document, variables).await.ok();
        assert_eq!(answer[operation]["userErrors"], json!([]));
    }

    /// The desk does one verb of thread control, over GraphQL.
    pub async fn desk(&self, verb: &str, arguments: &str) {
        let done = self.shop.scene.verb(&self.shop.scene.desk, verb, &self.thread().await, arguments).await;
        assert_eq!(done["userErrors"], json!([]));
    }

    pub async fn desk_passes_to_the_bot(&self) {
        self.desk("passThreadControl", &format!("targetId: \"{}\"", self.shop.scene.bot.id)).await;
    }

    /// Sends the bot an event that Baton has not signed; gives the status of its answer.
    pub async fn forge(&self) -> u16 {
        let event = json!({"sender": {"id": CUSTOMER}, "recipient": {"id": self.shop.scene.page}, "timestamp": 1,
            "message": {"mid": "m_forged", "text": "person"}});
        let body = json!({"object": "page", "entry": [{"id": self.shop.scene.page, "time": 1, "messaging": [event]}]});
        let forged = format!("sha256={:064}", 0);
        let request = reqwest::Client::new().post(&self.bot.url).json(&body).header("x-hub-signature-256", forged);
        request.header("x-hub-signature", format!("sha1={:040}", 0)).send().await.unwrap().status().as_u16()
    }

    /// The name of the app that has control; empty if the thread is idle.
    pub async fn owner(&self) -> String {
        let thread = self.look("control { owner { ... on App { name } } }").await;
        thread["control"]["owner"]["name"].as_str().unwrap_or_default().to_owned()
    }

    pub fn bot_id(&self) -> &str {
        &self.shop.scene.bot.id
    }

    /// Waits until the thread's log has these lines next.
    #[track_caller]
    pub fn expect(&mut self, lines: &[&str]) -> impl Future<Output = ()> {
        let caller = std::panic::Location::caller();
        async move {
            let fresh = eventually(&format!("{lines:?} at {caller}"), PATIENCE, async || {
                let fresh = self.log().await.split_off(self.seen);
                (fresh.len() >= lines.len()).then_some(fresh)
            })
            .await;
            assert_eq!(fresh, lines, "at {caller}");
            self.seen += lines.len();
        }
    }

    /// The thread's events, a line each.
    async fn log(&self) -> Vec<String> {
        let thread = self.look(EVENTS).await;
        thread["events"]["nodes"].as_array().into_iter().flatten().map(line).collect()
    }

    async fn thread(&self) -> String {
        text(&self.look("id").await["id"])
    }

    async fn look(&self, fields: &str) -> Value {
        let document = format!(
            "query($page: ID!, $customer: ID!) {{ page(id: $page) {{ thread(customerId: $customer) {{ {fields} }} }} }}"
        );
        self.shop.scene.admin(&document, json!({"customer": CUSTOMER})).await["page"]["thread"].take()
    }
}

const EVENTS: &str = "events(first: 100) { nodes { __typename
    ... on ControlChanged { reason metadata newOwner { ... on App { name } } }
    ... on ControlRequested { app { name } metadata }
    ... on MessageReceived { message { text } }
    ... on MessageSent { message { text sender { ... on App { name } } } }
    ... on PostbackReceived { payload app { name } }
    ... on UserMenuChanged { app { name } menu { items { title payload } } } } }";

fn line(event: &Value) -> String {
    let said = |pointer: &str| event.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
    let app = said("/app/name");
    match said("/__typename") {
        "ControlChanged" => format!("→ {} {} {}", said("/newOwner/name"), said("/reason"), said("/metadata")),
        "ControlRequested" => format!("{app} asks for control: {}", said("/metadata")),
        "MessageReceived" => format!("Customer: {}", said("/message/text")),
        "MessageSent" => format!("{}: {}", said("/message/sender/name"), said("/message/text")),
        "PostbackReceived" => format!("Customer taps {} of {app}", said("/payload")),
        "UserMenuChanged" => format!("{app} offers {}", event["menu"]["items"]),
        other => other.to_owned(),
    }
    .trim_end()
    .to_owned()
}
