//! Documents that are named by their hash, and documents that are the only ones to run.

use baton::http::Limits;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::{
    support::{Server, reply},
    websocket::Client,
};

const QUERY: &str = "{ hello }";

fn extension(hash: &str) -> Value {
    json!({ "persistedQuery": { "version": 1, "sha256Hash": hash } })
}

fn hash(document: &str) -> String {
    hex::encode(Sha256::digest(document))
}

/// The body of a request: the document, its hash, or both.
fn body(query: Option<&str>, hash: Option<&str>) -> Value {
    let mut body = json!({});
    if let Some(query) = query {
        body["query"] = query.into();
    }
    if let Some(hash) = hash {
        body["extensions"] = extension(hash);
    }
    body
}

/// What each door says to the same request: the `data`, or the first error's code.
async fn on_every_door(server: &Server, query: Option<&str>, hash: Option<&str>) -> [Value; 4] {
    let body = body(query, hash);
    let said = |answer: &Value| match &answer["errors"][0]["extensions"]["code"] {
        Value::Null => answer["data"].clone(),
        code => code.clone(),
    };
    let post = reply(server.post(&body)).await;

    let extensions = body["extensions"].to_string();
    let mut parameters = vec![("query", query.unwrap_or_default())];
    parameters.extend(hash.map(|_| ("extensions", extensions.as_str())));
    let get = reply(server.get(&parameters)).await;

    let stream = server.post(&body).header("accept", "text/event-stream").send().await.unwrap().text().await.unwrap();
    let event = stream.lines().find_map(|line| line.strip_prefix("data: ")).unwrap();

    let mut socket = Client::ready(server).await;
    socket.send(json!({ "id": "a", "type": "subscribe", "payload": body })).await;
    let message = socket.next().await;
    let on_socket = match message["type"].as_str() {
        Some("error") => json!({ "errors": message["payload"] }),
        _ => message["payload"].clone(),
    };
    [said(&post.body), said(&get.body), said(&serde_json::from_str(event).unwrap()), said(&on_socket)]
}

fn all(value: &Value) -> [Value; 4] {
    std::array::from_fn(|_| value.clone())
}

#[tokio::test]
async fn a_client_sends_the_hash_then_both_then_the_hash_again() {
    let (server, world, hash) = (Server::start().await, json!({ "hello": "world" }), hash(QUERY));
    assert_eq!(on_every_door(&server, None, Some(&hash)).await, all(&json!("PERSISTED_QUERY_NOT_FOUND")));
    let both = reply(server.post(&body(Some(QUERY), Some(&hash)))).await;
    assert_eq!(both.body, json!({ "data": { "hello": "world" } }));
    assert_eq!(on_every_door(&server, None, Some(&hash)).await, all(&world));
}

#[tokio::test]
async fn what_apollos_client_looks_for_is_there() {
    let server = Server::start().await;
    let unknown = reply(server.post(&body(None, Some(&hash(QUERY))))).await;
    assert_eq!((unknown.status, unknown.message()), (200, "PersistedQueryNotFound"));
    assert_eq!(unknown.header("cache-control"), "no-store");
    let wrong = reply(server.post(&body(Some(QUERY), Some(&hash("{ other }"))))).await;
    assert_eq!(wrong.message(), "provided sha does not match query");
    wrong.assert_refused(200, "PERSISTED_QUERY_HASH_MISMATCH");

    let off = Server::with(Limits { persisted_bytes: None, ..Limits::default() }).await;
    let unsupported = reply(off.post(&body(None, Some(&hash(QUERY))))).await;
    assert_eq!(
        (unsupported.code(), unsupported.message()),
        ("PERSISTED_QUERY_NOT_SUPPORTED", "PersistedQueryNotSupported")
    );
}

#[tokio::test]
async fn an_extension_of_another_form_is_refused_and_the_query_is_still_needed_without_one() {
    let server = Server::start().await;
    for persisted in [json!({ "version": 2, "sha256Hash": hash(QUERY) }), json!({ "version": 1 }), json!(1)] {
        let request = server.post(&json!({ "query": QUERY, "extensions": { "persistedQuery": persisted } }));
        reply(request).await.assert_refused(200, "BAD_USER_INPUT");
    }
    for extensions in [json!({}), json!({ "other": 1 }), json!({ "persistedQuery": null })] {
        reply(server.post(&json!({ "extensions": extensions }))).await.assert_refused(400, "BAD_USER_INPUT");
    }
}

#[tokio::test]
async fn a_document_that_cannot_run_is_not_kept_and_one_that_is_kept_keeps_its_limits() {
    let (server, broken) = (Server::start().await, "{ hello");
    let both = reply(server.post(&body(Some(broken), Some(&hash(broken))))).await;
    both.assert_refused(200, "BAD_USER_INPUT");
    let again = reply(server.post(&body(None, Some(&hash(broken))))).await;
    again.assert_refused(200, "PERSISTED_QUERY_NOT_FOUND");

    let mutation = "mutation { count }";
    let both = reply(server.post(&body(Some(mutation), Some(&hash(mutation))))).await;
    assert_eq!(both.body["data"]["count"], 1);
    let extensions = extension(&hash(mutation)).to_string();
    reply(server.get(&[("extensions", extensions.as_str())])).await.assert_refused(405, "BAD_USER_INPUT");
}

#[tokio::test]
async fn with_a_list_of_trusted_documents_nothing_else_runs() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("manifest.json");
    std::fs::write(&path, json!({ "my-hello": QUERY }).to_string()).unwrap();
    let server = Server::with(Limits { trusted_documents: Some(path), ..Limits::default() }).await;
    let world = json!({ "hello": "world" });

    assert_eq!(on_every_door(&server, Some(QUERY), None).await, all(&world));
    assert_eq!(on_every_door(&server, None, Some("my-hello")).await, all(&world));
    assert_eq!(on_every_door(&server, None, Some(&hash(QUERY))).await, all(&world));

    let (other, code) = ("{ hello caller }", json!("QUERY_NOT_IN_SAFELIST"));
    assert_eq!(on_every_door(&server, Some(other), None).await, all(&code));
    assert_eq!(on_every_door(&server, Some(other), Some(&hash(other))).await, all(&code));
    assert_eq!(on_every_door(&server, None, Some(&hash(other))).await, all(&json!("PERSISTED_QUERY_NOT_IN_LIST")));
}
