//! What a request may cost.

use std::{fmt::Write, time::Duration};

use baton::http::{DocumentLimits, Limits};
use reqwest::Body;
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

use crate::{
    support::{PATIENCE, Server, reply},
    websocket::Client,
};

/// The limit that the first of `errors` names, what is allowed, and what was asked.
fn exceeded(errors: &Value) -> Value {
    let extensions = &errors[0]["extensions"];
    json!([extensions["limit"], extensions["most"], extensions["asked"]])
}

#[tokio::test]
async fn a_body_is_bounded_whatever_length_it_announces() {
    let server = Server::with(Limits { body_bytes: 1000, ..Limits::default() }).await;
    let large = json!({ "query": "{ hello }", "x": "y".repeat(1000) });
    reply(server.post(&large)).await.assert_refused(413, "BAD_USER_INPUT");
    let larger = json!({ "query": "{ hello }", "x": "y".repeat(7000) });
    let refused = reply(server.post(&larger)).await;
    refused.assert_refused(413, "BAD_USER_INPUT");
    let asked = larger.to_string().len();
    assert_eq!(exceeded(&refused.body["errors"]), json!(["body bytes", 1000, asked]));

    let chunks =
        async_graphql::futures_util::stream::iter([vec![b' '; 600], vec![b' '; 600]].map(Ok::<_, std::io::Error>));
    let chunked = server.http.post(server.url("/graphql")).header("content-type", "application/json");
    reply(chunked.body(Body::wrap_stream(chunks))).await.assert_refused(413, "BAD_USER_INPUT");
}

#[tokio::test]
async fn the_refusal_of_a_large_body_reaches_a_client_that_sends_first_and_reads_later() {
    let server = Server::start().await;
    let large = json!({ "query": "{ hello }", "x": "y".repeat(7 * 1024 * 1024) });
    reply(server.post(&large)).await.assert_refused(413, "BAD_USER_INPUT");
}

#[tokio::test]
async fn a_document_beyond_a_limit_is_told_which_and_by_how_much() {
    let document = DocumentLimits { selections: 50, depth: 5, aliases: 3, ..DocumentLimits::default() };
    let server = Server::with(Limits { document, ..Limits::default() }).await;

    let wide = server.strict(&format!("{{ {} }}", "hello ".repeat(51))).await;
    wide.assert_refused(400, "BAD_USER_INPUT");
    assert_eq!(exceeded(&wide.body["errors"]), json!(["selections", 50, 51]));

    let deep = server.strict(&format!("{}leaf {{ value }}{}", "{ deep ".repeat(5), "}".repeat(5))).await;
    assert_eq!(deep.body["errors"][0]["extensions"]["limit"], "nested selections", "{deep:?}");

    let aliases = server.query("{ a: __typename b: __typename c: __typename d: __typename }").await;
    assert_eq!(exceeded(&aliases.body["errors"]), json!(["aliases", 3, 4]));
}

#[tokio::test]
async fn each_limit_of_a_document_is_told_on_every_door() {
    let document =
        DocumentLimits { bytes: 60, tokens: 20, nesting: 4, depth: 2, selections: 5, aliases: 1, directives: 1 };
    let server = Server::with(Limits { document, ..Limits::default() }).await;
    let mut socket = Client::ready(&server).await;
    for (query, limit) in [
        ("{ hello } #".repeat(6), json!(["bytes", 60, 66])),
        ("{ hello ".to_owned() + &"!".repeat(40), json!(["tokens", 20, 21])),
        ("{ hello(a: [[[1]]]) }".to_owned(), json!(["nested brackets", 4, 5])),
        ("{ deep { deep { hello } } }".to_owned(), json!(["nested selections", 2, 3])),
        ("{ hello hello hello hello hello hello }".to_owned(), json!(["selections", 5, 6])),
        ("{ a: hello b: hello }".to_owned(), json!(["aliases", 1, 2])),
        ("{ hello @skip(if: true) deep @a { hello } }".to_owned(), json!(["directives", 1, 2])),
    ] {
        let posted = server.strict(&query).await;
        posted.assert_refused(400, "BAD_USER_INPUT");
        assert_eq!(exceeded(&posted.body["errors"]), limit);

        let stream = server.post(&json!({ "query": query })).header("accept", "text/event-stream");
        let stream = stream.send().await.unwrap().text().await.unwrap();
        let event = stream.lines().find_map(|line| line.strip_prefix("data: ")).unwrap();
        assert_eq!(exceeded(&serde_json::from_str::<Value>(event).unwrap()["errors"]), limit);

        socket.subscribe("a", &query).await;
        let error = socket.next().await;
        assert_eq!((&error["type"], exceeded(&error["payload"])), (&json!("error"), limit));
    }
}

