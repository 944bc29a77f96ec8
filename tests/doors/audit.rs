//! The audits of the npm package `graphql-http`.

use std::{path::Path, process::Command};

use baton::http::Limits;

use crate::support::Server;

/// Says so where there is no node to run them with.
#[tokio::test]
async fn every_audit_of_graphql_http_passes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/doors/audit");
    let Ok(version) = Command::new("npm").arg("--version").output() else {
        eprintln!("SKIPPED: there is no npm, so nobody audited GraphQL over HTTP");
        return;
    };
    assert!(version.status.success(), "npm does not run");
    if !folder.join("node_modules").exists() {
        let install =
            Command::new("npm").args(["ci", "--no-audit", "--no-fund"]).current_dir(&folder).output().unwrap();
        assert!(install.status.success(), "{}", String::from_utf8_lossy(&install.stderr));
    }
    let server = Server::with(Limits { anonymous_introspection: true, ..Limits::default() }).await;
    let mut audit = Command::new("node");
    audit.arg("audit.js").arg(server.url("/graphql")).current_dir(&folder);
    let output = tokio::task::spawn_blocking(move || audit.output()).await.unwrap().unwrap();
    let report = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{report}{}", String::from_utf8_lossy(&output.stderr));
    assert!(report.contains("61 of 61 audits pass"), "{report}");
}
