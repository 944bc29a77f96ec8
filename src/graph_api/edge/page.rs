//! `GET /{page}`: the page itself.

use serde_json::{Map, json};

use crate::{
    graph_api::{
        call::{Answer, OnPage},
        error::GraphError,
        fields,
    },
    protocol::Platform,
};

/// What Meta has of a page, and nobody here.
const ABSENT: [&str; 13] = [
    "about",
    "access_token",
    "category",
    "category_list",
    "cover",
    "emails",
    "fan_count",
    "instagram_business_account",
    "phone",
    "picture",
    "tasks",
    "username",
    "website",
];

/// `fields`: `id` and `name` when left out.
pub async fn get(on: &OnPage<'_>) -> Answer {
    let page = &on.page.record;
    let wanted = fields::read(&on.params.text("fields")?.unwrap_or_else(|| "name".to_owned()))?;
    let mut node = Map::from_iter([("id".to_owned(), json!(page.id))]);
    for field in wanted {
        let value = match field.name.as_str() {
            "id" => continue,
            "name" => page.name.as_str().into(),
            "link" => format!("{}/p/{}", on.services.public_url, page.id).into(),
            // The second version of the handover protocol, for any number of apps.
            "messaging_feature_status" => {
                let is_instagram = page.platform == Platform::Instagram;
                json!({"hop_v2": true, "msgr_multi_app": !is_instagram, "ig_multi_app": is_instagram})
            }
            absent if ABSENT.contains(&absent) => continue,
            unknown => return Err(GraphError::no_field(unknown, "Page")),
        };
        node.insert(field.name, value);
    }
    Ok(node.into())
}
