//! The parameters of one request, and how each is read.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{GraphError, relaxed};

/// Brackets behind a parameter's name.
const BRACKETS: usize = 8;

/// Parameters by name: texts from queries and forms, values from JSON.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Params(BTreeMap<String, Value>);

impl Params {
    /// Sets a parameter, in place of the one that there was.
    pub fn set(&mut self, name: impl Into<String>, value: Value) {
        self.0.insert(name.into(), value);
    }

    /// Sets a parameter, or the part of it that brackets name: `recipient[id]`.
    pub fn add(&mut self, name: &str, value: Value) {
        let Some((first, rest)) = name.strip_suffix(']').and_then(|it| it.split_once('[')) else {
            return self.set(name, value);
        };
        let mut slot = self.0.entry(first.to_owned()).or_insert(Value::Null);
        for part in rest.split("][").take(BRACKETS) {
            if !slot.is_object() {
                *slot = Value::Object(Map::new());
            }
            let Value::Object(fields) = slot else { return };
            let part = if part.is_empty() { fields.len().to_string() } else { part.to_owned() };
            slot = fields.entry(part).or_insert(Value::Null);
        }
        *slot = value;
    }

    /// Takes a parameter out that is about the request and not about what it asks.
    pub fn take(&mut self, name: &str) -> Option<String> {
        match self.0.remove(name)? {
            Value::String(text) => Some(text),
            value => Some(value.to_string()),
        }
    }

    /// Puts another text in the place of each.
    pub fn fill(&mut self, with: impl Fn(&str) -> Result<String, GraphError>) -> Result<(), GraphError> {
        for value in self.0.values_mut() {
            if let Value::String(text) = value {
                *text = with(text)?;
            }
        }
        Ok(())
    }

    pub fn has(&self, name: &str) -> bool {
        self.0.get(name).is_some_and(|it| !it.is_null())
    }

    /// A text; numbers are texts too.
    pub fn text(&self, name: &str) -> Result<Option<String>, GraphError> {
        match self.0.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(value) => {
                text_of(value).map(Some).ok_or_else(|| GraphError::invalid(format!("Param {name} must be a string.")))
            }
        }
    }

    pub fn required(&self, name: &str) -> Result<String, GraphError> {
        self.text(name)?.filter(|it| !it.is_empty()).ok_or_else(|| GraphError::missing(name))
    }

    /// One of these words, in capitals or not: Meta's own libraries write all of theirs in capitals.
    pub fn word(&self, name: &str, words: &[&'static str]) -> Result<Option<&'static str>, GraphError> {
        self.text(name)?.map(|text| one_of(name, &text, words)).transpose()
    }

    /// A whole number, however it is written.
    pub fn number(&self, name: &str) -> Result<Option<i64>, GraphError> {
        let Some(text) = self.text(name)? else { return Ok(None) };
        let number = text.trim().parse().map_err(|_| GraphError::invalid(format!("Param {name} must be an integer.")));
        number.map(Some)
    }

    /// An object or a list, from JSON or from a text that holds JSON; a text that holds none stays a text.
    pub fn structured(&self, name: &str) -> Result<Option<Value>, GraphError> {
        match self.0.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) if text.trim_start().starts_with(['{', '[']) => {
                let value = relaxed::parse(text.trim());
                value.map(Some).ok_or_else(|| GraphError::invalid(format!("Param {name} must be valid JSON.")))
            }
            Some(value) => Ok(Some(with_lists(value.clone()))),
        }
    }

    /// Names with commas between, or a list of them.
    pub fn names(&self, name: &str) -> Result<Vec<String>, GraphError> {
        let wrong = || GraphError::invalid(format!("Param {name} must be a list of names."));
        match self.structured(name)? {
            None => Ok(Vec::new()),
            Some(Value::Array(items)) => items.iter().map(|it| text_of(it).ok_or_else(wrong)).collect(),
            Some(value) => {
                let text = text_of(&value).ok_or_else(wrong)?;
                Ok(text.split(',').map(|it| it.trim().to_owned()).filter(|it| !it.is_empty()).collect())
            }
        }
    }
}

/// The word that a text is, whatever the case of its letters.
pub fn one_of(name: &str, text: &str, words: &[&'static str]) -> Result<&'static str, GraphError> {
    let found = words.iter().find(|it| it.eq_ignore_ascii_case(text)).copied();
    let all = || words.join(", ");
    found.ok_or_else(|| GraphError::invalid(format!("Param {name} must be one of {{{}}} - got \"{text}\".", all())))
}

/// A value that can stand for a text.
pub fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(it) => Some(it.to_string()),
        _ => None,
    }
}

/// Brackets know no lists: an object whose names count from 0 is one.
fn with_lists(value: Value) -> Value {
    let Value::Object(fields) = value else { return value };
    let counts = !fields.is_empty() && (0..fields.len()).all(|it| fields.contains_key(&it.to_string()));
    if !counts {
        return Value::Object(fields.into_iter().map(|(name, value)| (name, with_lists(value))).collect());
    }
    let mut items: Vec<(usize, Value)> =
        fields.into_iter().filter_map(|(name, value)| Some((name.parse().ok()?, with_lists(value)))).collect();
    items.sort_by_key(|(place, _)| *place);
    Value::Array(items.into_iter().map(|(_, value)| value).collect())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn brackets_name_parts() {
        let mut params = Params::default();
        for (name, value) in [
            ("recipient[id]", "42"),
            ("message[text]", "Hello"),
            ("message[quick_replies][1][title]", "B"),
            ("message[quick_replies][0][title]", "A"),
            ("fields[]", "a"),
            ("fields[]", "b"),
        ] {
            params.add(name, json!(value));
        }
        assert_eq!(params.structured("recipient").unwrap(), Some(json!({"id": "42"})));
        let message = json!({"text": "Hello", "quick_replies": [{"title": "A"}, {"title": "B"}]});
        assert_eq!(params.structured("message").unwrap(), Some(message));
        assert_eq!(params.names("fields").unwrap(), ["a", "b"]);
    }

    #[test]
    fn a_value_is_read_as_what_it_is_for() {
        let mut params = Params::default();
        for (name, value) in [
            ("id", json!(42)),
            ("text", json!("007")),
            ("list", json!("a, b,")),
            ("object", json!("{id:1}")),
            ("none", json!(null)),
        ] {
            params.set(name, value);
        }
        assert_eq!(params.text("id").unwrap().as_deref(), Some("42"));
        assert_eq!(params.number("text").unwrap(), Some(7));
        assert_eq!(params.names("list").unwrap(), ["a", "b"]);
        assert_eq!(params.structured("object").unwrap(), Some(json!({"id": 1})));
        assert!(!params.has("none") && params.text("none").unwrap().is_none());
        assert_eq!(params.word("text", &["007", "X"]).unwrap(), Some("007"));
        assert_eq!(one_of("x", "typing_ON", &["typing_on"]).unwrap(), "typing_on");
        assert!(one_of("x", "dance", &["typing_on"]).is_err());
        assert!(params.required("none").is_err() && params.number("list").is_err());
    }
}
