//! `GET /{psid}`: a customer, as far as the channel has told.

use serde_json::{Map, json};

use crate::{
    graph_api::{
        call::{Answer, OnPage},
        error::GraphError,
        fields,
    },
    store::ThreadRecord,
};

/// What Meta may have of a person, and no channel brings.
const ABSENT: [&str; 8] = [
    "follower_count",
    "gender",
    "is_business_follow_user",
    "is_user_follow_business",
    "is_verified_user",
    "profile_pic",
    "timezone",
    "username",
];

/// `fields`: the names when left out. What is not known is not there.
pub fn get(on: &OnPage<'_>, thread: &ThreadRecord) -> Answer {
    on.sight().may_look_into(&on.page, &thread.state.customer)?;
    let default = || "first_name,last_name,profile_pic".to_owned();
    let wanted = fields::read(&on.params.text("fields")?.unwrap_or_else(default))?;
    let name = thread.customer_name.as_deref();
    let (first, last) = name.map_or((None, None), |it| match it.rsplit_once(' ') {
        Some((first, last)) => (Some(first), Some(last)),
        None => (Some(it), None),
    });
    let mut node = Map::from_iter([("id".to_owned(), json!(thread.state.customer))]);
    for field in wanted {
        let value = match field.name.as_str() {
            "id" => continue,
            "name" => name,
            "first_name" => first,
            "last_name" => last,
            "locale" => thread.customer_locale.as_deref(),
            absent if ABSENT.contains(&absent) => None,
            unknown => return Err(GraphError::no_field(unknown, "User")),
        };
        node.extend(value.map(|it| (field.name, it.into())));
    }
    Ok(node.into())
}