/// The most that an operator may set is still within a thread's stack, and within what the executor allows.
#[tokio::test]
async fn the_greatest_nesting_and_depth_work() {
    let document = DocumentLimits { nesting: 128, depth: 32, ..DocumentLimits::default() };
    let server = Server::with(Limits { document, ..Limits::default() }).await;
    let brackets = |open: &str, close: &str, count| format!("{}{}", open.repeat(count), close.repeat(count));
    for query in [
        format!("{{ echo(id: {}) }}", brackets("[", "]", 126)),
        format!("{{ echo(id: {}) }}", brackets("{a: ", "}", 126).replace("{a: }", "{}")),
        format!("query($a: {}) {{ hello }}", brackets("[", "]", 128).replace("[]", "[Int]")),
        brackets("{ deep ", "}", 128),
    ] {
        server.strict(&query).await.assert_refused(400, "BAD_USER_INPUT");
    }
    let deep = format!("{}{{ hello }}{}", "{ deep ".repeat(31), "}".repeat(31));
    assert_eq!(server.strict(&deep).await.status, 200);
    let fragments: String = (1..31).map(|it| format!("fragment f{it} on Query {{ ...f{} }} ", it + 1)).collect();
    let spread = server.strict(&format!("{{ ...f1 }} {fragments} fragment f31 on Query {{ hello }}")).await;
    assert_eq!(spread.status, 200, "{spread:?}");
}

#[tokio::test]
async fn a_fragment_bomb_does_not_reach_validation() {
    let server = Server::start().await;
    let mut bomb = String::from("{...f0}");
    for level in 0..7 {
        let _ = write!(bomb, "fragment f{level} on Query{{{}}}", format!("...f{}", level + 1).repeat(10));
    }
    bomb.push_str("fragment f7 on Query{hello}");
    let refused = timeout(Duration::from_secs(2), server.strict(&bomb)).await.unwrap();
    assert_eq!(refused.body["errors"][0]["extensions"]["limit"], "selections");
}

#[tokio::test]
async fn brackets_without_end_do_not_end_the_process() {
    let server = Server::start().await;
    for open in ["{a", "{a(b:", "[", "{a(b:["] {
        let refused = server.strict(&open.repeat(60_000 / open.len())).await;
        assert_eq!(refused.body["errors"][0]["extensions"]["limit"], "nested brackets");
    }
    let variables = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let body = format!(r#"{{"query":"{{ hello }}","variables":{{"a":{variables}}}}}"#);
    let post = server.http.post(server.url("/graphql")).header("content-type", "application/json").body(body);
    reply(post).await.assert_refused(400, "BAD_USER_INPUT");
}

#[tokio::test]
async fn an_operation_is_given_up_after_its_time() {
    let server = Server::with(Limits { execution_time: Duration::from_millis(50), ..Limits::default() }).await;
    let refused = server.strict("{ waits }").await;
    refused.assert_refused(500, "INTERNAL");
    assert_eq!(refused.body["errors"][0]["extensions"]["limit"], "execution seconds");
}

#[tokio::test]
async fn a_body_that_does_not_arrive_is_given_up() {
    let server = Server::with(Limits { body_time: Duration::from_millis(50), ..Limits::default() }).await;
    let never = async_graphql::futures_util::stream::pending::<Result<Vec<u8>, std::io::Error>>();
    let post = server.http.post(server.url("/graphql")).header("content-type", "application/json");
    reply(post.body(Body::wrap_stream(never))).await.assert_refused(408, "BAD_USER_INPUT");
}

#[tokio::test]
async fn a_head_that_does_not_arrive_closes_the_connection() {
    let server = Server::with(Limits { header_time: Duration::from_millis(100), ..Limits::default() }).await;
    for head in ["", "P", "POST /graphql HTTP/1.1\r\nHost: x\r\n"] {
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        stream.write_all(head.as_bytes()).await.unwrap();
        let mut rest = Vec::new();
        timeout(PATIENCE, stream.read_to_end(&mut rest)).await.unwrap().unwrap();
    }
}

#[tokio::test]
async fn a_head_that_is_too_long_is_refused() {
    let server = Server::with(Limits { header_bytes: 2_000, ..Limits::default() }).await;
    let get = |bytes: usize| server.http.get(server.url("/healthz")).header("x-long", "y".repeat(bytes));
    assert_eq!(get(1_500).send().await.unwrap().status(), 200);
    assert_eq!(get(2_000).send().await.unwrap().status(), 431);
}

#[tokio::test]
async fn connections_beyond_the_cap_wait_their_turn() {
    let server = Server::with(Limits { connections: 1, ..Limits::default() }).await;
    let first = TcpStream::connect(server.address).await.unwrap();
    let mut second = TcpStream::connect(server.address).await.unwrap();
    second.write_all(b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await.unwrap();
    let mut answer = Vec::new();
    assert!(timeout(Duration::from_millis(100), second.read_buf(&mut answer)).await.is_err());
    drop(first);
    timeout(PATIENCE, second.read_to_end(&mut answer)).await.unwrap().unwrap();
    assert!(answer.starts_with(b"HTTP/1.1 200 OK"));
}
