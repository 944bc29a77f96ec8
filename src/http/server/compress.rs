//! Compression of answers: those that are there as a whole, are text, and are long enough to gain by it.
//!
//! An event stream is never compressed: its events would wait in the compressor. Neither is what is compressed already or
//! carries an entity tag, which names its very bytes. Request bodies are never decompressed, so there is no bomb to fear.

use std::io::{self, Read};

use hyper::body::Body as _;
use poem::{
    Body, Response,
    http::{HeaderMap, HeaderValue, header},
};

use crate::http::accept::thousandths;

/// Bytes above which the work leaves the thread that serves other connections.
const LONG: u64 = 64 * 1024;

/// A compression that clients may accept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Coding {
    Zstd,
    Brotli,
    Gzip,
}

impl Coding {
    /// In the order in which they are preferred where the client has no preference: by how little work they take.
    const ALL: [Self; 3] = [Self::Zstd, Self::Brotli, Self::Gzip];

    fn name(self) -> &'static str {
        match self {
            Self::Zstd => "zstd",
            Self::Brotli => "br",
            Self::Gzip => "gzip",
        }
    }

    /// The levels are those where more work gains little on JSON.
    fn encode(self, bytes: &[u8]) -> io::Result<Vec<u8>> {
        let mut encoded = Vec::with_capacity(bytes.len() / 4);
        match self {
            Self::Zstd => return zstd::bulk::compress(bytes, 1),
            Self::Brotli => brotli::CompressorReader::new(bytes, 4096, 4, 20).read_to_end(&mut encoded)?,
            Self::Gzip => flate2::read::GzEncoder::new(bytes, flate2::Compression::fast()).read_to_end(&mut encoded)?,
        };
        Ok(encoded)
    }
}

/// `response` in the coding that the client likes best (`accept`), if it is text of at least `least` bytes.
pub async fn compress(response: Response, least: usize, accept: &HeaderValue) -> Response {
    if !is_compressible(response.headers()) {
        return response;
    }
    let response: hyper::Response<_> = response.into();
    let length = response.size_hint().exact().filter(|length| *length >= least as u64);
    let (Some(length), Some(coding)) = (length, negotiate(accept)) else { return response.into() };
    let (mut head, body) = response.into_parts();
    let bytes = match Body::from(body).into_bytes().await {
        Ok(bytes) => bytes,
        Err(error) => return poem::Error::from(error).into_response(),
    };
    let encoded = if length < LONG {
        coding.encode(&bytes)
    } else {
        let bytes = bytes.clone();
        tokio::task::spawn_blocking(move || coding.encode(&bytes))
            .await
            .unwrap_or_else(|error| Err(io::Error::other(error)))
    };
    let body = match encoded {
        Ok(encoded) => {
            head.headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding.name()));
            head.headers.append(header::VARY, HeaderValue::from_static("accept-encoding"));
            head.headers.remove(header::CONTENT_LENGTH);
            Body::from(encoded)
        }
        Err(error) => {
            tracing::error!(%error, "an answer could not be compressed");
            Body::from(bytes)
        }
    };
    let mut response = Response::builder().status(head.status).body(body);
    *response.headers_mut() = head.headers;
    response
}

/// What the header `Accept-Encoding` asks for most; `None` if that is plain bytes, or nothing that is spoken here.
fn negotiate(accept: &HeaderValue) -> Option<Coding> {
    let accept = accept.to_str().ok()?;
    let quality = |name: &str| {
        accept.split(',').find_map(|item| {
            let (coding, parameter) = item.split_once(';').unwrap_or((item, ""));
            let quality = parameter.trim().strip_prefix("q=").map_or(1_000, thousandths);
            coding.trim().eq_ignore_ascii_case(name).then_some(quality)
        })
    };
    let others = quality("*").unwrap_or(0);
    let rated = Coding::ALL.map(|coding| (quality(coding.name()).unwrap_or(others), coding));
    let best = rated.into_iter().rev().max_by_key(|(quality, _)| *quality)?;
    (best.0 > 0 && best.0 >= quality("identity").unwrap_or(0)).then_some(best.1)
}

/// Whether the answer is text whose bytes nobody has fixed yet.
fn is_compressible(headers: &HeaderMap) -> bool {
    let is_fixed =
        [header::CONTENT_ENCODING, header::CONTENT_RANGE, header::ETAG].iter().any(|it| headers.contains_key(it));
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|it| it.to_str().ok()).unwrap_or_default();
    let name = content_type.split(';').next().unwrap_or_default();
    !is_fixed
        && name != "text/event-stream"
        && (name.starts_with("text/") || ["json", "javascript", "xml"].iter().any(|end| name.ends_with(end)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_coding_wins_and_the_cheapest_of_equals() {
        for (text, coding) in [
            ("", None),
            ("identity", None),
            ("compress, x-unknown", None),
            ("gzip", Some(Coding::Gzip)),
            ("GZIP;q=0.5", Some(Coding::Gzip)),
            ("gzip, deflate, br", Some(Coding::Brotli)),
            ("gzip, deflate, br, zstd", Some(Coding::Zstd)),
            ("gzip;q=0.9, br; q=0.8", Some(Coding::Gzip)),
            ("*", Some(Coding::Zstd)),
            ("*;q=0", None),
            ("gzip;q=0, *", Some(Coding::Zstd)),
            ("zstd;q=0, br;q=0, gzip;q=0", None),
            ("identity, gzip;q=0.5", None),
            ("gzip;q=x", None),
        ] {
            assert_eq!(negotiate(&HeaderValue::from_static(text)), coding, "{text}");
        }
    }

    #[test]
    fn only_text_whose_bytes_are_not_fixed_is_compressed() {
        let text = |content_type: &'static str| {
            HeaderMap::from_iter([(header::CONTENT_TYPE, HeaderValue::from_static(content_type))])
        };
        for yes in ["application/json; charset=utf-8", "text/html", "image/svg+xml", "text/javascript"] {
            assert!(is_compressible(&text(yes)), "{yes}");
        }
        for no in ["", "text/event-stream; charset=utf-8", "image/png", "application/octet-stream"] {
            assert!(!is_compressible(&text(no)), "{no}");
        }
        for fixed in [header::CONTENT_ENCODING, header::CONTENT_RANGE, header::ETAG] {
            let mut headers = text("text/html");
            headers.insert(&fixed, HeaderValue::from_static("x"));
            assert!(!is_compressible(&headers), "{fixed}");
        }
    }
}
