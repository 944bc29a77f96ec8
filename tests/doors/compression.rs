//! Compression: of answers that are long enough, and never of what is sent in.

use std::io::Read;

use baton::http::Limits;
use flate2::{Compression, read::GzEncoder};
use serde_json::{Value, json};

use crate::support::{Server, reply};

/// The answer to a query whose answer has more than `bytes`, as it came.
async fn answer(server: &Server, bytes: usize, accept_encoding: &str) -> (String, String, Vec<u8>) {
    let body = json!({ "query": "query($id: ID!) { echo(id: $id) }", "variables": { "id": "x".repeat(bytes) } });
    let response = server.post(&body).header("accept-encoding", accept_encoding).send().await.unwrap();
    assert_eq!(response.status(), 200);
    let header = |name: &str| response.headers().get(name).map_or("", |it| it.to_str().unwrap()).to_owned();
    (header("content-encoding"), header("vary"), response.bytes().await.unwrap().to_vec())
}

fn decoded(coding: &str, bytes: &[u8]) -> Value {
    let mut text = Vec::new();
    match coding {
        "gzip" => flate2::read::GzDecoder::new(bytes).read_to_end(&mut text).unwrap(),
        "br" => brotli::Decompressor::new(bytes, 4096).read_to_end(&mut text).unwrap(),
        "zstd" => zstd::Decoder::new(bytes).unwrap().read_to_end(&mut text).unwrap(),
        other => panic!("{other:?}"),
    };
    serde_json::from_slice(&text).unwrap()
}

#[tokio::test]
async fn a_long_answer_comes_in_the_coding_that_the_client_accepts() {
    let server = Server::start().await;
    for coding in ["gzip", "br", "zstd"] {
        // Long ones are compressed on another thread.
        for bytes in [2_000, 200_000] {
            let (encoding, vary, body) = answer(&server, bytes, coding).await;
            assert_eq!((encoding.as_str(), vary.as_str()), (coding, "accept-encoding"));
            assert!(body.len() < bytes / 10, "{} bytes of {bytes}", body.len());
            assert_eq!(decoded(coding, &body)["data"]["echo"], "x".repeat(bytes));
        }
    }
}

#[tokio::test]
async fn a_short_answer_and_a_client_that_wants_none_get_plain_bytes() {
    let server = Server::start().await;
    for (bytes, accept) in [(500, "gzip"), (2_000, ""), (2_000, "identity"), (2_000, "gzip;q=0"), (2_000, "deflate")] {
        let (encoding, vary, body) = answer(&server, bytes, accept).await;
        assert_eq!((encoding.as_str(), vary.as_str()), ("", ""), "{bytes} bytes, {accept}");
        assert_eq!(serde_json::from_slice::<Value>(&body).unwrap()["data"]["echo"], "x".repeat(bytes));
    }
    let off = Server::with(Limits { compressed_bytes: None, ..Limits::default() }).await;
    assert_eq!(answer(&off, 2_000, "gzip").await.0, "");
}

#[tokio::test]
async fn an_event_stream_is_not_compressed() {
    let server = Server::with(Limits { compressed_bytes: Some(1), ..Limits::default() }).await;
    let post = server.post(&json!({ "query": "subscription { count(to: 100) }" }));
    let stream = post.header("accept", "text/event-stream").header("accept-encoding", "gzip").send().await.unwrap();
    assert_eq!(stream.headers().get("content-encoding"), None);
    assert!(stream.text().await.unwrap().ends_with("event: complete\ndata:\n\n"));
}

#[tokio::test]
async fn a_compressed_request_is_refused_unread() {
    let server = Server::start().await;
    let query = format!("{}{{ hello }}", " ".repeat(10_000));
    let mut bomb = Vec::new();
    GzEncoder::new(json!({ "query": query }).to_string().as_bytes(), Compression::best())
        .read_to_end(&mut bomb)
        .unwrap();
    for coding in ["gzip", "br", "zstd", "deflate"] {
        let post = server.http.post(server.url("/graphql")).header("content-type", "application/json");
        let refused = reply(post.header("content-encoding", coding).body(bomb.clone())).await;
        refused.assert_refused(415, "BAD_USER_INPUT");
        assert_eq!(refused.message(), "The body must not be compressed.");
    }
}
