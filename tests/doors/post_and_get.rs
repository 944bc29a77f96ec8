//! GraphQL over HTTP.

use reqwest::{Method, StatusCode};
use serde_json::json;

use crate::support::{PATIENCE, Server, reply};

const STRICT: &str = "application/graphql-response+json";

#[tokio::test]
async fn a_query_is_answered_in_the_media_type_asked_for() {
    let server = Server::start().await;
    for (accept, content_type) in [
        ("*/*", "application/json; charset=utf-8"),
        ("application/json", "application/json; charset=utf-8"),
        (STRICT, "application/graphql-response+json; charset=utf-8"),
        (
            "application/graphql-response+json, application/json;q=0.9",
            "application/graphql-response+json; charset=utf-8",
        ),
    ] {
        let reply = reply(server.post(&json!({ "query": "{ hello }" })).header("accept", accept)).await;
        assert_eq!((reply.status, reply.header("content-type")), (200, content_type));
        assert_eq!(reply.body, json!({ "data": { "hello": "world" } }));
    }
    let nothing_fits = reply(server.post(&json!({ "query": "{ hello }" })).header("accept", "text/html")).await;
    nothing_fits.assert_refused(406, "BAD_USER_INPUT");
}

#[tokio::test]
async fn get_runs_queries_and_nothing_else() {
    let server = Server::start().await;
    let hello = reply(server.get(&[("query", "{ hello }")])).await;
    assert_eq!(hello.body, json!({ "data": { "hello": "world" } }));

    let variables = r#"{"id":"é1"}"#;
    let query = "query A($id: ID!) { echo(id: $id) } query B { hello }";
    let chosen = reply(server.get(&[("query", query), ("variables", variables), ("operationName", "A")])).await;
    assert_eq!(chosen.body, json!({ "data": { "echo": "é1" } }));

    for query in ["mutation { count }", "mutation M { count } query Q { hello }"] {
        let mut parameters = vec![("query", query)];
        if query.contains('M') {
            parameters.push(("operationName", "M"));
        }
        for accept in ["*/*", STRICT, "text/event-stream"] {
            let refused = reply(server.get(&parameters).header("accept", accept)).await;
            refused.assert_refused(405, "BAD_USER_INPUT");
            assert_eq!(refused.header("allow"), "POST");
        }
    }
    assert_eq!(server.mutations(), 0);

    for bad in [
        &[("operationName", "A")][..],
        &[("query", "{ hello }"), ("query", "{ hello }")],
        &[("query", "{ hello }"), ("variables", "{")],
        &[("query", "{ hello }"), ("variables", "[]")],
        &[("query", "")],
    ] {
        reply(server.get(bad)).await.assert_refused(400, "BAD_USER_INPUT");
    }
}

#[tokio::test]
async fn the_operation_name_is_honoured() {
    let server = Server::start().await;
    let query = "query A { hello } mutation B { count }";
    let named = async |name: &str| reply(server.post(&json!({ "query": query, "operationName": name }))).await;
    assert_eq!(named("A").await.body, json!({ "data": { "hello": "world" } }));
    assert_eq!(named("B").await.body, json!({ "data": { "count": 1 } }));
    named("C").await.assert_refused(200, "BAD_USER_INPUT");
    server.query(query).await.assert_refused(200, "BAD_USER_INPUT");
    server.strict(query).await.assert_refused(400, "BAD_USER_INPUT");
    assert_eq!(server.mutations(), 1);
}

#[tokio::test]
async fn flags_that_are_left_out_have_their_defaults() {
    let server = Server::start().await;
    let query = "query Q($yes: Boolean = true, $no: Boolean! = false) {
        included: hello @include(if: $yes)
        kept: hello @skip(if: $no)
        left_out: hello @include(if: $no)
        skipped: hello @skip(if: $yes)
    }";
    let ask = |variables| server.post(&json!({ "query": query, "variables": variables }));
    let defaults = reply(ask(json!({}))).await;
    assert_eq!(defaults.body, json!({ "data": { "included": "world", "kept": "world" } }));
    let given = reply(ask(json!({ "yes": false, "no": true }))).await;
    assert_eq!(given.body, json!({ "data": { "left_out": "world", "skipped": "world" } }));
}

