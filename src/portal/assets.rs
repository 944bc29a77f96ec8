//! The portal's files, which are part of the program: `frontend/dist` as it was when the program was built.
//!
//! The larger files are there compressed only, as nearly every browser asks for them; for the others they are unpacked.

use std::{borrow::Cow, io::Read};

use flate2::bufread::GzDecoder;

use poem::{
    Endpoint, Request, Response,
    error::NotFoundError,
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
};
use rust_embed::{EmbeddedFile, RustEmbed};

#[derive(RustEmbed)]
#[folder = "frontend/dist"]
struct Files;

/// Shown where the program was built without the portal.
const NOT_BUILT: &str = include_str!("assets/not_built.html");

/// Scripts and connections are the portal's own alone. Styles may stand in the page: its components compute some.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
    font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// The explorer's editor runs workers, and carries its font in its styles.
const EXPLORER_POLICY: &str = "default-src 'none'; script-src 'self'; worker-src 'self' blob:; \
    style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; \
    form-action 'self'; frame-ancestors 'none'";

/// What the pages may be answered in, best first: the name in `Accept-Encoding`, and the ending of the file.
const ENCODINGS: [(&str, &str); 2] = [("br", ".br"), ("gzip", ".gz")];

/// Any file of the portal; and for addresses that are views of the portal, the portal.
pub struct Assets;

impl Endpoint for Assets {
    type Output = Response;

    async fn call(&self, request: Request) -> poem::Result<Response> {
        let path = request.uri().path().trim_start_matches('/');
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            return Err(NotFoundError.into());
        }
        // `dist` has more than what is asked for by name: the build's manifest, and the compressed copies.
        let is_file = !path.starts_with('.') && !ENCODINGS.iter().any(|(_, ending)| path.ends_with(ending));
        if is_file
            && path != "index.html"
            && let Some(response) = file(path, request.headers(), POLICY)
        {
            return Ok(response);
        }
        if is_view(path, request.headers()) {
            Ok(page("index.html", &request, POLICY))
        } else {
            Err(NotFoundError.into())
        }
    }
}

/// The page to try the API on.
pub fn explorer(request: &Request) -> Response {
    page("graphiql.html", request, EXPLORER_POLICY)
}

fn page(name: &str, request: &Request, policy: &'static str) -> Response {
    file(name, request.headers(), policy).unwrap_or_else(|| {
        Response::builder()
            .content_type("text/html; charset=utf-8")
            .header(header::CACHE_CONTROL, "no-store")
            .header(
                header::CONTENT_SECURITY_POLICY,
                "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
            )
            .body(NOT_BUILT)
    })
}

/// A page is asked for by a person; a missing script or an API's address is not answered with one. The root is the portal's
/// own address, whoever asks.
fn is_view(path: &str, headers: &HeaderMap) -> bool {
    let last = path.rsplit('/').next().unwrap_or_default();
    let accept = headers.get(header::ACCEPT).and_then(|it| it.to_str().ok()).unwrap_or_default();
    path.is_empty() || (accept.contains("text/html") && !last.contains('.'))
}

fn file(path: &str, headers: &HeaderMap, policy: &'static str) -> Option<Response> {
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|it| it.to_str().ok()).unwrap_or_default();
    let (file, encoding) = match encoded(path, accepted) {
        Some((file, name)) => (file, Some(name)),
        None => (Files::get(path).or_else(|| unpacked(path))?, None),
    };
    let tag = format!("\"{}-{}\"", hex::encode(&file.metadata.sha256_hash()[..16]), encoding.unwrap_or("plain"));
    let is_known = headers.get(header::IF_NONE_MATCH).is_some_and(|it| it.as_bytes() == tag.as_bytes());
    // Names below `assets` carry a hash of what is in them.
    let lasting = path.starts_with("assets/");
    let mut response = Response::builder()
        .status(if is_known { StatusCode::NOT_MODIFIED } else { StatusCode::OK })
        .content_type(content_type(path))
        .header(header::ETAG, tag)
        .header(header::VARY, "accept-encoding")
        .header(header::CACHE_CONTROL, if lasting { "public, max-age=31536000, immutable" } else { "no-cache" })
        .header(header::CONTENT_SECURITY_POLICY, policy)
        .header(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    if let Some(encoding) = encoding {
        response = response.header(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    Some(if is_known { response.finish() } else { response.body(file.data.into_owned()) })
}

/// The compressed copy that the browser can read, if the build made one.
fn encoded(path: &str, accepted: &str) -> Option<(EmbeddedFile, &'static str)> {
    let takes = |name: &str| {
        accepted.split(',').any(|it| {
            let (encoding, quality) = it.split_once(';').unwrap_or((it, ""));
            encoding.trim() == name && quality.trim() != "q=0"
        })
    };
    ENCODINGS
        .into_iter()
        .filter(|(name, _)| takes(name))
        .find_map(|(name, ending)| Files::get(&format!("{path}{ending}")).map(|file| (file, name)))
}

/// A file of which there are only compressed copies, as it was before.
fn unpacked(path: &str) -> Option<EmbeddedFile> {
    let packed = Files::get(&format!("{path}.gz"))?;
    let mut data = Vec::new();
    GzDecoder::new(&*packed.data).read_to_end(&mut data).ok()?;
    Some(EmbeddedFile { data: Cow::Owned(data), metadata: packed.metadata })
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "webmanifest" => "application/json; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "woff2" => "font/woff2",
        "ttf" => "font/ttf",
        _ => "application/octet-stream",
    }
}
