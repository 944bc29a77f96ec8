//! Servers as processes of their own, on a core of their own.

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use serde_json::Value;

use crate::machine::Machine;

pub const BATON: &str = env!("CARGO_BIN_EXE_baton");
/// How long a server may take to be ready.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running server, killed when it is dropped.
pub struct Server {
    child: Child,
    /// `host:port`.
    pub address: String,
    /// An administrator's token.
    pub token: String,
    /// From the start of the process until it was ready.
    pub ready_after: Duration,
}

/// What a slower disk is to be simulated for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Disk {
    AsItIs,
    Slower,
}

impl Server {
    /// Baton on this database, its keys in this folder.
    pub fn baton(machine: &Machine, url: &str, folder: &Path, disk: Disk) -> Self {
        let settings = |command: &mut Command| {
            command.env_clear().env("BATON_DATABASE_URL", url).env("BATON_DATA_DIR", folder);
            command.envs([("BATON_LISTEN", "127.0.0.1:0"), ("BATON_LOG_FORMAT", "json")]);
        };
        let mut token = Command::new(BATON);
        settings(token.args(["admin", "token"]));
        let token = token.output().expect("run baton");
        assert!(token.status.success(), "{}", String::from_utf8_lossy(&token.stderr));
        let mut command = pinned(&machine.server, BATON);
        command.arg("serve");
        settings(&mut command);
        slow(&mut command, machine, disk);
        let mut server = Self::start(command);
        String::from_utf8_lossy(&token.stdout).trim().clone_into(&mut server.token);
        server
    }

    /// The plain server on this database.
    pub fn plain(machine: &Machine, url: &str, disk: Disk) -> Self {
        Self::other(machine, "plain", url, disk)
    }

    /// The same, with a constant for the cheapest query.
    pub fn constant(machine: &Machine, url: &str) -> Self {
        Self::other(machine, "constant", url, Disk::AsItIs)
    }

    fn other(machine: &Machine, which: &str, url: &str, disk: Disk) -> Self {
        let program = std::env::current_exe().expect("this program");
        let mut command = pinned(&machine.server, &program.to_string_lossy());
        command.args([which, url]);
        slow(&mut command, machine, disk);
        Self::start(command)
    }

    fn start(mut command: Command) -> Self {
        let begin = Instant::now();
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("run");
        let mut lines = BufReader::new(child.stderr.take().expect("a log")).lines().map_while(Result::ok);
        let mut log = String::new();
        let address = lines.by_ref().find_map(|line| {
            log.push_str(&line);
            let line: Value = serde_json::from_str(&line).ok()?;
            (line["message"] == "listening").then(|| line["address"].as_str().map(str::to_owned))?
        });
        let address = address.unwrap_or_else(|| panic!("the server did not start: {log}"));
        // Nobody reads the rest, but the server must be able to write it.
        thread::spawn(move || lines.for_each(drop));
        while !is_ready(&address) {
            assert!(begin.elapsed() < PATIENCE, "the server is not ready");
            thread::sleep(Duration::from_millis(1));
        }
        Self { child, address, token: "admin-0".to_owned(), ready_after: begin.elapsed() }
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Resident memory in MB.
    pub fn memory(&self) -> f64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.pid())).unwrap_or_default();
        let kib =
            status.lines().find_map(|it| it.strip_prefix("VmRSS:")?.trim().strip_suffix(" kB")?.parse::<f64>().ok());
        kib.unwrap_or(f64::NAN) * 1_024.0 / 1e6
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may be gone already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A command on a core, if cores are dealt out.
pub fn pinned(core: &[String], program: &str) -> Command {
    match core {
        [taskset, words @ ..] => {
            let mut command = Command::new(taskset);
            command.args(words).arg(program);
            command
        }
        [] => Command::new(program),
    }
}

fn slow(command: &mut Command, machine: &Machine, disk: Disk) {
    if let (Disk::Slower, Some(library)) = (disk, &machine.slow_disk) {
        command.env("LD_PRELOAD", library);
    }
}

fn is_ready(address: &str) -> bool {
    let Ok(mut stream) = TcpStream::connect(address) else { return false };
    let request = format!("GET /readyz HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n");
    let mut answer = [0; 12];
    stream.write_all(request.as_bytes()).and_then(|()| stream.read_exact(&mut answer)).is_ok()
        && answer.ends_with(b"200")
}
