//! Persistent menus as the Graph API has them: a list by locale, of which one is for everybody.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{error::GraphError, input::text_of};
use crate::{
    directory,
    protocol::{Menu, MenuAction, MenuItem},
};

/// The items of the default locale, by which the rules go.
pub fn read(menu: &Value) -> Result<Vec<MenuItem>, GraphError> {
    let wrong = |what: &str| GraphError::invalid(format!("Param persistent_menu {what}"));
    let locales = menu.as_array().ok_or_else(|| wrong("must be an array."))?;
    let default = locales.iter().find(|it| it.get("locale").is_none_or(|it| it == "default"));
    let default = default.ok_or_else(|| wrong("must have one object with the locale \"default\"."))?;
    let Some(items) = default.get("call_to_actions").and_then(Value::as_array) else {
        return Err(wrong("[call_to_actions] must be an array."));
    };
    items
        .iter()
        .map(|it| item(it).ok_or_else(|| wrong("[call_to_actions] has postbacks and web_urls alone.")))
        .collect()
}

fn item(item: &Value) -> Option<MenuItem> {
    let text = |name: &str| item.get(name).and_then(text_of);
    let action = match text("type")?.as_str() {
        "postback" => MenuAction::Payload(text("payload")?),
        "web_url" => MenuAction::Url(text("url")?),
        _ => return None,
    };
    Some(MenuItem { title: text("title")?, action })
}

/// The menu as its client wrote it, or as a client would have.
pub fn show(menu: &Menu, properties: &BTreeMap<String, Value>) -> Value {
    directory::menu_as_written(menu, properties).unwrap_or_else(|| {
        let items: Vec<Value> = menu.items.iter().map(shown).collect();
        json!([{"locale": "default", "composer_input_disabled": false, "call_to_actions": items}])
    })
}

fn shown(item: &MenuItem) -> Value {
    let title = &item.title;
    match &item.action {
        MenuAction::Payload(payload) => json!({"type": "postback", "title": title, "payload": payload}),
        MenuAction::Url(url) => {
            json!({"type": "web_url", "title": title, "url": url, "webview_height_ratio": "full"})
        }
    }
}
