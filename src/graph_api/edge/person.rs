//! `GET /me` of a person's access token.

use serde_json::{Map, json};

use crate::{
    graph_api::{call::Answer, error::GraphError, fields, input::Params},
    store::UserRecord,
};

/// `fields`: `id` and `name` when left out.
pub fn get(user: &UserRecord, params: &Params) -> Answer {
    let wanted = fields::read(&params.text("fields")?.unwrap_or_else(|| "name".to_owned()))?;
    let mut node = Map::from_iter([("id".to_owned(), json!(user.id))]);
    for field in wanted {
        let value = match field.name.as_str() {
            "id" => continue,
            "name" => &user.name,
            "email" => &user.email,
            unknown => return Err(GraphError::no_field(unknown, "User")),
        };
        node.insert(field.name, value.as_str().into());
    }
    Ok(node.into())
}
