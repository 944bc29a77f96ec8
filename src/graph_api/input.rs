//! What a request brings, wherever and however it was written: parameters from the query, from a form, from JSON.
//!
//! Clients of fifteen years write to this API, so all that can be understood is understood; what is said twice is taken
//! from the body.

mod multipart;
mod params;
mod relaxed;

use poem::http::{HeaderMap, header};
use serde_json::Value;
use url::form_urlencoded;

use super::error::GraphError;

pub use params::{Params, one_of, text_of};

/// Reads all parameters of a request.
pub fn read(query: &str, headers: &HeaderMap, body: &[u8]) -> Result<Params, GraphError> {
    let mut params = Params::default();
    add_form(&mut params, query.as_bytes());
    let kind = headers.get(header::CONTENT_TYPE).and_then(|it| it.to_str().ok()).unwrap_or_default();
    let media = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if media == "multipart/form-data" {
        for (name, value) in multipart::read(kind, body)? {
            params.add(&name, Value::String(value));
        }
    } else if media.ends_with("json") || body.trim_ascii_start().starts_with(b"{") {
        add_json(&mut params, body)?;
    } else {
        add_form(&mut params, body);
    }
    Ok(params)
}

fn add_form(params: &mut Params, text: &[u8]) {
    for (name, value) in form_urlencoded::parse(text) {
        params.add(&name, Value::String(value.into_owned()));
    }
}

fn add_json(params: &mut Params, body: &[u8]) -> Result<(), GraphError> {
    if body.trim_ascii().is_empty() {
        return Ok(());
    }
    let text = std::str::from_utf8(body).map_err(|_| GraphError::invalid("The body is not UTF-8."))?;
    match relaxed::parse(text) {
        Some(Value::Object(fields)) => {
            for (name, value) in fields {
                params.set(name, value);
            }
            Ok(())
        }
        _ => Err(GraphError::invalid("The body is not a JSON object.")),
    }
}
