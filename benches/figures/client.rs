//! `baton bench`, on a core of its own.

use serde::{Deserialize, Serialize};

use crate::{
    machine::Machine,
    server::{BATON, Server, pinned},
};

/// What it prints as JSON.
#[derive(Deserialize)]
pub struct Report {
    pub page: String,
    pub rows: Vec<Row>,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Row {
    pub measure: String,
    pub clients: u32,
    pub rate: f64,
    pub rates: Vec<f64>,
    pub p50_ms: f64,
    pub p99_ms: f64,
    pub max_ms: f64,
    pub cpu_us: Option<f64>,
    pub client_kib: Option<f64>,
}

/// Measures a server; `words` are those of `baton bench`.
pub fn measure(machine: &Machine, server: &Server, words: &str) -> Report {
    let mut command = pinned(&machine.client, BATON);
    command.args(["bench", "--json", "--url", &format!("http://{}", server.address)]);
    command.args(["--pid", &server.pid().to_string()]).args(words.split_whitespace());
    let output = command.env("BATON_TOKEN", &server.token).output().expect("run baton bench");
    assert!(output.status.success(), "baton bench {words}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("a report")
}
