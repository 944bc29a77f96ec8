//! The README's tour: every command is executed, in order, in one shell, and answers what the page shows.

#![cfg(test)]

use std::{
    fs,
    net::TcpListener,
    path::Path,
    process::{Child, Command},
    time::Duration,
};

use serde_json::Value;

const README: &str = include_str!("../README.md");
/// Stands between the outputs of two blocks.
const SEAM: &str = "@@@@";

struct Block {
    commands: &'static str,
    /// What the page shows as the answer.
    answer: Option<&'static str>,
    /// Belongs into a terminal of its own, and goes on.
    is_watch: bool,
}

impl Block {
    /// What the one shell runs for it.
    fn script(&self) -> String {
        let commands = self.commands;
        if self.is_watch { format!("{commands} > \"$WATCHED\" &\nWATCHER=$!\n") } else { format!("{commands}\n") }
    }
}

/// Waits for the last change of control, then ends the watcher.
const LAST: &str = "until [ \"$(grep -c epoch \"$WATCHED\")\" -ge 8 ]; do sleep 0.05; done; kill $WATCHER\n";

#[tokio::test]
async fn every_command_of_the_tour_does_what_the_page_says() {
    let server = Server::start().await;
    let blocks = tour();
    assert!(blocks.len() > 8, "the tour has {} blocks", blocks.len());

    let script: String = blocks.iter().map(|it| format!("{}echo; echo {SEAM}\n", it.script())).collect();
    let output = server.run(&format!("set -eu\n{script}{LAST}")).await;

    for (block, output) in blocks.iter().zip(output.split(SEAM)) {
        assert!(!output.contains("\"errors\""), "{}\n{output}", block.commands);
        if let Some(answer) = block.answer {
            assert_eq!(json(output), json(answer), "{}", block.commands);
        }
    }
    assert_eq!(server.watched_epochs(), [1, 2, 3, 4, 5, 6, 7, 8], "what the third terminal saw");
}

/// The blocks of the tour in order, each with the answer that follows it.
fn tour() -> Vec<Block> {
    let tour = README.split("## A five-minute tour").nth(1).unwrap().split("\n## ").next().unwrap();
    let mut blocks: Vec<Block> = Vec::new();
    for fenced in tour.split("\n```").skip(1).step_by(2) {
        let (kind, text) = fenced.split_once('\n').unwrap();
        match kind {
            "sh" | "sh watch" => blocks.push(Block { commands: text, answer: None, is_watch: kind == "sh watch" }),
            "json" => blocks.last_mut().unwrap().answer = Some(text),
            kind => panic!("the tour has a block of {kind:?}"),
        }
    }
    blocks
}

fn json(text: &str) -> Value {
    serde_json::from_str(text.trim()).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// The program, serving from a folder of its own.
struct Server {
    process: Child,
    port: u16,
    data: tempfile::TempDir,
}

impl Server {
    async fn start() -> Self {
        let data = tempfile::tempdir().unwrap();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut command = Command::new(env!("CARGO_BIN_EXE_baton"));
        command.arg("serve").env("BATON_DATA_DIR", data.path()).env("BATON_LISTEN", format!("127.0.0.1:{port}"));
        let log = fs::File::create(data.path().join("log")).unwrap();
        let process = command.stderr(log).spawn().unwrap();
        let server = Self { process, port, data };
        server.ready().await;
        server
    }

    #[expect(clippy::disallowed_methods, reason = "paces looks at another process; nothing depends on the pace")]
    async fn ready(&self) {
        let url = format!("http://127.0.0.1:{}/readyz", self.port);
        let asking = async {
            let mut tick = tokio::time::interval(Duration::from_millis(20));
            while !reqwest::get(&url).await.is_ok_and(|it| it.status().is_success()) {
                tick.tick().await;
            }
        };
        tokio::time::timeout(Duration::from_secs(30), asking).await.expect("the server is ready");
    }

    /// The page's commands, with this server in place of the newcomer's.
    fn localized(&self, commands: &str) -> String {
        let program = Path::new(env!("CARGO_BIN_EXE_baton")).display().to_string();
        let here = format!("http://127.0.0.1:{}/graphql", self.port);
        let commands = commands.replace("target/debug/baton", &program);
        commands.replace("http://127.0.0.1:8080/graphql", &here)
    }

    /// Runs a script in one shell; gives what it printed.
    async fn run(&self, script: &str) -> String {
        let mut shell = Command::new("sh");
        shell.arg("-c").arg(self.localized(script));
        shell.env("BATON_DATA_DIR", self.data.path()).env("WATCHED", self.data.path().join("watched"));
        let running = tokio::task::spawn_blocking(move || shell.output().unwrap());
        let ran = tokio::time::timeout(Duration::from_secs(60), running).await.expect("the tour ends").unwrap();
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
        String::from_utf8(ran.stdout).unwrap()
    }

    fn watched_epochs(&self) -> Vec<i64> {
        let watched = fs::read_to_string(self.data.path().join("watched")).unwrap();
        let events = watched.lines().filter_map(|it| it.strip_prefix("data:").map(json));
        events.filter_map(|it| it["data"]["controlChanged"]["epoch"].as_i64()).collect()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Nothing to do if it has ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
