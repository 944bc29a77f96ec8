//! `baton bench` against a real server: every measure works, counts, and checks what it is answered.

use serde_json::Value;

use crate::{
    Ran, baton,
    servers::process::{Process, admin_token},
};

/// A server on a database of its own, and a token.
async fn running() -> (Process, String, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}/baton.db?mode=rwc", folder.path().display());
    let server = Process::serve(&url, folder.path()).await;
    let token = admin_token(&url, folder.path()).await;
    (server, token, folder)
}

/// The command runs beside this test's own tasks, which read the server's log.
async fn bench(words: &'static [&'static str], origin: &str, token: &str) -> Ran {
    let variables = [("BATON_URL", origin.to_owned()), ("BATON_TOKEN", token.to_owned())];
    let run = move || {
        let variables: Vec<_> = variables.iter().map(|(name, value)| (*name, value.as_str())).collect();
        baton(&[&["bench"], words].concat(), &variables)
    };
    tokio::task::spawn_blocking(run).await.unwrap()
}

#[tokio::test]
async fn every_measure_works_on_a_real_server() {
    let (server, token, _folder) = running().await;
    let ran = bench(&["--quick", "--json"], &server.origin, &token).await;
    assert_eq!(ran.status, 0, "{}", ran.err);
    let report: Value = serde_json::from_str(&ran.out).unwrap();
    let rows = report["rows"].as_array().unwrap();
    let names: Vec<_> =
        rows.iter().map(|it| (it["measure"].as_str().unwrap(), it["clients"].as_u64().unwrap())).collect();
    let pairs = |name| [(name, 1), (name, 4)];
    let of_callers = ["control", "typename", "together", "list"].map(pairs).concat();
    assert_eq!(names, [of_callers, vec![("refusal", 1), ("fanout", 8), ("latency", 1)]].concat());
    for row in rows {
        assert!(row["count"].as_u64().unwrap() > 0 && row["rate"].as_f64().unwrap() > 0.0, "{row}");
        let [p50, p99, max] = ["p50_ms", "p99_ms", "max_ms"].map(|it| row[it].as_f64().unwrap());
        assert!(0.0 < p50 && p50 <= p99 && p99 <= max, "{row}");
    }
    // 64 changes to 8 subscribers.
    assert_eq!(rows.iter().find(|it| it["measure"] == "fanout").unwrap()["count"], 64 * 8);
}

#[tokio::test]
async fn one_measure_is_shown_as_a_table() {
    let (server, token, _folder) = running().await;
    let ran = bench(&["control", "--quick", "--awake"], &server.origin, &token).await;
    assert_eq!(ran.status, 0, "{}", ran.err);
    let lines: Vec<_> = ran.out.lines().filter(|it| it.starts_with("control")).collect();
    assert!(lines.len() == 2 && lines.iter().all(|it| it.contains("changes/s")), "{}", ran.out);
}

#[tokio::test]
async fn a_token_that_is_refused_says_what_to_do() {
    let (server, _, _folder) = running().await;
    let ran = bench(&["--quick"], &server.origin, "nonsense").await;
    assert_eq!((ran.status, ran.out.as_str()), (1, ""));
    assert!(ran.err.contains("error: the token was refused\nhelp: an administrator's token is needed"), "{}", ran.err);
}

#[test]
fn nobody_else_is_measured_by_mistake() {
    for (url, status, error) in [
        ("http://192.0.2.1:8080", 2, "error: 192.0.2.1 is not this machine"),
        ("https://localhost", 2, "error: \"https://localhost\" is no address of a server"),
        ("http://127.0.0.1:1", 1, "error: cannot reach 127.0.0.1:1: Connection refused"),
    ] {
        let ran = baton(&["bench", "--quick", "--url", url, "--token", "t"], &[]);
        assert_eq!(ran.status, status, "{}", ran.err);
        assert!(ran.err.contains(error), "{}", ran.err);
    }
}
