//! The parameter `fields`: which of a node's fields are wanted, and of their own: `id,messages.limit(5){message,from}`.

use super::error::GraphError;

/// Braces inside one another.
const DEPTH: usize = 4;
/// Fields in all.
const MOST: usize = 200;

/// One field, its modifiers and what is wanted of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Field {
    pub name: String,
    /// `.limit(…)`
    pub limit: Option<u32>,
    pub fields: Vec<Self>,
}

/// Reads a list of fields; empty for an empty text.
pub fn read(text: &str) -> Result<Vec<Field>, GraphError> {
    let mut reader = Reader { rest: text, left: MOST };
    let fields = reader.list(DEPTH);
    fields.filter(|_| reader.rest.is_empty()).ok_or_else(|| GraphError::invalid("Syntax error in the param fields."))
}

/// These names, for whoever named none.
pub fn named(names: &[&str]) -> Vec<Field> {
    names.iter().map(|name| Field { name: (*name).to_owned(), ..Field::default() }).collect()
}

/// The list as a text that [`read`] reads.
pub fn write(fields: &[Field]) -> String {
    let one = |it: &Field| {
        let limit = it.limit.map(|it| format!(".limit({it})")).unwrap_or_default();
        let inner = if it.fields.is_empty() { String::new() } else { format!("{{{}}}", write(&it.fields)) };
        format!("{}{limit}{inner}", it.name)
    };
    fields.iter().map(one).collect::<Vec<_>>().join(",")
}

struct Reader<'a> {
    rest: &'a str,
    left: usize,
}

impl Reader<'_> {
    fn list(&mut self, depth: usize) -> Option<Vec<Field>> {
        let depth = depth.checked_sub(1)?;
        let mut fields = Vec::new();
        loop {
            self.blanks();
            if self.rest.is_empty() || self.rest.starts_with('}') {
                return Some(fields);
            }
            self.left = self.left.checked_sub(1)?;
            fields.push(self.field(depth)?);
            self.blanks();
            if !(self.take(',') || self.rest.is_empty() || self.rest.starts_with('}')) {
                return None;
            }
        }
    }

    fn field(&mut self, depth: usize) -> Option<Field> {
        let mut field = Field { name: self.word()?, ..Field::default() };
        while self.take('.') {
            let modifier = self.word()?;
            let (value, rest) = self.rest.strip_prefix('(')?.split_once(')')?;
            self.rest = rest;
            // What else Meta has (`order`, `as`, `summary`) changes nothing here.
            if modifier == "limit" {
                field.limit = Some(value.trim().parse().ok()?);
            }
        }
        if self.take('{') {
            field.fields = self.list(depth)?;
            self.take('}').then_some(())?;
        }
        Some(field)
    }

    fn word(&mut self) -> Option<String> {
        let end = self.rest.find(|it: char| !it.is_ascii_alphanumeric() && it != '_').unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        (!word.is_empty()).then(|| word.to_owned())
    }

    fn take(&mut self, sign: char) -> bool {
        let Some(rest) = self.rest.strip_prefix(sign) else { return false };
        self.rest = rest;
        true
    }

    fn blanks(&mut self) {
        self.rest = self.rest.trim_start();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_have_fields() {
        let fields = read("id, messages.limit(5).order(x){message, from{name}} ,is_owner").unwrap();
        let from = Field { name: "from".to_owned(), limit: None, fields: named(&["name"]) };
        let inner = vec![named(&["message"]).remove(0), from];
        let messages = Field { name: "messages".to_owned(), limit: Some(5), fields: inner };
        assert_eq!(fields, [named(&["id"]).remove(0), messages, named(&["is_owner"]).remove(0)]);
        assert_eq!(read(&write(&fields)).unwrap(), fields);
        assert_eq!(read("").unwrap(), []);
        assert_eq!(read("a,").unwrap(), named(&["a"]));
    }

    #[test]
    fn what_is_no_list_or_too_much_is_refused() {
        let deep = "a{".repeat(DEPTH) + "b" + &"}".repeat(DEPTH);
        let many = "a,".repeat(MOST + 1);
        for text in ["a{", "a}", "{a}", "a b", "a.limit", "a.limit(x)", "a..b", ",", deep.as_str(), many.as_str()] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
