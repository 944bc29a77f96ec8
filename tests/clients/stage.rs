//! Where the story takes place: a page whose primary receiver is the bot, a desk, and the thread of one customer.

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{
    bot::{Bot, Script},
    servers::{
        eventually::{PATIENCE, eventually},
        process::{Process, admin_token},
        scene::{Scene, text},
    },
    support::sqlite,
    tls::Tls,
};

const CUSTOMER: &str = "7000001";
const VERIFY_TOKEN: &str = "meerkat";

pub struct Stage {
    scene: Scene,
    pub bot: Bot,
    /// How many things the customer has done.
    done: usize,
    /// How much of the thread's log was looked at.
    seen: usize,
    _tls: Tls,
    _server: Process,
    _folders: (TempDir, TempDir),
}

impl Stage {
    pub async fn open(script: &Script) -> Self {
        let (url, database) = sqlite::database();
        let folder = tempfile::tempdir().unwrap();
        let server = Process::serve(&url, folder.path()).await;
        let admin = admin_token(&url, folder.path()).await;
        let scene = Scene::open(vec![server.origin.clone()], admin).await;
        let set_up = "mutation($page: ID!, $app: ID!) {
            rotateAppSecret(input: {appId: $app}) { appSecret userErrors { code } }
            setPrimaryReceiver(input: {pageId: $page, appId: $app}) { userErrors { code } }
            subscribeApp(input: {pageId: $page, appId: $app,
                fields: [MESSAGES, MESSAGING_POSTBACKS, MESSAGING_HANDOVERS, STANDBY]}) { userErrors { code } } }";
        let secret = text(&scene.admin(set_up, json!({"app": scene.bot.id})).await["rotateAppSecret"]["appSecret"]);

        let tls = Tls::before(&server.origin, folder.path()).await;
        let environment = [
            ("GRAPH_ORIGIN", server.origin.as_str()),
            ("GRAPH_HOST", &tls.host),
            ("NODE_EXTRA_CA_CERTS", tls.certificate.to_str().unwrap()),
            ("PAGE_ID", &scene.page),
            ("PAGE_ACCESS_TOKEN", &scene.bot.token),
            ("APP_ID", &scene.bot.id),
            ("APP_SECRET", &secret),
            ("DESK_APP_ID", &scene.desk.id),
            ("VERIFY_TOKEN", VERIFY_TOKEN),
        ];
        let bot = Bot::start(script, &environment).await;
        if !script.sets_its_webhook {
            let document = "mutation($app: ID!, $url: String, $token: String) {
                setWebhook(input: {appId: $app, url: $url, verifyToken: $token}) { userErrors { code message } } }";
            scene.admin(document, json!({"app": scene.bot.id, "url": bot.url, "token": VERIFY_TOKEN})).await;
        }
        let set = "query($app: ID!) { app(id: $app) { webhook { url } } }";
        let set = scene.admin(set, json!({"app": scene.bot.id})).await;
        assert_eq!(set["app"]["webhook"]["url"], bot.url, "where the bot hears");
        Self { scene, bot, done: 0, seen: 0, _tls: tls, _server: server, _folders: (database, folder) }
    }

    /// What the customer has at hand, as the page's menu.
    pub async fn page_menu(&self) -> Value {
        let document =
            "query($page: ID!) { page(id: $page) { persistentMenu { app { name } items { title payload } } } }";
        self.scene.admin(document, json!({})).await["page"]["persistentMenu"].take()
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
        let variables = json!({"page": self.scene.page, "customer": CUSTOMER, "what": what});
        let answer = self.scene.send(&self.scene.channel, &document, variables).await.ok();
        assert_eq!(answer[operation]["userErrors"], json!([]));
    }

    /// The desk does one verb of thread control, over GraphQL.
    pub async fn desk(&self, verb: &str, arguments: &str) {
        let done = self.scene.verb(&self.scene.desk, verb, &self.thread().await, arguments).await;
        assert_eq!(done["userErrors"], json!([]));
    }

    pub async fn desk_passes_to_the_bot(&self) {
        self.desk("passThreadControl", &format!("targetId: \"{}\"", self.scene.bot.id)).await;
    }

    /// Sends the bot an event that Baton has not signed; gives the status of its answer.
    pub async fn forge(&self) -> u16 {
        let event = json!({"sender": {"id": CUSTOMER}, "recipient": {"id": self.scene.page}, "timestamp": 1,
            "message": {"mid": "m_forged", "text": "person"}});
        let body = json!({"object": "page", "entry": [{"id": self.scene.page, "time": 1, "messaging": [event]}]});
        let forged = format!("sha256={:064}", 0);
        let request = reqwest::Client::new().post(&self.bot.url).json(&body).header("x-hub-signature-256", forged);
        request.header("x-hub-signature", format!("sha1={:040}", 0)).send().await.unwrap().status().as_u16()
    }

    /// The id of the app that has control; empty if the thread is idle.
    pub async fn owner(&self) -> String {
        let thread = self.look("control { owner { ... on App { name } } }").await;
        thread["control"]["owner"]["name"].as_str().unwrap_or_default().to_owned()
    }

    pub fn bot_id(&self) -> &str {
        &self.scene.bot.id
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
        self.scene.admin(&document, json!({"customer": CUSTOMER})).await["page"]["thread"].take()
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
