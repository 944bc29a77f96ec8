//! Signatures, verified by libraries that are not ours.

use std::{
    io::Write,
    path::Path,
    process::{Command, Stdio},
};

use base64::{Engine, prelude::BASE64_STANDARD};
use baton::{
    time::{Seconds, Timestamp},
    webhooks::signature::{Signed, SigningKeys, sign, timestamp},
};
use http::HeaderMap;
use serde_json::{Value, json};
use standardwebhooks::Webhook;

const SECRET: &str = "5f0c8a52e1f04a5c9d3b7e6f1a2b3c4d";
const OLD: &str = "an older secret";
const ID: &str = "wh_222_7_1767225600123";
const BODY: &[u8] = br#"{"object":"page","entry":[{"id":"1","time":1767225600123,"messaging":[]}]}"#;

/// As the libraries write a secret.
fn whsec(secret: &str) -> String {
    format!("whsec_{}", BASE64_STANDARD.encode(secret))
}

fn headers(signed: &Signed, at: Timestamp) -> HeaderMap {
    let (timestamp, signature) = (timestamp(at), signed.standard());
    let parts = [("webhook-id", ID), ("webhook-timestamp", &timestamp), ("webhook-signature", &signature)];
    parts.into_iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
}

/// The libraries refuse what is older than five minutes, by a clock that is theirs.
#[expect(clippy::disallowed_methods, reason = "other people's code reads this clock")]
fn now() -> Timestamp {
    chrono::Utc::now().into()
}

#[test]
fn the_rust_library_verifies_either_secret_while_one_is_rotated() {
    let now = now();
    let rotating = SigningKeys::new(SECRET, Some((OLD, now + Seconds(1))));
    let signed = sign(&rotating, ID, now, BODY);
    for secret in [SECRET, OLD] {
        Webhook::new(&whsec(secret)).unwrap().verify(BODY, &headers(&signed, now)).unwrap();
    }
    assert_eq!(
        sign(&rotating, ID, now + Seconds(1), BODY),
        sign(&SigningKeys::new(SECRET, None), ID, now + Seconds(1), BODY),
        "the old secret's time is over"
    );
    let signed = sign(&SigningKeys::new(SECRET, None), ID, now, BODY);
    Webhook::new(&whsec(SECRET)).unwrap().verify(BODY, &headers(&signed, now)).unwrap();
    assert!(Webhook::new(&whsec(OLD)).unwrap().verify(BODY, &headers(&signed, now)).is_err());
    assert!(Webhook::new(&whsec(SECRET)).unwrap().verify(b"{}", &headers(&signed, now)).is_err());
}

#[test]
fn the_javascript_library_and_nodes_own_hmac_agree() {
    let folder = clients();
    if !folder.join("node_modules").exists() {
        run(Command::new("npm").args(["ci", "--no-audit", "--no-fund"]).current_dir(folder), "");
    }
    let report = run(Command::new("node").arg("verify.js").current_dir(folder), &case());
    assert_eq!(report.trim(), "current, previous, sha256, sha1");
}

#[test]
fn the_python_library_and_pythons_own_hmac_agree() {
    let folder = clients();
    if !folder.join("python_modules").exists() {
        let pip = ["-m", "pip", "install", "--quiet", "--target", "python_modules", "-r", "requirements.txt"];
        run(Command::new("python3").args(pip).current_dir(folder), "");
    }
    let mut python = Command::new("python3");
    let report = run(python.arg("verify.py").env("PYTHONPATH", "python_modules").current_dir(folder), &case());
    assert_eq!(report.trim(), "current, previous, sha256, sha1");
}

/// Keeps the published page true.
#[test]
fn the_published_vectors_hold() {
    let page = include_str!("../../docs/webhooks.md");
    let block = page.split("```json vectors\n").nth(1).and_then(|it| it.split("```").next()).expect("the vectors");
    let vectors: Vec<Value> = serde_json::from_str(block).unwrap();
    assert!(vectors.len() >= 3);
    for vector in vectors {
        let text = |key: &str| vector[key].as_str().unwrap_or_default();
        let at = Timestamp::from_millis(text("webhook-timestamp").parse::<i64>().unwrap() * 1_000 + 999);
        let previous = vector["previous secret"].as_str().map(|it| (it, at + Seconds(1)));
        let keys = SigningKeys::new(text("secret"), previous);
        let signed = sign(&keys, text("webhook-id"), at, text("body").as_bytes());
        let ours = [signed.sha256(), signed.sha1(), timestamp(at), signed.standard()];
        let names = ["X-Hub-Signature-256", "X-Hub-Signature", "webhook-timestamp", "webhook-signature"];
        for (name, ours) in names.into_iter().zip(ours) {
            assert_eq!(text(name), ours, "{name} of {vector}");
        }
    }
}

fn clients() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/webhooks/clients"))
}

/// A signed body, as the scripts read it.
fn case() -> String {
    let now = now();
    let signed = sign(&SigningKeys::new(SECRET, Some((OLD, now + Seconds(1)))), ID, now, BODY);
    json!({
        "body": std::str::from_utf8(BODY).unwrap(),
        "secret": SECRET,
        "current": whsec(SECRET),
        "previous": whsec(OLD),
        "sha256": signed.sha256(),
        "sha1": signed.sha1(),
        "headers": {"webhook-id": ID, "webhook-timestamp": timestamp(now), "webhook-signature": signed.standard()},
    })
    .to_string()
}

/// Runs a program that must succeed; gives what it says.
fn run(command: &mut Command, input: &str) -> String {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("this test needs {:?}: {error}", command.get_program()));
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}
