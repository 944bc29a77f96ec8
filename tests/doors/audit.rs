//! The audits of the npm package `graphql-http`.

use std::{path::Path, process::Command};

use baton::http::Limits;

use crate::support::Server;

/// Needs node, and `npm ci` in `tests/doors/audit`; says so where they are missing, unless `CI` demands them.
#[tokio::test]
async fn every_audit_of_graphql_http_passes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/doors/audit");
    if !folder.join("node_modules").exists() {
        assert!(std::env::var_os("CI").is_none(), "run `npm ci` in {}", folder.display());
        eprintln!("SKIPPED: run `npm ci` in {}", folder.display());
        return;
    }
    let server = Server::with(Limits { anonymous_introspection: true, ..Limits::default() }).await;
    let mut audit = Command::new("node");
    audit.arg("audit.js").arg(server.url("/graphql")).current_dir(&folder);
    let output = tokio::task::spawn_blocking(move || audit.output()).await.unwrap().unwrap();
    let report = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{report}{}", String::from_utf8_lossy(&output.stderr));
    assert!(report.contains("61 of 61 audits pass"), "{report}");
}
