//! Lists that go on: cursors, and the addresses of the next and the previous part.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use url::form_urlencoded;

use super::{call::Call, error::GraphError};
use crate::store::{Found, Limit, Slice};

/// Rows of a list, where nobody says how many.
const DEFAULT: u32 = 25;
/// Rows of a list at most.
const MOST: u32 = 100;

/// Something that a row's place in its list can be named by.
pub trait Place: Sized {
    fn write(&self) -> String;
    fn read(text: &str) -> Option<Self>;
}

impl Place for i64 {
    fn write(&self) -> String {
        self.to_string()
    }

    fn read(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

/// The part that the parameters `limit`, `after` and `before` name.
pub fn slice<P: Place>(call: &Call<'_>) -> Result<Slice<P>, GraphError> {
    let limit = limit(call.params.number("limit")?)?;
    let place = |name: &str| -> Result<Option<P>, GraphError> {
        let Some(text) = call.params.text(name)?.filter(|it| !it.is_empty()) else { return Ok(None) };
        let place = URL_SAFE_NO_PAD.decode(text).ok().and_then(|it| P::read(std::str::from_utf8(&it).ok()?));
        place.map(Some).ok_or_else(|| GraphError::invalid(format!("Param {name} is no cursor.")))
    };
    let (after, before) = (place("after")?, place("before")?);
    let limit = if before.is_some() && after.is_none() { Limit::Last(limit) } else { Limit::First(limit) };
    Ok(Slice { after, before, limit })
}

/// How many rows a caller may have who wants so many.
pub fn limit(wanted: Option<i64>) -> Result<u32, GraphError> {
    match wanted.map(u32::try_from) {
        None => Ok(DEFAULT),
        Some(Ok(wanted @ 1..)) => Ok(wanted.min(MOST)),
        Some(_) => Err(GraphError::invalid("Param limit must be a positive integer.")),
    }
}

/// An edge of a node, as a list names it that goes on.
pub struct Edge<'a> {
    pub node: &'a str,
    pub name: &'a str,
    /// Parameters that the next part is asked with again.
    pub params: Vec<(&'a str, String)>,
}

impl Edge<'_> {
    /// `data` and `paging`; nothing to page is an empty list alone.
    pub fn list<R>(&self, call: &Call<'_>, found: &Found<R>, place: impl Fn(&R) -> String, data: Vec<Value>) -> Value {
        let (Some(first), Some(last)) = (found.rows.first(), found.rows.last()) else { return json!({"data": []}) };
        let cursor = |it: &R| URL_SAFE_NO_PAD.encode(place(it));
        let (before, after) = (cursor(first), cursor(last));
        let mut paging = json!({"cursors": {"before": before, "after": after}});
        if found.has_next {
            paging["next"] = self.address(call, "after", &after).into();
        }
        if found.has_previous {
            paging["previous"] = self.address(call, "before", &before).into();
        }
        json!({"data": data, "paging": paging})
    }

    /// As on the Graph API, the address has the token: whoever got it knows it.
    fn address(&self, call: &Call<'_>, name: &str, cursor: &str) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("access_token", &call.token).append_pair(name, cursor);
        for (name, value) in &self.params {
            query.append_pair(name, value);
        }
        format!("{}{}/{}/{}?{}", call.services.public_url, call.address.version, self.node, self.name, query.finish())
    }
}
