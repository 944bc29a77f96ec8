//! The program itself as a process of its own, which can be told to stop, or killed.

use std::{
    fmt::Write as _,
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, ExitStatus, Stdio},
    sync::{Arc, Mutex},
    time::Duration,
};

use serde_json::Value;

use super::eventually::{PATIENCE, eventually};

/// A running `baton serve`. It is killed when this is dropped.
pub struct Process {
    child: Child,
    log: Log,
    /// `http://…`, without a path.
    pub origin: String,
}

/// What the process has said on standard error so far.
#[derive(Clone, Default)]
pub struct Log(Arc<Mutex<String>>);

impl Log {
    pub fn text(&self) -> String {
        self.0.lock().expect("the log").clone()
    }

    fn follow(&self, child: &mut Child) {
        let lines = BufReader::new(child.stderr.take().expect("standard error")).lines();
        let log = self.clone();
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                writeln!(log.0.lock().expect("the log"), "{line}").expect("a line");
            }
        });
    }

    /// The port is the system's choice: the log tells which.
    fn address(&self) -> Option<String> {
        let text = self.text();
        let mut lines = text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
        Some(lines.find(|it| it["message"] == "listening")?["address"].as_str()?.to_owned())
    }
}

/// The program with these words, on this database, its keys in this folder, with no other configuration.
pub fn baton(words: &[&str], url: &str, folder: &Path) -> Command {
    program(Command::new(env!("CARGO_BIN_EXE_baton")), words, url, folder)
}

fn program(mut command: Command, words: &[&str], url: &str, folder: &Path) -> Command {
    command.args(words).current_dir(folder).env_clear().stdin(Stdio::null());
    command.envs([("BATON_DATABASE_URL", url), ("BATON_LISTEN", "127.0.0.1:0"), ("BATON_LOG_FORMAT", "json")]);
    command.env("BATON_DATA_DIR", folder.join("data"));
    // Receivers of webhooks are at home too.
    command.env("BATON_WEBHOOK_ALLOW_PRIVATE", "true");
    command
}

impl Process {
    /// Starts a server and waits until it is ready.
    pub async fn serve(url: &str, folder: &Path) -> Self {
        Self::spawn(baton(&["serve"], url, folder)).await
    }

    /// The same with more in its environment.
    pub async fn serve_with(url: &str, folder: &Path, environment: &[(&str, &Path)]) -> Self {
        let mut command = baton(&["serve"], url, folder);
        command.envs(environment.iter().copied());
        Self::spawn(command).await
    }

    /// The same behind a shell that ignores the signal for files that grow too large, as disks run full:
    /// the program then sees writes fail.
    pub async fn serve_with_limited_files(url: &str, folder: &Path) -> Self {
        let mut shell = Command::new("/bin/sh");
        shell.args(["-c", r#"trap "" XFSZ; exec "$0" "$@""#, env!("CARGO_BIN_EXE_baton")]);
        Self::spawn(program(shell, &["serve"], url, folder)).await
    }

    async fn spawn(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("run baton");
        let log = Log::default();
        log.follow(&mut child);
        let mut process = Self { child, log, origin: String::new() };
        let address = eventually("a server that listens", PATIENCE, async || {
            let ended = process.child.try_wait().expect("wait");
            assert!(ended.is_none(), "the server ended: {}", process.log.text());
            process.log.address()
        });
        process.origin = format!("http://{}", address.await);
        eventually("a server that is ready", PATIENCE, async || (process.get("/readyz").await == 200).then_some(()))
            .await;
        process
    }

    pub fn log(&self) -> String {
        self.log.text()
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// The status with which it answers at this address; 0 if it does not.
    pub async fn get(&self, path: &str) -> u16 {
        let answer = reqwest::get(format!("{}{path}", self.origin)).await;
        answer.map_or(0, |it| it.status().as_u16())
    }

    /// `kill -9`: nothing is finished, nothing is flushed.
    pub fn kill(mut self) {
        self.child.kill().expect("kill");
        self.child.wait().expect("wait");
    }

    /// SIGTERM.
    pub fn terminate(&self) {
        let id = self.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().expect("kill").success());
    }

    /// How it ended, once it has.
    pub async fn ended(&mut self, within: Duration) -> ExitStatus {
        eventually("the end of the server", within, async || self.child.try_wait().expect("wait")).await
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may be gone already.
        let _ = self.child.kill();
        let _ = self.child.wait();
        if std::thread::panicking() {
            eprintln!("the log of {}:\n{}", self.origin, self.log.text());
        }
    }
}

/// An administrator's token, as the command prints it.
pub async fn admin_token(url: &str, folder: &Path) -> String {
    let mut command = baton(&["admin", "token"], url, folder);
    let output = tokio::task::spawn_blocking(move || command.output().expect("run baton")).await.expect("a token");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("a token").trim().to_owned()
}
