//! `/{page}/custom_user_settings`: a thread's own menu (`user_menu`).

use serde_json::{Map, Value, json};

use crate::{
    graph_api::{
        call::{self, Answer, OnPage},
        error::GraphError,
        input::one_of,
        menu,
    },
    protocol::Command,
    store::{ThreadRecord, properties::Node},
};

const MENU: &str = "persistent_menu";

/// `psid`: the thread's own menu, if it has one, and the page's.
pub async fn get(on: &OnPage<'_>) -> Answer {
    let thread = thread(on).await?;
    on.sight().may_look_into(&on.page, &thread.state.customer)?;
    let directory = &on.services.directory;
    let mut settings = Map::new();
    if let Some(menu) = &thread.state.menu {
        let written = directory.properties(Node::Thread(thread.id)).await?;
        settings.insert("user_level_persistent_menu".to_owned(), menu::show(menu, &written));
    }
    if let Some(menu) = &on.page.rules.menu {
        let written = directory.properties(Node::Page(on.page.record.id)).await?;
        settings.insert("page_level_persistent_menu".to_owned(), menu::show(menu, &written));
    }
    let data: Vec<Value> = if settings.is_empty() { Vec::new() } else { vec![settings.into()] };
    Ok(json!({ "data": data }))
}

/// `psid`, `persistent_menu`.
pub async fn post(on: &OnPage<'_>) -> Answer {
    let written = on.params.structured(MENU)?.ok_or_else(|| GraphError::missing(MENU))?;
    let items = menu::read(&written)?;
    let thread = thread(on).await?;
    let outcome = on.command(thread.id, Command::SetUserMenu { items }).await?;
    if let Some(menu) = &outcome.thread.state.menu {
        on.services.directory.keep_user_menu(thread.id, menu, &written).await?;
    }
    Ok(json!({"result": "success"}))
}

/// `psid`, `params`: the menu goes, and the page's stands in its place.
pub async fn delete(on: &OnPage<'_>) -> Answer {
    let names = on.params.names("params")?;
    if names.is_empty() {
        return Err(GraphError::missing("params"));
    }
    for name in &names {
        one_of("params", name, &[MENU])?;
    }
    let thread = thread(on).await?;
    on.command(thread.id, Command::DeleteUserMenu).await?;
    Ok(json!({"result": "success"}))
}

async fn thread(on: &OnPage<'_>) -> Result<ThreadRecord, GraphError> {
    let psid = on.params.required("psid")?;
    on.thread_of(&call::customer(Some(&psid))?).await
}
