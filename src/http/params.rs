//! The four parameters of a GraphQL request, out of a body, a query string or a WebSocket message.

use async_graphql::{Request, Variables};
use serde::Deserialize;
use serde_json::Value;

use super::persisted;

/// A well-formed request; its document has not been read.
#[derive(Debug)]
pub struct Params {
    /// Empty where the extensions name a document instead (see [`persisted`]).
    pub query: String,
    pub operation_name: Option<String>,
    pub variables: Variables,
    extensions: Value,
}

/// A request that is not well-formed, in words that do not repeat it.
pub type Malformed = &'static str;

/// The parameters before their types are checked. JSON's null is the same as absence.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Raw {
    query: Option<Value>,
    operation_name: Option<Value>,
    variables: Option<Value>,
    extensions: Option<Value>,
}

impl Params {
    /// Reads the body of a `POST`.
    pub fn from_body(body: &[u8]) -> Result<Self, Malformed> {
        let text = std::str::from_utf8(body).map_err(|_| "The body is not UTF-8.")?;
        // Serde would take an array for an object with its values in order.
        match text.trim_start().as_bytes().first() {
            Some(b'{') => {}
            Some(b'[') => return Err("Batches are not supported: send one request at a time."),
            _ => return Err("The body is not a JSON object."),
        }
        serde_json::from_str::<Raw>(text).map_err(|_| "The body is not valid JSON.")?.check()
    }

    /// Reads the query string of a `GET`: `variables` and `extensions` are JSON texts there.
    pub fn from_query_string(text: &str) -> Result<Self, Malformed> {
        let mut raw = Raw::default();
        for (name, value) in url::form_urlencoded::parse(text.as_bytes()) {
            let (slot, is_json) = match &*name {
                "query" => (&mut raw.query, false),
                "operationName" => (&mut raw.operation_name, false),
                "variables" => (&mut raw.variables, true),
                "extensions" => (&mut raw.extensions, true),
                _ => continue,
            };
            if slot.is_some() {
                return Err("A parameter is given twice.");
            }
            // GraphQL over HTTP: an empty parameter is the same as none.
            if value.is_empty() {
                continue;
            }
            *slot = if is_json {
                serde_json::from_str(&value).map_err(|_| "A parameter is not valid JSON.")?
            } else {
                Some(Value::String(value.into_owned()))
            };
        }
        raw.check()
    }

    /// Reads the payload of a WebSocket's `subscribe`.
    pub fn from_payload(payload: Value) -> Result<Self, Malformed> {
        if !payload.is_object() {
            return Err("The payload is not an object.");
        }
        Raw::deserialize(payload).map_err(|_| "The payload is not a GraphQL request.")?.check()
    }

    /// The extension `name`, if it is there and not null.
    pub fn extension(&self, name: &str) -> Option<&Value> {
        self.extensions.get(name).filter(|value| !value.is_null())
    }

    /// Makes the request that async-graphql executes.
    pub fn into_request(self) -> Request {
        let mut request = Request::new(self.query).variables(self.variables);
        request.operation_name = self.operation_name;
        request.extensions = serde_json::from_value(self.extensions).unwrap_or_default();
        request
    }
}

impl Raw {
    fn check(self) -> Result<Params, Malformed> {
        let is_missing = self.query.is_none();
        let query = match self.query {
            Some(Value::String(query)) => query,
            Some(_) => return Err("\"query\" is not a string."),
            None => String::new(),
        };
        let operation_name = match self.operation_name {
            Some(Value::String(name)) => Some(name),
            Some(_) => return Err("\"operationName\" is not a string."),
            None => None,
        };
        let variables = match self.variables {
            Some(variables @ Value::Object(_)) => Variables::from_json(variables),
            Some(_) => return Err("\"variables\" is not an object."),
            None => Variables::default(),
        };
        let extensions = match self.extensions {
            Some(extensions @ Value::Object(_)) => extensions,
            Some(_) => return Err("\"extensions\" is not an object."),
            None => Value::Object(serde_json::Map::new()),
        };
        let params = Params { query, operation_name, variables, extensions };
        if is_missing && params.extension(persisted::EXTENSION).is_none() {
            return Err("\"query\" is missing.");
        }
        Ok(params)
    }
}
