//! `GET /{app}`: the app itself, for whoever shows a token of its.

use serde_json::{Map, json};

use crate::{
    graph_api::{call::Answer, error::GraphError, fields, input::Params},
    store::AppRecord,
};

/// `fields`: `id` and `name` when left out.
pub fn get(app: &AppRecord, params: &Params) -> Answer {
    let wanted = fields::read(&params.text("fields")?.unwrap_or_else(|| "name".to_owned()))?;
    let mut node = Map::from_iter([("id".to_owned(), json!(app.id))]);
    for field in wanted {
        match field.name.as_str() {
            "id" | "link" | "category" | "namespace" => {}
            "name" => _ = node.insert(field.name, app.name.as_str().into()),
            unknown => return Err(GraphError::no_field(unknown, "Application")),
        }
    }
    Ok(node.into())
}
