//! Starting, answering for itself, and stopping.

use serde_json::json;

use crate::support::{Server, reply, until};

#[tokio::test]
async fn health_readiness_and_metrics_answer() {
    let server = Server::start().await;
    let text = async |path: &str| {
        let response = server.http.get(server.url(path)).send().await.unwrap();
        (response.status().as_u16(), response.text().await.unwrap())
    };
    assert_eq!(text("/healthz").await, (200, "alive\n".to_owned()));
    assert_eq!(text("/readyz").await, (200, "ready\n".to_owned()));
    assert_eq!(text("/metrics").await, (200, "baton_up 1\n".to_owned()));
    assert_eq!(server.http.head(server.url("/healthz")).send().await.unwrap().status(), 200);

    server.world.ready.send_replace(false);
    let unready = reply(server.http.get(server.url("/readyz"))).await;
    unready.assert_refused(503, "INTERNAL");
    assert_eq!(unready.message(), "The database is not reached.");
    assert_eq!(text("/healthz").await.0, 200);
}

#[tokio::test]
async fn every_answer_has_a_request_id_and_security_headers() {
    let server = Server::start().await;
    let given = async |id: &str| {
        let request = server.http.get(server.url("/nowhere")).header("x-request-id", id);
        reply(request).await.header("x-request-id").to_owned()
    };
    assert_eq!(given("a-b_c.1").await, "a-b_c.1");
    for odd in ["", "a b", "a\"b", &"a".repeat(65)] {
        let made = given(odd).await;
        assert!(made != odd && !made.is_empty());
    }
    let reply = server.query("{ hello }").await;
    for (name, value) in
        [("x-content-type-options", "nosniff"), ("x-frame-options", "DENY"), ("cache-control", "no-store")]
    {
        assert_eq!(reply.header(name), value);
    }
}

#[tokio::test]
async fn stopping_finishes_what_runs_and_accepts_nothing_more() {
    let server = Server::start().await;
    let running = tokio::spawn(reply(server.post(&json!({ "query": "{ waits }" }))));
    until(&server.world.waiting, |waiting| *waiting == 1).await;

    server.stop.cancel();
    let (address, world, http) = (server.address, server.world.clone(), reqwest::Client::new());
    // The listener is closed before the server waits for what runs.
    while http.get(format!("http://{address}/healthz")).send().await.is_ok() {
        tokio::task::yield_now().await;
    }
    assert!(!server.task.is_finished());
    world.released.send_replace(true);
    assert_eq!(running.await.unwrap().body, json!({ "data": { "waits": true } }));
    server.stop().await;
}
