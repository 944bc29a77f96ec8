//! Many calls in one request: `batch=[{method, relative_url, body, name, omit_response_on_success, depends_on}]`. They run
//! one after the other, and a later one may use what an earlier one answered: `{result=name:$.data.0.id}`.

mod path;
mod reference;

use std::collections::HashMap;

use poem::http::HeaderMap;
use serde_json::{Value, json};

use super::{
    address::Address,
    bearer::Shown,
    call::Answer,
    door::{Door, Reply, Source},
    error::GraphError,
    input::{self, Params, text_of},
};

#[cfg(any(test, fuzzing))]
pub use path::find;

/// Calls in one batch.
const MOST: usize = 50;

/// What earlier calls answered, by the names that they were given; `None` of one that was refused.
type Results = HashMap<String, Option<Value>>;

/// Answers every call of the batch. Those without a token of their own are made by the bearer of the batch's.
pub async fn run(door: &Door, from: Source<'_>, params: &Params, shown: Option<&Shown>) -> Result<Reply, GraphError> {
    let Some(Value::Array(batch)) = params.structured("batch")? else {
        return Err(GraphError::invalid("Param batch must be an array."));
    };
    if batch.len() > MOST {
        let words = format!("Too many requests in batch message. Maximum batch size is {MOST}");
        return Err(GraphError::invalid(words));
    }
    let has_headers = params.text("include_headers")?.is_none_or(|it| it != "false" && it != "0");
    let mut results = Results::new();
    let mut answers = Vec::with_capacity(batch.len());
    for (place, operation) in batch.iter().enumerate() {
        let answer = one(door, from, operation, &results, shown).await;
        let is_omitted = answer.is_ok() && is_omitted(operation, &batch[place + 1..]);
        if let Some(name) = operation.get("name").and_then(Value::as_str) {
            results.insert(name.to_owned(), answer.as_ref().ok().cloned());
        }
        answers.push(if is_omitted { Value::Null } else { item(door, answer, has_headers) });
    }
    Ok(Ok(answers.into()).into())
}

/// One call, with the results of earlier ones in their places.
async fn one(door: &Door, from: Source<'_>, operation: &Value, results: &Results, shown: Option<&Shown>) -> Answer {
    let text = |name: &str| operation.get(name).and_then(text_of);
    if let Some(needed) = text("depends_on")
        && !matches!(results.get(&needed), Some(Some(_)))
    {
        return Err(GraphError::invalid(format!(
            "The operation {needed}, which this one depends on, did not succeed."
        )));
    }
    let url = text("relative_url").ok_or_else(|| GraphError::missing("relative_url"))?;
    let method = text("method").unwrap_or_else(|| "GET".to_owned()).to_uppercase();
    let (path, query) = url.split_once('?').unwrap_or((&url, ""));
    let path = reference::filled(path, results)?;
    let body = operation.get("body").filter(|it| !it.is_null());
    let body = body.map(|it| it.as_str().map_or_else(|| it.to_string(), str::to_owned)).unwrap_or_default();
    let mut params = input::read(query, &HeaderMap::new(), body.as_bytes())?;
    params.fill(|text| reference::filled(text, results))?;
    let address = Address::read(&path).filter(|it| !it.is_root());
    let address = address.ok_or_else(|| GraphError::unsupported(&method, &path))?;
    let own = Shown::take(&mut params, &HeaderMap::new());
    door.one(from, method, address, params, own.as_ref().or(shown)).await?.answer
}

/// Whether nobody wants to see the answer: as it was said or, where nothing was said, because a later call uses it.
fn is_omitted(operation: &Value, later: &[Value]) -> bool {
    let Some(name) = operation.get("name").and_then(Value::as_str) else { return false };
    match operation.get("omit_response_on_success").and_then(text_of).as_deref() {
        Some("true" | "1") => true,
        Some(_) => false,
        None => later.iter().any(|it| reference::is_made(it, name)),
    }
}

/// An answer as batches have them: the body is a text.
fn item(door: &Door, answer: Answer, has_headers: bool) -> Value {
    let (code, body) = match answer {
        Ok(body) => (200, body),
        Err(error) => (error.status, door.told(&error)),
    };
    let mut item = json!({"code": code, "body": body.to_string()});
    if has_headers {
        item["headers"] = json!([{"name": "Content-Type", "value": "application/json; charset=UTF-8"}]);
    }
    item
}
