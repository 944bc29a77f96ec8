//! JSON as people write it into query strings: names without quotes, or with single ones (`{id:42}`, `{'id':'42'}`).

use serde_json::{Map, Value};

/// Brackets inside one another.
const DEPTH: usize = 32;

/// Reads JSON, strict or relaxed; `None` for what is neither.
pub fn parse(text: &str) -> Option<Value> {
    if let Ok(value) = serde_json::from_str(text) {
        return Some(value);
    }
    let mut reader = Reader { rest: text };
    let value = reader.value(DEPTH)?;
    reader.blanks();
    reader.rest.is_empty().then_some(value)
}

struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn value(&mut self, depth: usize) -> Option<Value> {
        self.blanks();
        match self.rest.chars().next()? {
            '{' => self.object(depth.checked_sub(1)?),
            '[' => self.array(depth.checked_sub(1)?),
            '"' | '\'' => self.quoted().map(Value::String),
            _ => self.word().map(|it| serde_json::from_str(&it).unwrap_or(Value::String(it))),
        }
    }

    fn object(&mut self, depth: usize) -> Option<Value> {
        let mut fields = Map::new();
        self.take('{');
        while !self.take('}') {
            let name = if self.rest.starts_with(['"', '\'']) { self.quoted() } else { self.word() }?;
            if !self.take(':') {
                return None;
            }
            fields.insert(name, self.value(depth)?);
            self.comma('}')?;
        }
        Some(Value::Object(fields))
    }

    fn array(&mut self, depth: usize) -> Option<Value> {
        let mut items = Vec::new();
        self.take('[');
        while !self.take(']') {
            items.push(self.value(depth)?);
            self.comma(']')?;
        }
        Some(Value::Array(items))
    }

    /// A comma, unless the end is next; one before the end is forgiven.
    fn comma(&mut self, end: char) -> Option<()> {
        let found = self.take(',') || self.rest.starts_with(end);
        self.blanks();
        found.then_some(())
    }

    fn quoted(&mut self) -> Option<String> {
        let quote = self.rest.chars().next()?;
        let mut text = String::new();
        let mut letters = self.rest.char_indices().skip(1);
        while let Some((place, letter)) = letters.next() {
            match letter {
                it if it == quote => {
                    self.rest = &self.rest[place + 1..];
                    return Some(text);
                }
                '\\' => text.push(escaped(&mut letters)?),
                it => text.push(it),
            }
        }
        None
    }

    /// Whatever stands there up to the next sign.
    fn word(&mut self) -> Option<String> {
        self.blanks();
        let end = self.rest.find([':', ',', '{', '}', '[', ']', '"', '\'']).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        let word = word.trim();
        (!word.is_empty()).then(|| word.to_owned())
    }

    /// Takes a sign and the blanks around it.
    fn take(&mut self, sign: char) -> bool {
        self.blanks();
        let Some(rest) = self.rest.strip_prefix(sign) else { return false };
        self.rest = rest;
        self.blanks();
        true
    }

    fn blanks(&mut self) {
        self.rest = self.rest.trim_start();
    }
}

/// What a backslash makes of what follows it.
fn escaped(letters: &mut impl Iterator<Item = (usize, char)>) -> Option<char> {
    Some(match letters.next()?.1 {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        'b' => '\u{8}',
        'f' => '\u{c}',
        'u' => {
            let first = unit(letters)?;
            if !(0xd800..0xdc00).contains(&first) {
                return char::from_u32(first);
            }
            // The other half of a character beyond the first 65,536.
            let next = [letters.next()?.1, letters.next()?.1];
            let second = unit(letters)?;
            if next != ['\\', 'u'] || !(0xdc00..0xe000).contains(&second) {
                return None;
            }
            char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00))?
        }
        it => it,
    })
}

fn unit(letters: &mut impl Iterator<Item = (usize, char)>) -> Option<u32> {
    (0..4).try_fold(0, |unit, _| Some(unit * 16 + letters.next()?.1.to_digit(16)?))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_clients_write_is_understood() {
        for (text, value) in [
            (r#"{"id":"42"}"#, json!({"id": "42"})),
            ("{id:42}", json!({"id": 42})),
            ("{id:psid-7}", json!({"id": "psid-7"})),
            ("{'id':'42'}", json!({"id": "42"})),
            ("{ id : '4\\'2' , }", json!({"id": "4'2"})),
            ("[ 'a', \"b\", c d, 1, true, null ]", json!(["a", "b", "c d", 1, true, null])),
            ("{text:\"a\\n\\u00e4\\ud83d\\ude00\"}", json!({"text": "a\nä😀"})),
            ("{a:{b:[{c:1}]}}", json!({"a": {"b": [{"c": 1}]}})),
            ("{}", json!({})),
        ] {
            assert_eq!(parse(text), Some(value), "{text}");
        }
    }

    #[test]
    fn what_is_neither_is_refused() {
        let deep = format!("{}a{}", "[".repeat(DEPTH + 1), "]".repeat(DEPTH + 1));
        for text in ["", "{", "{id}", "{id:}", "{id:1 2:3}", "['a", "{a:1}}", "{a:1} b", "['\\ud83d']", deep.as_str()] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
