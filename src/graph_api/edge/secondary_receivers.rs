//! `GET /{page}/secondary_receivers`: the page's other apps, for its primary receiver.

use serde_json::json;

use crate::graph_api::{
    call::{Answer, OnPage},
    error::GraphError,
};

/// `fields`: `id` and `name`.
pub async fn get(on: &OnPage<'_>) -> Answer {
    let Some(primary) = on.page.rules.primary_receiver else {
        return Err(GraphError::invalid_as(2_018_171, "Only available to Primary and Secondary Receivers."));
    };
    if on.session.app().map(|it| it.app) != Some(primary) {
        let words = "Denying visibility of any secondary receiver to another secondary receiver other than itself.";
        return Err(GraphError::invalid_as(2_018_234, words));
    }
    let fields = on.params.names("fields")?;
    let asks_for = |name: &str| fields.is_empty() || fields.iter().any(|it| it == name);
    let mut apps = Vec::new();
    for id in on.page.rules.subscribers.keys().filter(|it| **it != primary) {
        let Some(app) = on.services.directory.app(*id).await? else { continue };
        let mut shown = json!({"id": app.id});
        if asks_for("name") {
            shown["name"] = app.name.as_str().into();
        }
        apps.push(shown);
    }
    Ok(json!({ "data": apps }))
}
