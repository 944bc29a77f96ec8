//! Calls whose speed nobody measures.

use serde_json::{Value, json};

use super::{
    BenchError, Target,
    error::excerpt,
    http::{Connection, Request},
};

/// A caller that takes its answers apart.
#[derive(Debug)]
pub struct Api {
    target: Target,
    connection: Connection,
}

impl Api {
    pub async fn open(target: &Target) -> Result<Self, BenchError> {
        Ok(Self { target: target.clone(), connection: Connection::open(target).await? })
    }

    /// The payload of a document's one field, which must not be refused.
    pub async fn ask(&mut self, token: &str, document: &str, variables: Value) -> Result<Value, BenchError> {
        let body = body(document, &variables);
        let answer = self.connection.call(Request::new(&self.target, token).with(&body)).await?;
        let bytes = answer.ok()?;
        let wrong = || BenchError::Answer { expected: "data without errors", answer: excerpt(bytes) };
        let mut answer: Value = serde_json::from_slice(bytes).map_err(|_| wrong())?;
        let field = answer["data"].as_object_mut().and_then(|data| data.values_mut().next()).map(Value::take);
        let payload = field.filter(|it| !it.is_null() && answer["errors"].is_null()).ok_or_else(wrong)?;
        match payload["userErrors"].as_array() {
            Some(refusals) if !refusals.is_empty() => Err(wrong()),
            _ => Ok(payload),
        }
    }
}

/// The body of a call.
pub fn body(document: &str, variables: &Value) -> String {
    json!({"query": document, "variables": variables}).to_string()
}

/// The text at a place in an answer.
pub fn text(payload: &Value, place: &str) -> Result<String, BenchError> {
    let found = payload.pointer(place).and_then(Value::as_str);
    found.map(str::to_owned).ok_or_else(|| BenchError::Answer {
        expected: "what was asked for",
        answer: excerpt(payload.to_string().as_bytes()),
    })
}
