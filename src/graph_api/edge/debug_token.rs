//! `GET /debug_token`: what a token is, for the app that it is of.

use serde_json::{Value, json};

use crate::{
    auth::{Denied, Session},
    graph_api::{
        call::{Answer, Call},
        error::GraphError,
    },
    id::AppId,
    protocol::Permissions,
    store::{TokenRecord, TokenScope},
    time::Timestamp,
};

/// `input_token`; the access token is the app's own, or any of its page tokens.
pub async fn get(call: &Call<'_>) -> Answer {
    let input = call.params.required("input_token")?;
    let viewer = call.bearer.app().ok_or_else(|| call.unsupported())?;
    match call.services.auth.admit(Some(&input)).await {
        Ok(Session::Bearer(record)) => shown(call, viewer, &record).await,
        Err(Denied::Store(error)) => Err(error.into()),
        Ok(Session::Anonymous) | Err(_) => of_app(call, viewer, &input).await,
    }
}

/// A page token of the app.
async fn shown(call: &Call<'_>, viewer: AppId, record: &TokenRecord) -> Answer {
    let TokenScope::Page { page, app, asked_by, permissions } = &record.scope else { return Err(foreign()) };
    if *app != viewer {
        return Err(foreign());
    }
    let name = call.services.directory.app(*app).await?.map(|it| it.name.clone());
    let seconds = |at: Timestamp| at.millis().div_euclid(1_000);
    // A token that does not expire has expired at 0.
    let expires_at = record.expires_at.map_or(0, seconds);
    Ok(json!({"data": {
        "app_id": app,
        "type": "PAGE",
        "application": name,
        "data_access_expires_at": expires_at,
        "expires_at": expires_at,
        "is_valid": true,
        "issued_at": seconds(record.issued_at),
        "profile_id": page,
        "scopes": scopes(*permissions),
        "user_id": asked_by,
    }}))
}

/// The app's own token, or one that is no good.
async fn of_app(call: &Call<'_>, viewer: AppId, input: &str) -> Answer {
    if let Some((id, secret)) = input.split_once('|')
        && let Ok(app) = call.services.auth.admit_app(id, secret).await
    {
        let data = json!({"app_id": app.id, "type": "APP", "application": app.name, "is_valid": true, "scopes": []});
        return if app.id == viewer { Ok(json!({ "data": data })) } else { Err(foreign()) };
    }
    let error = json!({"code": 190, "message": "Invalid OAuth access token."});
    Ok(json!({"data": {"error": error, "is_valid": false, "scopes": []}}))
}

fn foreign() -> GraphError {
    GraphError::invalid("The App_id in the input_token did not match the Viewing App")
}

fn scopes(permissions: Permissions) -> Vec<Value> {
    permissions.iter_names().map(|(name, _)| name.to_lowercase().into()).collect()
}
