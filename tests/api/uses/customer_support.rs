//! Customer support: a bot is the primary receiver, and people at a live desk step in when it is at a loss.

use serde_json::json;

use super::{
    actor::{Actor, Channel, Customer, Heard, What},
    ends,
    timeline::timeline,
};
use crate::shop::Shop;

pub async fn customer_support(shop: Shop) {
    shop.set_primary(&shop.bot).await;
    let opening = shop.cursor(&shop.writes("zoe", "m0").await).await;
    let bot = tokio::spawn(bot(Actor::app(&shop, &shop.bot, &opening).await));
    let desk = tokio::spawn(desk(Actor::app(&shop, &shop.desk, &opening).await));
    let ada = tokio::spawn(ada(Customer::new(&shop, "ada", &opening).await));
    ends(ada).await;
    ends(bot).await;
    assert_eq!(ends(desk).await, ["asking for the number", "order A-17"], "what the desk was told");

    assert_eq!(
        timeline(&shop, "ada").await,
        [
            "Bot has control, CUSTOMER_MESSAGE",
            "the customer: Where is my order?",
            "Bot: Let me see.",
            "Desk requests control: orders are ours",
            "Bot tells Desk: asking for the number",
            "Bot: Somebody will help you. Which order is it?",
            "the customer: A-17",
            "Desk has control, PASS: order A-17",
            "Desk keeps control until 2026-01-04T00:00:00+00:00",
            "Desk: Your order A-17 leaves today.",
            "the customer: Thank you!",
            "Bot has control, PASS: answered",
            "Bot: Good bye.",
            "nobody has control, RELEASE",
        ]
    );
}

/// Looks orders up, badly. Whoever wants the thread gets it once the order's number is known.
async fn bot(mut me: Actor) {
    let mut waits = None;
    loop {
        let Heard { thread, channel, what } = me.hears().await;
        match (channel, what) {
            (Channel::Messaging, What::CustomerWrote(text)) if text.starts_with("A-") => {
                let desk: String = waits.take().expect("it asked for the number because somebody waits");
                let pass = json!({"targetId": desk, "metadata": format!("order {text}")});
                me.does("passThreadControl", &thread, pass).await;
            }
            (Channel::Messaging, What::CustomerWrote(_)) => me.says(&thread, "Let me see.").await,
            (Channel::Handovers, What::Request { app, .. }) => {
                let word = json!({"targetAppId": app, "metadata": "asking for the number"});
                me.does("passThreadMetadata", &thread, word).await;
                me.says(&thread, "Somebody will help you. Which order is it?").await;
                waits = Some(app);
            }
            (Channel::Handovers, What::Control { .. }) => {
                me.says(&thread, "Good bye.").await;
                return me.does("releaseThreadControl", &thread, json!({})).await;
            }
            _ => {}
        }
    }
}

/// Watches from standby for a bot at a loss; hands the thread back to whom it was from. Gives what it was told.
async fn desk(mut me: Actor) -> Vec<String> {
    let (mut told, mut owner) = (Vec::new(), None);
    loop {
        let Heard { thread, channel, what } = me.hears().await;
        match (channel, what) {
            (Channel::Standby, What::Said { by, text, .. }) if by == "Bot" && text == "Let me see." => {
                me.does("requestThreadControl", &thread, json!({"metadata": "orders are ours"})).await;
            }
            (Channel::Handovers, What::Metadata(word)) => told.push(word),
            (Channel::Handovers, What::Control { from, metadata, .. }) => {
                let order = metadata.expect("what it is about");
                // Parcels take their time.
                me.does("extendThreadControl", &thread, json!({"duration": 3 * 86_400})).await;
                me.says(&thread, &format!("Your {order} leaves today.")).await;
                told.push(order);
                owner = from;
            }
            (Channel::Messaging, What::CustomerWrote(_)) => {
                let back = json!({"targetId": owner, "metadata": "answered"});
                me.does("passThreadControl", &thread, back).await;
                return told;
            }
            _ => {}
        }
    }
}

async fn ada(mut me: Customer) {
    me.writes("Where is my order?").await;
    loop {
        match me.reads().await.0.as_str() {
            it if it.ends_with("Which order is it?") => me.writes("A-17").await,
            it if it.ends_with("leaves today.") => me.writes("Thank you!").await,
            "Good bye." => return,
            _ => {}
        }
    }
}
