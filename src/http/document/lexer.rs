//! Counts a document's tokens and open brackets without building anything.
//!
//! The parser descends once per open bracket and has no bound of its own for values and types: a document of nothing but
//! `[` would overflow the stack and end the process. This scan therefore runs before it.

use super::{DocumentError, DocumentLimits, Measure};

/// Refuses a text that is too long, has too many tokens, or nests brackets too deeply; says how many tokens it has.
pub fn check(text: &str, limits: &DocumentLimits) -> Result<u32, DocumentError> {
    within(Measure::Bytes, limits.bytes, u32::try_from(text.len()).unwrap_or(u32::MAX))?;

    let mut rest = text.as_bytes();
    let mut tokens = 0_u32;
    let mut open = 0_u32;
    while let Some(&first) = rest.first() {
        let length = match first {
            b' ' | b'\t' | b'\n' | b'\r' | b',' => {
                rest = &rest[1..];
                continue;
            }
            b'#' => {
                rest = &rest[run(rest, |byte| byte != b'\n' && byte != b'\r')..];
                continue;
            }
            b'"' => string(rest),
            b'_' | b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' => 1 + run(&rest[1..], is_word),
            b'.' => run(rest, |byte| byte == b'.'),
            b'{' | b'[' | b'(' => {
                open += 1;
                within(Measure::Nesting, limits.nesting, open)?;
                1
            }
            b'}' | b']' | b')' => {
                open = open.saturating_sub(1);
                1
            }
            _ => 1,
        };
        rest = &rest[length..];
        tokens += 1;
        within(Measure::Tokens, limits.tokens, tokens)?;
    }
    Ok(tokens)
}

/// Refuses `asked` when it is more than `most`.
pub fn within(measure: Measure, most: u32, asked: u32) -> Result<(), DocumentError> {
    if asked > most { Err(DocumentError::Over { measure, most, asked }) } else { Ok(()) }
}

/// How many bytes at the start satisfy `belongs`.
fn run(text: &[u8], belongs: impl Fn(u8) -> bool) -> usize {
    text.iter().position(|&byte| !belongs(byte)).unwrap_or(text.len())
}

fn is_word(byte: u8) -> bool {
    byte == b'_' || byte.is_ascii_alphanumeric()
}

/// The length of the string or block string that `text` starts with. An unterminated one is left to the parser to refuse:
/// it ends with its line, or with the text.
fn string(text: &[u8]) -> usize {
    if text.starts_with(b"\"\"\"") {
        let mut at = 3;
        while at < text.len() {
            match &text[at..] {
                [b'\\', b'"', b'"', b'"', ..] => at += 4,
                [b'"', b'"', b'"', ..] => return at + 3,
                _ => at += 1,
            }
        }
        return text.len();
    }
    let mut at = 1;
    while at < text.len() {
        match text[at] {
            b'\\' => at += 2,
            b'"' => return at + 1,
            b'\n' | b'\r' => return at,
            _ => at += 1,
        }
    }
    text.len()
}
