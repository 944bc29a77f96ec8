//! What the audit log is told of things, before and after: what an administrator would want to read, and no secret.

use serde_json::{Value, json};

use crate::{
    protocol::{Fields, Menu, Tasks},
    store::{AppRecord, EntryPointRecord, PageRecord, TokenRecord, TokenScope, UserRecord},
    time::Timestamp,
};

pub fn page(it: &PageRecord) -> Value {
    json!({
        "name": it.name,
        "platform": it.platform,
        "idleTimeout": it.settings.idle_timeout.0,
        "onRelease": it.settings.on_release,
        "enforceMessagingWindow": it.settings.enforce_messaging_window,
    })
}

pub fn app(it: &AppRecord) -> Value {
    json!({ "name": it.name, "live": it.live, "humanAgent": it.human_agent })
}

pub fn webhook(it: &AppRecord) -> Value {
    let Some(webhook) = &it.webhook else { return json!({ "url": null }) };
    json!({ "url": webhook.url, "enabled": webhook.disabled.is_none() })
}

pub fn user(it: &UserRecord) -> Value {
    json!({ "name": it.name, "email": it.email, "isAdmin": it.is_admin })
}

pub fn entry_point(it: &EntryPointRecord) -> Value {
    json!({ "source": it.source, "key": it.key, "appId": it.app })
}

pub fn menu(it: &Menu) -> Value {
    json!({ "appId": it.app, "items": it.items })
}

/// Names as the API spells them.
pub fn tasks(it: Tasks) -> Value {
    json!({ "tasks": names(it.iter_names()) })
}

pub fn fields(it: Fields) -> Value {
    json!({ "fields": names(it.iter_names()) })
}

/// Whom it speaks for and until when; never what its bearer shows.
pub fn token(it: &TokenRecord) -> Value {
    let mut told = match &it.scope {
        TokenScope::Page { page, app, asked_by, permissions } => json!({
            "pageId": page,
            "appId": app,
            "userId": asked_by,
            "permissions": names(permissions.iter_names()),
        }),
        TokenScope::Channel { page } => json!({ "pageId": page }),
        TokenScope::User { user } => json!({ "userId": user }),
    };
    told["expiresAt"] = time(it.expires_at);
    told
}

pub fn time(at: Option<Timestamp>) -> Value {
    at.map(|it| it.to_string()).into()
}

fn names<'a, T>(set: impl Iterator<Item = (&'a str, T)>) -> Vec<&'a str> {
    set.map(|(name, _)| name).collect()
}
