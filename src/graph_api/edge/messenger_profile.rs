//! `/{page}/messenger_profile`: the page-level menu (`page_menu`), and what else a client sets on a page.

use serde_json::{Map, Value, json};

use crate::{
    directory::ProfileChange,
    graph_api::{
        call::{Answer, OnPage},
        error::GraphError,
        input::one_of,
        menu,
    },
    store::properties::Node,
};

const MENU: &str = "persistent_menu";

/// All that a profile can have.
const NAMES: [&str; 7] =
    [MENU, "get_started", "greeting", "ice_breakers", "whitelisted_domains", "account_linking_url", "commands"];

/// What is kept and given back as it was set.
const PROPERTIES: [&str; 6] = {
    let [_, rest @ ..] = NAMES;
    rest
};

/// `fields`: all when left out. What is not set is not there.
pub async fn get(on: &OnPage<'_>) -> Answer {
    let fields = named(on)?;
    let asks_for = |name: &str| fields.is_empty() || fields.contains(&name);
    let mut properties = on.services.directory.properties(Node::Page(on.page.record.id)).await?;
    let mut profile = Map::new();
    if let Some(menu) = on.page.rules.menu.as_ref().filter(|_| asks_for(MENU)) {
        profile.insert(MENU.to_owned(), menu::show(menu, &properties));
    }
    for name in PROPERTIES.into_iter().filter(|it| asks_for(it)) {
        if let Some(value) = properties.remove(name) {
            profile.insert(name.to_owned(), value);
        }
    }
    let data: Vec<Value> = if profile.is_empty() { Vec::new() } else { vec![profile.into()] };
    Ok(json!({ "data": data }))
}

/// Any of the properties; all of them are set, or none.
pub async fn post(on: &OnPage<'_>) -> Answer {
    let mut change = ProfileChange::default();
    if let Some(written) = on.params.structured(MENU)? {
        change.menu = Some(Some((menu::read(&written)?, written)));
    }
    for name in PROPERTIES {
        if let Some(value) = on.params.structured(name)? {
            check(name, &value)?;
            change.properties.insert(name, Some(value));
        }
    }
    if change.menu.is_none() && change.properties.is_empty() {
        return Err(GraphError::invalid(format!("At least one of {} is required.", NAMES.join(", "))));
    }
    apply(on, change).await
}

/// `fields`.
pub async fn delete(on: &OnPage<'_>) -> Answer {
    let fields = named(on)?;
    if fields.is_empty() {
        return Err(GraphError::missing("fields"));
    }
    let mut change = ProfileChange { menu: fields.contains(&MENU).then_some(None), ..ProfileChange::default() };
    change.properties.extend(PROPERTIES.into_iter().filter(|it| fields.contains(it)).map(|it| (it, None)));
    apply(on, change).await
}

async fn apply(on: &OnPage<'_>, change: ProfileChange) -> Answer {
    let caller = on.caller().await?;
    on.call.editor().set_profile(on.page.record.id, &caller, change).await?;
    Ok(json!({"result": "success"}))
}

fn named(on: &OnPage<'_>) -> Result<Vec<&'static str>, GraphError> {
    on.params.names("fields")?.iter().map(|it| one_of("fields", it, &NAMES)).collect()
}

/// As far as Meta documents a property's shape.
fn check(name: &str, value: &Value) -> Result<(), GraphError> {
    let is_right = match name {
        "get_started" => value.get("payload").is_some_and(Value::is_string),
        "account_linking_url" => value.is_string(),
        _ => value.is_array(),
    };
    if is_right { Ok(()) } else { Err(GraphError::invalid(format!("Param {name} is not what it should be."))) }
}
