//! Leads: a bot finds out what the customer wants, and people in the page's inbox answer those who mean it.

use serde_json::json;

use super::{
    actor::{Actor, Channel, Customer, Heard, What},
    ends,
    timeline::timeline,
};
use crate::shop::Shop;

/// The inbox's well-known id.
const INBOX: &str = "263902037430900";

pub async fn leads(shop: Shop) {
    shop.set_primary(&shop.bot).await;
    let eve = shop.person("eve", &["MESSAGING"]).await;
    let max = shop.person("max", &["MODERATE"]).await;
    let opening = shop.cursor(&shop.writes("zoe", "m0").await).await;
    let bot = tokio::spawn(bot(Actor::app(&shop, &shop.bot, &opening).await));
    let eve = tokio::spawn(adviser(Actor::person(&shop, &eve, &opening).await));
    let max = tokio::spawn(planner(Actor::person(&shop, &max, &opening).await));
    let ada = tokio::spawn(ada(Customer::new(&shop, "ada", &opening).await));
    ends(ada).await;
    ends(eve).await;
    ends(max).await;
    ends(bot).await;

    assert_eq!(
        timeline(&shop, "ada").await,
        [
            "Bot has control, CUSTOMER_MESSAGE",
            "the customer: I am looking for a flat.",
            "Bot: To rent, or to buy?",
            "the customer taps BUY of Bot",
            "Page Inbox has control, PASS: wants to buy",
            "Page Inbox: Hello, this is Eve. When could you visit one?",
            "the customer: Tomorrow at ten.",
            "Page Inbox: It is in the calendar. Max",
            "eve marks it done",
            "Bot has control, INBOX_DONE",
            "Bot: Were you content with us?",
            "the customer: Yes.",
            "nobody has control, RELEASE",
        ]
    );
}

/// Asks what it is about; those who want to buy are people's business.
async fn bot(mut me: Actor) {
    let mut is_answered = false;
    loop {
        let Heard { thread, channel, what } = me.hears().await;
        match (channel, what) {
            (Channel::Messaging, What::CustomerWrote(_)) if is_answered => {
                return me.does("releaseThreadControl", &thread, json!({})).await;
            }
            (Channel::Messaging, What::CustomerWrote(_)) => {
                let buttons = json!([{"title": "Rent", "payload": "RENT"}, {"title": "Buy", "payload": "BUY"}]);
                me.does("sendMessage", &thread, json!({"text": "To rent, or to buy?", "buttons": buttons})).await;
            }
            (Channel::Messaging, What::CustomerTapped { payload }) if payload == "BUY" => {
                me.does("passThreadControl", &thread, json!({"targetId": INBOX, "metadata": "wants to buy"})).await;
            }
            (Channel::Handovers, What::Control { .. }) => {
                me.says(&thread, "Were you content with us?").await;
                is_answered = true;
            }
            _ => {}
        }
    }
}

/// Eve talks to whoever comes into the inbox, and closes what Max has settled.
async fn adviser(mut me: Actor) {
    loop {
        let Heard { thread, what, .. } = me.hears().await;
        match what {
            What::Control { to, .. } if to.as_deref() == Some("Page Inbox") => {
                let hello = json!({"text": "Hello, this is Eve. When could you visit one?"});
                me.does("replyFromInbox", &thread, hello).await;
            }
            What::Said { by, text, .. } if by == "Page Inbox" && text.ends_with("Max") => {
                return me.does("markThreadDone", &thread, json!({})).await;
            }
            _ => {}
        }
    }
}

/// Max keeps the calendar.
async fn planner(mut me: Actor) {
    loop {
        let Heard { thread, what, .. } = me.hears().await;
        match what {
            What::CustomerWrote(text) if text.contains("Tomorrow") => {
                return me.does("replyFromInbox", &thread, json!({"text": "It is in the calendar. Max"})).await;
            }
            _ => {}
        }
    }
}

async fn ada(mut me: Customer) {
    me.writes("I am looking for a flat.").await;
    loop {
        let (text, message, buttons) = me.reads().await;
        match text.as_str() {
            _ if buttons.iter().any(|it| it == "BUY") => me.taps(&message, "BUY").await,
            it if it.ends_with("When could you visit one?") => me.writes("Tomorrow at ten.").await,
            it if it.starts_with("Were you content") => return me.writes("Yes.").await,
            _ => {}
        }
    }
}
