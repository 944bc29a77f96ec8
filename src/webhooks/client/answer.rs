//! What a receiver answered, read to a limit and made fit to show.

use std::{borrow::Cow, fmt::Write};

use http_body_util::BodyExt;
use hyper::{Response, body::Incoming, header::RETRY_AFTER};

use crate::{clock::SharedClock, time::Timestamp};

/// Bytes of a body that are kept.
const KEPT: usize = 1_024;
/// Bytes of a body that are read: a connection with more to come is closed instead of being used again.
const READ: usize = 65_536;
/// Characters of the headers that are kept.
const HEAD: usize = 2_048;

/// Control characters and what is no UTF-8 are escaped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    /// A line each.
    pub head: String,
    /// How the body begins.
    pub body: String,
    /// Whether the body came to its end, or to the limit.
    pub is_whole: bool,
    /// Seconds that it asks to wait.
    pub retry_after: Option<i64>,
}

impl Answer {
    /// Reads an answer, and tells whether it was read to its end.
    pub(super) async fn read(response: Response<Incoming>, clock: &SharedClock) -> (Self, bool) {
        let (parts, mut body) = response.into_parts();
        let mut head = String::with_capacity(256);
        for (name, value) in &parts.headers {
            head.extend([name.as_str(), ": ", &shown(value.as_bytes()), "\n"]);
        }
        if let Some((end, _)) = head.char_indices().nth(HEAD) {
            head.truncate(end);
        }
        let retry_after =
            parts.headers.get(RETRY_AFTER).and_then(|it| seconds_until(it.to_str().ok()?.trim(), clock.now()));
        let (mut kept, mut read, mut is_whole, mut is_at_end) = (Vec::new(), 0, true, false);
        while read < READ {
            match body.frame().await {
                None => {
                    is_at_end = true;
                    break;
                }
                Some(Err(_)) => {
                    is_whole = false;
                    break;
                }
                Some(Ok(frame)) => {
                    let Some(data) = frame.data_ref() else { continue };
                    read += data.len();
                    kept.extend_from_slice(&data[..data.len().min(KEPT - kept.len())]);
                }
            }
        }
        (
            Self { status: parts.status.as_u16(), head, body: shown(&kept).into_owned(), is_whole, retry_after },
            is_at_end,
        )
    }
}

/// `Retry-After` in either of its forms (RFC 9110, 10.2.3): seconds, or a date.
fn seconds_until(text: &str, now: Timestamp) -> Option<i64> {
    let until = |at: Timestamp| (at.millis() - now.millis()).div_euclid(1_000) + 1;
    text.parse().ok().or_else(|| Timestamp::from_http_date(text).map(until))
}

/// Text that no terminal, log or page takes for anything else.
fn shown(bytes: &[u8]) -> Cow<'_, str> {
    let is_plain = |it: &u8| it.is_ascii_graphic() || matches!(it, b' ' | b'\n');
    if let Some(plain) = str::from_utf8(bytes).ok().filter(|it| it.as_bytes().iter().all(is_plain)) {
        return plain.into();
    }
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        for it in chunk.valid().chars() {
            if it.is_control() && it != '\n' { text.extend(it.escape_default()) } else { text.push(it) }
        }
        for byte in chunk.invalid() {
            // Writing to a String cannot fail.
            let _ = write!(text, "\\x{byte:02x}");
        }
    }
    text.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_asked_for_in_seconds_or_by_a_date() {
        let now = Timestamp::from_millis(784_111_777_500);
        assert_eq!(seconds_until("120", now), Some(120));
        assert_eq!(seconds_until("Sun, 06 Nov 1994 08:51:37 GMT", now), Some(120), "never sooner");
        assert_eq!(seconds_until("soon", now), None);
    }

    #[test]
    fn what_is_no_text_is_escaped() {
        assert_eq!(shown(b"a\r\n\x1b[31m\0\xffz"), "a\\r\n\\u{1b}[31m\\u{0}\\xffz");
        assert_eq!(shown("grün".as_bytes()), "grün");
    }
}
