//! Which addresses are the Graph API's, among all that the server answers.

use poem::http::Method;

/// Segments that a path may have behind its version.
const SEGMENTS: usize = 4;

/// What a path names: a node and, perhaps, one of its edges.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address {
    /// `/v21.0`; empty without one.
    pub version: String,
    /// `me`, an id, or a name like `debug_token`; empty for a batch.
    pub node: String,
    pub edge: Option<String>,
}

impl Address {
    /// Reads a path that a version may stand before. `None` if no node can be named so.
    pub fn read(path: &str) -> Option<Self> {
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let mut segments: Vec<&str> = path.split('/').filter(|it| !it.is_empty()).take(SEGMENTS).collect();
        let is_versioned = segments.first().is_some_and(|it| is_version(it));
        let version = if is_versioned { format!("/{}", segments.remove(0)) } else { String::new() };
        let (node, edge) = match segments[..] {
            [] => (String::new(), None),
            [node] => (decoded(node)?, None),
            [node, edge] => (decoded(node)?, Some(decoded(edge)?)),
            _ => return None,
        };
        Some(Self { version, node, edge })
    }

    /// Whether it names nothing: where batches go.
    pub const fn is_root(&self) -> bool {
        self.node.is_empty()
    }
}

/// Whether a request is for the Graph API: any path below a version, and those without one that no page of the portal has.
pub fn is_graph(method: &Method, path: &str) -> bool {
    let first = path.trim_start_matches('/').split('/').next().unwrap_or_default();
    match first {
        "" => *method == Method::POST,
        "me" | "debug_token" => true,
        _ => is_version(first) || first.bytes().all(|it| it.is_ascii_digit()),
    }
}

/// `v21.0` and its like.
fn is_version(segment: &str) -> bool {
    let is_number = |it: &str| (1..=4).contains(&it.len()) && it.bytes().all(|it| it.is_ascii_digit());
    let numbers = segment.strip_prefix('v').and_then(|it| it.split_once('.'));
    numbers.is_some_and(|(major, minor)| is_number(major) && is_number(minor))
}

/// `%40` is `@`. `None` for what is no text.
fn decoded(segment: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(segment.len());
    let mut rest = segment.as_bytes();
    while let [first, tail @ ..] = rest {
        if *first == b'%' {
            bytes.extend(hex::decode(tail.get(..2)?).ok()?);
            rest = &tail[2..];
        } else {
            bytes.push(*first);
            rest = tail;
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_portals_addresses_stay_its_own() {
        let get = |path: &str| is_graph(&Method::GET, path);
        for graph in
            ["/v2.6/me/messages", "/v21.0", "/v21.0/x", "/me", "/me/messages", "/42/thread_owner", "/debug_token"]
        {
            assert!(get(graph), "{graph}");
        }
        for other in ["/", "/graphql", "/pages/42", "/session", "/member", "/v1", "/v1.x/me", "/assets/v1.0.js", "/4x"]
        {
            assert!(!get(other), "{other}");
        }
        assert!(is_graph(&Method::POST, "/"));
    }

    #[test]
    fn a_path_names_a_node_and_an_edge() {
        let read = |path: &str| Address::read(path).map(|it| (it.node, it.edge));
        let named = |node: &str, edge: Option<&str>| Some((node.to_owned(), edge.map(str::to_owned)));
        assert_eq!(read("/v21.0/me/messages"), named("me", Some("messages")));
        assert_eq!(read("me/messages?access_token=x"), named("me", Some("messages")));
        assert_eq!(read("/v2.6/a%40b"), named("a@b", None));
        assert_eq!(read("/v21.0/"), named("", None));
        for none in ["/v1.0/a/b/c", "/v1.0/%zz", "/v1.0/%ff", "/v1.0/%4"] {
            assert_eq!(read(none), None, "{none}");
        }
    }
}
