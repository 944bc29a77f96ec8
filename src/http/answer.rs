//! What leaves by any door: a GraphQL response whose every error has a code and none of the server's insides.

use std::collections::BTreeMap;

use async_graphql::{Name, PathSegment, Response, ServerError, Value};
use serde::{Serialize, Serializer, ser::SerializeMap};

/// Request errors that are reported. Validation finds as many as the document has tokens; nobody reads more than a few.
const REQUEST_ERRORS: usize = 20;

/// Bytes of a request error's message: it may name what it complains about, and names can be long.
const MESSAGE_BYTES: usize = 300;

/// `extensions.code` of errors that this room makes: those of the whole API, and those that clients of persisted queries
/// know by these names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Code {
    BadUserInput,
    NotFound,
    Unauthenticated,
    RateLimited,
    Internal,
    PersistedQueryNotFound,
    PersistedQueryNotSupported,
    PersistedQueryHashMismatch,
    PersistedQueryNotInList,
    QueryNotInSafelist,
}

/// How far the operation came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It ran: there is a `data` entry, perhaps null, perhaps with errors beside it.
    Ran,
    /// It did not begin: the document or its variables are wrong (a *request error*). There is no `data` entry.
    Refused,
    /// It did not end in time, or broke. There is no `data` entry.
    Failed,
}

/// A response that may be shown to anyone.
///
/// A [`Value::Binary`] as the one field of `data` is what that field's JSON is, encoded by the executor to be told to many.
#[derive(Debug)]
pub struct Answer {
    outcome: Outcome,
    data: Value,
    errors: Vec<ServerError>,
    extensions: BTreeMap<String, Value>,
}

impl Answer {
    /// The answer to a request that was not executed.
    pub fn refused(error: impl Into<ServerError>) -> Self {
        Self::without_data(Outcome::Refused, error.into())
    }

    /// The answer to a request whose execution was given up.
    pub fn failed(error: ServerError) -> Self {
        Self::without_data(Outcome::Failed, error)
    }

    fn without_data(outcome: Outcome, error: ServerError) -> Self {
        Self { outcome, data: Value::Null, errors: vec![error], extensions: BTreeMap::new() }
    }

    pub fn outcome(&self) -> Outcome {
        self.outcome
    }

    pub fn errors(&self) -> &[ServerError] {
        &self.errors
    }

    /// The whole answer as JSON, at the end of `text`.
    ///
    /// # Errors
    ///
    /// It holds what JSON cannot name.
    pub fn write_json(&self, text: &mut String) -> serde_json::Result<()> {
        if let Some((key, json)) = self.encoded() {
            text.reserve(key.len() + json.len() + r#"{"data":{"":}}}"#.len());
            // Names have no character that JSON would escape.
            for part in [r#"{"data":{""#, key, r#"":"#, json, "}}"] {
                text.push_str(part);
            }
            return Ok(());
        }
        text.push_str(&serde_json::to_string(self)?);
        Ok(())
    }

    /// The key and the JSON of the one field of an answer that was encoded already: an event that many are told.
    fn encoded(&self) -> Option<(&str, &str)> {
        let Value::Object(fields) = &self.data else { return None };
        match fields.first() {
            Some((key, Value::Binary(json))) if fields.len() == 1 && self.errors.is_empty() => {
                Some((key, std::str::from_utf8(json).ok()?))
            }
            _ => None,
        }
    }

    /// Whether a subscription ended before its first event: its root field itself failed.
    pub fn is_failed_subscription(&self) -> bool {
        self.data == Value::Null && !self.errors.is_empty() && self.errors.iter().all(|error| error.path.len() <= 1)
    }
}

impl From<Response> for Answer {
    /// async-graphql does not tell request errors from field errors, but only field errors have a path, and only request
    /// errors leave `data` null without one.
    fn from(response: Response) -> Self {
        let Response { mut data, mut errors, extensions, .. } = response;
        let refused = data == Value::Null && !errors.is_empty() && errors.iter().all(|error| error.path.is_empty());
        if refused {
            errors.truncate(REQUEST_ERRORS);
        }
        for error in &mut errors {
            mask(error, refused);
            put_null(&mut data, &error.path);
        }
        let outcome = if refused { Outcome::Refused } else { Outcome::Ran };
        Self { outcome, data, errors, extensions }
    }
}

impl Serialize for Answer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if !self.errors.is_empty() {
            map.serialize_entry("errors", &self.errors)?;
        }
        if self.outcome == Outcome::Ran {
            map.serialize_entry("data", &self.data)?;
        }
        if !self.extensions.is_empty() {
            map.serialize_entry("extensions", &self.extensions)?;
        }
        map.end()
    }
}

/// An error with `code`.
pub fn coded(message: impl Into<String>, code: Code) -> ServerError {
    let mut error = ServerError::new(message, None);
    error.extensions.get_or_insert_default().set("code", code.as_str());
    error
}

