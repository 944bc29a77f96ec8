//! The scene: two pages of a kite shop, and three apps that take part in both.

use serde_json::{Value, json};

use super::client::{Client, Failed};

/// Everything that the actors on one page have to know.
pub(super) struct Page {
    pub(super) id: String,
    pub(super) inbox: String,
    pub(super) channel: String,
    pub(super) bot: App,
    pub(super) desk: App,
    pub(super) survey: App,
}

/// An app and its token for the page.
pub(super) struct App {
    pub(super) id: String,
    pub(super) token: String,
}

/// An ad whose customers meet the desk.
pub(super) const AD: &str = "spring-sale";

/// Seconds in which nothing happens until a conversation is let go: few, so that one sees it happen.
const IDLE_TIMEOUT: i64 = 90;

const FIELDS: [&str; 8] = [
    "MESSAGES",
    "MESSAGING_POSTBACKS",
    "MESSAGING_REFERRALS",
    "MESSAGE_ECHOES",
    "MESSAGING_HANDOVERS",
    "STANDBY",
    "MESSAGING_FEEDBACK",
    "THREAD_CONTROL",
];

pub(super) async fn make(admin: &Client) -> Result<Vec<Page>, Failed> {
    let mut apps = Vec::new();
    for name in ["FAQ Bot", "Live Desk", "Survey"] {
        let app = text(&admin.call("createApp", json!({ "name": name }), "app { id }").await?["app"]["id"]);
        let review = json!({ "appId": app, "live": true, "humanAgent": true });
        admin.call("reviewApp", review, "app { id }").await?;
        apps.push(app);
    }
    let mut pages = Vec::new();
    for (name, platform, on_release) in
        [("Kite Shop", "MESSENGER", "IDLE"), ("Kite School", "INSTAGRAM", "NEXT_REQUEST")]
    {
        pages.push(page(admin, &apps, json!({ "name": name, "platform": platform }), on_release).await?);
    }
    Ok(pages)
}

async fn page(admin: &Client, apps: &[String], new: Value, on_release: &str) -> Result<Page, Failed> {
    let made = admin.call("createPage", new, "page { id inbox { id } }").await?;
    let id = text(&made["page"]["id"]);
    let settings = json!({ "pageId": id, "idleTimeout": IDLE_TIMEOUT, "onRelease": on_release });
    admin.call("updatePageSettings", settings, "page { id }").await?;
    let mut joined = Vec::new();
    for app in apps {
        let subscription = json!({ "pageId": id, "appId": app, "fields": FIELDS });
        admin.call("subscribeApp", subscription, "page { id }").await?;
        let issued = admin.call("issuePageToken", json!({ "pageId": id, "appId": app }), "token").await?;
        joined.push(App { id: app.clone(), token: text(&issued["token"]) });
    }
    let [bot, desk, survey] = <[App; 3]>::try_from(joined).map_err(|_| Failed::Closed)?;
    admin.call("setPrimaryReceiver", json!({ "pageId": id, "appId": bot.id }), "page { id }").await?;
    let entry = json!({ "pageId": id, "source": "AD", "key": AD, "appId": desk.id });
    admin.call("setEntryPoint", entry, "page { id }").await?;
    let channel = text(&admin.call("issueChannelToken", json!({ "pageId": id }), "token").await?["token"]);
    Ok(Page { id, inbox: text(&made["page"]["inbox"]["id"]), channel, bot, desk, survey })
}

pub(super) fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
