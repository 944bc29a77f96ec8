//! `/{page}/subscribed_apps`: whether the token's app takes part in the page's threads, and what it hears of.

use serde_json::{Value, json};

use crate::{
    engine::EngineError,
    graph_api::{
        call::{Answer, OnPage, success},
        error::GraphError,
        webhook_fields,
    },
};

/// The apps that are subscribed to the page.
pub async fn get(on: &OnPage<'_>) -> Answer {
    let mut data: Vec<Value> = Vec::new();
    for (id, subscriber) in &on.page.rules.subscribers {
        let Some(app) = on.services.directory.app(*id).await? else { continue };
        data.push(json!({
            "category": "Business",
            "link": format!("{}/p/{}/apps/{id}", on.services.public_url, on.page.record.id),
            "name": app.name,
            "id": app.id,
            "subscribed_fields": webhook_fields::names(subscriber.fields),
        }));
    }
    Ok(json!({ "data": data }))
}

/// `subscribed_fields`: in place of those that there were.
pub async fn post(on: &OnPage<'_>) -> Answer {
    let app = on.sight().may_subscribe(&on.page).await?;
    let names = on.params.names("subscribed_fields")?;
    if names.is_empty() {
        return Err(GraphError::missing("subscribed_fields"));
    }
    let fields = webhook_fields::read("subscribed_fields", &names)?;
    on.call.editor().subscribe(on.page.record.id, app, fields).await?;
    Ok(success())
}

/// The app's threads on the page go idle (`leaving`).
pub async fn delete(on: &OnPage<'_>) -> Answer {
    let app = on.sight().may_subscribe(&on.page).await?;
    match on.services.engine.unsubscribe(&on.call.editor(), on.page.record.id, app).await {
        Ok(_) => Ok(success()),
        Err(EngineError::NotFound(what)) => Err(GraphError::invalid(format!("{what} does not exist"))),
        Err(error) => Err(error.into()),
    }
}
