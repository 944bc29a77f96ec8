//! The story: receive, reply, ask who has control, set menus, pass, be refused, request, be given control, be asked for it, take.

use serde_json::json;

use crate::{bot::Script, stage::Stage};

/// How the Graph API says that somebody else has control.
const REFUSED: &str = "(#10) Message failed to send because another app is controlling this thread now.";

pub async fn tell(script: &Script) {
    let mut stage = Stage::open(script).await;
    let menu = json!({"app": {"name": "Bot"}, "items": [{"title": "Start over", "payload": "START"}]});
    assert_eq!(stage.page_menu().await, menu, "the bot sets the page's menu when it starts");
    assert!(stage.forge().await >= 400, "the bot turns away what is not signed");

    stage.customer_writes("hello").await;
    stage.expect(&["→ Bot CUSTOMER_MESSAGE", "Customer: hello", "Bot: You said: hello"]).await;

    stage.customer_writes("menu").await;
    let offers = r#"Bot offers [{"payload":"ORDER","title":"My order"}]"#;
    stage.expect(&["Customer: menu", offers, "Bot: Your menu is ready."]).await;
    stage.customer_taps("USER", "ORDER").await;
    stage.expect(&["Customer taps ORDER of Bot", "Bot: You tapped ORDER."]).await;
    stage.customer_taps("PAGE", "START").await;
    stage.expect(&["Customer taps START of Bot", "Bot: You tapped START."]).await;

    stage.customer_writes("who").await;
    let who = format!("Bot: App {} has control.", stage.bot_id());
    stage.expect(&["Customer: who", &who]).await;

    stage.customer_writes("person").await;
    stage.expect(&["Customer: person", "Bot: A person will answer.", "→ Desk PASS asked for a person"]).await;
    assert_eq!(stage.owner().await, "Desk");

    stage.customer_writes("Are you there?").await;
    stage.expect(&["Customer: Are you there?", "Bot asks for control: knows the answer"]).await;
    stage.desk_passes_to_the_bot().await;
    stage.expect(&["→ Bot PASS", "Bot: I have control."]).await;

    stage.desk("requestThreadControl", "metadata: \"I can help\"").await;
    stage.expect(&["Desk asks for control: I can help", "→ Desk PASS all yours"]).await;

    stage.customer_writes("bot").await;
    stage.expect(&["Customer: bot", "→ Bot TAKE asked for the bot", "Bot: Here I am again."]).await;
    assert_eq!(stage.owner().await, "Bot");

    let said = stage.bot.says().split_off(1);
    let is_refusal = |it: &String| it.starts_with("refused: ") && it.ends_with(REFUSED);
    assert!(said.len() == 1 && is_refusal(&said[0]), "one message was refused, and nothing else to tell: {said:?}");
}
