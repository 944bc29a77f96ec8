//! An advertisement that opens a conversation: its app gets the thread, whoever is primary receiver, and a live desk
//! helps out.

use serde_json::json;

use super::{
    actor::{Actor, Channel, Customer, Heard, What},
    ends,
    timeline::timeline,
};
use crate::shop::Shop;

pub async fn click_to_message_ad(shop: Shop) {
    shop.set_primary(&shop.bot).await;
    let ads = shop.app("Ads").await;
    let entry = "mutation($page: ID!, $app: ID!) {
        setEntryPoint(input: {pageId: $page, source: AD, key: \"spring\", appId: $app}) { userErrors { code } } }";
    shop.admin(entry, json!({"page": shop.page, "app": ads.id})).await;
    let opening = shop.cursor(&shop.writes("zoe", "m0").await).await;
    let bot = tokio::spawn(bot(Actor::app(&shop, &shop.bot, &opening).await));
    let seller = tokio::spawn(seller(Actor::app(&shop, &ads, &opening).await));
    let desk = tokio::spawn(desk(Actor::app(&shop, &shop.desk, &opening).await));
    let ada = tokio::spawn(ada(Customer::new(&shop, "ada", &opening).await));
    ends(ada).await;
    ends(desk).await;
    ends(seller).await;
    assert_eq!(ends(bot).await, ["Is there one in red?", "I take it.", "Thank you!"], "heard from standby");

    assert_eq!(
        timeline(&shop, "ada").await,
        [
            "Ads has control, ENTRY_POINT",
            "the customer comes by spring",
            "Ads: Everything for spring! Do you like it?",
            "the customer: Is there one in red?",
            "Ads: I had better ask somebody.",
            "Desk requests control: I know",
            "Desk has control, PASS: Is there one in red?",
            "Desk: There is.",
            "the customer: I take it.",
            "Ads has control, PASS: sold",
            "Ads: Pay here: https://shop.example/7",
            "the customer: Thank you!",
            "nobody has control, RELEASE",
        ]
    );
}

/// The primary receiver, which has no part in this. Gives what the customer wrote.
async fn bot(mut me: Actor) -> Vec<String> {
    let mut heard = Vec::new();
    while heard.last().is_none_or(|it| it != "Thank you!") {
        let Heard { channel, what, .. } = me.hears().await;
        if let What::CustomerWrote(text) = what {
            assert_eq!(channel, Channel::Standby, "{text}");
            heard.push(text);
        }
    }
    heard
}

/// The app behind the ad: it sells, and knows nothing of what it sells.
async fn seller(mut me: Actor) {
    let mut question = None;
    loop {
        let Heard { thread, channel, what } = me.hears().await;
        match (channel, what) {
            (Channel::Messaging, What::CustomerCame { key }) => {
                me.says(&thread, &format!("Everything for {key}! Do you like it?")).await;
            }
            (Channel::Messaging, What::CustomerWrote(text)) if text.ends_with('?') => {
                me.says(&thread, "I had better ask somebody.").await;
                question = Some(text);
            }
            (Channel::Messaging, What::CustomerWrote(_)) => {
                return me.does("releaseThreadControl", &thread, json!({})).await;
            }
            (Channel::Handovers, What::Request { by, app }) => {
                assert_eq!(by, "Desk");
                me.does("passThreadControl", &thread, json!({"targetId": app, "metadata": question.take()})).await;
            }
            (Channel::Handovers, What::Control { .. }) => me.says(&thread, "Pay here: https://shop.example/7").await,
            _ => {}
        }
    }
}

/// Offers help to whoever asks for somebody, and gives the thread back once the customer is content.
async fn desk(mut me: Actor) {
    let mut owner = None;
    loop {
        let Heard { thread, channel, what } = me.hears().await;
        match (channel, what) {
            (Channel::Standby, What::Said { text, .. }) if text.ends_with("ask somebody.") => {
                me.does("requestThreadControl", &thread, json!({"metadata": "I know"})).await;
            }
            (Channel::Handovers, What::Control { from, metadata, .. }) => {
                assert!(metadata.is_some_and(|it| it.contains("red")), "the customer's question");
                me.says(&thread, "There is.").await;
                owner = from;
            }
            (Channel::Messaging, What::CustomerWrote(_)) => {
                return me.does("passThreadControl", &thread, json!({"targetId": owner, "metadata": "sold"})).await;
            }
            _ => {}
        }
    }
}

async fn ada(mut me: Customer) {
    me.comes_by_ad("spring").await;
    loop {
        match me.reads().await.0.as_str() {
            it if it.ends_with("Do you like it?") => me.writes("Is there one in red?").await,
            "There is." => me.writes("I take it.").await,
            it if it.starts_with("Pay here") => return me.writes("Thank you!").await,
            _ => {}
        }
    }
}
