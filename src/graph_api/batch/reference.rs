//! References to earlier answers: `{result=name:$.path}` in an address or in a parameter.

use serde_json::Value;

use super::{Results, path};
use crate::graph_api::{error::GraphError, input::text_of};

const BEGINNING: &str = "{result=";

/// The text with each reference replaced by what it leads to; several values have commas between them.
pub fn filled(text: &str, results: &Results) -> Result<String, GraphError> {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, reference)) = rest.split_once(BEGINNING) {
        let wrong = |why: &str| GraphError::invalid(format!("Reference to an earlier result: {why}."));
        let (reference, after) = reference.split_once('}').ok_or_else(|| wrong("it does not end"))?;
        let (name, path) = reference.split_once(':').ok_or_else(|| wrong("it has no path"))?;
        let result = results.get(name).ok_or_else(|| wrong("there is none of this name before"))?;
        let result = result.as_ref().ok_or_else(|| wrong("the call did not succeed"))?;
        let found = path::find(result, path).ok_or_else(|| wrong("the path is no JSONPath"))?;
        filled.push_str(before);
        filled.push_str(&found.into_iter().filter_map(text_of).collect::<Vec<_>>().join(","));
        rest = after;
    }
    filled.push_str(rest);
    Ok(filled)
}

/// Whether a call refers to the answer of this name.
pub fn is_made(operation: &Value, name: &str) -> bool {
    let plain = format!("{BEGINNING}{name}:");
    let encoded = format!("%7Bresult%3D{name}%3A");
    let names = |part: &str| {
        let text = operation.get(part).map(|it| it.as_str().map_or_else(|| it.to_string(), str::to_owned));
        text.is_some_and(|it| it.contains(&plain) || it.contains(&encoded))
    };
    names("relative_url") || names("body")
}
