//! An app of the shop with a webhook, and what one asks about it.

use baton::store::webhooks::endpoints;
use serde_json::{Value, json};

use crate::{
    eventually::{PATIENCE, eventually},
    receiver::{Does, Receiver},
    retry::DELAYS,
    shop::{App, Shop, text},
    support::server::DAWN,
};

/// The fields of a delivery that cases look at.
pub const DELIVERY: &str =
    "id status eventType channel nextTryAt attempts { statusCode error succeeded slow manual } thread { id }";

impl Shop {
    /// The app hears of events at this receiver from now on.
    pub async fn set_webhook(&self, app: &App, receiver: &Receiver) {
        let set = self.try_to_set_webhook(app, &receiver.url()).await;
        assert_eq!(set["userErrors"], json!([]));
    }

    pub async fn try_to_set_webhook(&self, app: &App, url: &str) -> Value {
        let document = "mutation($app: ID!, $url: String) {
            setWebhook(input: {appId: $app, url: $url, verifyToken: \"meerkat\"}) {
                app { webhook { url verifiedAt enabled disabledReason } } userErrors { code field message } } }";
        let variables = json!({"app": app.id, "url": url});
        self.server.send(&self.server.admin, document, variables).await.ok()["setWebhook"].take()
    }

    /// The same for an address that would not be taken: as if it had been good when it was set.
    pub async fn move_webhook(&self, app: &App, url: &str) {
        let tx = self.db.write().await.unwrap();
        endpoints::set(&tx, app.id.parse().unwrap(), url, DAWN).await.unwrap();
        tx.commit().await.unwrap();
        // A change of something else lets the server look at its configuration again.
        self.rotate(app, 0).await;
    }

    /// Lets the schedule of an event that fails every time run to its end; it is the thread's only one.
    pub async fn give_up(&self, app: &App, thread: &str) {
        self.give_up_all(app, &format!("threadId: \"{thread}\""), 1).await;
    }

    /// The bot's webhook takes Bob's message, and Ada's is given up.
    pub async fn one_is_given_up(&self, receiver: &Receiver) {
        self.set_webhook(&self.bot, receiver).await;
        self.writes("bob", "m0").await;
        self.deliveries_with(&self.bot, "", &[1]).await;
        receiver.then(vec![Does::Answers(500, ""); 10]);
        let thread = self.writes("ada", "m1").await;
        self.give_up(&self.bot, &thread).await;
    }

    /// Lets the schedules of so many events run to their end at once: of all that the filter names.
    pub async fn give_up_all(&self, app: &App, filter: &str, events: usize) {
        for (tries, delay) in (1..).zip(DELAYS) {
            self.deliveries_with(app, filter, &vec![tries; events]).await;
            self.server.clock.advance_millis(delay + delay / 10);
        }
        self.deliveries_with(app, &format!("{filter}, status: FAILED"), &vec![10; events]).await;
    }

    /// A new secret for the app, whose old one holds for this long.
    pub async fn rotate(&self, app: &App, overlap: i64) -> String {
        let document = "mutation($app: ID!, $overlap: Int) {
            rotateAppSecret(input: {appId: $app, overlap: $overlap}) { appSecret userErrors { code } } }";
        let rotated = self.admin(document, json!({"app": app.id, "overlap": overlap})).await;
        text(&rotated["rotateAppSecret"]["appSecret"])
    }

    /// The app's webhook, once nothing is sent there any more.
    pub async fn disabled(&self, app: &App) -> Value {
        eventually("a disabled webhook", PATIENCE, async || {
            let webhook = self.webhook(app).await;
            (webhook["enabled"] == false).then_some(webhook)
        })
        .await
    }

    /// Sends to the app's webhook again, from where it stopped or from now.
    pub async fn enable(&self, app: &App, from: &str) {
        let document = format!(
            "mutation($app: ID!) {{ enableWebhook(input: {{appId: $app, from: {from}}}) {{
                app {{ webhook {{ enabled }} }} userErrors {{ code }} }} }}"
        );
        let enabled = self.admin(&document, json!({"app": app.id})).await;
        assert_eq!(enabled["enableWebhook"]["app"]["webhook"]["enabled"], true);
    }

    pub async fn webhook(&self, app: &App) -> Value {
        let document = "query($app: ID!) { app(id: $app) { webhook { url enabled disabledAt disabledReason } } }";
        self.server.send(&self.server.admin, document, json!({"app": app.id})).await.ok()["app"]["webhook"].take()
    }

    /// The app's deliveries, oldest first, of those that the filter names.
    pub async fn deliveries(&self, app: &App, filter: &str) -> Vec<Value> {
        let document = format!(
            "query($app: ID!) {{ webhookDeliveries(appId: $app, filter: {{{filter}}}, first: 100) {{ nodes {{ {DELIVERY} }} }} }}"
        );
        let data = self.server.send(&self.server.admin, &document, json!({"app": app.id})).await.ok();
        data["webhookDeliveries"]["nodes"].as_array().unwrap().iter().rev().cloned().collect()
    }

    /// The same, once there are as many, each with so many attempts: they are written down after they were made.
    pub async fn deliveries_with(&self, app: &App, filter: &str, attempts: &[usize]) -> Vec<Value> {
        eventually("deliveries", PATIENCE, async || {
            let found = self.deliveries(app, filter).await;
            let made: Vec<usize> = found.iter().map(|it| it["attempts"].as_array().unwrap().len()).collect();
            (made == attempts).then_some(found)
        })
        .await
    }
}

/// The statuses that the attempts of a delivery were answered with; 0 is none.
pub fn statuses(delivery: &Value) -> Vec<i64> {
    let attempts = delivery["attempts"].as_array().unwrap().iter();
    attempts.map(|it| it["statusCode"].as_i64().unwrap_or_default()).collect()
}
