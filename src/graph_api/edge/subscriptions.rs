//! `/{app}/subscriptions`: the app's webhook, by its app token.

use serde_json::{Value, json};

use crate::{
    graph_api::{
        Services,
        call::{Answer, Call, success},
        error::GraphError,
        webhook_fields,
    },
    protocol::Fields,
    store::{AppRecord, properties::Node},
    webhooks::NotSet,
};

/// The property that has the fields which the app named last.
const FIELDS: &str = "subscriptions";
/// The version of Meta's API whose shapes webhooks have.
const VERSION: &str = "v21.0";
/// Characters of a token to verify with.
const VERIFY_TOKEN: usize = 200;

/// Where the app hears of what its subscriptions to pages name.
pub async fn get(services: &Services, app: &AppRecord) -> Answer {
    let Some(webhook) = &app.webhook else { return Ok(json!({"data": []})) };
    let kept = services.directory.properties(Node::App(app.id)).await?.remove(FIELDS).unwrap_or_default();
    let object = kept["object"].as_str().unwrap_or("page");
    let all = || webhook_fields::names(Fields::all()).into_iter().map(Value::from).collect();
    let names: Vec<Value> = kept["fields"].as_array().cloned().unwrap_or_else(all);
    let fields: Vec<Value> = names.into_iter().map(|name| json!({"name": name, "version": VERSION})).collect();
    let active = webhook.disabled.is_none();
    Ok(json!({"data": [{"object": object, "callback_url": webhook.url, "active": active, "fields": fields}]}))
}

/// `object`, `callback_url`, `verify_token`, `fields`, `include_values`: the endpoint is asked at once whether it is one.
pub async fn post(call: &Call<'_>, app: &AppRecord) -> Answer {
    let (services, params) = (call.services, &call.params);
    let object = params.word("object", &["page", "instagram"])?.ok_or_else(|| GraphError::missing("object"))?;
    let names = params.names("fields")?;
    webhook_fields::read("fields", &names)?;
    let url = params.required("callback_url")?;
    let verify_token = params.text("verify_token")?;
    if verify_token.as_ref().is_some_and(|it| it.chars().count() > VERIFY_TOKEN) {
        return Err(GraphError::invalid(format!("Param verify_token must be at most {VERIFY_TOKEN} characters.")));
    }
    let set = services.webhooks.set(&call.editor(), app.id, &url, verify_token.as_deref()).await;
    set.map_err(|why| match why {
        NotSet::NotVerified(why) => GraphError::unverified(&why),
        NotSet::Problem(problem) => problem.into(),
    })?;
    let kept = (!names.is_empty()).then(|| json!({"object": object, "fields": names}));
    services.directory.set_property(Node::App(app.id), FIELDS, kept.as_ref()).await?;
    Ok(success())
}

/// The app hears of nothing any more.
pub async fn delete(call: &Call<'_>, app: &AppRecord) -> Answer {
    call.editor().remove_webhook(app.id).await?;
    call.services.directory.set_property(Node::App(app.id), FIELDS, None).await?;
    Ok(success())
}
