//! The commands beside `serve`, on a database.

use std::{io::Write, path::Path, process::Stdio};

use serde_json::json;

use crate::{
    refusals::{Ran, ran},
    servers::{
        process::{Process, admin_token, baton},
        scene::Scene,
    },
    support::TestStore,
};

fn url(folder: &Path) -> String {
    format!("sqlite://{}/baton.db", folder.display())
}

#[test]
fn migrate_says_what_it_did_and_may_be_repeated() {
    let folder = tempfile::tempdir().unwrap();
    let migrate = || ran(&mut baton(&["migrate"], &url(folder.path()), folder.path()));
    let steps = |ran: Ran| {
        assert_eq!((ran.status, ran.out.as_str()), (0, ""), "{}", ran.err);
        let lines = ran.err.lines().filter_map(|it| serde_json::from_str::<serde_json::Value>(it).ok());
        let line = lines.into_iter().find(|it| it["message"] == "the database is up to date");
        line.and_then(|it| it["steps"].as_u64()).unwrap_or_else(|| panic!("no steps in {}", ran.err))
    };
    assert!(steps(migrate()) > 0);
    assert_eq!(steps(migrate()), 0);
}

fn create(folder: &Path, email: &str, password: &str) -> Ran {
    let mut command = baton(&["admin", "create", "--email", email, "--name", "Ann"], &url(folder), folder);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // It may have read enough before the end.
    let _ = child.stdin.take().unwrap().write_all(password.as_bytes());
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { status: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

#[test]
fn an_administrator_is_made_once_with_a_password_that_will_do() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    for (password, why) in
        [("seven77\n", "too short"), (&"x".repeat(1_025), "too long"), (&"x".repeat(9_999), "too long")]
    {
        let ran = create(path, "ann@example.com", password);
        assert_eq!(ran.status, 2, "{}", ran.err);
        assert_eq!(ran.failure(path).0, format!("the password is {why}"));
    }
    for (email, password) in [("ann@example.com", "eight888\n".to_owned()), ("bob@example.com", "x".repeat(1_024))] {
        let ran = create(path, email, &password);
        assert_eq!((ran.status, ran.out.as_str()), (0, ""), "{}", ran.err);
    }
    let ran = create(path, "ann@example.com", "eight888");
    assert_eq!(ran.status, 1);
    assert_eq!(ran.failure(path).0, "a person with this address exists already");
}

#[tokio::test]
async fn an_administrators_token_is_had_beside_a_server_that_writes() {
    let db = TestStore::sqlite().await;
    let folder = tempfile::tempdir().unwrap();
    let server = Process::serve(&db.url, folder.path()).await;
    let admin = admin_token(&db.url, folder.path()).await;
    let scene = Scene::open(vec![server.origin.clone()], admin).await;
    let writing = async {
        for call in 0.. {
            scene.writes(&format!("customer-{}", call % 10), &format!("m{call}")).await;
        }
    };
    let asking = async {
        for _ in 0..5 {
            let token = admin_token(&db.url, folder.path()).await;
            let answer = scene.send(&token, "{ viewer { __typename } }", json!({})).await;
            assert_eq!(answer.ok()["viewer"]["__typename"], "Viewer");
        }
    };
    tokio::select! {
        () = writing => {}
        () = asking => {}
    }
}
