//! What the load falls on: a page of the benchmark's own, with two apps, and customers that have written.

use serde_json::{Value, json};

use super::{
    BenchError, Target,
    graphql::{Api, text},
};

/// Threads at least: a list of them is full.
const FEWEST_THREADS: usize = 64;
/// Seconds that the tokens are good for, which outlasts every plan.
const TOKENS_LAST: u32 = 86_400;

const CREATE_PAGE: &str = "mutation { createPage(input: {name: \"Benchmark\", platform: WEB}) {
    page { id } userErrors { code message }
} }";
const CREATE_APP: &str = "mutation($name: String!) { createApp(input: {name: $name}) {
    app { id } userErrors { code message }
} }";
const REVIEW_APP: &str = "mutation($app: ID!) { reviewApp(input: {appId: $app, live: true}) {
    app { id } userErrors { code message }
} }";
const SUBSCRIBE_APP: &str = "mutation($page: ID!, $app: ID!) {
    subscribeApp(input: {pageId: $page, appId: $app, fields: [MESSAGES]}) { page { id } userErrors { code message } }
}";
const SET_PRIMARY: &str = "mutation($page: ID!, $app: ID!) {
    setPrimaryReceiver(input: {pageId: $page, appId: $app}) { page { id } userErrors { code message } }
}";
const PAGE_TOKEN: &str = "mutation($page: ID!, $app: ID!, $for: Int!) {
    issuePageToken(input: {pageId: $page, appId: $app, expiresIn: $for}) { token userErrors { code message } }
}";
const CHANNEL_TOKEN: &str = "mutation($page: ID!, $for: Int!) {
    issueChannelToken(input: {pageId: $page, expiresIn: $for}) { token userErrors { code message } }
}";
const RECEIVE: &str = "mutation($page: ID!, $customer: ID!) {
    receiveMessage(input: {
        pageId: $page, customerId: $customer, customerName: \"A customer\", text: \"Where is my parcel?\",
        externalId: $customer
    }) { thread { id } userErrors { code message } }
}";

/// A page, and what is needed to act on it.
#[derive(Debug)]
pub struct Scene {
    pub target: Target,
    pub page: String,
    /// The primary receiver, which takes back what it passed.
    pub desk: App,
    pub bot: App,
    pub threads: Vec<String>,
}

/// A subscribed, reviewed app.
#[derive(Debug)]
pub struct App {
    pub id: String,
    /// Its page access token.
    pub token: String,
}

impl Scene {
    /// Makes it all, with so many threads at least, each controlled by the desk.
    pub async fn open(target: Target, threads: usize) -> Result<Self, BenchError> {
        let mut api = Api::open(&target).await?;
        let admin = target.token.clone();
        let page = text(&api.ask(&admin, CREATE_PAGE, json!({})).await?, "/page/id")?;
        let desk = app(&mut api, &admin, &page, "Benchmark's desk").await?;
        let bot = app(&mut api, &admin, &page, "Benchmark's bot").await?;
        api.ask(&admin, SET_PRIMARY, json!({"page": page, "app": desk.id})).await?;
        let issued = api.ask(&admin, CHANNEL_TOKEN, json!({"page": page, "for": TOKENS_LAST})).await?;
        let channel = text(&issued, "/token")?;
        let mut scene = Self { target, page, desk, bot, threads: Vec::new() };
        for n in 0..threads.max(FEWEST_THREADS) {
            let variables = json!({"page": scene.page, "customer": format!("customer-{n}")});
            scene.threads.push(text(&api.ask(&channel, RECEIVE, variables).await?, "/thread/id")?);
        }
        Ok(scene)
    }

    /// Asks as the desk.
    pub async fn ask(&self, document: &str, variables: Value) -> Result<Value, BenchError> {
        Api::open(&self.target).await?.ask(&self.desk.token, document, variables).await
    }
}

async fn app(api: &mut Api, admin: &str, page: &str, name: &str) -> Result<App, BenchError> {
    let id = text(&api.ask(admin, CREATE_APP, json!({"name": name})).await?, "/app/id")?;
    api.ask(admin, REVIEW_APP, json!({"app": id})).await?;
    api.ask(admin, SUBSCRIBE_APP, json!({"page": page, "app": id})).await?;
    let issued = api.ask(admin, PAGE_TOKEN, json!({"page": page, "app": id, "for": TOKENS_LAST})).await?;
    Ok(App { id, token: text(&issued, "/token")? })
}