#[tokio::test]
async fn a_post_takes_json_in_utf8_and_nothing_else() {
    let server = Server::start().await;
    let mutation = r#"{"query":"mutation { count }"}"#;
    let post = |content_type: &str, body: Vec<u8>| {
        server.http.post(server.url("/graphql")).header("content-type", content_type).body(body)
    };
    for content_type in ["text/plain", "application/x-www-form-urlencoded", "application/json; charset=latin1", ""] {
        reply(post(content_type, mutation.into())).await.assert_refused(415, "BAD_USER_INPUT");
    }
    reply(server.http.post(server.url("/graphql")).body(mutation)).await.assert_refused(415, "BAD_USER_INPUT");
    let compressed = post("application/json", mutation.into()).header("content-encoding", "gzip");
    reply(compressed).await.assert_refused(415, "BAD_USER_INPUT");
    assert_eq!(server.mutations(), 0);

    let mut bytes = br#"{"query":"{ echo(id: \""#.to_vec();
    bytes.push(0xff);
    bytes.extend(br#"\") }"}"#);
    reply(post("application/json", bytes)).await.assert_refused(400, "BAD_USER_INPUT");
    assert_eq!(reply(post("application/json;charset=UTF-8", mutation.into())).await.status, 200);
}

#[tokio::test]
async fn a_request_that_is_not_well_formed_is_400_in_both_media_types() {
    let server = Server::start().await;
    for body in [
        "",
        "{",
        "null",
        "1",
        "\"{ hello }\"",
        "{}",
        r#"{"query":null}"#,
        r#"{"query":1}"#,
        r#"{"query":["{ hello }"]}"#,
        r#"{"query":"{ hello }","variables":[]}"#,
        r#"{"query":"{ hello }","variables":"{}"}"#,
        r#"{"query":"{ hello }","operationName":1}"#,
        r#"{"query":"{ hello }","extensions":[]}"#,
        r#"[{"query":"{ hello }"}]"#,
        "[]",
        r#"["{ hello }",null,null,null]"#,
        r#"{"query":"{ hello }"} x"#,
    ] {
        for accept in ["application/json", STRICT] {
            let post = server.http.post(server.url("/graphql")).header("accept", accept);
            let reply = reply(post.header("content-type", "application/json").body(body)).await;
            reply.assert_refused(400, "BAD_USER_INPUT");
            assert!(reply.header("content-type").starts_with(accept));
        }
    }
}

#[tokio::test]
async fn a_document_that_cannot_run_has_no_data_and_is_not_repeated() {
    let server = Server::start().await;
    for query in [
        "{",
        "",
        "{ nothing }",
        "{ hello { a } }",
        "{ echo }",
        "query($id: ID!) { echo(id: $id) }",
        "subscription { count(to: 1) }",
        "{ even(n: \"secret\") }",
        "fragment f on Query { hello }",
        "query($n: Int!) { echo(id: $n) }",
        "{ secret(token: }",
    ] {
        let strict = server.strict(query).await;
        if query.contains("even") {
            // The scalar is read while executing: a field error, though still the caller's.
            assert_eq!((strict.status, strict.code()), (200, "BAD_USER_INPUT"), "{strict:?}");
        } else {
            strict.assert_refused(400, "BAD_USER_INPUT");
            server.query(query).await.assert_refused(200, "BAD_USER_INPUT");
        }
        assert!(!strict.body.to_string().contains("secret"), "{strict:?}");
    }
}

#[tokio::test]
async fn errors_of_resolvers_keep_their_code_or_become_internal() {
    let server = Server::start().await;
    let own = server.strict("{ hello forbidden }").await;
    assert_eq!((own.status, own.code(), own.message()), (200, "FORBIDDEN", "not yours"));
    assert_eq!(own.body["data"], json!({ "hello": "world", "forbidden": null }));

    for query in ["{ breaks }", "{ breaksAll }"] {
        let masked = server.strict(query).await;
        assert_eq!((masked.status, masked.code()), (200, "INTERNAL"), "{masked:?}");
        assert!(masked.body.get("data").is_some() && !masked.body.to_string().contains("password"), "{masked:?}");
    }
    server.strict("{ panics }").await.assert_refused(500, "INTERNAL");
    let odd = server.query("{ even(n: 3) }").await;
    assert_eq!((odd.status, odd.code()), (200, "BAD_USER_INPUT"), "{odd:?}");
}

#[tokio::test]
async fn other_methods_and_addresses_are_refused_with_a_body() {
    let server = Server::start().await;
    for method in [Method::PUT, Method::DELETE, Method::PATCH, Method::OPTIONS] {
        let request = server.http.request(method, server.url("/graphql"));
        let refused = reply(request.json(&json!({ "query": "mutation { count }" }))).await;
        refused.assert_refused(405, "BAD_USER_INPUT");
        assert_eq!(refused.header("allow"), "GET, POST");
    }
    let head = server.http.head(server.url("/graphql?query={hello}")).timeout(PATIENCE).send().await.unwrap();
    assert_eq!(head.status(), StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(server.mutations(), 0);
    reply(server.http.get(server.url("/nowhere"))).await.assert_refused(404, "NOT_FOUND");
    reply(server.http.post(server.url("/healthz"))).await.assert_refused(405, "BAD_USER_INPUT");
}

#[tokio::test]
async fn the_gate_decides_who_calls() {
    let server = Server::start().await;
    let caller = async |authorization: Option<&str>| {
        let mut request = server.post(&json!({ "query": "{ caller }" }));
        if let Some(authorization) = authorization {
            request = request.header("authorization", authorization);
        }
        reply(request).await
    };
    assert_eq!(caller(None).await.body["data"]["caller"], "nobody");
    assert_eq!(caller(Some("Bearer good")).await.body["data"]["caller"], "somebody");
    assert_eq!(caller(Some("bearer good")).await.body["data"]["caller"], "somebody");
    for bad in ["Bearer bad", "Bearer", "Bearer ", "Basic good", "good"] {
        let refused = caller(Some(bad)).await;
        refused.assert_refused(401, "UNAUTHENTICATED");
        assert_eq!(refused.header("www-authenticate"), "Bearer");
    }
    let unavailable = caller(Some("Bearer later")).await;
    unavailable.assert_refused(503, "INTERNAL");
    assert_eq!(unavailable.header("retry-after"), "1");
}

#[tokio::test]
async fn the_schema_is_read_with_a_token_only() {
    let server = Server::start().await;
    let introspection = json!({ "query": "{ __schema { queryType { name } } }" });
    reply(server.post(&introspection)).await.assert_refused(200, "UNAUTHENTICATED");
    let known = reply(server.post(&introspection).bearer_auth("good")).await;
    assert_eq!(known.body["data"]["__schema"]["queryType"]["name"], "Query");
}
