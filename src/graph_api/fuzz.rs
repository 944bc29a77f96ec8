//! What the fuzz targets (`tests/fuzz`) throw at this room, and what must hold of it.

use poem::http::{HeaderMap, HeaderValue, header};

use super::{
    address::Address,
    batch, fields,
    input::{self, Params},
};

/// Names under which a request's parts are read in every way that an edge reads them.
const NAMES: [&str; 4] = ["recipient", "message", "fields", "batch"];

/// Reads a request: the type of its body on the first line, its address on the second, and the body behind them.
///
/// # Panics
///
/// If fields that were read are not the same when they are written and read again.
pub fn request(bytes: &[u8]) {
    let mut parts = bytes.splitn(3, |it| *it == b'\n');
    let (kind, url) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let url = String::from_utf8_lossy(url);
    let (path, query) = url.split_once('?').unwrap_or((&url, ""));
    let _ = Address::read(path);
    let mut headers = HeaderMap::new();
    if let Ok(kind) = HeaderValue::from_bytes(kind) {
        headers.insert(header::CONTENT_TYPE, kind);
    }
    if let Ok(params) = input::read(query, &headers, parts.next().unwrap_or_default()) {
        read_all(&params);
    }
}

fn read_all(params: &Params) {
    for name in NAMES {
        let _ = (params.structured(name), params.names(name), params.number(name));
        let Ok(Some(text)) = params.text(name) else { continue };
        let _ = batch::find(&serde_json::Value::Null, &text);
        if let Ok(read) = fields::read(&text) {
            assert_eq!(fields::read(&fields::write(&read)).ok(), Some(read), "fields have two meanings");
        }
    }
}
