//! JSON in ASCII alone, as Meta writes it: clients that sign what they decoded and encoded again depend on it.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, Serializer};

/// The value as JSON, every character beyond ASCII as `\\uXXXX`, in lower case.
pub(super) fn json(value: &impl Serialize) -> Vec<u8> {
    let mut json = Vec::with_capacity(512);
    // A Vec takes all that is written, and our shapes have no keys that are no text.
    let _ = value.serialize(&mut Serializer::with_formatter(&mut json, Ascii));
    json
}

struct Ascii;

impl Formatter for Ascii {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment;
        while let Some(at) = rest.find(|it: char| !it.is_ascii()) {
            let (plain, beyond) = rest.split_at(at);
            CompactFormatter.write_string_fragment(writer, plain)?;
            let end = beyond.find(|it: char| it.is_ascii()).unwrap_or(beyond.len());
            for unit in beyond[..end].encode_utf16() {
                write!(writer, "\\u{unit:04x}")?;
            }
            rest = &beyond[end..];
        }
        CompactFormatter.write_string_fragment(writer, rest)
    }
}

#[cfg(test)]
mod tests {
    use super::json;

    #[test]
    fn characters_beyond_ascii_are_escaped_as_utf_16() {
        assert_eq!(json(&"a äöå\n🙂 b"), br#""a \u00e4\u00f6\u00e5\n\ud83d\ude42 b""#);
        assert_eq!(json(&["é", ""]), br#"["\u00e9",""]"#);
    }
}
