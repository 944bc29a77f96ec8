//! Templates: attachments in Meta's shape that have buttons of their own.

use serde_json::Value;

use super::menu::Button;

/// The buttons of a template that send a payload back, in their order.
pub fn postbacks(attachment: &Value) -> impl Iterator<Item = Button> {
    let payload = &attachment["payload"];
    let elements = payload["elements"].as_array().into_iter().flatten();
    let lists = std::iter::once(payload).chain(elements).filter_map(|it| it["buttons"].as_array());
    lists.flatten().filter(|it| it["type"] == "postback").filter_map(|it| {
        let text = |name: &str| it[name].as_str().map(str::to_owned);
        Some(Button { title: text("title")?, payload: text("payload")? })
    })
}