/// Puts the null of a failed field in its place: async-graphql leaves the field out of its object, where the specification
/// wants it to be there (section 6.4.4). The null of a field that cannot be null should go further up, but that takes the
/// schema to know.
fn put_null(data: &mut Value, path: &[PathSegment]) {
    let Some((first, rest)) = path.split_first() else { return };
    match (data, first) {
        (Value::Object(fields), PathSegment::Field(name)) => {
            put_null(fields.entry(Name::new(name)).or_insert(Value::Null), rest);
        }
        (Value::List(items), PathSegment::Index(index)) => {
            if let Some(item) = items.get_mut(*index) {
                put_null(item, rest);
            }
        }
        _ => {}
    }
}

/// Gives an error without a code one. What a resolver failed with is logged and not shown.
fn mask(error: &mut ServerError, refused: bool) {
    if error.extensions.as_ref().is_some_and(|extensions| extensions.get("code").is_some()) {
        return;
    }
    let code = if refused || is_bad_input(error) {
        // The rest of such a message is the value as it was sent.
        if let Some((kept, _)) = error.message.split_once(", found ") {
            error.message = format!("{kept}.");
        }
        error.message.truncate(error.message.floor_char_boundary(MESSAGE_BYTES));
        Code::BadUserInput
    } else {
        tracing::error!(error = %error.message, path = ?error.path, "a resolver failed");
        "The server failed to answer this.".clone_into(&mut error.message);
        Code::Internal
    };
    error.extensions.get_or_insert_default().set("code", code.as_str());
}

/// Whether an argument could not be read. async-graphql reports some of these while it executes, with the field's path and
/// no type of their own: their text is all that tells them apart.
fn is_bad_input(error: &ServerError) -> bool {
    error.source.is_none()
        && ["Failed to parse \"", "Expected input type \"", "Invalid value for "]
            .iter()
            .any(|start| error.message.starts_with(start))
}

impl Code {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::BadUserInput => "BAD_USER_INPUT",
            Self::NotFound => "NOT_FOUND",
            Self::Unauthenticated => "UNAUTHENTICATED",
            Self::RateLimited => "RATE_LIMITED",
            Self::Internal => "INTERNAL",
            Self::PersistedQueryNotFound => "PERSISTED_QUERY_NOT_FOUND",
            Self::PersistedQueryNotSupported => "PERSISTED_QUERY_NOT_SUPPORTED",
            Self::PersistedQueryHashMismatch => "PERSISTED_QUERY_HASH_MISMATCH",
            Self::PersistedQueryNotInList => "PERSISTED_QUERY_NOT_IN_LIST",
            Self::QueryNotInSafelist => "QUERY_NOT_IN_SAFELIST",
        }
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::value;
    use serde_json::json;

    use super::*;

    fn failed_at(path: &[PathSegment]) -> ServerError {
        ServerError { path: path.to_vec(), ..ServerError::new("secret", None) }
    }

    fn field(name: &str) -> PathSegment {
        PathSegment::Field(name.to_owned())
    }

    #[test]
    fn a_failed_field_is_null_where_it_stands() {
        let mut response = Response::new(value!({ "a": [{ "b": 1 }, {}], "c": null }));
        response.errors = vec![
            failed_at(&[field("a"), PathSegment::Index(1), field("b")]),
            failed_at(&[field("a"), PathSegment::Index(7), field("b")]),
            failed_at(&[field("c"), field("d")]),
            failed_at(&[field("e"), field("f")]),
        ];
        let json = serde_json::to_value(Answer::from(response)).unwrap();
        assert_eq!(json["data"], json!({ "a": [{ "b": 1 }, { "b": null }], "c": null, "e": null }));
        assert_eq!(json["errors"][0]["extensions"]["code"], "INTERNAL");
        assert!(!json.to_string().contains("secret"));
    }

    #[test]
    fn request_errors_are_few_and_short() {
        let error = ServerError::new(format!("Unknown field \"{}\"", "é".repeat(1_000)), None);
        let answer = Answer::from(Response::from_errors(vec![error; 1_000]));
        assert_eq!((answer.outcome(), answer.errors().len()), (Outcome::Refused, REQUEST_ERRORS));
        assert!(answer.errors().iter().all(|error| error.message.len() <= MESSAGE_BYTES));
    }

    #[test]
    fn a_value_that_cannot_be_read_is_not_repeated() {
        let error =
            ServerError::new("Expected input type \"Int\", found \"secret\".", None).with_path(vec![field("a")]);
        let answer = Answer::from(Response::from_errors(vec![error]));
        assert_eq!(answer.errors()[0].message, "Expected input type \"Int\".");
        assert_eq!(serde_json::to_value(answer).unwrap()["errors"][0]["extensions"]["code"], "BAD_USER_INPUT");
    }
}
