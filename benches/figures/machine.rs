//! What is measured on, and with what.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

/// The machine's tools, and which core is whose.
pub struct Machine {
    /// `taskset`'s words before a server's and before the client's command; none where there is no taskset or only one core.
    pub server: Vec<String>,
    pub client: Vec<String>,
    /// The library that makes a disk slower, if it could be made.
    pub slow_disk: Option<PathBuf>,
    pub folder: tempfile::TempDir,
}

impl Machine {
    pub fn look() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let has_taskset = Command::new("taskset").arg("--version").output().is_ok_and(|it| it.status.success());
        let pin = |core: &str| ["taskset", "-c", core].map(str::to_owned).to_vec();
        let (server, client) = if has_taskset && cores > 1 {
            (pin("0"), pin("1"))
        } else {
            println!("note: one core, or no taskset: servers and client share what there is");
            (Vec::new(), Vec::new())
        };
        let folder = tempfile::Builder::new().prefix("figures-").tempdir_in(env!("CARGO_TARGET_TMPDIR"));
        let folder = folder.expect("a folder for data");
        let slow_disk = slow_disk(folder.path());
        Self { server, client, slow_disk, folder }
    }

    /// The word that keeps a client awake which has a core to itself, so that no server pays for waking it.
    pub fn awake(&self) -> &'static str {
        if self.client.is_empty() { "" } else { "--awake" }
    }

    /// A fresh folder.
    pub fn folder(&self, name: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::create_dir_all(&path).expect("a folder");
        path
    }

    /// One line on the machine, and the commit that was measured.
    pub fn line(&self) -> String {
        let cpus = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
        let model = cpus
            .lines()
            .find_map(|it| it.strip_prefix("model name"))
            .map_or("an unnamed processor", |it| it.trim_start_matches([' ', '\t', ':']));
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let (kernel, commit) = (output("uname", &["-sr"]), output("git", &["rev-parse", "--short", "HEAD"]));
        let (date, rustc) = (output("date", &["-u", "+%Y-%m-%d"]), output("rustc", &["--version"]));
        let sync = self.sync_time().as_micros();
        let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
        let load = load.split(' ').next().unwrap_or("an unknown number");
        let pinned = if self.server.is_empty() { "not pinned" } else { "server on one core, client on the other" };
        format!(
            "{date}, commit {commit}. {cores} cores ({model}), {kernel}, {rustc}; {pinned}; an fsync took {sync} µs, \
             and {load} other tasks wanted to run when it began."
        )
    }

    /// The median time to make 8 KiB durable.
    fn sync_time(&self) -> Duration {
        let mut file = fs::File::create(self.folder.path().join("sync")).expect("a file");
        let mut times: Vec<_> = (0..200)
            .map(|_| {
                file.write_all(&[1; 8_192]).expect("written");
                let begin = Instant::now();
                file.sync_data().expect("synced");
                begin.elapsed()
            })
            .collect();
        times.sort();
        times[times.len() / 2]
    }
}

fn slow_disk(folder: &Path) -> Option<PathBuf> {
    let library = folder.join("slow_fsync.so");
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/figures/slow_fsync.c");
    let made = Command::new("cc").args(["-shared", "-fPIC", "-O2", "-o"]).arg(&library).args([source, "-ldl"]).status();
    match made {
        Ok(status) if status.success() => Some(library),
        _ => {
            println!("note: no C compiler: what a slower disk changes is not measured");
            None
        }
    }
}

fn output(program: &str, words: &[&str]) -> String {
    let output = Command::new(program).args(words).current_dir(env!("CARGO_MANIFEST_DIR")).output();
    let text = output.map(|it| String::from_utf8_lossy(&it.stdout).trim().to_owned()).unwrap_or_default();
    if text.is_empty() { "unknown".to_owned() } else { text }
}
