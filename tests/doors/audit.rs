//! Programs of other people against the doors: the audits of `graphql-http`, the clients `graphql-ws` and `graphql-sse`.

use std::{path::Path, process::Command};

use baton::http::Limits;

use tokio::sync::Mutex;

use crate::support::Server;

#[tokio::test]
async fn every_audit_of_graphql_http_passes() {
    let report = run("audit.js").await;
    assert!(report.contains("61 of 61 audits pass"), "{report}");
}

#[tokio::test]
async fn the_clients_that_wrote_the_protocols_are_content() {
    let report = run("clients.js").await;
    assert!(report.contains("graphql-ws and graphql-sse are content"), "{report}");
}

/// What the script says about a server of its own.
async fn run(script: &'static str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/doors/audit");
    let version = Command::new("npm").arg("--version").output();
    assert!(version.is_ok_and(|it| it.status.success()), "this test needs npm: install Node from https://nodejs.org");
    static INSTALL: Mutex<()> = Mutex::const_new(());
    let installing = INSTALL.lock().await;
    if !folder.join("node_modules").exists() {
        let install =
            Command::new("npm").args(["ci", "--no-audit", "--no-fund"]).current_dir(&folder).output().unwrap();
        assert!(install.status.success(), "{}", String::from_utf8_lossy(&install.stderr));
    }
    drop(installing);
    let server = Server::with(Limits { anonymous_introspection: true, ..Limits::default() }).await;
    let mut node = Command::new("node");
    node.arg(script).arg(server.url("/graphql")).current_dir(&folder);
    let output = tokio::task::spawn_blocking(move || node.output()).await.unwrap().unwrap();
    let report = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{report}{}", String::from_utf8_lossy(&output.stderr));
    report.into_owned()
}
